#!/usr/bin/env python3
"""Holds `bayn validate` against xmllint with the strict schema of XLIFF 1.2.

    tools/xliff_schema.py PROGRAM SCHEMA [FOLDER]

SCHEMA is `xliff-core-1.2-strict.xsd` of OASIS. First come files made here that break one rule each, and
one that breaks none; then every file of version 1.2 below FOLDER. Prints a row for each rule, how many files
both take and both refuse, and each file on which they differ with what the one that refuses it says first.
What xmllint says of elements and attributes of other namespaces is not counted: it has no schema for them,
and XLIFF allows them. Exit code 1 where they differ on a file that was made here. Needs libxml2's xmllint.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

HEAD = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:o="urn:o">'
    '<file original="a" source-language="en" target-language="ar" datatype="plaintext"><body>\n'
)
UNIT = '<trans-unit id="1"><source>a</source><target>b</target></trans-unit>'
END = "\n</body></file></xliff>\n"


def unit(inside):
    return f'{HEAD}<trans-unit id="1">{inside}</trans-unit>{END}'


def instead(old, new):
    whole = HEAD + UNIT + END
    assert old in whole
    return whole.replace(old, new)


RULES = {
    "nothing": HEAD + UNIT + END,
    "no version": instead('version="1.2" ', ""),
    "unknown version": instead('version="1.2"', 'version="1.9"'),
    "no file": '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
    "no original": instead('original="a" ', ""),
    "no source language": instead('source-language="en" ', ""),
    "no datatype": instead(' datatype="plaintext"', ""),
    "unknown datatype": instead('datatype="plaintext"', 'datatype="paper"'),
    "no body": instead("<body>\n" + UNIT + "\n</body>", ""),
    "two bodies": instead("</body>", "</body><body/>"),
    "header behind body": instead("</body>", "</body><header/>"),
    "no id": instead(' id="1"', ""),
    "no source": unit("<target>b</target>"),
    "two sources": unit("<source>a</source><source>a</source>"),
    "two targets": unit("<source>a</source><target>b</target><target>b</target>"),
    "target first": unit("<target>b</target><source>a</source>"),
    "note before source": unit("<note>n</note><source>a</source>"),
    "unknown attribute of a unit": instead('<trans-unit id="1">', '<trans-unit id="1" colour="red">'),
    "unknown attribute of a source": unit('<source colour="red">a</source>'),
    "unknown attribute of a code": unit('<source>a<ph id="1" x="2"/></source>'),
    "unknown attribute of a file": instead('original="a"', 'original="a" content="c"'),
    "unknown attribute of a note": unit('<source>a</source><note colour="red">n</note>'),
    "approved": instead('<trans-unit id="1">', '<trans-unit id="1" approved="true">'),
    "translate": instead('<trans-unit id="1">', '<trans-unit id="1" translate="maybe">'),
    "state": unit('<source>a</source><target state="done">b</target>'),
    "state qualifier": unit('<source>a</source><target state-qualifier="good">b</target>'),
    "size unit": instead('<trans-unit id="1">', '<trans-unit id="1" size-unit="mile">'),
    "reformat": instead('<trans-unit id="1">', '<trans-unit id="1" reformat="maybe">'),
    "priority": unit('<source>a</source><note priority="12">n</note>'),
    "annotates": unit('<source>a</source><note annotates="all">n</note>'),
    "element in a note": unit("<source>a</source><note>n<g id='1'/></note>"),
    "unknown element in a source": unit("<source>a<b>b</b></source>"),
    "unknown element in a unit": unit("<source>a</source><remark/>"),
    "text in a body": instead(UNIT, UNIT + "loose"),
    "text in a unit": unit("<source>a</source>loose"),
    "code without id": unit("<source>a<x/></source>"),
    "position of it": unit('<source>a<it id="1" pos="middle"/></source>'),
    "no position of it": unit('<source>a<it id="1"/></source>'),
    "content of x": unit('<source>a<x id="1">b</x></source>'),
    "kind of a mark": unit('<source><mrk mtype="loud">a</mrk></source>'),
    "no kind of a mark": unit("<source><mrk>a</mrk></source>"),
    "alternative without target": unit("<source>a</source><alt-trans><source>a</source></alt-trans>"),
    "kind of a context": unit(
        '<source>a</source><context-group><context context-type="weather">c</context></context-group>'
    ),
    "no kind of a context": unit("<source>a</source><context-group><context>c</context></context-group>"),
    "empty group of contexts": unit("<source>a</source><context-group/>"),
    "no href": instead(
        "<body>", "<header><skl><external-file/></skl></header><body>"
    ),
    "phase without process": instead(
        "<body>", '<header><phase-group><phase phase-name="p"/></phase-group></header><body>'
    ),
    "tool without name": instead("<body>", '<header><tool tool-id="t"/></header><body>'),
    "unknown element in a header": instead("<body>", "<header><remark/></header><body>"),
    "binary unit without source": instead(UNIT, '<bin-unit id="1" mime-type="text/plain"/>'),
    "space": unit('<source xml:space="keep">a</source>'),
    "width that is no token": instead('<trans-unit id="1">', '<trans-unit id="1" maxwidth="1 2">'),
}


def run(*command):
    done = subprocess.run(command, capture_output=True, timeout=120)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace").strip()


def theirs(schema, path):
    code, said = run("xmllint", "--noout", "--nonet", "--schema", schema, path)
    lines = [line for line in said.splitlines() if "error :" in line]
    own = [line for line in lines if "demanded by the strict wildcard" not in line]
    return own if code else []


def ours(program, path):
    code, said = run(program, "validate", "--format", "xliff12", path)
    return said.splitlines()[:-1] or [said] if code else []


def short(line):
    return re.sub(r"\{[^}]*\}", "", line.split(": ", 1)[-1])[:150]


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    program, schema = sys.argv[1:3]
    both = {True: 0, False: 0}
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        for rule, text in RULES.items():
            path = str(pathlib.Path(folder, "a.xlf"))
            pathlib.Path(path).write_text(text)
            found = bool(theirs(schema, path)), bool(ours(program, path))
            print(f"| {rule} | {' | '.join('refused' if one else 'taken' for one in found)} |")
            if found[0] == found[1]:
                both[found[0]] += 1
            else:
                missed.append(rule)
    print(f"made here: both take {both[False]} and refuse {both[True]}; differ on {len(missed)}")
    if len(sys.argv) == 4:
        both, differ = {True: 0, False: 0}, []
        for path in sorted(pathlib.Path(sys.argv[3]).rglob("*.*lif*")) + sorted(
            pathlib.Path(sys.argv[3]).rglob("*.xlf")
        ):
            if not re.search(rb"<xliff[^>]*version=[\"']1\.2", path.read_bytes()[:5000].replace(b"\0", b"")):
                continue
            one, other = theirs(schema, str(path)), ours(program, str(path))
            if bool(one) == bool(other):
                both[bool(one)] += 1
            else:
                differ.append((path.name, "xmllint" if one else "bayn", short((one or other)[0])))
        print(f"found: both take {both[False]} and refuse {both[True]}; differ on {len(differ)}")
        for name, who, said in differ:
            print(f"  {name}: only {who} refuses it: {said}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
