#!/usr/bin/env python3
"""Measures how long the reader takes from the start of its process to its first frame.

    tools/start.py [--runs 25] [--size 120x36] PROGRAM [PROGRAM] [-- FILE FILE …]

Each run opens a pseudo-terminal, starts the program in it with empty settings of its own,
answers what it asks of a terminal at once, and stops the clock when the frame is there: when
its last row has been written and nothing more comes for 25 ms. On Linux the processor time of its
threads up to then is read too, which other programs on the machine disturb less. Two programs
are run in turn, A B A B …, so that both meet the same machine; the medians of each and of
their differences are printed. Nothing but Python is needed.
"""
import argparse
import glob
import os
import statistics
import sys
import tempfile
import time

from terminal import Terminal

QUIET = 0.025
LIMIT = 20.0


def processor(pid):
    """Returns the seconds that the threads of a process have run; 0 where nobody tells."""
    spent = 0
    for task in glob.glob(f"/proc/{pid}/task/*/schedstat"):
        try:
            with open(task, encoding="ascii") as file:
                spent += int(file.read().split()[0])
        except OSError:
            pass
    return spent / 1e9


def once(command, size, settings):
    """Returns the seconds to the first frame, and the processor time; or fails loudly."""
    terminal = Terminal(command, size, settings)
    try:
        before, spent = processor(terminal.pid), 0
        start = time.perf_counter()
        terminal.write(b"\n")
        last = None
        shown = f"\x1b[{size[1]};".encode()
        while True:
            now = time.perf_counter()
            if now - start > LIMIT:
                raise SystemExit(f"{command}: no frame in {LIMIT} s: {terminal.seen[-200:]!r}")
            if last and now - last > QUIET:
                return last - start, spent - before
            try:
                if not terminal.read(QUIET / 4):
                    continue
            except OSError:
                raise SystemExit(f"{command}: ended before its first frame: {terminal.seen!r}") from None
            arrived = time.perf_counter()
            terminal.answer()
            frame = terminal.seen.rfind(b"\x1b[?1049h")
            # Once the last row is there; what follows within the quiet time belongs to it.
            is_new = last is None or arrived - last < QUIET
            if frame >= 0 and is_new and shown in terminal.seen[frame:]:
                last, spent = arrived, processor(terminal.pid)
    finally:
        terminal.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=25)
    parser.add_argument("--size", default="120x36")
    parser.add_argument("--settings", help="a folder with bayn/config.toml, recent.jsonl and so on; empty when not given")
    parser.add_argument("programs", nargs="+")
    arguments, files = sys.argv[1:], []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, files = arguments[:at], arguments[at + 1 :]
    args = parser.parse_args(arguments)
    cols, rows = map(int, args.size.split("x"))
    with tempfile.TemporaryDirectory() as empty:
        settings = args.settings or empty
        commands = [[os.path.abspath(program), *files] for program in args.programs]
        times = [[] for _ in commands]
        for turn in range(args.runs + 2):
            for command, list_ in zip(commands, times):
                seconds = once(command, (cols, rows), settings)
                # The first two fill the caches of the system.
                if turn >= 2:
                    list_.append([part * 1e3 for part in seconds])
    load = os.getloadavg()[0]
    print(f"{args.runs} runs, {cols}x{rows}, load average {load:.1f}")
    for at, name in enumerate(["to the first frame", "of it processor time"]):
        columns = [[run[at] for run in list_] for list_ in times]
        for program, column in zip(args.programs, columns):
            low, _, high = statistics.quantiles(column, n=4)
            middle = statistics.median(column)
            print(f"{name}, {program}: median {middle:.1f} ms, quartiles {low:.1f} to {high:.1f}")
        if len(columns) == 2:
            apart = [b - a for a, b in zip(*columns)]
            print(f"{name}, second less first, run by run: median {statistics.median(apart):+.2f} ms")


if __name__ == "__main__":
    main()
