#!/usr/bin/env python3
"""Makes docs/reader.png: the reader on the bundled sample, in a real terminal.

    tools/picture.py [--bayn target/release/bayn] [--terminal vte] [--out docs/reader.png]

The terminal runs under an X server of its own (tests/terminals/launch.py); the keys typed are
those of a reviewer: down to the first paragraph, one pair accepted, and a word of the next with
what answers to it. Needs numpy, pillow and the packages that tests/terminals/README.md names.
"""
import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/terminals"))

from PIL import Image  # noqa: E402

from launch import Session, wait_for  # noqa: E402


def has_frame(session):
    """Returns whether something is written on the first and on the last row."""
    rows = session.picture().mean(axis=2)[round(session.y0):]
    last = round(session.ch * (session.rows - 1))
    return rows[:round(session.ch)].std() > 5 and rows[last:last + round(session.ch)].std() > 5


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bayn", default=str(ROOT / "target/release/bayn"))
    parser.add_argument("--terminal", default="vte")
    parser.add_argument("--keys", default="7 shift+g z t a j Tab w w w w w", help="keys by their X names")
    parser.add_argument("--theme", default="dark")
    parser.add_argument("--cols", type=int, default=110)
    parser.add_argument("--rows", type=int, default=24)
    parser.add_argument("--out", default=str(ROOT / "docs/reader.png"))
    args = parser.parse_args()
    bayn = Path(args.bayn).resolve()
    if not bayn.exists():
        subprocess.run(["cargo", "build", "--release", "--locked"], cwd=ROOT, check=True)
    with Session(args.terminal, [str(bayn), "--theme", args.theme], [], args.cols, args.rows, size=13) as session:
        wait_for("a frame", lambda: has_frame(session))
        first = session.settled(quiet=1.0)
        # Without a window manager, keys go to the window under the pointer.
        subprocess.run(["xdotool", "mousemove", "60", "60"], env=session.env, check=True)
        session.keys(args.keys)
        picture = Image.fromarray(session.settled(unlike=first, quiet=1.0).astype("uint8"))
        left, top = round(session.x0), round(session.y0)
        width, height = round(session.cw * args.cols), round(session.ch * args.rows)
        picture = picture.crop((left, top, left + width, top + height))
        # A terminal draws with few colours: as a palette the picture is a third of the size.
        picture.quantize(256).save(args.out, optimize=True)
    print(args.out, picture.size)


if __name__ == "__main__":
    main()
