#!/usr/bin/env python3
"""Says how many bytes a key costs: what the reader writes between two keys, on a pseudo-terminal.

    tools/frames.py PROGRAM [--size COLUMNSxROWS] TEXT TRANSLATION

Twenty `j` and twenty `k`, twice, one by one, then five pages down and five up. Prints one line of JSON with
median, largest and sum of each. The terminal answers nothing, so the program takes it for one that
it does not know; TERM and COLORTERM are those of xterm.
"""

import fcntl
import json
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time


def quiet(master, still):
    """Reads until nothing came for a while; returns how much came."""
    count = 0
    while select.select([master], [], [], still)[0]:
        try:
            count += len(os.read(master, 1 << 16))
        except OSError:
            break
    return count


def main():
    words = sys.argv[1:]
    columns, rows = 120, 36
    if "--size" in words:
        at = words.index("--size")
        columns, rows = map(int, words[at + 1].split("x"))
        del words[at : at + 2]
    home = tempfile.mkdtemp(prefix="bayn-frames-")
    environment = {
        "HOME": home,
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }
    child, master = pty.fork()
    if child == 0:
        os.execve(words[0], words, environment)
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    # The first frames: until the texts are aligned by meaning nothing is counted.
    until = time.time() + 60
    while time.time() < until and quiet(master, 3):
        pass
    told, every = {"size": "%dx%d" % (columns, rows)}, {}
    for name, key, times in [
        ("j", b"j", 20),
        ("k", b"k", 20),
        ("j", b"j", 20),
        ("k", b"k", 20),
        ("page down", b"\x06", 5),
        ("page up", b"\x02", 5),
    ]:
        costs = every.setdefault(name, [])
        for _ in range(times):
            os.write(master, key)
            costs.append(quiet(master, 0.15))
    for name, costs in every.items():
        told[name] = {"median": statistics.median(costs), "most": max(costs), "sum": sum(costs)}
    told["j and k, median"] = statistics.median(every["j"] + every["k"])
    print(json.dumps(told))
    os.write(master, b"q")
    quiet(master, 0.5)
    os.close(master)
    os.waitpid(child, 0)


main()
