"""What is computed along with groupings: places for codes, quotes unlike the rest of a theme, topics of passages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualkit.store.proposals import latest_proposal, newest_at
from qualkit.themes.anchors import Dimension, OntoFramework, map_onto
from qualkit.themes.evidence import unlike_the_rest
from qualkit.themes.learning import Known
from qualkit.themes.places import Homes, NearTheme, find_homes
from qualkit.themes.proposal import Evidence, Material
from qualkit.themes.reading import Read, Tell, read
from qualkit.themes.segment_view import SegmentView, Topic, segment_topics
from qualkit.themes.suggest import Wish

if TYPE_CHECKING:
    from sqlalchemy import Connection

PASSAGES = "passages"
"""The view of a proposal that has topics of single passages beside its groupings of codes."""
NEAREST_PASSAGES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a researcher has made so far: themes, the codes of each by its id, and frameworks' dimensions by theirs."""

    known: Known
    codes_of: Mapping[str, Collection[str]]
    frameworks: Mapping[str, Sequence[Dimension]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeFit:
    """A framework's dimensions, the nearest to the code first; `fits` is None where the code is near to none."""

    code_id: str
    order: tuple[str, ...]
    fits: str | None


@dataclass(frozen=True, slots=True)
class FrameworkFit:
    """The codes beside a framework's dimensions, and for each dimension the passages that are nearest to it."""

    framework_id: str
    codes: tuple[CodeFit, ...]
    passages: Mapping[str, tuple[str, ...]]


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
    frameworks : tuple of FrameworkFit
        One for each framework.
    """

    homes: tuple[Homes, ...] = ()
    unlike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    topics: SegmentView | None = None
    frameworks: tuple[FrameworkFit, ...] = ()


def find_hints(
    material: Material,
    own: Own,
    wish: Wish,
    *,
    cache: Path | None = None,
    tell: Tell = lambda what, done, of: None,
) -> Hints:
    """All hints on one state of a study. Raises MissingExtra, NoWeights."""
    if not material.codes:
        return Hints()
    topics = segment_topics(material, wish, cache=cache, tell=tell) if wish.view == PASSAGES else None
    frameworks = tuple(
        _fit(framework, map_onto(material, dimensions, model=wish.model, cache=cache, tell=tell))
        for framework, dimensions in own.frameworks.items()
    )
    if not own.known.themes:
        return Hints(topics=topics, frameworks=frameworks)
    homes = find_homes(material, own.known, model=wish.model, seed=wish.seed, cache=cache, tell=tell)
    found = read(material, model=wish.model, cache=cache, tell=tell)
    return Hints(homes, _unlike(found, own.codes_of), topics, frameworks)


def _fit(framework_id: str, found: OntoFramework) -> FrameworkFit:
    codes = tuple(CodeFit(one.id, tuple(fit.dimension for fit in one.fits), one.nearest) for one in found.codes)
    likeness: dict[str, list[tuple[float, str]]] = {}
    for one in found.segments:
        for fit in one.fits:
            likeness.setdefault(fit.dimension, []).append((-fit.likeness, one.id))
    nearest = {dimension: sorted(pairs)[:NEAREST_PASSAGES] for dimension, pairs in likeness.items()}
    return FrameworkFit(framework_id, codes, {d: tuple(i for _, i in pairs) for d, pairs in nearest.items()})


def _unlike(found: Read, own: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    position = {code.id: at for at, code in enumerate(found.material.codes)}
    quotes = {theme: found.quotes_of([position[i] for i in codes if i in position]) for theme, codes in own.items()}
    unlike = {theme: unlike_the_rest(said, found.vectors_of(said)) for theme, said in quotes.items()}
    return {theme: ids for theme, ids in unlike.items() if ids}


# ---- kept and read again ----


def kept_hints(connection: Connection) -> tuple[Hints, str]:
    """The hints of the newest proposal, and when they were made; none and "" where nobody has asked yet."""
    document = latest_proposal(connection) or {}
    return from_document(document.get("hints", {})), newest_at(connection)


def as_document(hints: Hints) -> dict[str, Any]:
    """The hints as JSON; passages by id only."""
    return asdict(hints)


def from_document(document: Mapping[str, Any]) -> Hints:
    """The hints that `as_document` wrote; none where a proposal was made before there were any."""
    homes = tuple(Homes(one["code_id"], _near(one["near"])) for one in document.get("homes", ()))
    unlike = {theme: tuple(ids) for theme, ids in document.get("unlike", {}).items()}
    topics = document.get("topics")
    fits = tuple(_framework(one) for one in document.get("frameworks", ()))
    return Hints(homes, unlike, _view(topics) if topics else None, fits)


def _framework(document: dict[str, Any]) -> FrameworkFit:
    codes = tuple(CodeFit(one["code_id"], tuple(one["order"]), one["fits"]) for one in document["codes"])
    passages = {dimension: tuple(ids) for dimension, ids in document["passages"].items()}
    return FrameworkFit(document["framework_id"], codes, passages)


def _near(documents: Sequence[dict[str, Any]]) -> tuple[NearTheme, ...]:
    return tuple(NearTheme(**one) for one in documents)


def _view(document: dict[str, Any]) -> SegmentView:
    return SegmentView(**{**document, "topics": tuple(_topic(one) for one in document["topics"])})


def _topic(document: dict[str, Any]) -> Topic:
    evidence = Evidence(**{name: tuple(ids) for name, ids in document["evidence"].items()})
    codes = tuple((code_id, count) for code_id, count in document["codes"])
    return Topic(**{**document, "words": tuple(document["words"]), "evidence": evidence, "codes": codes})
