#!/usr/bin/env python3
"""Looks for ink where no text is: what a letter left behind when its row was drawn anew.

    specks.py                   xterm and VTE at 10, 12 and 14 points
    specks.py --sizes 10 22 kitty xterm
    specks.py --table           writes the section of docs/terminals.md from the last results

Letters reach beyond their cells, so ink can stay on a neighbour that is not written again. After
each kind of redraw, many times over, the picture is compared with that of the same screen drawn
from nothing (Ctrl-L). A pixel that differs is a speck; a cell that is blank in the second picture
and inked in the first is one where no text is.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import run  # noqa: E402

# Each kind of redraw: its name, and the keys of one time; what is opened is closed again.
REDRAWS = [
    ("moved", "j"), ("moved back", "k"), ("page", "ctrl+d"), ("page back", "ctrl+u"),
    ("tashkeel", "t t"), ("transliteration", "t l"), ("help", "question Escape"),
    ("word by word", "w l l l"), ("search", "slash 2 6 Return n"), ("panel", "g s j Escape"),
    ("other panel", "g x j Escape"), ("layout", "t c t c"), ("end and top", "G g g"),
]
TIMES = 20
# Antialiasing of two runs that meet differs a little from that of one.
FAINT = 30


def ruled(picture):
    """Returns which rows of pixels are a ruled line: ink from side to side, and three pixels off none."""
    import numpy as np
    colours, counts = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)
    ground = colours[counts.argmax()]
    full = (np.abs(picture - ground).max(axis=2) > FAINT).mean(axis=1) > 0.9
    beside = np.zeros_like(full)
    beside[:-3] |= full[3:]
    beside[3:] |= full[:-3]
    return full & ~beside


def specks_of(before, after, session):
    """Returns how many pixels differ, and how many cells have ink though they are blank."""
    import numpy as np
    differing = np.abs(before - after).max(axis=2) > FAINT
    # Where two runs of a ruled line meet, its joint is a little fainter or darker.
    differing[ruled(after) & ruled(before)] = False
    s, blank = session, 0
    # The last row says something else after a key.
    differing[s.y0 + round((s.rows - 1) * s.ch):] = False
    places = []
    for r in range(s.rows):
        for c in range(s.cols):
            rows = slice(s.y0 + round(r * s.ch), s.y0 + round((r + 1) * s.ch))
            columns = slice(s.x0 + round(c * s.cw), s.x0 + round((c + 1) * s.cw))
            if differing[rows, columns].any():
                places.append((r, c))
                if after[rows, columns].mean(axis=2).std() < 2:
                    blank += 1
    return int(differing.sum()), blank, places


def look(kind, bayn, size, times, cols, rows):
    """Redraws one terminal in every way; returns what was found, by kind of redraw."""
    import launch
    from PIL import Image
    found = []
    texts = run.SEEDS if run.SEEDS[0].exists() else run.SAMPLE
    command = [bayn, *(p.name for p in texts)]
    with launch.Session(kind, command, texts, cols, rows, size) as session:
        launch.wait_for("the first frame", lambda: run.has_frame(session))
        # What is said at the start goes with the first of these.
        session.keys("j k ctrl+l")
        for name, keys in REDRAWS:
            for _ in range(times):
                session.keys(keys)
            # What is said in the last row goes with the next key.
            session.keys("Escape")
            before = session.settled(quiet=0.5)
            session.keys("ctrl+l")
            after = session.settled(quiet=0.5)
            if before.shape != after.shape:
                found.append((name, -1, -1))
                continue
            pixels, cells, places = specks_of(before, after, session)
            found.append((name, pixels, cells))
            stem = f"specks.{kind}.{size}.{name.replace(' ', '-')}"
            Image.fromarray(before.astype("uint8")).save(run.WORK / f"{stem}.png")
            Image.fromarray(after.astype("uint8")).save(run.WORK / f"{stem}.whole.png")
            if pixels:
                print(f"    {kind} {size} pt {name}: {pixels} pixels, at (row, column) {places[:6]}",
                      flush=True)
    return found


def keep(kind, size, times, found):
    """Keeps the results of one terminal at one size for the table."""
    import launch
    title = launch.TERMINALS[kind][0]
    row = [title, launch.version_of(kind), size, times, len(found),
           sum(pixels for _, pixels, _ in found), sum(cells for _, _, cells in found)]
    (run.WORK / f"specks.{kind}.{size}.json").write_text(json.dumps(row), encoding="utf-8")


def write_table():
    """Writes the section of docs/terminals.md from the last results."""
    import launch
    order = [title for title, _ in launch.TERMINALS.values()]
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in run.WORK.glob("specks.*.json")]
    rows.sort(key=lambda row: (order.index(row[0]), row[2]))
    text = [run.SPECKS, "", "Written by `tests/terminals/specks.py --table`. Letters reach beyond their cells; after many",
            "redraws of each kind (moves, pages, marks, panels, help, search) the screen is compared with the same",
            "drawn whole. `pixels` differ between the two, `blank cells` have ink where no text is.",
            "Where two runs of a ruled line meet, its joint is a little fainter; that is no speck.", "",
            "| terminal | version | points | redraws | pixels | blank cells |", "|---|---|---|---|---|---|"]
    for title, version, size, times, kinds, pixels, cells in rows:
        text.append(f"| {title} | {version} | {size} | {kinds} × {times} | {pixels} | {cells} |")
    path = run.ROOT / "docs/terminals.md"
    before = path.read_text(encoding="utf-8").partition(run.SPECKS)[0].rstrip("\n")
    path.write_text(before + "\n\n" + "\n".join(text) + "\n", encoding="utf-8")


def main():
    """Parses the command line and goes through terminals and sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("terminals", nargs="*", default=["xterm", "vte"])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10, 12, 14])
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--bayn", default=str(run.ROOT / "target/debug/bayn"))
    parser.add_argument("--table", action="store_true")
    args = parser.parse_args()
    if args.table:
        write_table()
        return
    bad = []
    for kind in args.terminals:
        for size in args.sizes:
            try:
                found = look(kind, args.bayn, size, args.times, run.COLS, run.ROWS)
            except (TimeoutError, subprocess.CalledProcessError) as error:
                print(f"BAD {kind} {size} pt: {error}", flush=True)
                bad.append(f"{kind} {size}")
                continue
            keep(kind, size, args.times, found)
            pixels, cells = (sum(row[at] for row in found) for at in (1, 2))
            ok = pixels == 0 and cells == 0
            print(f"{'ok ' if ok else 'BAD'} {kind:14} {size} pt  pixels {pixels}  blank cells {cells}  of "
                  f"{len(found)} kinds of redraw, {args.times} times each", flush=True)
            bad += [] if ok else [f"{kind} {size}"]
    if bad:
        sys.exit("specks: " + ", ".join(bad))


if __name__ == "__main__":
    run.WORK.mkdir(parents=True, exist_ok=True)
    run.enter_environment(__file__)
    main()
