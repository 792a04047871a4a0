#!/usr/bin/env python3
"""Makes pictures of every part of the screen in real terminals, to be looked at by people.

    tools/pictures.py [--bayn target/release/bayn] [--terminals xterm vte] [--themes dark light]
                      [--sizes 80x24 120x36 200x50] [--scenes reading ...] [--out target/pictures]

Each picture is TERMINAL-THEME-SIZE-SCENE.png. The texts are the bundled sample, and for several
translations those of the tests. The terminals run under an X server of their own
(tests/terminals/launch.py). Needs numpy, pillow and the packages that tests/terminals/README.md names.
"""
import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/terminals"))

from PIL import Image  # noqa: E402

from launch import Session, wait_for  # noqa: E402
sys.path.insert(0, str(ROOT / "tools"))
from picture import has_frame  # noqa: E402

# What is typed for each scene, by the X names of the keys; at WAIT the screen is given time to settle.
WAIT = "WAIT"
SCENES = {
    "reading": "7 shift+g z z",
    "word": "7 shift+g z t Tab w w w w w",
    "long-pair": "1 2 shift+g z z",
    "findings": f"g q {WAIT} j j",
    "marks": "7 shift+g v w e a m shift+m n o t e Return v w w e a m m Return g m",
    "palette": "colon t h e",
    "prefix": "g",
    "link": "7 shift+g shift+a",
    "score": "7 shift+g v w e a m shift+m Return a g shift+s",
    "statistics": "g s",
    "settings": "g o",
    "help": "question",
    "names": f"g n {WAIT}",
}
# Scenes with texts of their own: the files, and what is typed.
OTHERS = {
    "several": ("several", "j j j"),
    "stacked": ("several", "j j j t l"),
    "contents": ("book", ""),
    "folder": ("folder", ""),
}


def book(folder):
    """Writes a small book in two languages; returns its files."""
    english = "The old ship came home late in the evening, and nobody stood on the quay. "
    arabic = "عادت السفينة القديمة إلى الميناء في وقت متأخر من المساء، ولم يكن أحد على الرصيف. "
    ordinals = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس"]
    texts = {
        "book.en.txt": "".join(f"Chapter {n}\n\n{english * 70}\n\n" for n in range(1, 6)),
        "book.ar.txt": "".join(f"الفصل {n}\n\n{arabic * 70}\n\n" for n in ordinals),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / "book.ar.txt", folder / "book.en.txt"]


def texts_of(kind, folder):
    """Returns the files that a scene opens."""
    sample = [ROOT / f"assets/sample/report.{lang}.txt" for lang in ("ar", "en")]
    if kind == "several":
        return [*sample, *sorted((ROOT / "tests/data/several").iterdir())]
    if kind == "book":
        return book(folder)
    if kind == "folder":
        inner = folder / "texts"
        inner.mkdir()
        for path in [*sample, *book(folder)]:
            (inner / path.name).write_bytes(path.read_bytes())
        return [inner]
    return []


def take(args, terminal, theme, size, scene):
    """Takes one picture."""
    cols, rows = (int(part) for part in size.split("x"))
    kind, keys = OTHERS.get(scene, ("", SCENES.get(scene, "")))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The terminal may run as nobody.
        folder.chmod(0o755)
        files = [str(path) for path in texts_of(kind, folder)]
        command = [str(Path(args.bayn).resolve()), "--theme", theme, *files]
        with Session(terminal, command, [], cols, rows, size=args.points) as session:
            wait_for("a frame", lambda: has_frame(session))
            session.settled(quiet=1.5, limit=args.patience)
            for part in keys.split(WAIT):
                session.keys(part)
                picture = session.settled(quiet=1.2, limit=args.patience)
            left, top = round(session.x0), round(session.y0)
            width, height = round(session.cw * cols), round(session.ch * rows)
            picture = Image.fromarray(picture.astype("uint8"))
            picture = picture.crop((left, top, left + width, top + height))
            out = Path(args.out) / f"{terminal}-{theme}-{size}-{scene}.png"
            if len(picture.getcolors(1 << 24)) < 3:
                raise RuntimeError("nothing is drawn")
            # As the terminal drew it: fewer colours would be others.
            picture.save(out, optimize=True)
            print(out, flush=True)


def tried(args, terminal, theme, size, scene):
    """Takes a picture, once more where the first was of nothing; returns what went wrong."""
    for left in (1, 0):
        try:
            take(args, terminal, theme, size, scene)
            return []
        except Exception as error:  # one picture that fails is no reason to stop
            if not left:
                return [f"{terminal} {theme} {size} {scene}: {error}"]
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bayn", default=str(ROOT / "target/release/bayn"))
    parser.add_argument("--terminals", nargs="+", default=["xterm", "vte"])
    parser.add_argument("--themes", nargs="+", default=["dark", "light"])
    parser.add_argument("--sizes", nargs="+", default=["80x24", "120x36", "200x50"])
    parser.add_argument("--scenes", nargs="+", default=[*SCENES, *OTHERS])
    parser.add_argument("--points", type=int, default=12)
    parser.add_argument("--patience", type=int, default=20, help="seconds a screen may take to settle")
    parser.add_argument("--out", default=str(ROOT / "target/pictures"))
    args = parser.parse_args()
    Path(args.out).mkdir(parents=True, exist_ok=True)
    failed = []
    for terminal in args.terminals:
        for theme in args.themes:
            for size in args.sizes:
                for scene in args.scenes:
                    failed.extend(tried(args, terminal, theme, size, scene))
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
