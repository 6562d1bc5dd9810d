"""What is computed along with groupings: places for codes, quotes unlike the rest of a theme, topics of passages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from qualkit.themes.evidence import unlike_the_rest
from qualkit.themes.learning import Known
from qualkit.themes.places import Homes, NearTheme, find_homes
from qualkit.themes.proposal import Evidence, Material
from qualkit.themes.reading import Read, Tell, read
from qualkit.themes.segment_view import SegmentView, Topic, segment_topics
from qualkit.themes.suggest import Wish

PASSAGES = "passages"
"""The view of a proposal that has topics of single passages beside its groupings of codes."""
OwnCodes = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Hints:
    """Prompts to look, kept with a proposal; nothing is placed or judged by them.

    Attributes
    ----------
    homes : tuple of Homes
        For each code without a theme the themes nearest to it.
    unlike : mapping of str to tuple of str
        By theme the passages, by segment id, whose wording is least like the rest.
    topics : SegmentView, optional
        Where they were asked for.
    """

    homes: tuple[Homes, ...] = ()
    unlike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    topics: SegmentView | None = None


def find_hints(
    material: Material,
    known: Known,
    own: OwnCodes,
    wish: Wish,
    *,
    cache: Path | None = None,
    tell: Tell = lambda what, done, of: None,
) -> Hints:
    """All hints on one state of a study; `own` are the codes of each theme. Raises MissingExtra, NoWeights."""
    if not material.codes:
        return Hints()
    topics = segment_topics(material, wish, cache=cache, tell=tell) if wish.view == PASSAGES else None
    if not known.themes:
        return Hints(topics=topics)
    homes = find_homes(material, known, model=wish.model, seed=wish.seed, cache=cache, tell=tell)
    found = read(material, model=wish.model, cache=cache, tell=tell)
    return Hints(homes, _unlike(found, own), topics)


def _unlike(found: Read, own: OwnCodes) -> dict[str, tuple[str, ...]]:
    position = {code.id: at for at, code in enumerate(found.material.codes)}
    quotes = {theme: found.quotes_of([position[i] for i in codes if i in position]) for theme, codes in own.items()}
    unlike = {theme: unlike_the_rest(said, found.vectors_of(said)) for theme, said in quotes.items()}
    return {theme: ids for theme, ids in unlike.items() if ids}


# ---- kept and read again ----


def as_document(hints: Hints) -> dict[str, Any]:
    """The hints as JSON; passages by id only."""
    return asdict(hints)


def from_document(document: Mapping[str, Any]) -> Hints:
    """The hints that `as_document` wrote; none where a proposal was made before there were any."""
    homes = tuple(Homes(one["code_id"], _near(one["near"])) for one in document.get("homes", ()))
    unlike = {theme: tuple(ids) for theme, ids in document.get("unlike", {}).items()}
    topics = document.get("topics")
    return Hints(homes, unlike, _view(topics) if topics else None)


def _near(documents: Sequence[dict[str, Any]]) -> tuple[NearTheme, ...]:
    return tuple(NearTheme(**one) for one in documents)


def _view(document: dict[str, Any]) -> SegmentView:
    return SegmentView(**{**document, "topics": tuple(_topic(one) for one in document["topics"])})


def _topic(document: dict[str, Any]) -> Topic:
    evidence = Evidence(**{name: tuple(ids) for name, ids in document["evidence"].items()})
    codes = tuple((code_id, count) for code_id, count in document["codes"])
    return Topic(**{**document, "words": tuple(document["words"]), "evidence": evidence, "codes": codes})
