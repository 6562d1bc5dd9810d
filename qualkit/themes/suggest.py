"""From codes and their quotes to a proposal: read, group, place, gather the evidence, find the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from qualkit.themes import candidates, placement
from qualkit.themes.embed import Embedded, embed
from qualkit.themes.evidence import choose_quotes
from qualkit.themes.geometry import CodeVectors, Floats, Ints
from qualkit.themes.lemmas import terms
from qualkit.themes.proposal import (
    LETTERS,
    CandidateTheme,
    CodedQuote,
    Cut,
    Material,
    Member,
    Proposal,
    Unplaced,
    candidate_id,
)
from qualkit.themes.words import distinctive_words

Tell = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""

PACKAGES = ("numpy", "scipy", "scikit-learn", "sentence-transformers", "bertopic", "spacy", "qualkit-workspace")
READ, GROUP, WORD = "Reading the quotes", "Grouping the codes", "Finding their words"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for: seed of the reruns, language model, language of the interviews ("" to be judged)."""

    seed: int = 1
    model: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """Material with its vectors: of codes in their order, and of segments by id."""

    material: Material
    codes: CodeVectors
    segments: dict[str, Floats]

    def quotes_of(self, codes: Sequence[int]) -> list[CodedQuote]:
        return [quote for at in codes for quote in self.material.codes[at].quotes]

    def vectors_of(self, quotes: Sequence[CodedQuote]) -> Floats:
        found = [self.segments[quote.segment_id] for quote in quotes]
        return np.array(found).reshape(len(found), self.codes.names.shape[1])


def suggest(
    material: Material, wish: Wish, *, cache: Path | None = None, tell: Tell = lambda what, done, of: None
) -> Proposal:
    """Suggested groupings of the codes at three cuts; the same material and wish give the same proposal.

    Parameters
    ----------
    material : Material
        The codes in use with their quotes.
    wish : Wish
        Seed, model and language.
    cache : Path, optional
        The study folder in which vectors are kept.
    tell : callable
        Told what is being done and how far it is.

    Returns
    -------
    Proposal
        With fewer than 12 codes no grouping, only the codes in an order in which neighbours are alike.

    Raises
    ------
    MissingExtra
        The part "themes" is not installed.
    """
    read, embedded = _read(material, wish, cache, tell)
    empty = Proposal(
        method=f"Ward on codes and quotes, {embedded.model}",
        seed=wish.seed,
        input_hash=material.input_hash,
        note=embedded.note,
        versions=versions(),
    )
    if len(material.codes) < candidates.FEWEST_CODES:
        return _too_few(empty, read)
    return _grouped(empty, read, wish, tell)


def versions() -> tuple[tuple[str, str], ...]:
    """What the proposal was computed with."""
    found = []
    for package in PACKAGES:
        try:
            found.append((package, version(package)))
        except PackageNotFoundError:
            continue
    return tuple(found)


def _read(material: Material, wish: Wish, cache: Path | None, tell: Tell) -> tuple[_Read, Embedded]:
    names = [f"{code.name}. {code.definition}".strip() for code in material.codes]
    spoken = {quote.segment_id: quote.spoken for code in material.codes for quote in code.quotes}
    texts = list(dict.fromkeys([*names, *spoken.values()]))
    embedded = embed(texts, model=wish.model, cache=cache, tick=lambda done, of: tell(READ, done, of))
    of_text = dict(zip(texts, embedded.vectors, strict=True))
    segments = {segment: of_text[text] for segment, text in spoken.items()}
    width = embedded.vectors.shape[1] if texts else 1
    quotes = [np.array([segments[q.segment_id] for q in code.quotes]).reshape(-1, width) for code in material.codes]
    named = np.array([of_text[name] for name in names]).reshape(-1, width)
    return _Read(material, CodeVectors(named, quotes), segments), embedded


def _too_few(empty: Proposal, read: _Read) -> Proposal:
    count = len(read.material.codes)
    note = (
        f"{'1 code is' if count == 1 else f'{count} codes are'} too few to suggest groupings "
        f"(they begin at {candidates.FEWEST_CODES}): any cut through so few would be arbitrary. "
        "The codes are listed so that neighbours are alike."
        if count
        else "There are no codes yet, so there is nothing to group. Code some passages first."
    )
    order = candidates.similarity_order(read.codes)
    unplaced = tuple(Unplaced(read.material.codes[at].id) for at in order)
    return replace(empty, note=f"{note} {empty.note}".strip(), unplaced=unplaced)


def _grouped(empty: Proposal, read: _Read, wish: Wish, tell: Tell) -> Proposal:
    groups = candidates.group_codes(read.codes, seed=wish.seed, tick=lambda done: tell(GROUP, done, candidates.RERUNS))
    nowhere = placement.fits_nowhere(groups[0].labels, groups[0].together)
    settled = [placement.settle(one.labels, one.together, nowhere) for one in groups]
    inputs = (empty.method, empty.seed, empty.input_hash)
    cuts = [_cut(one, labels, read, inputs) for one, labels in zip(groups, settled, strict=True)]
    worded = _with_words(cuts, read, wish.language, tell)
    unplaced = _unplaced(read, settled[1], groups[1].together, np.flatnonzero(nowhere))
    return replace(empty, cuts=tuple(worded), unplaced=unplaced, note=_with_nothing_held(empty.note, settled[0]))


def _with_nothing_held(note: str, labels: Ints) -> str:
    if (labels >= 0).any():
        return note
    return f"No codes kept each other's company in half of the reruns, so there is nothing to suggest. {note}".strip()


def _cut(groups: candidates.Groups, settled: Ints, read: _Read, inputs: Sequence[object]) -> Cut:
    placed = placement.place(settled, groups.labels, groups.together)
    return Cut(groups.name, tuple(_candidate(groups.name, at, one, read, inputs) for at, one in enumerate(placed)))


def _candidate(
    cut: str, number: int, placed: placement.Placed, read: _Read, inputs: Sequence[object]
) -> CandidateTheme:
    members = tuple(_member(place, read.material) for place in placed.places)
    quotes = read.quotes_of([place.code for place in placed.places])
    return CandidateTheme(
        id=candidate_id(inputs, cut, [member.code_id for member in members]),
        label=_label(number),
        members=members,
        together=placed.together,
        evidence=choose_quotes(quotes, read.vectors_of(quotes)),
    )


def _member(place: placement.Place, material: Material) -> Member:
    rival = None if place.rival is None else _label(place.rival)
    return Member(material.codes[place.code].id, place.core, place.share, rival, place.rival_share)


def _label(number: int) -> str:
    return f"Group {LETTERS[number]}"


def _unplaced(read: _Read, medium: Ints, together: Floats, nowhere: Ints) -> tuple[Unplaced, ...]:
    shares = placement.support(medium, together, placement.count(medium))
    near = {int(at): [(_label(group), share) for group, share in placement.nearest(shares[at])] for at in nowhere}
    return tuple(Unplaced(read.material.codes[at].id, tuple(groups)) for at, groups in near.items())


def _with_words(cuts: Sequence[Cut], read: _Read, language: str, tell: Tell) -> list[Cut]:
    spoken = {quote.segment_id: quote.spoken for code in read.material.codes for quote in code.quotes}
    found = terms(list(spoken.values()), language, lambda done, of: tell(WORD, done, of))
    terms_of = dict(zip(spoken, found, strict=True))
    return [_cut_with_words(cut, read, terms_of) for cut in cuts]


def _cut_with_words(cut: Cut, read: _Read, terms_of: dict[str, list[str]]) -> Cut:
    position = {code.id: at for at, code in enumerate(read.material.codes)}
    passages = [
        (number, quote)
        for number, candidate in enumerate(cut.candidates)
        for quote in {q.segment_id: q for q in read.quotes_of([position[c] for c in candidate.code_ids])}.values()
    ]
    quotes = [quote for _, quote in passages]
    words = distinctive_words(
        [terms_of[quote.segment_id] for quote in quotes], read.vectors_of(quotes), [number for number, _ in passages]
    )
    named = [replace(candidate, words=words.get(at, ())) for at, candidate in enumerate(cut.candidates)]
    return Cut(cut.name, tuple(named))
