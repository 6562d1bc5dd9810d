"""What a project file of another program holds, as nouns, before it meets a study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qualkit.exchange.refi.positions import PositionRule
from qualkit.model import (
    Attribute,
    Case,
    Code,
    Coder,
    Coding,
    Grouping,
    Interview,
    Memo,
    Problem,
    Recording,
    Segment,
    Theme,
    ThemeCode,
    TranscriptText,
    Variable,
)


@dataclass(slots=True)
class Bundle:
    """Nouns with ids that are always the same for the same file, so that a second import finds what the first made.

    Attributes
    ----------
    interviews, texts : list of Interview, dict of str to TranscriptText
        Sources in the file's order (their `position` is given by the study), and their texts by interview id.
    recordings, media : list of Recording, dict of str to bytes
        Sound and video of interviews, at most one of each, and what they consist of by interview id.
    further : dict of str to list
        Nouns that only qualkit's own files bring, by their name in the journal (`exchange/further.py`).
    codes : list of Code
        Parents before their children.
    codes_by_name : bool
        Whether a code of the study with the same path is the same code: in files whose codes have no identity.
    """

    interviews: list[Interview] = field(default_factory=list)
    texts: dict[str, TranscriptText] = field(default_factory=dict)
    coders: list[Coder] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    recordings: list[Recording] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    theme_codes: list[ThemeCode] = field(default_factory=list)
    groupings: list[Grouping] = field(default_factory=list)
    further: dict[str, list[Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    position_rule: PositionRule | None = None
    codes_by_name: bool = False


def parents_first(codes: Iterable[Code]) -> list[Code]:
    """Codes with every parent before its children; a parent that leads in a circle is dropped."""
    waiting = list(codes)
    known = {code.id for code in waiting}
    ordered: list[Code] = []
    placed: set[str] = set()
    while waiting:
        ready = [c for c in waiting if c.parent_id is None or c.parent_id in placed or c.parent_id not in known]
        ready = ready or [replace(waiting[0], parent_id=None)]
        ordered += ready
        placed |= {code.id for code in ready}
        waiting = [code for code in waiting if code.id not in placed]
    return ordered


def named_apart(names: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """The names, with " (2)", " (3)" ... behind those that stand there already."""
    used = set(taken)
    apart = []
    for name in names:
        number, given = 1, name
        while given in used:
            number += 1
            given = f"{name} ({number})"
        used.add(given)
        apart.append(given)
    return apart


def sound(bundle: Bundle, where: str) -> Bundle:
    """The bundle without what rests on something that is not in it, such as a passage outside its text; told as one."""
    before = _size(bundle)
    bundle.interviews = [one for one in bundle.interviews if one.id in bundle.texts]
    bundle.recordings = [one for one in bundle.recordings if one.interview_id in bundle.texts.keys() & bundle.media]
    lengths = {one.id: len(bundle.texts[one.id].text) for one in bundle.interviews}
    bundle.segments = [s for s in bundle.segments if 0 <= s.start < s.end <= lengths.get(s.interview_id, 0)]
    segments, codes = {one.id for one in bundle.segments}, {one.id for one in bundle.codes}
    bundle.codings = [c for c in bundle.codings if c.segment_id in segments and c.code_id in codes]
    bundle.codes = parents_first(
        replace(c, parent_id=c.parent_id if c.parent_id in codes else None) for c in bundle.codes
    )
    bundle.attributes = [a for a in bundle.attributes if a.case_id in {case.id for case in bundle.cases}]
    themes = {theme.id for theme in bundle.themes}
    bundle.theme_codes = [p for p in bundle.theme_codes if p.theme_id in themes and p.code_id in codes]
    lost = before - _size(bundle)
    if lost:
        told = f"rows that name something the file does not have, or a place outside a text, were left out: {lost}"
        bundle.problems.append(Problem(where, told, "Export it again from where it came from."))
    return bundle


def _size(bundle: Bundle) -> int:
    passages = len(bundle.interviews) + len(bundle.segments) + len(bundle.codings)
    return passages + len(bundle.attributes) + len(bundle.theme_codes)
