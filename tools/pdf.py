#!/usr/bin/env python3
"""Makes PDFs of texts with the programs that are here, and measures how they are read.

    tools/pdf.py make FOLDER TEXT...          blank lines part paragraphs; else three lines are one
    tools/pdf.py table FOLDER READ...         READ PDF prints its paragraphs, a line each

Each PDF in FOLDER is beside its text (NAME.pdf, NAME.txt). `make` sets every text with
LibreOffice, Chromium, pandoc with XeLaTeX and pdfLaTeX, and groff, in one column and in two, with
running heads and page numbers; and lets Ghostscript, cairo and qpdf write some of them anew.
`table` prints, for each file and reader, the share of the words that come out in order and the
agreement (F1) on where paragraphs begin; `pdftotext` is always measured beside.
"""

import difflib
import html
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

# What is left out, and quotes, which TeX and groff turn.
ALIKE = {0xAD: None, 0x640: None} | dict.fromkeys(map(ord, "‘’"), "'") | dict.fromkeys(map(ord, "“”"), '"')
ARABIC = re.compile("[\u0600-\u06ff]")


def run(*command, **rest):
    done = subprocess.run(command, capture_output=True, timeout=300, **rest)
    if done.returncode:
        print(command[0], "failed:", done.stderr.decode(errors="replace")[-300:], file=sys.stderr)
    return done.returncode == 0


def paragraphs_of(text):
    """Blank lines part paragraphs; without any, three lines are one."""
    if re.search(r"\n\s*\n", text.strip()):
        parts = re.split(r"\n\s*\n", text)
    else:
        lines = [line for line in text.splitlines() if line.strip()]
        parts = [" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3)]
    return [" ".join(part.split()) for part in parts if part.strip()]


def is_rtl(paragraphs):
    text = " ".join(paragraphs)
    return len(ARABIC.findall(text)) * 2 > len(re.findall(r"\w", text))


def web_page(paragraphs, columns, rtl, justified):
    style = f"column-count:{columns}; column-gap:8mm; font:11pt 'Noto Naskh Arabic','DejaVu Serif',serif;"
    style += "text-align:justify; hyphens:auto;" if justified else ""
    body = "".join(f"<p>{html.escape(p)}</p>\n" for p in paragraphs)
    lang = "ar" if rtl else "en"
    return (
        f'<!DOCTYPE html><html lang="{lang}" dir="{"rtl" if rtl else "ltr"}"><meta charset="utf-8">'
        f'<title>The head of this page</title><body style="{style}">{body}</body></html>'
    )


FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.2">
<office:styles><style:style style:name="Standard" style:family="paragraph">
<style:paragraph-properties fo:text-align="justify" {space} style:writing-mode="{mode}"/>
<style:text-properties style:font-name="DejaVu Serif" fo:font-family="'DejaVu Serif'" fo:font-size="11pt"
 style:font-family-complex="'{font}'" style:font-size-complex="13pt" fo:language="en" fo:country="US" fo:hyphenate="{hyphens}"
 style:language-complex="ar" style:country-complex="EG"/></style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="21cm"
 fo:page-height="29.7cm" fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2cm" fo:margin-right="2cm"
 style:writing-mode="{mode}"><style:columns fo:column-count="{columns}" fo:column-gap="0.7cm"/></style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:min-height="1cm" fo:margin-bottom="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.5cm"/></style:footer-style>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pl">
<style:header><text:p>{head}</text:p></style:header>
<style:footer><text:p><text:page-number/> / <text:page-count/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""


def office(target, paragraphs, columns, rtl, indented, font):
    body = "".join(f"<text:p>{html.escape(p)}</text:p>" for p in paragraphs)
    space = 'fo:margin-bottom="0cm" fo:text-indent="0.7cm"' if indented else 'fo:margin-bottom="0.25cm"'
    text = FODT.format(
        body=body,
        columns=columns,
        mode="rl-tb" if rtl else "lr-tb",
        head="تقرير السنة" if rtl else "The report of the year",
        space=space,
        font=font,
        hyphens="false" if rtl else "true",
    )
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "text.fodt")
        source.write_text(text, encoding="utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source))
        shutil.move(source.with_suffix(".pdf"), target)


def browser(target, page, head):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "text.html")
        source.write_text(page, encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        flags += [] if head else ["--no-pdf-header-footer"]
        run("chromium", *flags, f"--print-to-pdf={target}", f"file://{source}")


def tex(target, paragraphs, rtl, columns, engine):
    special = {c: f"\\{c}" for c in "&%$#_{}"} | {"~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "\\": "/", '"': "''"}
    body = "\n\n".join("".join(special.get(c, c) for c in p) for p in paragraphs)
    option = "twocolumn," if columns == 2 else ""
    fonts = "\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}\n"
    if engine == "xelatex":
        fonts = f"\\usepackage{{fontspec}}\\setmainfont{'[Script=Arabic]' if rtl else ''}{{Amiri}}\n"
        fonts += "\\usepackage{bidi}\n" if rtl else ""
    text = f"\\documentclass[{option}11pt]{{article}}\n{fonts}\\pagestyle{{headings}}\n\\begin{{document}}\n"
    text += ("\\setRTL\n" if rtl else "") + body + "\n\\end{document}\n"
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "text.tex")
        source.write_text(text, encoding="utf-8")
        if run(engine, "-interaction=batchmode", "text.tex", cwd=folder) or source.with_suffix(".pdf").exists():
            shutil.move(source.with_suffix(".pdf"), target)


def groff(target, paragraphs, columns, through_gs):
    body = "".join(".LP\n" + re.sub(r"^([.'])", r"\\&\1", p.replace("\\", "/")) + "\n" for p in paragraphs)
    start = ".2C\n" if columns == 2 else ""
    text = f".ds CH The report\n.ds CF %\n{start}{body}"
    device = "ps" if through_gs else "pdf"
    made = subprocess.run(["groff", "-k", "-ms", f"-T{device}"], input=text.encode(), capture_output=True)
    if through_gs:
        with tempfile.NamedTemporaryFile(suffix=".ps") as file:
            file.write(made.stdout)
            file.flush()
            run("ps2pdf", file.name, str(target))
    else:
        target.write_bytes(made.stdout)


def latin(paragraphs):
    """What pdfLaTeX and groff can set in their usual fonts."""
    plain = [unicodedata.normalize("NFKC", p) for p in paragraphs]
    return [p for p in plain if all(ord(c) < 0x180 or c in "“”‘’–—…" for c in p)]


def make(folder, texts):
    folder.mkdir(parents=True, exist_ok=True)
    for at, path in enumerate(texts):
        path = pathlib.Path(path)
        paragraphs = paragraphs_of(path.read_text(encoding="utf-8-sig"))
        rtl = is_rtl(paragraphs)

        def put(kind, setter, own=paragraphs):
            target = folder / f"{path.parent.name}-{path.name}-{kind}.pdf"
            if not target.exists():
                setter(target)
            if target.exists():
                target.with_suffix(".txt").write_text("\n".join(own) + "\n", encoding="utf-8")
            return target

        font = ["Noto Naskh Arabic", "Amiri", "DejaVu Sans"][at % 3]
        one = put("office-1", lambda t: office(t, paragraphs, 1, rtl, at % 2 == 0, font))
        two = put("office-2", lambda t: office(t, paragraphs, 2, rtl, at % 2 == 1, font))
        web = put("web-1", lambda t: browser(t, web_page(paragraphs, 1, rtl, at % 2 == 0), at % 2 == 0))
        put("web-2", lambda t: browser(t, web_page(paragraphs, 2, rtl, at % 2 == 1), at % 2 == 1))
        put("xelatex-1", lambda t: tex(t, paragraphs, rtl, 1, "xelatex"))
        put("xelatex-2", lambda t: tex(t, paragraphs, rtl, 2, "xelatex"))
        if one.exists():
            put("office-1-gs", lambda t: run("ps2pdf", str(one), str(t)))
        if web.exists():
            put("web-1-cairo", lambda t: run("pdftocairo", "-pdf", str(web), str(t)))
        if two.exists():
            put("office-2-qpdf", lambda t: run("qpdf", "--object-streams=generate", str(two), str(t)))
        if not rtl:
            own = latin(paragraphs)
            put("pdflatex-1", lambda t: tex(t, own, rtl, 1, "pdflatex"), own)
            put("pdflatex-2", lambda t: tex(t, own, rtl, 2, "pdflatex"), own)
            put("groff-1", lambda t: groff(t, own, 1, False), own)
            put("groff-2-gs", lambda t: groff(t, own, 2, True), own)


def words_of(lines):
    """The words, and for each whether it begins a paragraph."""
    words, begins = [], []
    for line in lines:
        text = unicodedata.normalize("NFC", line.translate(ALIKE))
        for at, word in enumerate(re.sub("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", text).split()):
            words.append(word)
            begins.append(at == 0)
    return words, begins


def measure(truth, found):
    own, own_begins = words_of(truth)
    words, begins = words_of(found)
    blocks = difflib.SequenceMatcher(None, own, words, autojunk=False).get_matching_blocks()
    pairs = [(a + i, b + i) for a, b, size in blocks for i in range(size)]
    both = sum(own_begins[a] and begins[b] for a, b in pairs)
    right = len(pairs) / max(len(own), len(words), 1)
    f1 = 2 * both / max(sum(own_begins) + sum(begins), 1)
    return right, f1


def plain(pdf):
    """The paragraphs of pdftotext: it marks none, so blank lines part them."""
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True)
    text = done.stdout.decode(errors="replace").replace("\f", "\n\n")
    return [part.replace("\n", " ") for part in re.split(r"\n\s*\n", text) if part.strip()]


def table(folder, reader):
    sums = {}
    print("| file | words | paragraphs | pdftotext: words | paragraphs |")
    print("|---|---|---|---|---|")
    for pdf in sorted(folder.glob("*.pdf")):
        truth = pdf.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        done = subprocess.run([*reader, str(pdf)], capture_output=True)
        found = done.stdout.decode(errors="replace").splitlines()
        own, other = measure(truth, found), measure(truth, plain(pdf))
        cells = " | ".join(f"{100 * share:.1f}" for share in (*own, *other))
        print(f"| {pdf.stem} | {cells} |")
        kind = re.sub(r".*\.(\w+)-(\w+-\d.*)", r"\2", pdf.stem)
        sums.setdefault(kind, []).append((*own, *other))
    for kind, rows in sorted(sums.items()):
        cells = " | ".join(f"{100 * sum(column) / len(column):.1f}" for column in zip(*rows))
        print(f"| **{kind}**, mean of {len(rows)} | {cells} |")


if __name__ == "__main__":
    what, folder, *rest = sys.argv[1:]
    if what == "make":
        make(pathlib.Path(folder), rest)
    else:
        table(pathlib.Path(folder), rest)
