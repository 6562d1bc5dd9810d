"""The nouns: frozen, plain, and the same words that researchers use.

Text positions are Unicode code points, 0-based, end exclusive (`start`, `end`). Times are integer milliseconds
(`*_ms`). Ids are UUID4 strings made once at creation. Moments (`at`) are ISO 8601 in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

CodeStatus = Literal["draft", "active", "merged", "retired"]
ThemeStatus = Literal["candidate", "reviewed", "named"]
AsidePlace = Literal["fits nowhere", "set aside"]
Approach = Literal["not stated", "reflexive", "codebook", "framework", "coding-reliability", "other"]


# ---- people and sittings ----


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A person or unit studied."""

    id: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A fact about a case, such as age or role."""

    id: str
    case_id: str
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """What the attributes of one name are in another program: their GUID there, and what kind of values they hold."""

    id: str
    name: str
    kind: str = "Text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Somebody who coded in another program: the GUID they have there, which goes out again with their work."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One sitting with one or more cases; `position` is its place in collection order, from 1."""

    id: str
    name: str
    position: int
    date: str | None = None
    case_ids: tuple[str, ...] = ()
    checked_by: str | None = None
    checked_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """An audio or video file; `file` is its name inside the study's recordings folder."""

    id: str
    interview_id: str
    file: str
    sha256: str
    duration_ms: int | None = None


# ---- what was said ----


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word with its time and the engine's probability (0 to 1)."""

    text: str
    start_ms: int
    end_ms: int
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """Timed stretch by one speaker; `speaker` is empty where voices were not told apart."""

    speaker: str
    start_ms: int
    end_ms: int
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """Stretch of transcript text by one speaker: the label begins at `start`, the words at `text_start`."""

    start: int
    text_start: int
    end: int
    speaker: str
    start_ms: int | None = None


@dataclass(frozen=True, slots=True)
class TimedWord:
    """Where a word stands in the transcript's text and when it was said."""

    start: int
    end: int
    start_ms: int
    end_ms: int
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class StyleChoice:
    """A stretch of which a person decided whether the clean style shows it, whatever the rules say."""

    start: int
    end: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Translated:
    """What was said in a stretch of time, in English as a machine puts it: help for reading, never what was said."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """Text of an interview as its file has it, speaker labels included, at one revision (from 1)."""

    id: str
    interview_id: str
    revision: int
    sha256: str
    text: str
    turns: tuple[Turn, ...] = ()
    words: tuple[TimedWord, ...] = ()
    source: str = ""
    choices: tuple[StyleChoice, ...] = ()
    translation: tuple[Translated, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptText:
    """A transcript on its way in: what was said and where, without an identity yet.

    `source` says where it came from ("faster-whisper base", "interview.docx").
    """

    text: str
    turns: tuple[Turn, ...] = ()
    words: tuple[TimedWord, ...] = ()
    source: str = ""
    choices: tuple[StyleChoice, ...] = ()
    translation: tuple[Translated, ...] = ()


# ---- coding ----


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Label for one idea, with its definition; its id, never its name, is its identity."""

    id: str
    name: str
    parent_id: str | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    color: str = ""
    kind: str = ""
    status: CodeStatus = "active"
    merged_into: str | None = None
    split_from: str | None = None
    reason: str = ""
    created_by: str = ""
    created_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Span of transcript text that a researcher marked, with a note, with codes, or still with neither.

    `was` is (revision, start, end) where a correction of the transcript changed the words inside: the span is then a
    proposal to look at, and those are the words it stood on. None says that it stands exactly.
    """

    id: str
    interview_id: str
    start: int
    end: int
    coder: str
    note: str = ""
    created_at: str = ""
    was: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One code applied to one segment by one coder."""

    id: str
    segment_id: str
    code_id: str
    coder: str
    memo: str = ""
    created_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A named point in the codebook's life; `seq` is the journal line it stands on."""

    id: str
    number: int
    name: str
    message: str
    by: str
    at: str
    seq_upto: int
    codes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """Analytic or reflexive note on anything; `about` is a noun's name or "study".

    `date` is the day that it is about, which may be earlier than `at`, the moment of writing; empty: the day of `at`.
    """

    id: str
    about: str
    about_id: str | None
    kind: str
    text: str
    by: str
    at: str
    date: str = ""


# ---- themes ----


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Pattern of shared meaning that the researcher develops; a subtheme has a parent.

    `concept` is its central organising concept, `exclude` what it is not, `story` the text told beside its quotes.
    """

    id: str
    name: str
    parent_id: str | None = None
    concept: str = ""
    definition: str = ""
    status: ThemeStatus = "candidate"
    position: int = 0
    created_by: str = ""
    created_at: str = ""
    exclude: str = ""
    story: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCode:
    """One code's place in one theme."""

    id: str
    theme_id: str
    code_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeQuote:
    """A passage that a researcher chose to stand for a theme; `position` is its place among the theme's, from 1."""

    id: str
    theme_id: str
    segment_id: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A code that a researcher put beside the themes for now: it fits nowhere, or is set aside."""

    id: str
    code_id: str
    place: AsidePlace
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeLink:
    """How a researcher says that one theme bears on another: "feeds", "is in tension with"."""

    id: str
    from_id: str
    to_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeMap:
    """A thematic map as it was kept on a day: what stood on it, under which names and where."""

    id: str
    name: str
    by: str
    at: str
    drawn: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an act was done, given after it."""

    id: str
    act_id: str
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a researcher decided about a suggested grouping: confirmed (into a theme) or rejected."""

    id: str
    candidate_id: str
    verdict: Literal["confirmed", "rejected"]
    label: str
    code_ids: tuple[str, ...]
    theme_id: str | None
    by: str
    at: str
    seed: int
    input_hash: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """A grouping of codes that came in with a file (its `theme` column): kept as that, never taken for a Theme."""

    id: str
    name: str
    source: str
    code_ids: tuple[str, ...]


# ---- frameworks ----


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A set of dimensions, brought from theory or earlier work, on which codes and themes are mapped."""

    id: str
    name: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkDimension:
    """One dimension of a framework with its definition; `position` is its place, from 1."""

    id: str
    framework_id: str
    name: str
    definition: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkPlace:
    """Where a researcher maps a code or a theme on a framework; `dimension_id` None says: on none of its dimensions."""

    id: str
    framework_id: str
    dimension_id: str | None
    about: Literal["code", "theme"]
    about_id: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSummary:
    """A researcher's summary of what a case says on a theme or a framework's dimension."""

    id: str
    case_id: str
    about: Literal["theme", "dimension"]
    about_id: str
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSet:
    """Codes from anywhere in the tree that a researcher looks at together; it claims nothing about what they share."""

    id: str
    name: str
    code_ids: tuple[str, ...] = ()


# ---- sampling and sufficiency ----


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplingNote:
    """A dated note on sampling: a change of the guide, why so many interviews, a judgement that there is enough.

    `date` is the day it is about, which may be earlier than the moment it was written; `interview_id` the interview
    before which something changed, where it concerns one.
    """

    id: str
    kind: str
    text: str
    date: str
    by: str
    at: str
    interview_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A facet of what a code means, as a researcher heard it in an interview."""

    id: str
    code_id: str
    label: str
    interview_id: str
    by: str
    at: str
    segment_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepthRating:
    """A researcher's rating of a concept on one criterion of conceptual depth, 1 (low) to 3 (high), with evidence."""

    id: str
    about: Literal["code", "theme"]
    about_id: str
    criterion: str
    rating: int
    evidence: str
    by: str
    at: str


# ---- the journal ----

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Delta:
    """The same change of fields for every row in `ids`; `before` None makes the rows, `after` None removes them."""

    noun: str
    ids: tuple[str, ...]
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A Change before it is signed: what would happen, not yet by whom and when.

    `subject` is the id of what it is about, `target` the other party (the code merged into, the code applied).
    `summary` tells a person what was done; it may hold names, so it lies with the payload.
    """

    kind: str
    subject: str
    deltas: tuple[Delta, ...]
    summary: str
    target: str | None = None
    interview_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the journal: a signed draft."""

    id: str
    act_id: str
    by: str
    at: str
    draft: Draft
    why: str = ""
    reverses: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the data: where, what, and how to mend it."""

    where: str
    what: str
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one person did at once: one or more Changes that are undone together."""

    id: str
    seq: int
    by: str
    at: str
    kind: str
    summary: str
    why: str = ""
    undone: bool = False
    interview_ids: tuple[str, ...] = field(default=())
