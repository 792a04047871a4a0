#!/usr/bin/env python3
"""Measures what files cost that are made to cost much: processor time and memory.

    tools/bounds.py [--only WORD] [--folder 50000] [--seconds 60] [--memory 8] PROGRAM [PROGRAM]

Makes the files in a temporary folder, runs each program on them with empty settings of its own,
and prints a table in Markdown: processor time in seconds and the largest memory in MB, or what
ended the run. `refused` is exit 2: the program said no, with a place, a number and a remedy.
A run ends after `--seconds` of processor time or at `--memory` GB. Of a folder it says after how
many seconds something stood on the terminal, and after how many the program was gone once esc was
pressed. Needs Linux and nothing but Python.
"""
import argparse
import fcntl
import gzip
import os
import pty
import resource
import select
import signal
import struct
import subprocess
import tempfile
import termios
import time
import zipfile

XML = '<?xml version="1.0"?>'
# What is asked of a terminal first, and the answer.
QUESTION, ANSWER = b"\x1b[c", b"\x1b[?62;22c"


def each(count, piece):
    """Returns a piece for every number, joined."""
    return "".join(piece(at) for at in range(count))


def packed(files):
    """Returns a maker of a zip archive of these files."""
    def make(path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files():
                archive.writestr(name, text)
    return make


def plain(text):
    """Returns a maker of a file with this text."""
    def make(path):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text())
    return make


def zipped(text):
    """Returns a maker of a gzip file with this text."""
    def make(path):
        with gzip.open(path, "wb") as file:
            file.write(text().encode())
    return make


def book():
    """An EPUB whose spine names one page of 45 MB 60 times."""
    yield "mimetype", "application/epub+zip"
    yield "META-INF/container.xml", (
        XML + '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="c.opf"/></rootfiles></container>')
    items = each(60, lambda at: f'<item id="i{at}" href="a.xhtml" '
                 'media-type="application/xhtml+xml"/>')
    spine = each(60, lambda at: f'<itemref idref="i{at}"/>')
    yield "c.opf", (XML + '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/>'
                    f"<manifest>{items}</manifest><spine>{spine}</spine></package>")
    yield "a.xhtml", ('<html xmlns="http://www.w3.org/1999/xhtml"><body>'
                      + "<p>aaaa bbbb.</p>" * 3_000_000 + "</body></html>")


def letter():
    """A DOCX of 60 MB of short paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "<w:p><w:r><w:t>aaaaaaaaaa</w:t></w:r></w:p>" * 1_400_000
    yield "word/document.xml", (XML + f'<w:document xmlns:w="{space}"><w:body>{body}</w:body>'
                                "</w:document>")


def memory(units):
    """A TMX file of units, each a list of languages and segments."""
    def unit(texts):
        inside = "".join(f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>' for lang, text in texts)
        return f"<tu>{inside}</tu>"
    body = "".join(unit(texts) for texts in units)
    return XML + f'<tmx version="1.4"><header/><body>{body}</body></tmx>'


def marked(count):
    """An XLIFF segment of `count` marks that all overlap."""
    starts = each(count, lambda at: f'<sm id="m{at}"/>a')
    ends = each(count, lambda at: f'<em startRef="m{at}"/>')
    return (XML + '<xliff version="2.0" srcLang="en" trgLang="fr" '
            'xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="u"><segment>'
            f"<source>{starts}{ends}</source></segment></unit></file></xliff>")


def codes(count):
    """A TMX segment of `count` codes on each side."""
    pairs = 'mot <bpt i="1">a</bpt><ept i="1">a</ept>' * (count // 2)
    return memory([[("en", 'word <ph x="1">a</ph>' * count), ("fr", pairs)]])


def slips(count):
    """A memory in which every pair has a wrong number."""
    return memory([[("en", f"Hello {at} there my friend."), ("fr", f"Bonjour {at + 1} mon ami.")]
                   for at in range(count)])


SHOW, CHECK = ["show", "FILE", "--plain"], ["check", "FILE", "--no-model"]
# What it is, the file's name, its maker, the command.
CASES = [
    ("60 MB in one paragraph", "a.txt.gz", zipped(lambda: "a b. " * 12_000_000), SHOW),
    ("page named 60 times", "a.epub", packed(book), SHOW),
    ("1.4 million paragraphs of Word", "a.docx", packed(letter), SHOW),
    ("8,000 languages", "langs.tmx",
     plain(lambda: memory([[(f"x-{at}", "a")] for at in range(8_000)])), SHOW),
    ("60,000 languages", "more.tmx",
     plain(lambda: memory([[(f"x-{at}", "a")] for at in range(60_000)])), SHOW),
    ("80,000 attributes of a tag", "a.html",
     plain(lambda: "<html><body><p " + each(80_000, lambda at: f'a{at}="{at}" ')
           + ">Hello.</p></body></html>"), SHOW),
    ("16,000 marks that overlap", "a.xlf", plain(lambda: marked(16_000)), SHOW),
    ("80,000 codes in a segment", "codes.tmx", plain(lambda: codes(80_000)), CHECK),
    ("one line of 20 MB", "line.txt", plain(lambda: "word " * 4_000_000), SHOW),
    ("20 MB without a space", "word.txt", plain(lambda: "a" * 20_000_000), SHOW),
    ("a million paragraphs of a letter", "a.txt", plain(lambda: "a\n\n" * 1_000_000), SHOW),
    ("4,000 findings as SARIF", "slips.tmx", plain(lambda: slips(4_000)), CHECK + ["--sarif"]),
    ("16,000 findings as SARIF", "slip4.tmx", plain(lambda: slips(16_000)), CHECK + ["--sarif"]),
    ("200,000 entries of PO", "a.po",
     plain(lambda: 'msgid ""\nmsgstr "Language: fr\\n"\n\n'
           + each(200_000, lambda at: f'msgid "a{at}"\nmsgstr "b{at}"\n\n')), SHOW),
    ("500,000 rows of CSV", "a.csv",
     plain(lambda: "en,fr\n" + each(500_000, lambda at: f"a {at},b {at}\n")), SHOW),
    ("200,000 lines of JSONL", "a.jsonl",
     plain(lambda: each(200_000, lambda at: f'{{"en":"a {at}","fr":"b {at}"}}\n')), SHOW),
    ("20,000 lists in Markdown", "a.md", plain(lambda: "- a\n\n  b *c* [d](e)\n\n" * 20_000), SHOW),
]


def settings(home):
    """Returns an environment without anything of the user's."""
    return {"HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color"}


def cost(command, home, most):
    """Runs a command to its end; returns what it cost in words."""
    def bound():
        resource.setrlimit(resource.RLIMIT_CPU, (most.seconds, most.seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (most.memory << 30, most.memory << 30))
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=settings(home), preexec_fn=bound)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = 0
    spent = f"{used.ru_utime + used.ru_stime:.2f} s, {used.ru_maxrss // 1024} MB"
    if os.WIFSIGNALED(status):
        # One is killed by the kernel at the limit of time, one aborts when memory is refused.
        late = os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
        return f"{spent}, " + ("not done" if late else "aborted")
    return spent + (", refused" if os.WEXITSTATUS(status) == 2 else "")


def folder_of(count, inside):
    """Makes a folder of small texts."""
    path = os.path.join(inside, f"texts{count}")
    os.makedirs(path)
    for at in range(count):
        with open(os.path.join(path, f"{at}.txt"), "w", encoding="utf-8") as file:
            file.write(f"This is the text of number {at}. It has two sentences.\n")
    return path


def life(program, folder, home):
    """Opens a folder on a terminal; returns the seconds to the first sign and to the end by esc."""
    began = time.perf_counter()
    pid, master = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        os.environ.clear()
        os.environ.update(settings(home))
        os.execv(program, [program, folder])
    seen, first, left = b"", None, None
    while time.perf_counter() - began < 60:
        try:
            if select.select([master], [], [], 0.05)[0]:
                got = os.read(master, 65536)
                seen += got
                if QUESTION in got:
                    os.write(master, ANSWER)
        except OSError:
            break
        if first is None and b"files" in seen:
            first = time.perf_counter() - began
        if first is not None and left is None and time.perf_counter() - began > first + 0.5:
            left = time.perf_counter()
            os.write(master, b"\x1b")
    else:
        os.kill(pid, signal.SIGKILL)
    ended = time.perf_counter()
    os.waitpid(pid, 0)
    os.close(master)
    if first is None:
        return "nothing in 60 s" if ended - began >= 60 else f"no word, {ended - began:.2f} s"
    return f"{first:.2f} s, esc {ended - left:.2f} s" if left else f"{first:.2f} s"


def heard(program, folder, home):
    """Pairs a folder; returns the seconds to the first line of news, and stops there."""
    began = time.perf_counter()
    process = subprocess.Popen([program, "pair", folder], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               env=settings(home))
    some = select.select([process.stderr], [], [], 60)[0] and os.read(process.stderr.fileno(), 1)
    spent = time.perf_counter() - began
    process.kill()
    process.wait()
    return f"{spent:.2f} s" if some else "nothing in 60 s"


def main():
    """Reads the arguments, makes, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--only", default="", help="only lines with this word")
    parser.add_argument("--folder", type=int, default=50_000, help="texts of the folder")
    parser.add_argument("--seconds", type=int, default=60, help="processor time a run may take")
    parser.add_argument("--memory", type=int, default=8, help="GB a run may take")
    parser.add_argument("programs", nargs="+", metavar="PROGRAM")
    args = parser.parse_args()
    programs = [os.path.abspath(program) for program in args.programs]
    print("| what | file | " + " | ".join(args.programs) + " |")
    print("|---|---|" + "---|" * len(programs), flush=True)
    with tempfile.TemporaryDirectory() as work:
        home = os.path.join(work, "home")
        os.makedirs(home)

        def line(what, size, shown):
            print(f"| {what} | {size} | " + " | ".join(shown) + " |", flush=True)

        for what, name, make, command in CASES:
            if args.only not in what:
                continue
            path = os.path.join(work, name)
            make(path)
            size = f"{os.path.getsize(path) / 1e6:.2f} MB"
            words = [path if word == "FILE" else word for word in command]
            line(what, size, [cost([program] + words, home, args) for program in programs])
            os.remove(path)
        if args.folder and args.only in "folder":
            folder = folder_of(args.folder, work)
            size = f"{args.folder} files"
            line("folder on the screen: first sign", size,
                 [life(program, folder, home) for program in programs])
            line("folder by `pair`: first sign", size,
                 [heard(program, folder, home) for program in programs])


if __name__ == "__main__":
    main()
