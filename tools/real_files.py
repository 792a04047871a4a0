#!/usr/bin/env python3
"""Opens a folder of real files and holds bayn's text and round trip against independent readers.

    tools/real_files.py PROGRAM FOLDER [--kind KIND]

Each folder below FOLDER is a kind (tmx, sdlxliff, xliff, po, subtitles, epub, docx, odt, markdown,
html, tables). What is compared, by readers that share no code with bayn:

    TMX, XLIFF, SDLXLIFF   the letters of all texts by lxml; then written in the same format, read
                           again by lxml, and by translate-toolkit where it reads the file
    PO                     every message and translation by polib; then written and read by polib
    subtitles              WebVTT by webvtt-py, SubRip by its lines
    EPUB, DOCX, ODT        letters of the parts, by zip and lxml
    others                 that they open

A file that an independent reader refuses must be refused by bayn too. What is known and named here:
a second variant of one language in a TMX unit is kept and not shown; a tag of WebVTT that does not end
goes to the end of its cue in one reader and to the end of its line in another. Needs lxml, polib, webvtt-py
and translate-toolkit; what is absent is said and left out. Exit code 1 where a file differs.
"""
import argparse
import collections
import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

try:
    from lxml import etree
except ImportError:
    sys.exit("lxml is needed: pip install lxml polib webvtt-py translate-toolkit")


def letters(text):
    """The letters and digits of a text, whatever is between them."""
    return collections.Counter(c for c in text if c.isalnum())


def local(node):
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def parse(data):
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, load_dtd=False, huge_tree=True))


CODES = {"bpt", "ept", "it", "ph", "ut"}


def words(node):
    """Running text without the content of native codes."""
    out = node.text or ""
    for child in node:
        if local(child) not in CODES and isinstance(child.tag, str):
            out += words(child)
        out += child.tail or ""
    return out


LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def is_again(variant):
    """Whether a variant before this one in its unit is of the same language: the first is shown."""
    lang = (variant.get(LANG) or variant.get("lang") or "").lower()
    before = (one for one in variant.itersiblings(preceding=True) if local(one) == "tuv")
    return any((one.get(LANG) or one.get("lang") or "").lower() == lang for one in before)


def xml_texts(data):
    """The texts of a bilingual XML file: what is between languages is one bag of letters."""
    root = parse(data)
    texts = []
    for node in root.iter():
        name = local(node)
        if name == "seg" and local(root) == "tmx":
            if not is_again(node.getparent()):
                texts.append(words(node))
        elif name in ("trans-unit", "segment", "ignorable"):
            children = {local(child): child for child in node}
            source = children.get("seg-source", children.get("source"))
            for child in (source, children.get("target")):
                if child is not None:
                    texts.append(words(child))
    return texts


def po_texts(data):
    import polib

    with tempfile.NamedTemporaryFile(suffix=".po") as file:
        file.write(data)
        file.flush()
        entries = polib.pofile(file.name)
    return [part for entry in entries if not entry.obsolete for part in (entry.msgid, entry.msgstr or entry.msgstr_plural.get(0, ""))]


def zipped(path, wanted):
    texts = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.search(wanted, name):
                root = parse(archive.read(name))
                # What an old program shows instead is there a second time.
                for twin in list(root.iter("{*}Fallback")):
                    twin.getparent().remove(twin)
                texts += [node.text or "" for node in root.iter("{*}t")]
    return texts


class Run:
    def __init__(self, program):
        self.program = program

    def __call__(self, *args):
        done = subprocess.run([self.program, *map(str, args)], capture_output=True, timeout=120)
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip()

    def texts(self, path):
        code, out, said = self("convert", path, "-", "--to", "jsonl", "--no-model")
        if code:
            return None, said
        found = []

        def gather(value):
            if isinstance(value, str):
                found.append(value)
            elif isinstance(value, list):
                for item in value:
                    gather(item)

        for line in out.decode().splitlines():
            row = json.loads(line)
            for key in ("source", "target", "texts"):
                gather(row.get(key, []))
        return found, said


def compare(run, path, kind, work):
    """Returns what is wrong with a file, or an empty string."""
    data = path.read_bytes()
    end = path.suffix.lstrip(".")
    if kind in ("tmx", "sdlxliff", "xliff") or end in ("tmx", "xlf", "xliff", "sdlxliff", "mqxliff"):
        read = xml_texts
    elif kind == "po":
        read = po_texts
    else:
        read = None
    if read is None:
        return page(run, path, kind, data)
    try:
        wanted = read(data)
    except Exception as error:
        code, _, _ = run("show", path, "--plain")
        return "" if code == 2 else f"an independent reader refuses it ({str(error)[:60]}), bayn reads it"
    found, said = run.texts(path)
    if not "".join(wanted).strip():
        return ""
    if found is None:
        return "refused: " + said.splitlines()[0]
    one, other = letters("".join(wanted)), letters("".join(found))
    if one != other:
        return f"text differs: {sum((one - other).values())} letters lost, {sum((other - one).values())} more"
    form = {"po": "po", "tmx": "tmx"}.get(kind) or ("xliff12" if b"document:1." in data[:4000] or b'version="1.' in data[:4000] else "xliff")
    out = work / ("out." + {"po": "po", "tmx": "tmx"}.get(form, "xlf"))
    code, _, said = run("convert", path, out, "--to", form)
    if code:
        return "not written: " + said.splitlines()[0]
    again = letters("".join(read(out.read_bytes())))
    if again != one:
        return f"round trip differs: {sum((one - again).values())} letters lost, {sum((again - one).values())} more"
    return toolkit(path, out, form)


def toolkit(path, out, form):
    """Holds what translate-toolkit reads of both files against each other."""
    try:
        from translate.storage import factory

        before = factory.getobject(str(path))
    except Exception:
        return ""
    try:
        after = factory.getobject(str(out))
    except Exception as error:
        return f"translate-toolkit refuses what was written: {str(error)[:60]}"

    def bag(store):
        return letters("".join((unit.source or "") + (unit.target or "") for unit in store.units if not unit.isheader()))

    try:
        differs = bag(before) != bag(after)
    except Exception:
        return ""
    return "translate-toolkit reads another text of what was written" if differs else ""


def page(run, path, kind, data):
    code, out, said = run("convert", path, "-", "--to", "plain")
    wanted = None
    try:
        if path.suffix == ".vtt":
            import webvtt

            # It leaves references as they are.
            wanted = [html.unescape(re.sub(r"<[^>]*>?", "", caption.raw_text)) for caption in webvtt.read(str(path))]
        elif path.suffix == ".epub":
            wanted = None
        elif path.suffix == ".docx":
            wanted = zipped(path, r"^word/document\.xml$")
    except Exception:
        return ""
    if code:
        return "refused: " + said.splitlines()[0] if wanted else ""
    if wanted is None:
        return ""
    one, other = letters("".join(wanted)), letters(out.decode())
    lost, more = sum((one - other).values()), sum((other - one).values())
    return f"text differs: {lost} letters lost, {more} more" if lost or more else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--kind", help="only this folder")
    args = parser.parse_args()
    run, wrong = Run(args.program), 0
    with tempfile.TemporaryDirectory() as work:
        for folder in sorted(args.folder.iterdir()):
            if not folder.is_dir() or (args.kind and folder.name != args.kind):
                continue
            files = sorted(path for path in folder.rglob("*") if path.is_file())
            faults = [(path, fault) for path in files if (fault := compare(run, path, folder.name, pathlib.Path(work)))]
            print(f"{folder.name}: {len(files) - len(faults)} of {len(files)}")
            for path, fault in faults:
                print(f"  {path.name}: {fault}")
            wrong += len(faults)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
