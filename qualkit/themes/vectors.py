"""Vectors kept by the digest of their text, so that a second proposal need not read every quote again.

They are derived from participants' words: they lie inside the study folder, one file per model, can be deleted at any
time and go when a participant withdraws. Only digests and vectors are kept, never the text, and only those of the texts
last asked for.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qualkit.settings import write_whole
from qualkit.themes.geometry import Floats

FOLDER = ".cache"
DECIMALS = 5
"""Batches of another size move a vector by 1e-7; rounded, the same text has the same vector."""

TIMES_KEPT, MOST_KEPT = 4, 1_000
"""What is not asked for now (a theme's texts, a quote that lost its code) is kept until it is so much more."""

Encode = Callable[[Sequence[str]], Floats]


class VectorCache:
    """The vectors of one model in one study."""

    def __init__(self, study_folder: Path, model: str) -> None:
        self.file = study_folder / FOLDER / f"vectors-{hashlib.sha256(model.encode()).hexdigest()[:12]}.npz"

    def encode(self, texts: Sequence[str], encode: Encode) -> Floats:
        """Vectors of the texts, (n, d); `encode` is asked only for those that are not kept."""
        digests = [hashlib.sha256(text.encode()).digest() for text in texts]
        kept = self._read()
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in kept}
        if new:
            kept |= dict(zip(new, np.round(encode(list(new.values())), DECIMALS), strict=True))
        if new:
            crowded = len(kept) > MOST_KEPT + len(set(digests)) * TIMES_KEPT
            self._write({digest: kept[digest] for digest in digests} if crowded else kept)
        return np.array([kept[digest] for digest in digests], dtype=np.float64)

    def _read(self) -> dict[bytes, NDArray[np.floating]]:
        """A file that cannot be read is as good as none: its vectors can be made again."""
        try:
            with np.load(self.file, allow_pickle=False) as kept:
                digests = [digest.tobytes() for digest in kept["digests"]]
                return dict(zip(digests, kept["vectors"], strict=True))
        except (FileNotFoundError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return {}

    def _write(self, vectors: dict[bytes, NDArray[np.floating]]) -> None:
        self.file.parent.mkdir(exist_ok=True)
        digests = np.array([np.frombuffer(digest, dtype=np.uint8) for digest in vectors])
        body = io.BytesIO()
        np.savez(body, digests=digests, vectors=np.array(list(vectors.values()), dtype=np.float64))
        write_whole(self.file, body.getvalue())
