#!/usr/bin/env python3
"""Alarms and planted errors under the checks of others.

usage: checkers.py PAIRS.tsv

PAIRS.tsv is what the bench of the checks writes (direction, kind, source, target, the target before
the planting):

    PAIRS=/tmp/pairs.tsv cargo test --release -p bayn-review --test it pairs_are_written -- --ignored

Peer: pofilter of the Translate Toolkit, its standard checks. An error counts as seen when a check
fails that did not fail before the planting; sentence dropped compares with the pair as it was.
"""

import collections
import sys

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


def main(path):
    checkers = {}
    clean = collections.Counter()
    alarms = collections.Counter()
    by_check = collections.defaultdict(collections.Counter)
    planted = collections.defaultdict(lambda: [0, 0])
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            direction, kind, source, target, before = line.rstrip("\n").split("\t")
            lang = direction.split("-")[1]
            if lang not in checkers:
                config = CheckerConfig(targetlanguage=lang)
                checkers[lang] = StandardChecker(checkerconfig=config)
            checker = checkers[lang]
            failed = failures(checker, source, target)
            if not kind:
                clean[direction] += 1
                alarms[direction] += len(failed)
                by_check[direction].update(failed)
                continue
            known = failures(checker, source, before)
            row = planted[direction, kind]
            row[0] += 1
            row[1] += bool(failed - known)
    for direction, pairs in clean.items():
        shares = [100 * seen / of for (name, _), (of, seen) in planted.items() if name == direction]
        mean = sum(shares) / max(1, len(shares))
        print(f"{direction}: {100 * alarms[direction] / pairs:.1f} in 100 of {pairs}, "
              f"recall {mean:.1f} % over {len(shares)} kinds; {dict(by_check[direction].most_common(6))}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
