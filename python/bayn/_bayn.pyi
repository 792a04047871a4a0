"""The module in Rust; its names are those of `bayn`."""

import os
from typing import Literal, final

import numpy as np
from numpy.typing import NDArray

__version__: str

class BaynError(ValueError):
    """What cannot be read, aligned or written: the place, the reason and the remedy."""

@final
class Bead:
    """Sentences of both sides that belong together; one side may be empty, never both."""

    source: list[int]
    """The numbers of its source sentences, from 0."""
    target: list[int]
    """The numbers of its target sentences, from 0."""
    source_text: list[str]
    """Its source sentences, without controls and marks of direction."""
    target_text: list[str]
    """Its target sentences."""
    confidence: float
    """The probability, 0 to 1, that exactly these sentences belong together."""
    kind: Literal["text", "title", "furniture"]
    """What it holds; furniture is what is no running text, such as a byline or an advertisement."""

@final
class Finding:
    """Something that a check points at: a pointer for a person, no verdict."""

    pair: int
    """The number of the pair, from 0."""
    check: str
    """The name of the check, such as `number`."""
    severity: Literal["neutral", "minor", "major", "critical"]
    """How bad it would be if it is an error."""
    message: str
    """What was seen, in English."""
    source: list[tuple[int, int]]
    """Where in the source sentence: start and end as offsets of its string."""
    target: list[tuple[int, int]]
    """Where in the target sentence."""

@final
class Bitext:
    """A text and its translation, in beads."""

    def __init__(
        self, pairs: list[tuple[str, str]], source_lang: str, target_lang: str
    ) -> None: ...
    @property
    def source_lang(self) -> str:
        """The language of the source, a tag of BCP 47; `und` where it is not known."""
    @property
    def target_lang(self) -> str:
        """The language of the target."""
    @property
    def beads(self) -> list[Bead]:
        """The beads, in order."""
    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The texts of each bead, its sentences joined by spaces."""
    def __len__(self) -> int: ...

@final
class Encoder:
    """The carried sentence encoder.

    It knows ar de en es fr it ja ko nl pl pt ru th tr zh. Sentences that say the same, in
    whatever language, have vectors whose product is near 1. Making one reads the model, some
    milliseconds the first time.
    """

    WIDTH: int
    """The length of a vector."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Returns the unit vector of each text: an array of shape (len(texts), WIDTH)."""

def split(text: str, lang: str | None = None) -> list[str]:
    """Cuts a text into its sentences, in order; `lang` is guessed where it is not said."""

def align(
    source: str | list[str],
    target: str | list[str],
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    model: bool = True,
) -> list[Bead]:
    """Aligns a text with its translation.

    A string is cut into sentences as by `split`; a list holds sentences, of which one without
    a letter has no bead. Languages are tags of BCP 47, guessed where they are not said. The
    beads hold every sentence of both sides, in order. `model=False` aligns by words alone,
    which is quicker and knows every language.
    """

def align_batch(
    pairs: list[tuple[str | list[str], str | list[str]]],
    *,
    threads: int,
    source_lang: str | None = None,
    target_lang: str | None = None,
    model: bool = True,
) -> list[list[Bead]]:
    """Aligns some pairs of texts in so many threads; `bayn.align_pairs` does so with any number."""

def check(
    pairs: list[tuple[str, str]],
    source_lang: str,
    target_lang: str,
    *,
    checks: list[str] | None = None,
) -> list[Finding]:
    """Checks pairs of a sentence and its translation; `checks` names the only ones to run.

    Raises `BaynError` for a name that no check has.
    """

def read(path: str | os.PathLike[str], *, format: str | None = None) -> Bitext:
    """Reads a file that holds a text and its translation: TMX, XLIFF, PO, TSV, JSON Lines …

    Raises `BaynError` with the place, the reason and the remedy.
    """

def write(
    bitext: Bitext, path: str | os.PathLike[str], *, format: str | None = None
) -> list[str]:
    """Writes a bitext in the format that the name says, or `format`.

    The file is whole or not there. Returns a line for each kind of thing that the format
    cannot hold. Raises `BaynError`.
    """

def run(words: list[str]) -> int:
    """Runs the program with the words of a command line, its name first; returns the exit code."""
