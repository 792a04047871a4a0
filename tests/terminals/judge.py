"""Says whether the text on a picture of a terminal reads right, without an eye on it.

Three figures for a pane whose lines are known in logical order:

  CER     character error rate of what tesseract reads: sees the order, is blind to joining
  NCC     mean correlation of each row's ink with pango's drawing of the same line: sees both
  JOINED  share of the letter pairs that must join whose ink crosses the border of their cells

Ink is the difference of a pixel from the background of its cell, so that coloured and reversed
cells are judged like any other; underlines are taken out. Needs numpy, pillow, python-bidi and
arabic-reshaper, pango-view and tesseract.
"""
import hashlib
import os
import re
import subprocess
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import arabic_reshaper
import numpy as np
from bidi.algorithm import get_display
from PIL import Image

CER_MAX, NCC_MIN, JOINED_MIN = 0.10, 0.80, 0.80
FONT = "DejaVu Sans Mono"
RESHAPER = arabic_reshaper.ArabicReshaper(
    {"delete_harakat": False, "support_ligatures": True, "delete_tatweel": False})


@dataclass
class Verdict:
    """The three figures and what they amount to; `cer` is None where it was not measured."""

    cer: float | None
    ncc: float
    joined: float | None
    rows: int
    worst: str = ""

    @property
    def passed(self):
        """Whether every figure that was measured is good enough."""
        return (self.rows > 0 and self.ncc >= NCC_MIN
                and (self.cer is None or self.cer <= CER_MAX)
                and (self.joined is None or self.joined >= JOINED_MIN))

    def __str__(self):
        show = lambda x: "-" if x is None else f"{x:.3f}"
        return (f"{'PASS' if self.passed else 'FAIL'} CER={show(self.cer)} NCC={self.ncc:.3f} "
                f"JOINED={show(self.joined)} rows={self.rows}")


def ink_of(picture, grid):
    """Returns the ink of the grid, 0 to 255, from a picture and (x0, y0, cw, ch, cols, rows)."""
    x0, y0, cw, ch, cols, rows = grid
    grey = picture.mean(axis=2)
    ink = np.zeros((round(ch * rows), round(cw * cols)))
    for r in range(rows):
        for c in range(cols):
            top, left = round(r * ch), round(c * cw)
            bottom, right = round((r + 1) * ch), round((c + 1) * cw)
            cell = grey[y0 + top:y0 + bottom, x0 + left:x0 + right]
            if not cell.size:
                continue
            values, counts = np.unique(cell.round(), return_counts=True)
            diff = abs(cell - values[counts.argmax()])
            ink[top:top + diff.shape[0], left:left + diff.shape[1]] = diff
    for r in range(rows):
        row = ink[round(r * ch):round((r + 1) * ch)]
        rub_out_underline(row, cw)
        # Dim and coloured letters count as much as black ones.
        for c in range(cols):
            span = row[:, round((c - 1) * cw) if c else 0:round((c + 2) * cw)]
            peak = span.max() if span.size else 0
            cell = row[:, round(c * cw):round((c + 1) * cw)]
            # Less than this is the tail of a letter of the row above.
            if peak > 90 and cell.size:
                cell *= 255 / max(peak, cell.max(), 1)
    return np.clip(ink, 0, 255)


def rub_out_underline(row, cw):
    """Removes lines in the lowest part of a row that are longer than a letter and fill whole cells.

    At small sizes the baseline of joined letters lies there too, and is as long; but a word does not
    begin and end at the borders of its cells.
    """
    at_border = lambda x: abs(x - round(x / cw) * cw) <= 1
    for y in range(round(row.shape[0] * 0.72), row.shape[0]):
        solid = np.concatenate(([0], (row[y] > 60).astype(int), [0]))
        starts, ends = np.where(np.diff(solid) == 1)[0], np.where(np.diff(solid) == -1)[0]
        for start, end in zip(starts, ends):
            if end - start > 2.4 * cw and at_border(start) and at_border(end):
                row[y, start:end] = 0


def clusters(text):
    """Splits into base characters with their marks and format characters."""
    out = []
    for c in text:
        if out and unicodedata.category(c) in ("Mn", "Me", "Cf"):
            out[-1] += c
        else:
            out.append(c)
    return out


def visual_cells(line):
    """Returns the cells of a line in visual order, as presentation forms."""
    out, pending = [], ""
    for c in get_display(RESHAPER.reshape(line), base_dir="R"):
        if unicodedata.category(c) == "Mn":
            pending = c + pending
        elif unicodedata.category(c) != "Cf":
            out.append(c + pending)
            pending = ""
    return out


def joins(line):
    """Returns how many cells a line has and after which of them ink must cross the border."""
    cells, out = visual_cells(line), []
    form = lambda cell: unicodedata.decomposition(cell[0]).split(" ")[0]
    for i, (left, right) in enumerate(zip(cells, cells[1:])):
        if form(left) in ("<final>", "<medial>") and form(right) in ("<initial>", "<medial>"):
            out.append(i)
    return len(cells), out


def drawn(line, rtl, font, cache):
    """Returns pango's ink of a line; kept in `cache`, since a line is judged in many pictures."""
    name = hashlib.sha256(f"{font} {rtl} {line}".encode()).hexdigest()[:24]
    path = Path(cache) / f"{name}.png"
    if not path.exists():
        command = ["pango-view", "-q", "--font", font, "--margin", "0",
                   "--no-auto-dir", "-t", line, "-o", str(path)] + (["--rtl"] if rtl else [])
        subprocess.run(command, check=True)
    grey = np.asarray(Image.open(path).convert("L")).astype(float)
    return 255 - grey if grey.mean() >= 128 else grey


def strip(ink):
    """Cuts a row to its ink from left to right; heights stay comparable."""
    columns = np.where((ink > 96).sum(axis=0) > 1)[0]
    return ink[:, columns.min():columns.max() + 1] if len(columns) else None


def correlation(a, b, width=900, height=32):
    """Returns the correlation of two pieces of ink brought to one size."""
    def norm(x):
        x = np.asarray(Image.fromarray(x.astype("uint8")).resize((width, height), Image.BILINEAR))
        x = x.astype(float)
        return x - x.mean()
    a, b = norm(a), norm(b)
    return float((a * b).sum() / max(1e-9, np.sqrt((a * a).sum() * (b * b).sum())))


def likeness(row, want):
    """Returns the correlation of a row's ink with what it should be."""
    row, want = strip(row), strip(want)
    return correlation(row, want) if row is not None and want is not None else 0.0


def is_for_reading(line, rtl):
    """Returns whether a line is long enough, of one script and without digits of another, so that
    a machine can read it."""
    letters = [c for c in line if c.isalpha()]
    right = [c for c in letters if unicodedata.bidirectional(c) in ("R", "AL")]
    digits = any(c.isdigit() for c in line)
    return len(letters) >= 12 and not digits and len(right) == (len(letters) if rtl else 0)


def plain(text):
    """Folds what a reader by machine cannot be asked to tell apart."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf"))
    text = re.sub("[«»“”\"'‘’`]", '"', text).replace("،", ",").replace("٫", ",").replace("—", "-").replace("–", "-")
    text = text.translate({base + i: str(i) for base in (0x660, 0x6F0) for i in range(10)})
    return re.sub(r"\s+", " ", text).strip()


def distance(a, b):
    """Returns the edit distance of two strings."""
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y)))
        last = row
    return last[-1]


def read(rows, language, scale=1.0):
    """Returns what tesseract reads on rows of ink, set below each other with room between."""
    height, width = rows[0].shape[0] + 12, max(row.shape[1] for row in rows) + 60
    page = np.full((height * len(rows) + 60, width), 255.0)
    for at, row in enumerate(rows):
        top = 30 + at * height
        page[top:top + row.shape[0], 30:30 + row.shape[1]] = 255 - row
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        image = Image.fromarray(page.astype("uint8"))
        image.resize((round(image.width * scale), round(image.height * scale)), Image.LANCZOS).save(file.name)
        return subprocess.run(["tesseract", file.name, "-", "-l", language, "--psm", "6"],
                              capture_output=True, text=True,
                              env=dict(os.environ, OMP_THREAD_LIMIT="1")).stdout


def shown_rows(ink, grid, columns):
    """Returns for each screen row the number of cells from its first to its last ink, or 0."""
    _, _, cw, ch, _, rows = grid
    out = []
    for r in range(rows):
        row = strip(ink[round(r * ch):round((r + 1) * ch), round(columns[0] * cw):round(columns[1] * cw)])
        out.append(0 if row is None else row.shape[1] / cw)
    return out


def place(extents, lines, first, last):
    """Returns which line is on screen row `first`, by comparing lengths alone."""
    want = [len(clusters(line.strip())) for line in lines]
    best = (float("inf"), 0)
    for top in range(max(1, len(lines))):
        cost = sum(min(abs(extents[r] - (want[top + r - first] if top + r - first < len(want) else 0)), 6)
                   for r in range(first, last))
        best = min(best, (cost, top))
    return best[1]


def judge(ink, grid, columns, first, last, lines, *, rtl, size, cache, with_cer=True, marks=True):
    """Judges screen rows first..last between two columns against the lines that stand there.

    `lines` may be longer than the screen: where it is scrolled to is found by lengths.
    """
    if not marks:
        lines = ["".join(c for c in line if unicodedata.category(c) != "Mn") for line in lines]
    _, _, cw, ch, _, _ = grid
    left, right = columns
    extents = shown_rows(ink, grid, columns)
    top = place(extents, lines, first, last)
    hits = pairs = 0
    correlations, to_read = [], []
    worst = (2.0, "")
    for r in range(first, last):
        line = lines[top + r - first].strip() if top + r - first < len(lines) else ""
        if not line:
            continue
        row = ink[round(r * ch):round((r + 1) * ch), round(left * cw):round(right * cw)]
        if is_for_reading(line, rtl):
            to_read.append((line, row))
        # The sentence under the cursor may be bold.
        score = max(likeness(row, drawn(line, rtl, f"{FONT} {weight}{size}", cache))
                    for weight in ("", "Bold "))
        correlations.append(score)
        worst = min(worst, (score, f"row {r}: {line}"))
        if rtl:
            count, borders = joins(line)
            start = (right - left) - count
            for k in borders:
                x = round((start + k + 1) * cw)
                # A renderer may leave a fainter seam of one pixel where two glyphs meet.
                border = row[:, max(0, x - 2):x + 2] > 64
                hits += bool(border.size and border.all(axis=1).any())
                pairs += 1
    cer = None
    if with_cer and to_read:
        height = min(row.shape[0] for _, row in to_read)
        want = plain(" ".join(line for line, _ in to_read))
        # The machine sometimes loses a whole row at one scale and not at another.
        for scale in (0.7, 1.0, 1.4):
            got = plain(read([row[:height] for _, row in to_read], "ara" if rtl else "eng", scale))
            cer = min(distance(want, got) / max(1, len(want)), 1.0 if cer is None else cer)
            if cer <= CER_MAX / 2:
                break
    return Verdict(cer, float(np.mean(correlations)) if correlations else 0.0,
                   hits / pairs if rtl and pairs else None, len(correlations),
                   f"{worst[0]:.2f} {worst[1]}")
