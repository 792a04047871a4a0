"""Parallel text: align a text with its translation, check it, read and write its files.

>>> import bayn
>>> beads = bayn.align("Guten Tag. Wie geht es dir?", "Good day. How are you?",
...                    source_lang="de", target_lang="en")
>>> [(bead.source, bead.target) for bead in beads]
[([0], [0]), ([1], [1])]

Sentences are counted from 0. Places in a text are offsets of Python strings (code points).
All work is done without the interpreter's lock, on all cores unless `threads` says otherwise.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import islice

from bayn._bayn import (
    BaynError,
    Bead,
    Bitext,
    Encoder,
    Finding,
    __version__,
    align,
    align_batch,
    check,
    read,
    split,
    write,
)

__all__ = [
    "BaynError",
    "Bead",
    "Bitext",
    "Encoder",
    "Finding",
    "__version__",
    "align",
    "align_pairs",
    "check",
    "read",
    "score",
    "split",
    "write",
]

# How many pairs of texts are in the works at one time, for each thread.
_BATCH = 16


def align_pairs(
    pairs: Iterable[tuple[str | list[str], str | list[str]]],
    threads: int | None = None,
    **options: object,
) -> Iterator[list[Bead]]:
    """Aligns many pairs of texts; yields the beads of each, in order.

    `pairs` is read as it is needed, so that it may be endless. `options` are those of
    `align`. `threads` is the number of threads, all cores by default.
    """
    threads = threads or os.cpu_count() or 1
    pairs = iter(pairs)
    while batch := list(islice(pairs, _BATCH * threads)):
        yield from align_batch(batch, threads=threads, **options)


def score(path: str | os.PathLike) -> list[dict]:
    """Returns the scores of a review or a file of judgements, a dict for each system.

    What `bayn score --json` prints. Raises `BaynError` with the reason and the remedy.
    """
    command = [sys.executable, "-m", "bayn", "--lang-ui", "en", "score", "--json", os.fspath(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BaynError(done.stderr.strip())
    return json.loads(done.stdout)
