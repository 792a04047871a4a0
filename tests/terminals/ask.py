#!/usr/bin/env python3
"""Run inside a terminal: writes what it answers to bayn's probe, and its environment, as one
TOML table for crates/harf/tests/data/terminals.toml. ask.py OUT NAME"""
import os
import select
import subprocess
import sys
import termios
import tty

out, name = sys.argv[1:3]
attributes = termios.tcgetattr(0)
tty.setraw(0)
os.write(1, b"\x1b[8$p\x1b[>q\x1b[>c\x1b[c")
answer = b""
while select.select([0], [], [], 1.0)[0]:
    answer += os.read(0, 4096)
    if answer.rstrip().endswith(b"c") and b"\x1b[?" in answer[answer.rfind(b"\x1b"):]:
        break
termios.tcsetattr(0, termios.TCSANOW, attributes)
keep = ("ALACRITTY_WINDOW_ID", "COLORTERM", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "MLTERM", "TERM",
        "TERM_PROGRAM", "TMUX", "VTE_VERSION", "XTERM_VERSION")
quote = lambda text: '"' + "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\u{ord(c):04x}" for c in text) + '"'
client = ""
if b"tmux" in answer:
    client = subprocess.run(["tmux", "display", "-p", "#{client_termname}|#{client_termtype}"],
                            capture_output=True, text=True).stdout.strip()
with open(out, "w", encoding="utf-8") as file:
    print(f"[[terminal]]\nrecorded = {quote(name)}\nanswer = {quote(answer.decode('latin1'))}", file=file)
    if client:
        print(f"client = {quote(client)}", file=file)
    env = ", ".join(f"{k} = {quote('set' if k == 'TMUX' else os.environ[k])}" for k in keep if k in os.environ)
    print(f"env = {{ {env} }}", file=file)
