#!/usr/bin/env python3
"""Alarms and planted errors under the checks of others.

usage: checkers.py PAIRS.tsv [DIRECTION [SECONDS]]

PAIRS.tsv is what the bench of the checks writes (direction, kind, source, target, the target before
the planting):

    PAIRS=/tmp/pairs.tsv cargo test --release -p bayn-review --test it pairs_are_written -- --ignored

Peer: pofilter of the Translate Toolkit, its standard checks. An error counts as seen when a check
fails that did not fail before the planting; sentence dropped compares with the pair as it was.

Without DIRECTION each direction runs by itself, one after the other. One that is not done after
SECONDS (600) says how far it came; its figures are then of the pairs up to there, in the order of
the file.
"""

import collections
import sys
import time

from translate.filters.checks import StandardUnitChecker, StandardChecker, TeeChecker, UnitChecker  # noqa: F401
from translate.filters.checks import CheckerConfig
from translate.storage import pypo

# These speak of whole files or of the state of a unit, not of its texts.
LEFT_OUT = {"untranslated", "isfuzzy", "isreview", "hassuggestion", "unchanged", "sentencecount",
            "simplecaps", "startcaps", "blank", "short", "long"}


def failures(checker, source, target):
    unit = pypo.pounit(source)
    unit.target = target
    return {name for name in checker.run_filters(unit) if name not in LEFT_OUT}


def rows(path, direction):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[0] == direction:
                yield cells[1:]


def run(path, direction, seconds):
    """Prints the figures of a direction."""
    checker = StandardChecker(checkerconfig=CheckerConfig(targetlanguage=direction.split("-")[1]))
    clean = alarms = done = 0
    by_check = collections.Counter()
    planted = collections.defaultdict(lambda: [0, 0])
    known = (None, None)
    end = time.monotonic() + seconds
    for kind, source, target, before in rows(path, direction):
        if time.monotonic() > end:
            print(f"{direction}: stopped after {seconds:.0f} s and {done} lines", flush=True)
            break
        done += 1
        # The errors of a pair follow it: what fails without them is asked once.
        if known[0] != (source, before):
            known = ((source, before), failures(checker, source, before))
        if not kind:
            clean += 1
            alarms += len(known[1])
            by_check.update(known[1])
            continue
        row = planted[kind]
        row[0] += 1
        row[1] += bool(failures(checker, source, target) - known[1])
    shares = [100 * seen / of for of, seen in planted.values()]
    mean = sum(shares) / max(1, len(shares))
    print(f"{direction}: {100 * alarms / max(1, clean):.1f} in 100 of {clean}, "
          f"recall {mean:.1f} % over {len(shares)} kinds; {dict(by_check.most_common(6))}", flush=True)


def main(path, direction=None, seconds="600"):
    if direction:
        wanted = [direction]
    else:
        with open(path, encoding="utf-8") as lines:
            wanted = sorted({line.split("\t", 1)[0] for line in lines})
    for one in wanted:
        run(path, one, float(seconds))


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
