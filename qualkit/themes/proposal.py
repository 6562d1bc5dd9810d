"""The nouns of a proposal: what it is made from, and what the program suggests. Nothing here is a theme."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STRETCH = 1_250
"""Characters of transcript, about 230 words, a minute and a half of talk. Half or twice as much changes little."""


# ---- what a proposal is made from ----


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedQuote:
    """A passage under a code.

    `text` is the transcript's text[start:end]; `spoken` is the same without speaker labels, for the language model
    alone and never shown; `cases` are the names of the participants who sat in that interview.
    """

    segment_id: str
    interview_id: str
    interview: str
    cases: tuple[str, ...]
    start: int
    end: int
    text: str
    spoken: str

    @property
    def stretch(self) -> int:
        """Number of the stretch of its interview in which the middle of the passage stands."""
        return (self.start + self.end) // 2 // STRETCH


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeQuotes:
    """A code with the passages it was applied to, each passage once however many coders marked it."""

    id: str
    name: str
    definition: str = ""
    quotes: tuple[CodedQuote, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """The codes in use, put in order by id so that no other order can matter, and the names of all participants."""

    codes: tuple[CodeQuotes, ...]
    cases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        codes = [replace(code, quotes=tuple(sorted(code.quotes, key=lambda q: q.segment_id))) for code in self.codes]
        object.__setattr__(self, "codes", tuple(sorted(codes, key=lambda code: code.id)))
        object.__setattr__(self, "cases", tuple(sorted(self.cases)))

    @property
    def input_hash(self) -> str:
        """SHA-256 of everything that the suggestions depend on."""
        quotes = [
            [[q.segment_id, q.interview_id, q.stretch, q.cases, q.spoken] for q in code.quotes] for code in self.codes
        ]
        return digest([[c.id, c.name, c.definition] for c in self.codes] + quotes)


# ---- what the program suggests ----


@dataclass(frozen=True, slots=True)
class Member:
    """A code's place in a grouping.

    `share` (0 to 1) is how often it stayed with the other codes of the grouping when the quotes were drawn anew;
    `rival` is the label of the grouping that it is also near, for a code that is not at the core; `given` says that it
    stands here because the researcher put it into a theme, not because of its share.
    """

    code_id: str
    core: bool
    share: float
    rival: str | None = None
    rival_share: float = 0.0
    given: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Quotes by segment id: typical ones, the most typical first, and those whose wording is least like the rest."""

    typical: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateTheme:
    """A grouping of codes that the program suggests, "Group A" until a person gives the idea in it a name.

    `together` is the mean share of reruns for its pairs of codes, those within one theme of the researcher left out.
    `theme_id` is the researcher's theme around which it lies: its other codes are ones that might join that theme.
    """

    id: str
    label: str
    members: tuple[Member, ...]
    together: float
    words: tuple[str, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    theme_id: str | None = None

    @property
    def code_ids(self) -> tuple[str, ...]:
        """The codes in it, core ones first."""
        return tuple(member.code_id for member in self.members)


@dataclass(frozen=True, slots=True)
class Cut:
    """The tree of codes cut at one height: "coarse", "medium" or "fine", or "asked" for a number that was asked for."""

    name: str
    candidates: tuple[CandidateTheme, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A code that fits nowhere; `near` are labels of the medium cut with the share of reruns for each."""

    code_id: str
    near: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Three cuts side by side, the codes that fit nowhere, and all that is needed to make the same proposal again."""

    method: str
    seed: int
    input_hash: str
    note: str = ""
    versions: tuple[tuple[str, str], ...] = ()
    cuts: tuple[Cut, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    @property
    def candidates(self) -> tuple[tuple[str, CandidateTheme], ...]:
        """Every grouping with the name of its cut."""
        return tuple((cut.name, candidate) for cut in self.cuts for candidate in cut.candidates)


# ---- kept and read again ----


def digest(value: object) -> str:
    """SHA-256 of a value's JSON."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def candidate_id(proposal_inputs: Sequence[object], cut: str, code_ids: Sequence[str]) -> str:
    """The same inputs give the same id, so that a decision can be found again after a rerun."""
    return digest([list(proposal_inputs), cut, sorted(code_ids)])[:12]


def as_document(proposal: Proposal) -> dict[str, Any]:
    """The proposal as JSON; it holds quotes by id only, so a participant's passages are never copied."""
    return asdict(proposal)


def from_document(document: dict[str, Any]) -> Proposal:
    """The proposal that `as_document` wrote; what else is kept beside it is passed over."""
    cuts = tuple(Cut(cut["name"], tuple(_candidate(one) for one in cut["candidates"])) for cut in document["cuts"])
    unplaced = tuple(Unplaced(one["code_id"], _pairs(one["near"])) for one in document["unplaced"])
    versions = _pairs(document["versions"])
    told = {one.name: document[one.name] for one in fields(Proposal) if one.name in document}
    return Proposal(**{**told, "cuts": cuts, "unplaced": unplaced, "versions": versions})


def _pairs(pairs: Sequence[Sequence[Any]]) -> tuple[tuple[Any, Any], ...]:
    return tuple((first, second) for first, second in pairs)


def _candidate(document: dict[str, Any]) -> CandidateTheme:
    members = tuple(Member(**member) for member in document["members"])
    evidence = Evidence(**{name: tuple(ids) for name, ids in document["evidence"].items()})
    words = tuple(document["words"])
    return CandidateTheme(**{**document, "members": members, "words": words, "evidence": evidence})
