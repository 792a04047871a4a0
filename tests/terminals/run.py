#!/usr/bin/env python3
"""Opens bayn in real terminals, presses keys, takes pictures, and judges what they show.

    run.py                          all terminals; writes docs/terminals.md
    run.py xterm vte kitty          these only, writes nothing
    run.py --quick xterm vte …      fewer pictures each, as the checks of every change run it
    run.py --wrong xterm vte …      the test of this test: with a wrong --bidi each must fail
    run.py --arabic xterm …         judges the page of help in the Arabic interface, writes nothing
    run.py --table                  writes docs/terminals.md from the last results of every terminal
    run.py --install …              first installs what is missing (Debian, as root)

Each terminal shows the bundled sample, the pair of news reports in ../shared where that
stands beside the project, and the two examples of crates/harf. No flag says which terminal it is:
bayn finds that out. Pictures and results stay in target/terminals/.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "target/terminals"
PYTHON = ["numpy", "pillow", "python-bidi", "arabic-reshaper"]
SAMPLE = (ROOT / "assets/sample/report.ar.txt", ROOT / "assets/sample/report.en.txt")
SEEDS = (ROOT / "../shared/seeds/004_d5a7d18ea842c748.txt", ROOT / "../shared/seeds/000_b1112a7046edcccb.txt")
# At this size no terminal rounds its cells to less than the width of a glyph; kitty would shrink glyphs.
COLS, ROWS, SIZE = 100, 30, 22
# What must read wrong in each kind of terminal, so that the judge is seen to judge.
WRONG = {"xterm": "runs", "urxvt": "runs", "st": "words", "alacritty": "words", "vte": "off",
         "konsole": "visual", "konsole-nobidi": "runs", "mlterm": "off", "kitty": "visual",
         "kitty-ltr": "words", "tmux-vte": "visual", "tmux-konsole": "guard", "xtermjs-dom": "visual",
         "xtermjs-webgl": "runs", "zutty": "runs", "foot": "runs", "qterminal": "visual",
         "screen-xterm": "runs", "screen-vte": "visual", "mosh-xterm": "runs", "mosh-vte": "visual",
         "xterm@12": "runs", "kitty@28": "visual", "alacritty@16": "words"}
# Below this size letters are too small for a machine that reads; order is then seen by NCC alone.
READABLE = 20
# The section that specks.py writes.
SPECKS = "## Leftover pixels"


def enter_environment(script=HERE / "run.py"):
    """Runs itself again in an environment of its own that has the Python packages."""
    venv = WORK / "venv"
    python = venv / "bin/python"
    if Path(sys.prefix) == venv:
        return
    if not (venv / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PYTHON], check=True)
        (venv / "ready").touch()
    os.execv(python, [str(python), str(script), *sys.argv[1:]])


def install(kinds):
    """Installs the terminals and tools that are missing."""
    import launch
    wanted = {*launch.TOOLS, *(p for kind in kinds for p in launch.TERMINALS[kind][1])}
    if any(kind.startswith("xtermjs") for kind in kinds) and subprocess.run(
            ["which", "npm"], capture_output=True).returncode == 0:
        wanted.discard("npm")
    state = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *wanted],
                           capture_output=True, text=True).stdout
    missing = wanted - {line.split()[0] for line in state.splitlines() if line.endswith(" installed")}
    if missing:
        subprocess.run(["apt-get", "update", "-q"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *sorted(missing)],
                       check=True, env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"))


def xtermjs():
    """Puts xterm.js where the page finds it."""
    folder = WORK / "xtermjs"
    folder.mkdir(exist_ok=True)
    os.environ["XTERMJS_DIR"] = str(folder)
    if not (folder / "node_modules/@xterm/xterm").exists():
        subprocess.run(["npm", "install", "--silent", "@xterm/xterm", "@xterm/addon-webgl"],
                       cwd=folder, check=True)


def expected(bayn, texts, side, width):
    """Returns the rows of one pane as bayn prints them without a terminal."""
    out = subprocess.run([bayn, "show", *map(str, texts), "--plain", "--width", str(width), "--side", side],
                         capture_output=True, text=True, check=True).stdout
    return out.split("\n")


def border_of(ink, grid):
    """Returns the column of the line between the panes."""
    import numpy as np
    _, _, cw, ch, cols, rows = grid
    body = ink[round(2 * ch):round((rows - 2) * ch)] > 90
    share = body.mean(axis=0)
    columns = [share[round(c * cw):round((c + 1) * cw)].max() for c in range(cols)]
    return int(np.argmax(columns))


def right_edge_of(ink, grid, left):
    """Returns the column where right-to-left lines begin, behind their first letter: most do there."""
    import numpy as np
    _, _, cw, ch, cols, rows = grid
    last = []
    for row in range(2, rows - 1):
        body = ink[round(row * ch):round((row + 1) * ch)] > 90
        inked = [c for c in range(left, cols) if body[:, round(c * cw):round((c + 1) * cw)].any()]
        last += inked[-1:]
    return int(np.bincount(last).argmax()) + 1 if last else cols - 1


def has_frame(session):
    """Returns whether something is written on the first and on the last row."""
    picture = session.picture().mean(axis=2)[session.y0:]
    first, last = picture[:round(session.ch)], picture[round(session.ch * (ROWS - 1)):round(session.ch * ROWS)]
    return first.std() > 5 and last.std() > 5


class Reader:
    """One terminal with bayn in it, judged picture by picture."""

    def __init__(self, session, kind, bayn, texts, strips, cache):
        self.session, self.kind, self.bayn, self.texts = session, kind, bayn, texts
        self.strips, self.cache, self.last = strips, cache, None

    def picture(self, name, quiet=0.4):
        """Takes a picture that differs from the last one, and keeps it."""
        from PIL import Image
        self.last = self.session.settled(unlike=self.last, limit=15, quiet=quiet)
        Image.fromarray(self.last.astype("uint8")).save(WORK / f"{self.kind}.{name}.png")
        return self.last

    def changed(self, after=2.0):
        """Returns whether the picture is another one by itself a moment later, and takes that one."""
        import numpy as np
        time.sleep(after)
        last, self.last = self.last, self.session.settled()
        return last.shape != self.last.shape or not np.array_equal(last, self.last)

    def judge(self, name, with_cer):
        """Judges both panes of the last picture; returns the verdicts by side."""
        import judge
        s = self.session
        grid = (s.x0, s.y0, s.cw, s.ch, s.cols, s.rows)
        ink = judge.ink_of(self.last, grid)
        border = border_of(ink, grid)
        verdicts = {}
        edge = right_edge_of(ink, grid, border + 1)
        for side, columns, rtl in (("source", (border + 1, edge), True),
                                   ("target", (1, border - 1), False)):
            lines = expected(self.bayn, self.texts, side, s.cols)
            verdicts[side] = judge.judge(
                ink, grid, columns, 2, s.rows - 1, lines, rtl=rtl, size=s.size, cache=self.cache,
                with_cer=with_cer and s.size >= READABLE, marks=not self.strips)
            if not verdicts[side].passed:
                print(f"    {self.kind} {name} {side}: {verdicts[side]}  worst {verdicts[side].worst}",
                      flush=True)
        return verdicts


def facts_of(text):
    """Returns the heads and texts of what `bayn doctor` said."""
    found = {}
    for line in text.splitlines():
        found.setdefault(line[:12].strip(), line[12:].strip())
    return found


def try_terminal(kind, bayn, texts, name, quick, bidi=None):
    """Runs bayn in one terminal; returns what it found out and a list of (state, verdicts)."""
    import launch
    cache = WORK / "pango"
    cache.mkdir(exist_ok=True)
    flag = ["--bidi", bidi] if bidi else []
    results = []
    command = [bayn, *flag, *(p.name for p in texts)]
    doctor = f"{bayn} doctor > doctor.txt 2>&1"
    with launch.Session(kind, command, texts, COLS, ROWS, SIZE, before=doctor) as session:
        found = facts_of(launch.wait_for("bayn doctor", lambda: session.text("doctor.txt")))
        found = facts_of(session.text("doctor.txt")) if "bidi" not in found else found
        strips = found.get("tashkeel") == "strip"
        reader = Reader(session, kind, bayn, texts, strips, cache)
        launch.wait_for("the first frame", lambda: has_frame(session))

        def state(state_name, keys, with_cer=False, judged=True, quiet=0.4):
            if keys:
                session.keys(keys)
            reader.picture(f"{name}.{state_name.replace(' ', '-')}", quiet)
            if judged:
                verdicts = reader.judge(state_name, with_cer)
                # What a terminal lays over a new window for a moment, its size or a hint, is gone then.
                if not all(verdict.passed for verdict in verdicts.values()) and reader.changed():
                    verdicts = reader.judge(state_name, with_cer)
                results.append((state_name, verdicts))

        state("start", "", with_cer=True)
        if not bidi:
            state("moved", "j j j")
            if not quick:
                state("search", "slash 2 6 Return")
                state("help", "question", judged=False)
                state("help closed", "Escape")
                session.resize(COLS - 14, ROWS - 5)
                state("resized", "", with_cer=True, quiet=1.5)
        session.keys("q")
        try:
            launch.wait_for("the end", (session.tmp / "after").exists, limit=10)
            launch.wait_for("an answer", lambda: session.text("after"), limit=3)
        except TimeoutError:
            pass
        after = session.text("after")
        if session.text("code").strip() != "0":
            results.append((f"end: code {session.text('code').strip()!r} {session.text('stderr')[:200]}", None))
        if kind == "vte" and "8;1$y" not in after:
            results.append((f"mode left behind: {after!r}", None))
    return found, results


def example_lines(name):
    """Returns the right-to-left lines of an example by their rows, and the columns they stand in."""
    source = (ROOT / f"crates/harf/examples/{name}.rs").read_text(encoding="utf-8")
    if name == "chat":
        said = re.findall(r'^    "(.*)",$', source, re.M)
        return [text if at % 2 == 0 else "" for at, text in enumerate(said)], (1, COLS - 1)
    pairs = re.findall(r'\[\s*"(.*?)",\s*"(.*?)",?\s*\]', source)
    return [arabic for _, arabic in pairs], (COLS * 2 // 5 + 2, COLS - 1)


def try_example(kind, name, strips):
    """Runs an example of crates/harf in one terminal; returns its results as `try_terminal` does."""
    import judge
    import launch
    from PIL import Image
    cache = WORK / "pango"
    cache.mkdir(exist_ok=True)
    lines, columns = example_lines(name)
    command = [str(ROOT / "target/debug/examples" / name)]
    with launch.Session(kind, command, [], COLS, ROWS, SIZE) as s:
        launch.wait_for("the first frame", lambda: s.picture().mean(axis=2)[s.y0:].std() > 5)
        last = s.settled(limit=15)
        Image.fromarray(last.astype("uint8")).save(WORK / f"{kind}.{name}.png")
        grid = (s.x0, s.y0, s.cw, s.ch, s.cols, s.rows)
        ink = judge.ink_of(last, grid)
        verdict = judge.judge(ink, grid, columns, 1, 1 + len(lines), lines, rtl=True, size=s.size,
                              cache=cache, with_cer=s.size >= READABLE, marks=not strips)
        if not verdict.passed:
            print(f"    {kind} {name}: {verdict}  worst {verdict.worst}", flush=True)
        s.keys("Escape")
    return [(name, {"source": verdict, "target": verdict})]


def help_in_arabic(bayn):
    """Returns the sentences of help as they stand in the left column, and headings as blanks."""
    env = dict(os.environ, LC_ALL="ar_SY.UTF-8")
    out = subprocess.run([bayn, "keys"], capture_output=True, text=True, check=True, env=env).stdout
    # A line is two spaces, the keys in their column, and the sentence, which is all Arabic first.
    lines = []
    for line in out.splitlines():
        start = next((at for at, c in enumerate(line) if "\u0600" <= c <= "\u06ff"), len(line))
        if not line.startswith("  "):
            lines.append("")
            continue
        lines.append(line[start:])
        # Keys that do not fit their column go on in the next row.
        width = 0
        for key in line[:start].split():
            if width and width + 2 + len(key) > 24:
                lines.append("")
                width = 0
            width += len(key) + (2 if width else 0)
    return lines


def try_arabic(kind, bayn):
    """Opens help in the Arabic interface and judges the column of its sentences."""
    import judge
    import launch
    cache = WORK / "pango"
    cache.mkdir(exist_ok=True)
    command = [bayn, "--lang-ui", "ar", *(p.name for p in SAMPLE)]
    with launch.Session(kind, command, SAMPLE, COLS, ROWS, SIZE) as session:
        reader = Reader(session, kind, bayn, SAMPLE, False, cache)
        launch.wait_for("the first frame", lambda: has_frame(session))
        reader.picture("arabic.reader")
        session.keys("question")
        reader.picture("arabic.help")
        s = session
        grid = (s.x0, s.y0, s.cw, s.ch, s.cols, s.rows)
        ink = judge.ink_of(reader.last, grid)
        # Keys stand in the 24 cells at the right edge, a cell apart from it and from the sentences.
        verdict = judge.judge(ink, grid, (0, COLS - 26), 2, ROWS - 1, help_in_arabic(bayn), rtl=True,
                              size=SIZE, cache=cache, with_cer=True)
        session.keys("q q")
    return verdict


def summary(results):
    """Returns worst CER, NCC and JOINED of the right-to-left pane and whether all passed."""
    verdicts = [v["source"] for _, v in results if v]
    cers = [v.cer for v in verdicts if v.cer is not None]
    passed = bool(results) and all(v and v["source"].passed and v["target"].passed for _, v in results)
    return (max(cers, default=None), min((v.ncc for v in verdicts), default=0.0),
            min((v.joined for v in verdicts if v.joined is not None), default=0.0), passed)


def keep(kind, rows):
    """Keeps the results of one terminal for the table."""
    (WORK / f"result.{kind}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def kept():
    """Returns the last results of every terminal, in the order of the list."""
    import launch
    rows = []
    for kind in launch.TERMINALS:
        path = WORK / f"result.{kind}.json"
        if path.exists():
            rows += json.loads(path.read_text(encoding="utf-8"))
    return rows


def write_table(rows):
    """Writes docs/terminals.md; the section of specks stays as it is."""
    text = ["# Terminals", "",
            "Written by `tests/terminals/run.py` from screenshots of real terminals: bayn detects",
            "the terminal by itself, without flags. Each row has the worst figures of its screenshots:",
            "at the start, with the highlight moved, with search hits highlighted, after help, and after a resize.",
            "`chat` and `columns` are programs with ratatui's own widgets ([programs.md](programs.md)).", "",
            "- **CER**: character error rate of OCR (tesseract) in the Arabic pane; sensitive to the order.",
            "- **NCC**: correlation of each row with the same line rendered by pango; sensitive to order and joining.",
            "- **JOINED**: share of the pairs of joining letters whose ink continues from cell to cell.", "",
            "A terminal passes with CER ≤ 0.10, NCC ≥ 0.80 and JOINED ≥ 0.80 in every screenshot, and with an English",
            "pane that passes as well. Below 20 points letters are too small for OCR, and CER",
            "is not given. zutty draws each glyph a pixel short of the adjacent cells, and kitty shrinks wide glyphs",
            "to their cells at some sizes: the order is correct there, but letters do not join. In kitty, signs, digits",
            "and Latin letters that touch right-to-left letters change weight, which keeps their order in every font;",
            "with `force_ltr yes` they do not.", "",
            "| terminal | version | text | encoding detected | CER | NCC | JOINED | verdict |", "|---|---|---|---|---|---|---|---|"]
    for title, version, name, encoding, (cer, ncc, joined, passed) in rows:
        shown = "–" if cer is None else f"{cer:.3f}"
        text.append(f"| {title} | {version} | {name} | {encoding} | {shown} | {ncc:.2f} | {joined:.2f} | "
                    f"{'PASS' if passed else 'FAIL'} |")
    text += ["", "If Arabic is not displayed correctly, `bayn doctor` says what was detected and why, and",
             "`bayn doctor --calibrate` lets you choose by eye and saves the answer. PuTTY cannot display",
             "it correctly while its own reordering is on; bayn says so in its status line.", "",
             "The Arabic interface is tested in the same way, on its help page:",
             "`tests/terminals/run.py --arabic xterm` opens it, reads the column of sentences and prints PASS."]
    (ROOT / "docs").mkdir(exist_ok=True)
    path = ROOT / "docs/terminals.md"
    specks = "".join(path.read_text(encoding="utf-8").partition(SPECKS)[1:]) if path.exists() else ""
    path.write_text("\n".join(text) + "\n" + ("\n" + specks if specks else ""), encoding="utf-8")


def main():
    """Parses the command line and goes through the terminals."""
    import launch
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("terminals", nargs="*")
    for flag in ("--quick", "--wrong", "--install", "--write", "--sample-only", "--arabic", "--table"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--bayn", help="a built bayn; built here if not given")
    args = parser.parse_args()
    if args.table:
        write_table(kept())
        return
    kinds = args.terminals or list(launch.TERMINALS)
    unknown = [kind for kind in kinds if kind not in launch.TERMINALS]
    if unknown:
        parser.error(f"no terminal {unknown}; known: {' '.join(launch.TERMINALS)}")
    if args.install:
        install(kinds)
    if any(kind.startswith("xtermjs") for kind in kinds):
        xtermjs()
    bayn = str(Path(args.bayn).resolve()) if args.bayn else None
    if not bayn:
        subprocess.run(["cargo", "build", "-q"], cwd=ROOT, check=True)
        bayn = str(ROOT / "target/debug/bayn")
    if not args.wrong and not args.arabic and not args.quick:
        subprocess.run(["cargo", "build", "-q", "-p", "harf", "--examples"], cwd=ROOT, check=True)
    if args.arabic:
        failed = []
        for kind in kinds:
            verdict = try_arabic(kind, bayn)
            print(f"{kind:16} Arabic help {verdict}  worst {verdict.worst}", flush=True)
            failed += [] if verdict.passed else [kind]
        sys.exit("not as it should be: " + ", ".join(failed) if failed else 0)
    texts = [("sample", SAMPLE)]
    if SEEDS[0].exists() and not args.quick and not args.wrong and not args.sample_only:
        texts.append(("report", SEEDS))
    if not args.wrong and not args.quick:
        texts += [("chat", None), ("columns", None)]
    failed = []
    for kind in kinds:
        rows, strips, encoding = [], False, "?"
        for name, files in texts:
            begun = time.time()
            bidi = WRONG[kind] if args.wrong else None
            try:
                if files:
                    found, results = try_terminal(kind, bayn, files, name, args.quick, bidi)
                    strips = found.get("tashkeel") == "strip"
                    encoding = bidi or found.get("bidi", "?").split(" ")[0]
                else:
                    results = try_example(kind, name, strips)
                figures = summary(results)
            except (TimeoutError, subprocess.CalledProcessError) as error:
                results, figures = [], (1.0, 0.0, 0.0, False)
                print(f"    {kind}: {error}", flush=True)
            for state_name, verdict in results:
                if verdict is None:
                    print(f"    {kind} {state_name}", flush=True)
            cer, ncc, joined, passed = figures
            good = passed != args.wrong
            print(f"{'ok ' if good else 'BAD'} {kind:16} {name:7} {encoding:8} {'PASS' if passed else 'FAIL'} "
                  f"CER {cer or 0:.3f} NCC {ncc:.3f} JOINED {joined:.2f} {time.time() - begun:.0f} s", flush=True)
            if not good or (args.wrong and not results):
                failed.append(f"{kind} {name}")
            rows.append((launch.TERMINALS[kind][0], launch.version_of(kind), name, encoding, figures))
        if not args.wrong and not args.quick:
            keep(kind, rows)
    if not args.wrong and (args.write or not args.terminals):
        write_table(kept())
    if failed:
        sys.exit("not as it should be: " + ", ".join(failed))


if __name__ == "__main__":
    WORK.mkdir(parents=True, exist_ok=True)
    enter_environment()
    main()
