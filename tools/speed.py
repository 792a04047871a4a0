#!/usr/bin/env python3
"""How fast `bayn convert` takes files of both texts from one format to another, piece by piece.

    tools/speed.py PROGRAM [--units N] [--from FORMAT,...] [--to FORMAT,...] [--folder FOLDER]

Makes a file of N units (default 100,000; one Arabic and one English sentence each) in every format,
converts each to each, and prints a table: megabytes of the input for a second of processor time, the
seconds, and the largest memory (never less than that of the Python that starts it). In the same run `iterparse` of lxml, where this Python has it, reads the
XML files and writes the texts alone as TSV. Files and results are in a folder that is removed, or in
FOLDER, where the files stay.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

ARABIC = [
    "قرأ المدير الرسالة في المكتب ثم أجاب عنها",
    "وصلت السفينة إلى الميناء قبل الفجر",
    "لا تنشر التقرير قبل مراجعته مرة أخرى",
    "افتح الملف واختر اللغة من القائمة",
]
ENGLISH = [
    "The director read the letter in the office and answered it",
    "The ship reached the harbour before dawn",
    "Do not publish the report before it is reviewed again",
    "Open the file and choose the language from the menu",
]

# For each format: the end of its name, what is before all units, a unit, what is behind them.
FORMATS = {
    "tmx": (
        "tmx",
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="made" '
        'creationtoolversion="1" segtype="sentence" o-tmf="made" adminlang="en" srclang="ar" '
        'datatype="plaintext"/><body>\n',
        '<tu tuid="{n}"><tuv xml:lang="ar"><seg>{ar}</seg></tuv><tuv xml:lang="en"><seg>{en}</seg></tuv></tu>\n',
        "</body></tmx>\n",
    ),
    "xliff12": (
        "xlf",
        '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" '
        'xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="made" source-language="ar" '
        'target-language="en" datatype="plaintext"><body>\n',
        '<trans-unit id="{n}"><source>{ar}</source><target>{en}</target></trans-unit>\n',
        "</body></file></xliff>\n",
    ),
    "xliff": (
        "xlf",
        '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="2.1" srcLang="ar" trgLang="en" '
        'xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f1">\n',
        '<unit id="u{n}"><segment id="s1" state="translated"><source>{ar}</source><target>{en}</target>'
        "</segment></unit>\n",
        "</file></xliff>\n",
    ),
    "po": (
        "po",
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n\n',
        'msgid "{ar}"\nmsgstr "{en}"\n\n',
        "",
    ),
    "tsv": ("tsv", "source\ttarget\n", "{ar}\t{en}\n", ""),
    "jsonl": ("jsonl", "", '{{"source": {jar}, "target": {jen}}}\n', ""),
}

ITERPARSE = r"""
import sys
from lxml import etree
unit, texts = {"tmx": ("tu", ("seg",)), "xliff12": ("trans-unit", ("source", "target")),
               "xliff": ("unit", ("source", "target"))}[sys.argv[1]]
out = open(sys.argv[3], "w", encoding="utf-8")
for _, element in etree.iterparse(sys.argv[2], tag="{*}" + unit):
    row = ["".join(text.itertext()) for text in element.iter(*("{*}" + name for name in texts))]
    out.write("\t".join(row) + "\n")
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
"""


def make(folder, units):
    """Makes a file of every format; returns their paths."""
    paths = {}
    for name, (end, head, unit, tail) in FORMATS.items():
        paths[name] = os.path.join(folder, f"{name}.{end}")
        with open(paths[name], "w", encoding="utf-8") as out:
            out.write(head)
            for n in range(units):
                ar = f"{ARABIC[n % len(ARABIC)]}، رقم {n}."
                en = f"{ENGLISH[n % len(ENGLISH)]}, number {n}."
                out.write(
                    unit.format(
                        n=n,
                        ar=escape(ar),
                        en=escape(en),
                        jar=json.dumps(ar, ensure_ascii=False),
                        jen=json.dumps(en),
                    )
                )
            out.write(tail)
    return paths


def run(command):
    """Returns processor seconds and the largest memory in MB."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read().decode(errors="replace")
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)}: {said}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def line(cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--from", dest="source", default=",".join(FORMATS))
    parser.add_argument("--to", default=",".join(FORMATS))
    parser.add_argument("--folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = args.folder or made
        paths = make(folder, args.units)
        out = os.path.join(made, "out")
        load = os.getloadavg()[0]
        print(f"{args.units} units, load average {load:.1f} at the start\n")
        line(["from", "to", "size", "MB/s", "time", "memory"])
        line(["---"] * 6)
        for source in args.source.split(","):
            size = os.path.getsize(paths[source]) / 1e6
            peers = [(to, [args.program, "convert", paths[source], out, "--to", to]) for to in args.to.split(",")]
            if FORMATS[source][1].startswith("<"):
                peers.append(("tsv, by lxml", [sys.executable, "-c", ITERPARSE, source, paths[source], out]))
            for to, command in peers:
                if "lxml" in to and subprocess.run([sys.executable, "-c", "import lxml"], capture_output=True).returncode:
                    continue
                seconds, memory = run(command)
                line([source, to, f"{size:.0f} MB", f"{size / seconds:.0f}", f"{seconds:.2f} s", f"{memory:.0f} MB"])


if __name__ == "__main__":
    main()
