#!/usr/bin/env python3
"""Types at random into bayn on a pseudo-terminal and says what went wrong.

    tools/keys.py PROGRAM [SESSIONS [SECONDS [FIRST]]]

A session follows from its number: the kind of text (a pair, three texts, TMX, XLIFF, PO, a
folder), the keys, the sizes. Between the keys come bursts, sizes, pastes, the mouse, answers of
terminals whole, in halves and without end. After each handful the program is asked whether it
still hears (ctrl-l draws the screen again); in the end it is left by q or by a signal. What it
writes is read strictly: no control outside of a sequence, no sequence without an end.

One line of JSON for each session and one for all of them; the exit code is 1 where the program
was deaf, left its keyboard unread for more than a second, left the terminal changed, panicked,
wrote what it may not, or did not end. The figures of the last long run are in
docs/decisions/0003-reading-keys-in-one-thread.md.
"""

import collections
import fcntl
import json
import os
import pty
import random
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SAMPLE = [os.path.join(HERE, "assets/sample/report.%s.txt" % lang) for lang in ("ar", "en")]
THIRD = os.path.join(HERE, "tests/data/several/report.2.en.txt")
KINDS = ["pair", "three", "tmx", "xlf", "po", "folder", "line"]
# How long an answer to a key may take; other work may keep the machine busy.
PATIENCE = float(os.environ.get("BAYN_TEST_PATIENCE", "1"))

SEQUENCE = re.compile(
    rb"\x1b\[([<=>?]?)([0-9;:]*)[ -/]*([@-~])"
    rb"|\x1b\][\x20-\x7e\x80-\xff]*(?:\x07|\x1b\\)"
    rb"|\x1bP[\x20-\x7e]*\x1b\\|\x1b[()][0-9A-Z]|\x1b[78=>MDEHc]"
)
# Modes as a shell has them; whatever else was set must be reset.
AT_REST = {"?25": True, "8": True, "?7": True}


class Output:
    """Reads what the program writes, and what modes that leaves the terminal in."""

    def __init__(self):
        self.rest, self.modes, self.faults, self.count = b"", {}, collections.Counter(), 0
        self.last = b""

    def feed(self, data):
        self.count += len(data)
        self.last = (self.last + data)[-20000:]
        data, at = self.rest + data, 0
        while at < len(data):
            byte = data[at]
            if byte == 0x1B:
                found = SEQUENCE.match(data, at)
                if not found:
                    if len(data) - at < 100_000:
                        break
                    self.faults["no sequence: %r" % data[at : at + 12]] += 1
                    at += 1
                    continue
                if found.group(3) in (b"h", b"l"):
                    for mode in found.group(2).split(b";"):
                        name = (found.group(1) + mode).decode()
                        self.modes[name] = found.group(3) == b"h"
                at = found.end()
                continue
            if byte < 0x20 and byte not in b"\r\n\b\t" or byte == 0x7F:
                self.faults["control %02x" % byte] += 1
            at += 1
        self.rest = data[at:]

    def left(self):
        """Returns the modes that are not as they were."""
        return [n for n, on in self.modes.items() if on != AT_REST.get(n, False)]


class Program:
    """bayn in a pseudo-terminal."""

    def __init__(self, command, env, folder, size):
        self.master, self.slave = pty.openpty()
        self.before = termios.tcgetattr(self.slave)
        self.resize(size)

        def session():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            command, stdin=self.slave, stdout=self.slave, stderr=self.slave, cwd=folder,
            env=env, preexec_fn=session, close_fds=True,
        )
        self.output = Output()
        os.set_blocking(self.master, False)

    def resize(self, size):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        if hasattr(self, "process"):
            self.process.send_signal(signal.SIGWINCH)

    def ended(self):
        return self.process.poll() is not None

    def pump(self, seconds):
        end = time.time() + seconds
        while True:
            left = end - time.time()
            if not select.select([self.master], [], [], max(0, left))[0]:
                return
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            self.output.feed(data)
            if left <= 0:
                return

    def type(self, data):
        """Types; returns how long the keyboard was full."""
        at, full = 0, 0.0
        while at < len(data) and not self.ended():
            try:
                at += os.write(self.master, data[at : at + 1024])
            except BlockingIOError:
                start = time.time()
                self.pump(0.01)
                self.go_on()
                full += time.time() - start
                if full > 10 * PATIENCE:
                    break
            except OSError:
                break
            else:
                self.pump(0)
        return full

    def unread(self):
        return struct.unpack("i", fcntl.ioctl(self.slave, termios.FIONREAD, b"\0" * 4))[0]

    def go_on(self):
        """Continues a program that was stopped by ctrl-z."""
        try:
            with open("/proc/%d/stat" % self.process.pid) as stat:
                if stat.read().rsplit(") ", 1)[1][0] == "T":
                    self.process.send_signal(signal.SIGCONT)
        except OSError:
            pass

    def hears(self):
        """Returns how long the program took to answer a key; none where it did not."""
        self.type(b"\x1b[201~")
        self.pump(0.15)
        start, before = time.time(), self.output.count
        while time.time() - start < 10 * PATIENCE and not self.ended():
            self.go_on()
            self.type(b"\x0c")
            self.pump(0.1)
            if self.output.count > before:
                return time.time() - start
        return 0.0 if self.ended() else None

    def close(self):
        os.close(self.master)
        os.close(self.slave)


KEYS = [
    b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[H", b"\x1b[F", b"\x1b[5~", b"\x1b[6~",
    b"\x1b[3~", b"\x1b[Z", b"\x1bOA", b"\x1bOP", b"\x1b[15~", b"\x1b[1;3D", b"\x1b[1;5A", b"\t",
    b"\r", b"\x7f", b"gg", b"G", b"7G", b"]]", b"]q", b"gq\r", b"gm", b"gs", b"gt", b"tl", b"tp",
    b"tm", b"A", b"Ax", b"AJ", b"vwwe", b"veamM\r", b"cHello\r", b"Rbad\r", b"a", b"r", b"u", b"C",
    b"\x12", b"99999G", b"/the\rnN", b":filter weak\r", b":set theme=dark\r", b"f", b"F", b"t1",
    b"D", b"yy", b"*\r", b"K", b"|", b"?", b"\x0c", b"\x1a", "é".encode(), "ا".encode(),
    "字".encode(), "😀".encode(), "٣".encode(),
]
ANSWERS = [
    b"\x1b[?62;22c", b"\x1b[>41;370;0c", b"\x1b[8;1$y", b"\x1b[?2026;2$y", b"\x1b[?997;1n",
    b"\x1b[12;40R", b"\x1b[?1u", b"\x1b[I", b"\x1b[O", b"\x1bP>|XTerm(370)\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\", b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    b"\x1b]10;rgb:aaaa/aaaa/aaaa\x07", b"\x1b_Gi=31;OK\x1b\\", b"\x1b[48;24;80;600;800t",
]
PASTES = [b"two words", b"a\nb\rc\td\x1b[31mred", "نص عربي\u202e".encode(), b"x" * 5000, b"\0\1\2"]


def keys(dice):
    """Returns what is typed next."""
    kind = dice.random()
    if kind < 0.35:
        byte = dice.randrange(32, 127)
        return bytes([byte if byte != ord("q") or dice.random() < 0.2 else ord("j")])
    if kind < 0.65:
        return dice.choice(KEYS)
    if kind < 0.70:
        byte = dice.randrange(32)
        return bytes([27 if byte == 3 and dice.random() < 0.8 else byte])
    if kind < 0.74:
        return dice.choice([b"\x1b" + bytes([dice.randrange(32, 127)]), b"\x1b", b"\x1b\x1b"])
    if kind < 0.79:
        button, final = dice.choice([0, 2, 32, 35, 64, 65, 128]), dice.choice("Mm")
        return b"\x1b[<%d;%d;%d%s" % (button, dice.randrange(200), dice.randrange(70), final.encode())
    if kind < 0.82:
        return b"\x1b[200~" + dice.choice(PASTES) + b"\x1b[201~"
    if kind < 0.90:
        return dice.choice(ANSWERS)
    if kind < 0.95:
        answer = dice.choice(ANSWERS)
        return answer[: dice.randrange(1, len(answer))]
    if kind < 0.97:
        return bytes(dice.randrange(128, 256) for _ in range(dice.randrange(1, 4)))
    return dice.choice([b"j", b"k", b"\x1b[B", b"\x1b[<35;5;5M"]) * dice.choice([200, 1500, 6000])


def texts(program, kind, folder, env):
    """Puts texts of a kind into a folder; returns the arguments that open them."""
    for path in SAMPLE + [THIRD]:
        shutil.copy(path, folder)
    names = [os.path.basename(path) for path in SAMPLE + [THIRD]]
    if kind in ("tmx", "xlf", "po"):
        made = "memory." + kind
        subprocess.run([program, "convert"] + names[:2] + [made], cwd=folder, env=env, check=True,
                       capture_output=True)
        return [made]
    chosen = {"three": names, "folder": ["."], "line": names[:2] + ["--accessible"]}
    return chosen.get(kind, names[:2])


def session(program, number, seconds):
    """Runs one session; returns what happened."""
    dice, kind = random.Random(number), KINDS[number % len(KINDS)]
    said = collections.Counter()
    told = {"session": number, "kind": kind, "slowest": 0.0, "full": 0.0, "faults": {}}
    base = tempfile.mkdtemp(prefix="bayn-keys-")
    home, folder = os.path.join(base, "home"), os.path.join(base, "texts")
    os.mkdir(home)
    os.mkdir(folder)
    editor = os.path.join(base, "editor.sh")
    with open(editor, "w") as script:
        script.write('#!/bin/sh\necho "edited $$" >> "$1"\n')
    os.chmod(editor, 0o755)
    env = {"HOME": home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "EDITOR": editor,
           "TERM": dice.choice(["xterm-256color", "linux", "screen", "vt100"])}
    arguments = texts(program, kind, folder, env)
    log, running, end = bytearray(), None, time.time() + seconds

    def finish(running):
        code = running.process.wait()
        running.pump(0.1)
        told["faults"].update({k: v for k, v in running.output.faults.items()})
        left = running.output.left()
        if termios.tcgetattr(running.slave)[:4] != running.before[:4]:
            left.append("line")
        if left and code != -signal.SIGKILL:
            said["dirty"] += 1
            told["left"] = left
        if b"panicked" in running.output.last or code in (101, 134):
            said["panics"] += 1
            told["panic"] = running.output.last[-600:].decode("utf8", "replace")
        running.close()

    while time.time() < end:
        if running is None:
            size = dice.choice([(24, 80), (30, 100), (50, 132)])
            running, log = Program([program] + arguments, env, folder, size), bytearray()
            said["starts"] += 1
            running.pump(dice.choice([0.0, 0.1, 0.6]))
            if dice.random() < 0.5:
                running.type(b"\x1b[?62;22c")
            if kind == "folder":
                running.pump(0.7)
                running.type(b"\r")
        for _ in range(dice.randrange(1, 30)):
            typed = keys(dice)
            log += typed
            said["keys"] += 1
            told["full"] = max(told["full"], running.type(typed))
            if dice.random() < 0.1:
                running.resize((dice.randrange(1, 80), dice.randrange(1, 300)))
            if dice.random() < 0.2:
                running.pump(dice.choice([0.005, 0.03, 0.12]))
            running.go_on()
        running.pump(0.02)
        if running.ended():
            finish(running)
            running = None
            continue
        if dice.random() < 0.25:
            running.resize((30, 100))
            start = time.time()
            while running.unread() and time.time() - start < 10 * PATIENCE and not running.ended():
                running.go_on()
                running.pump(0.05)
            if time.time() - start > PATIENCE:
                said["backlogs"] += 1
            heard = running.hears()
            if heard is None:
                said["deaf"] += 1
                told["before"] = repr(bytes(log[-120:]))
                running.process.kill()
                finish(running)
                running = None
            else:
                told["slowest"] = max(told["slowest"], round(heard, 2))
    if running is not None:
        if dice.random() < 0.3:
            ending = dice.choice([signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
            running.process.send_signal(ending)
            running.go_on()
        for _ in range(60):
            if running.ended():
                break
            running.type(b"\x1b[201~")
            for key in (b"\x1b", b"\x1b", b"q"):
                running.pump(0.06)
                running.type(key)
            running.pump(0.1)
            running.go_on()
        if not running.ended():
            said["unending"] += 1
            running.process.kill()
        finish(running)
    shutil.rmtree(base, ignore_errors=True)
    told["full"] = round(told["full"], 2)
    return dict(told, **said)


def main():
    program = os.path.abspath(sys.argv[1])
    sessions, seconds, first = (list(map(int, sys.argv[2:])) + [7, 20, 0][len(sys.argv) - 2 :])[:3]
    total = collections.Counter(deaf=0, backlogs=0, dirty=0, panics=0, unending=0, faults=0)
    for number in range(first, first + sessions):
        told = session(program, number, seconds)
        print(json.dumps(told, ensure_ascii=False), flush=True)
        for name in ("keys", "starts", "deaf", "backlogs", "dirty", "panics", "unending"):
            total[name] += told.get(name, 0)
        total["faults"] += sum(told["faults"].values())
    print(json.dumps(total))
    bad = ("deaf", "backlogs", "dirty", "panics", "unending", "faults")
    sys.exit(any(total[name] for name in bad))


if __name__ == "__main__":
    main()
