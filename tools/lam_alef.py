#!/usr/bin/env python3
"""Counts in which contexts alef and lam were a ligature of lam and alef.

    tools/lam_alef.py FILE... > crates/bayn-text/assets/lam_alef.txt

Takes sound Arabic texts, turns every lam-alef as programs that read PDF do, and writes the
contexts by which the turned ones are told: a sign (`+` a ligature, `-` none) and the letters
around alef and lam, `^` and `$` where the word begins and ends. A context is written only where
it was seen often enough and decides otherwise than the next shorter one.
"""
import collections
import re
import sys

REACH = [(3, 5), (2, 5), (2, 4), (1, 4), (1, 3), (0, 3)]
# A context is believed that was seen so often.
LEAST = 3
WORD = re.compile("[\u0621-\u064a]+")
ALEFS = "اأإآ"


def turned(word):
    """Returns a word as it is after the damage, and of each alef-lam whether it was a ligature."""
    out, labels, at = [], [], 0
    while at < len(word):
        after = word[at + 1:at + 2]
        if word[at] == "ل" and after and after in ALEFS:
            labels.append((len(out), True))
            out += [after, "ل"]
            at += 2
            continue
        then = word[at + 2:at + 3]
        if word[at] in ALEFS and after == "ل" and not (then and then in ALEFS):
            labels.append((len(out), False))
        out.append(word[at])
        at += 1
    return "".join(out), labels


def contexts(word, at):
    """Returns the letters around an alef, from the longest reach to the shortest."""
    whole = "^^^" + word + "$$$$$"
    at += 3
    return [whole[at - before:at + behind] for before, behind in REACH]


def main():
    """Counts, and writes what decides."""
    counts = [collections.Counter() for _ in REACH]
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            for word in WORD.findall(file.read()):
                damaged, labels = turned(word)
                for at, was in labels:
                    for count, context in zip(counts, contexts(damaged, at)):
                        count[context, was] += 1
    decided = {}
    for level in reversed(range(len(REACH))):
        before = REACH[level][0]
        for context in sorted({context for context, _ in counts[level]}):
            yes, no = counts[level][context, True], counts[level][context, False]
            if yes + no < LEAST:
                continue
            shorter = False
            for lower in range(level + 1, len(REACH)):
                cut = before - REACH[lower][0]
                inner = context[cut:cut + sum(REACH[lower])]
                if inner in decided:
                    shorter = decided[inner]
                    break
            # At the start of a word the article is likelier than what was hardly seen.
            short = context[before - 1:before] == "^" and REACH[level][1] < 5
            was = yes >= 8 and yes >= 4 * no if short else yes > no
            if was != shorter:
                decided[context] = was
    for context in sorted(decided, key=lambda text: (len(text), text)):
        print("+-"[not decided[context]] + context)


if __name__ == "__main__":
    main()
