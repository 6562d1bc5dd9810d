"""Codes and quotes read into vectors: what every suggestion starts from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qualkit.themes.company import stretches
from qualkit.themes.embed import Embedded, embed
from qualkit.themes.geometry import CodeVectors, Floats
from qualkit.themes.proposal import CodedQuote, Material

Tell = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""
READ = "Reading the quotes"


@dataclass(frozen=True, slots=True)
class Read:
    """Material with its vectors.

    Attributes
    ----------
    material : Material
        n codes in order of their ids.
    codes : CodeVectors
        Of the codes, in that order.
    segments : dict of str to (d,) array
        Of the passages, by segment id.
    others : (m, d) array
        Of the further texts that were asked for.
    model, note : str
        By what it was read, and what should be known about that.
    """

    material: Material
    codes: CodeVectors
    segments: dict[str, Floats]
    others: Floats
    model: str
    note: str = ""

    def quotes_of(self, codes: Sequence[int]) -> list[CodedQuote]:
        """The passages of codes given by position."""
        return [quote for at in codes for quote in self.material.codes[at].quotes]

    def vectors_of(self, quotes: Sequence[CodedQuote]) -> Floats:
        """Vectors of passages, (m, d)."""
        found = [self.segments[quote.segment_id] for quote in quotes]
        return np.array(found).reshape(len(found), self.codes.names.shape[1])


def read(material: Material, others: Sequence[str] = (), *, model: str, cache: Path | None, tell: Tell) -> Read:
    """Read names, definitions, quotes and `others` with a model; each text once, and none that is kept in the cache.

    Raises
    ------
    MissingExtra, NoWeights
        As `embed` does.
    """
    names = [". ".join(part for part in (code.name, code.definition) if part) for code in material.codes]
    spoken = {quote.segment_id: quote.spoken for code in material.codes for quote in code.quotes}
    texts = list(dict.fromkeys([*names, *spoken.values(), *others]))
    embedded = embed(texts, model=model, cache=cache, tick=lambda done, of: tell(READ, done, of))
    of_text = dict(zip(texts, embedded.vectors, strict=True))
    segments = {segment: of_text[text] for segment, text in spoken.items()}
    return Read(
        material=material,
        codes=_code_vectors(material, [of_text[name] for name in names], segments, _width(embedded)),
        segments=segments,
        others=np.array([of_text[text] for text in others]).reshape(-1, _width(embedded)),
        model=embedded.model,
        note=embedded.note,
    )


def _width(embedded: Embedded) -> int:
    return embedded.vectors.shape[1] if len(embedded.vectors) else 1


def _code_vectors(material: Material, names: list[Floats], segments: dict[str, Floats], width: int) -> CodeVectors:
    quotes = [np.array([segments[q.segment_id] for q in code.quotes]).reshape(-1, width) for code in material.codes]
    stood = stretches([code.quotes for code in material.codes])
    return CodeVectors(np.array(names).reshape(-1, width), quotes, stood)
