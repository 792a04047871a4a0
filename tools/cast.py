#!/usr/bin/env python3
"""Records docs/demo.cast: reading, words, a search, help, a verdict and the scores.

    tools/cast.py [--bayn target/release/bayn] [--out docs/demo.cast]

The program runs in a pseudo-terminal of its own; keys are typed at fixed times and everything that
it writes is kept with the time at which it came (asciicast v2, one JSON value a line, for
asciinema play and its players). It runs in a
folder of its own and leaves nothing behind.
"""
import argparse
import fcntl
import json
import os
import pty
import select
import struct
import tempfile
import termios
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLS, ROWS = 100, 28
# What is typed, and how long it is looked at.
KEYS = [
    ("", 2.5), ("j", 0.6), ("j", 0.6), ("j", 0.6), ("j", 1.2),
    ("w", 1.2), ("l", 0.5), ("l", 0.5), ("l", 1.0), ("\x1b", 0.6),
    ("/26\r", 1.8), ("\x1b", 0.5),
    ("?", 2.0), ("\x1b", 0.8),
    ("a", 1.6),
    (":", 0.6), ("score\r", 2.2), ("\x1b", 0.8), ("q", 0.5), ("q", 0.5),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bayn", default=str(ROOT / "target/release/bayn"))
    parser.add_argument("--out", default=str(ROOT / "docs/demo.cast"))
    args = parser.parse_args()
    bayn = str(Path(args.bayn).resolve())
    with tempfile.TemporaryDirectory() as home:
        events = record(bayn, home)
    head = {"version": 2, "width": COLS, "height": ROWS, "title": "bayn",
            "env": {"TERM": "xterm-256color"}}
    with open(args.out, "w", encoding="utf-8") as file:
        print(json.dumps(head), file=file)
        for at, text in events:
            print(json.dumps([round(at, 3), "o", text], ensure_ascii=False), file=file)
    print(args.out, len(events), "events,", round(events[-1][0], 1), "s")


def record(bayn, home):
    """Returns what the program wrote, each piece with its time."""
    pid, terminal = pty.fork()
    if pid == 0:
        env = {"HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
               "PATH": os.environ["PATH"]}
        os.chdir(home)
        # A player reorders nothing: rows are in the order in which they are seen.
        os.execve(bayn, [bayn, "--bidi", "off"], env)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLS, 0, 0))
    began, events, left = time.time(), [], b""

    def listen(seconds):
        nonlocal left
        end = time.time() + seconds
        while (wait := end - time.time()) > 0:
            if not select.select([terminal], [], [], wait)[0]:
                continue
            try:
                left += os.read(terminal, 65536)
            except OSError:
                return False
            # A letter may come in two reads.
            text = left.decode("utf-8", "ignore")
            left = left[len(text.encode()):]
            events.append((time.time() - began, text))
            if b"\x1b[c" in text.encode():
                os.write(terminal, b"\x1b[?62;c")
        return True

    for keys, pause in KEYS:
        for key in keys if len(keys) > 1 else [keys]:
            os.write(terminal, key.encode())
            if len(keys) > 1 and not listen(0.12):
                break
        if not listen(pause):
            break
    os.close(terminal)
    os.waitpid(pid, 0)
    return events


if __name__ == "__main__":
    main()
