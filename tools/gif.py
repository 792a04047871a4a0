#!/usr/bin/env python3
"""Makes docs/demo.gif: reading, words, a search, help, a verdict and the scores, in a real terminal.

    tools/gif.py [--bayn target/release/bayn] [--terminal vte] [--out docs/demo.gif]

The same tour as tools/cast.py, but as one sees it: a picture after each key. Needs what
tools/picture.py needs.
"""
import argparse
import subprocess
from pathlib import Path

from PIL import Image

from picture import ROOT, Session, has_frame, wait_for

COLS, ROWS = 100, 24
# Keys by their X names, and how many seconds what they show is looked at.
KEYS = [
    ("", 2.5), ("j", 0.6), ("j", 0.6), ("j", 0.6), ("j", 1.2),
    ("w", 1.2), ("l", 0.5), ("l", 0.5), ("l", 1.0), ("Escape", 0.6),
    ("slash", 0.5), ("2", 0.3), ("6", 0.6), ("Return", 1.8), ("Escape", 0.5),
    ("question", 2.5), ("Escape", 0.8),
    ("a", 1.6),
    ("colon", 0.5), ("s", 0.2), ("c", 0.2), ("o", 0.2), ("r", 0.2), ("e", 0.5), ("Return", 3.0), ("Escape", 1.5),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bayn", default=str(ROOT / "target/release/bayn"))
    parser.add_argument("--terminal", default="vte")
    parser.add_argument("--out", default=str(ROOT / "docs/demo.gif"))
    args = parser.parse_args()
    frames, times = [], []
    with Session(args.terminal, [str(Path(args.bayn).resolve())], [], COLS, ROWS, size=11) as session:
        wait_for("a frame", lambda: has_frame(session))
        # Without a window manager, keys go to the window under the pointer.
        subprocess.run(["xdotool", "mousemove", "60", "60"], env=session.env, check=True)
        left, top = round(session.x0), round(session.y0)
        box = (left, top, left + round(session.cw * COLS), top + round(session.ch * ROWS))
        for keys, pause in KEYS:
            session.keys(keys)
            frame = Image.fromarray(session.settled(quiet=0.3).astype("uint8")).crop(box)
            frames.append(frame)
            times.append(round(pause * 1000))
    # One palette for all, so that only what changes is stored.
    palette = max(frames, key=lambda frame: len(frame.getcolors(1 << 20) or [])).quantize(64)
    first, *others = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    first.save(args.out, save_all=True, append_images=others, duration=times, loop=0, optimize=True)
    print(args.out, first.size, len(frames), "pictures,", Path(args.out).stat().st_size // 1024, "KB")


if __name__ == "__main__":
    main()
