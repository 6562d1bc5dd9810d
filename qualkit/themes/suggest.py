"""From codes and their quotes to a proposal: read, group, place, gather the evidence, find the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import BadOption
from qualkit.themes import candidates, placement
from qualkit.themes.evidence import choose_quotes
from qualkit.themes.geometry import EQUAL, Ints, Weights
from qualkit.themes.learning import Known
from qualkit.themes.lemmas import terms
from qualkit.themes.proposal import (
    LETTERS,
    CandidateTheme,
    Cut,
    Material,
    Member,
    Proposal,
    Unplaced,
    candidate_id,
)
from qualkit.themes.reading import Read, read
from qualkit.themes.reading import Tell as Tell
from qualkit.themes.words import distinctive_words

PACKAGES = ("numpy", "scipy", "scikit-learn", "sentence-transformers", "spacy", "qualkit-workspace")
GROUP, WORD = "Grouping the codes", "Finding their words"
VIEWS: dict[str, Weights] = {"codes": EQUAL, "co-occurrence": (0.5, 0.5, 2.0), "meaning": (1.0, 1.0, 0.0)}
"""Weights of names, quotes and places in the interviews for each way to look at the codes."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for.

    Attributes
    ----------
    seed : int
        Of the reruns.
    model : str
        Language model; empty for the one that comes along.
    language : str
        Of the interviews; empty to be judged.
    groups : int
        A number of groupings, for a fourth cut called "asked"; 0 for none.
    view : str
        "codes" (by name, quotes and place in the interviews alike), "co-occurrence" (above all by place: which codes
        stand near each other) or "meaning" (by name and quotes alone).
    """

    seed: int = 1
    model: str = ""
    language: str = ""
    groups: int = 0
    view: str = "codes"


@dataclass(frozen=True, slots=True)
class _Round:
    """What all groupings of one proposal share."""

    read: Read
    known: Known
    wish: Wish
    inputs: tuple[object, ...]

    @property
    def ids(self) -> list[str]:
        return [code.id for code in self.read.material.codes]

    @property
    def themes(self) -> Ints:
        return self.known.theme_of(self.ids)

    def how(self) -> candidates.Grouping:
        sizes = candidates.cut_sizes(len(self.ids), len(self.known.with_codes), self.wish.groups)
        return candidates.Grouping(sizes, self.themes, VIEWS[self.wish.view], self.wish.seed)


def suggest(
    material: Material,
    wish: Wish,
    *,
    known: Known | None = None,
    cache: Path | None = None,
    tell: Tell = lambda what, done, of: None,
) -> Proposal:
    """Suggested groupings of the codes at three cuts; the same material, themes and wish give the same proposal.

    Parameters
    ----------
    material : Material
        The codes in use with their quotes.
    wish : Wish
        Seed, model, language, number of groupings and view.
    known : Known, optional
        The researcher's themes: their codes stay together, those of different themes apart.
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
    BadOption
        A view that is not known, or a number of groupings that so few codes cannot make.
    """
    _refuse(wish, len(material.codes))
    known = known or Known()
    found = read(material, model=wish.model, cache=cache, tell=tell)
    empty = Proposal(
        method=_method(wish, known, found.model),
        seed=wish.seed,
        input_hash=material.input_hash,
        note=found.note,
        versions=versions(),
    )
    if len(material.codes) < candidates.FEWEST_CODES:
        return _too_few(empty, found)
    return _grouped(empty, _Round(found, known, wish, (empty.method, empty.seed, empty.input_hash)), cache, tell)


def versions() -> tuple[tuple[str, str], ...]:
    """What the proposal was computed with."""
    found = []
    for package in PACKAGES:
        try:
            found.append((package, version(package)))
        except PackageNotFoundError:
            continue
    return tuple(found)


def _refuse(wish: Wish, codes: int) -> None:
    if wish.view not in VIEWS:
        raise BadOption("the view", wish.view, ", ".join(VIEWS))
    most = codes // 2
    if wish.groups and codes >= candidates.FEWEST_CODES and not 2 <= wish.groups <= most:
        raise BadOption("the number of groupings", str(wish.groups), f"2 to {most}, two codes to each")


def _method(wish: Wish, known: Known, model: str) -> str:
    what = {"codes": "names, quotes and co-occurrence", "co-occurrence": "co-occurrence", "meaning": "names and quotes"}
    learnt = len(known.with_codes)
    learning = f", learning from {learnt} theme{'s' if learnt > 1 else ''}" if learnt else ""
    return f"Average linkage on {what[wish.view]} of codes, {model}{learning}"


def _too_few(empty: Proposal, found: Read) -> Proposal:
    count = len(found.material.codes)
    note = (
        f"{'1 code is' if count == 1 else f'{count} codes are'} too few to suggest groupings "
        f"(they begin at {candidates.FEWEST_CODES}): any cut through so few would be arbitrary. "
        "The codes are listed so that neighbours are alike."
        if count
        else "There are no codes yet, so there is nothing to group. Code some passages first."
    )
    order = candidates.similarity_order(found.codes)
    unplaced = tuple(Unplaced(found.material.codes[at].id) for at in order)
    return replace(empty, note=f"{note} {empty.note}".strip(), unplaced=unplaced)


def _grouped(empty: Proposal, this: _Round, cache: Path | None, tell: Tell) -> Proposal:
    groups = candidates.group_codes(this.read.codes, this.how(), tick=lambda done: tell(GROUP, done, candidates.RERUNS))
    given = np.array(this.known.placed(this.ids))
    nowhere = placement.fits_nowhere(groups[0].labels, groups[0].together) & ~given
    settled = [_settled(one, nowhere, this.wish) for one in groups]
    cuts = [_cut(one, labels, this) for one, labels in zip(groups, settled, strict=True)]
    worded = _with_words(cuts, this, cache, tell)
    unplaced = _unplaced(this.read, settled[1], groups[1], np.flatnonzero(nowhere))
    return replace(empty, cuts=tuple(worded), unplaced=unplaced, note=_with_nothing_held(empty.note, settled[0]))


def _settled(groups: candidates.Groups, nowhere: NDArray[np.bool_], wish: Wish) -> Ints:
    """A number that was asked for is kept, though codes that fit nowhere elsewhere are then groups of their own."""
    if groups.name == candidates.ASKED:
        return placement.settle(groups.labels, groups.together, np.zeros_like(nowhere), wish.groups)
    return placement.settle(groups.labels, groups.together, nowhere)


def _with_nothing_held(note: str, labels: Ints) -> str:
    if (labels >= 0).any():
        return note
    return f"No codes kept each other's company in half of the reruns, so there is nothing to suggest. {note}".strip()


def _cut(groups: candidates.Groups, settled: Ints, this: _Round) -> Cut:
    placed = placement.place(settled, groups.labels, groups.together, this.themes)
    return Cut(groups.name, tuple(_candidate(groups.name, at, one, this) for at, one in enumerate(placed)))


def _candidate(cut: str, number: int, placed: placement.Placed, this: _Round) -> CandidateTheme:
    members = tuple(_member(place, this) for place in placed.places)
    quotes = this.read.quotes_of([place.code for place in placed.places])
    return CandidateTheme(
        id=candidate_id(this.inputs, cut, [member.code_id for member in members]),
        label=_label(number),
        members=members,
        together=placed.together,
        evidence=choose_quotes(quotes, this.read.vectors_of(quotes)),
        theme_id=None if placed.theme is None else this.known.with_codes[placed.theme].id,
    )


def _member(place: placement.Place, this: _Round) -> Member:
    rival = None if place.rival is None else _label(place.rival)
    code_id = this.ids[place.code]
    return Member(code_id, place.core, place.share, rival, place.rival_share, bool(this.themes[place.code] >= 0))


def _label(number: int) -> str:
    """Group A to Z, then AA, AB, ..."""
    more, last = divmod(number, len(LETTERS))
    return f"Group {LETTERS[more - 1] if more else ''}{LETTERS[last]}"


def _unplaced(found: Read, medium: Ints, groups: candidates.Groups, nowhere: Ints) -> tuple[Unplaced, ...]:
    shares = placement.support(medium, groups.together, placement.count(medium))
    near = {int(at): [(_label(group), share) for group, share in placement.nearest(shares[at])] for at in nowhere}
    return tuple(Unplaced(found.material.codes[at].id, tuple(groups)) for at, groups in near.items())


def _with_words(cuts: Sequence[Cut], this: _Round, cache: Path | None, tell: Tell) -> list[Cut]:
    spoken = {quote.segment_id: quote.spoken for code in this.read.material.codes for quote in code.quotes}
    telling = terms(list(spoken.values()), this.wish.language, cache=cache, tick=lambda done, of: tell(WORD, done, of))
    terms_of = dict(zip(spoken, telling, strict=True))
    return [_cut_with_words(cut, this.read, terms_of) for cut in cuts]


def _cut_with_words(cut: Cut, found: Read, terms_of: dict[str, list[str]]) -> Cut:
    position = {code.id: at for at, code in enumerate(found.material.codes)}
    passages = [
        (number, segment)
        for number, candidate in enumerate(cut.candidates)
        for segment in {q.segment_id: q for q in found.quotes_of([position[c] for c in candidate.code_ids])}
    ]
    words = distinctive_words([terms_of[segment] for _, segment in passages], [number for number, _ in passages])
    named = [replace(candidate, words=words.get(at, ())) for at, candidate in enumerate(cut.candidates)]
    return Cut(cut.name, tuple(named))
