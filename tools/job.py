#!/usr/bin/env python3
"""Measures a job of many pairs: how long until its list is there, a pair is open, the next one is.

    tools/job.py [--pairs 30] [--runs 5] [--sentences 60] PROGRAM

Makes a folder of Arabic and English texts from the sample that the program carries, each pair with other
numbers in it, and a list of them. Each run opens a pseudo-terminal, opens the list (or, with `--folder`,
the folder, whose pairs are to be found first), takes the first pair and goes on to the next one by key to
the end. Printed are medians and the longest. Nothing but Python is needed.
"""
import argparse
import os
import pathlib
import re
import statistics
import tempfile
import time

from terminal import Terminal

SAMPLE = pathlib.Path(__file__).parent.parent / "assets/sample"
LIMIT = 60.0


def write_pairs(folder, pairs, sentences):
    """Writes the pairs and their list."""
    lines = []
    for at in range(1, pairs + 1):
        names = []
        for lang in ["ar", "en"]:
            text = (SAMPLE / f"report.{lang}.txt").read_text(encoding="utf-8")
            parts = [part for part in text.split("\n\n") if part.strip()]
            # Each pair begins elsewhere, so that the right partner is the nearest one.
            parts = [parts[(at + n) % len(parts)] for n in range(len(parts))]
            marked = [f"{at * 1000 + n}. {parts[n % len(parts)]}" for n in range(sentences // 2)]
            name = f"text{at:03}.{lang}.txt"
            (folder / name).write_text("\n\n".join(marked) + "\n", encoding="utf-8")
            names.append(name)
        lines.append("\t".join(names))
    (folder / "job.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


class Screen(Terminal):
    """The program on a screen of its own, with a clock that starts at each key."""

    def __init__(self, command, settings):
        super().__init__(command, (120, 40), settings)
        self.press(b"\n")

    def press(self, keys):
        self.start = time.perf_counter()
        self.write(keys)

    def wait(self, pattern):
        """Returns the seconds until the pattern is among what is written."""
        while True:
            if time.perf_counter() - self.start > LIMIT:
                raise SystemExit(f"waited in vain for {pattern!r}: {self.seen[-400:]!r}")
            if not self.read(0.05):
                continue
            arrived = time.perf_counter()
            self.answer()
            # Between the letters there are only moves, and colours of what did not change.
            if re.search(pattern, re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", self.seen)):
                return arrived - self.start

    def rest(self, seconds):
        """Takes what is written meanwhile."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=30)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sentences", type=int, default=60)
    parser.add_argument("--folder", action="store_true", help="opens the folder and not its list")
    parser.add_argument("program")
    args = parser.parse_args()
    times = {"list": [], "first pair": [], "next pair": []}
    with tempfile.TemporaryDirectory() as top:
        folder = pathlib.Path(top) / "texts"
        folder.mkdir()
        write_pairs(folder, args.pairs, args.sentences)
        job = folder if args.folder else folder / "job.tsv"
        for run in range(args.runs):
            # Nothing is remembered from the run before.
            settings = f"{top}/settings{run}"
            screen = Screen([os.path.abspath(args.program), "--bidi", "visual", str(job)], settings)
            times["list"].append(screen.wait(rb"text001\.en\.txt"))
            screen.rest(0.2)
            screen.press(b"\r")
            times["first pair"].append(screen.wait(rb"100[0-9]\."))
            for at in range(2, args.pairs + 1):
                screen.rest(0.3)
                screen.press(b"]f")
                times["next pair"].append(screen.wait(rb"\b%d/\d" % at))
            screen.end()
    print(f"{args.runs} runs, {args.pairs} pairs, load average {os.getloadavg()[0]:.1f}")
    for name, seconds in times.items():
        middle, most = statistics.median(seconds) * 1e3, max(seconds) * 1e3
        print(f"{name}: median {middle:.0f} ms, longest {most:.0f} ms")


if __name__ == "__main__":
    main()
