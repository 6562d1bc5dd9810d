"""A REFI-QDA project as the nouns of a study: what each element becomes, and what has no place here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qualkit.exchange.bundle import Bundle, parents_first
from qualkit.exchange.identity import derived_id
from qualkit.exchange.nvivo import described
from qualkit.exchange.refi.codebook import NOT_CODABLE
from qualkit.exchange.refi.passages import name_of, take_sources
from qualkit.exchange.refi.project import SourceElement, same
from qualkit.exchange.refi.translation import UNNAMED, Translation
from qualkit.model import Attribute, Case, Code, Grouping, Memo, Problem

KEPT_ALL_THE_SAME = ("taken once", "on their whole text", "found by their words")
"""How counts end that are to look at and not lost."""


def bundle_of(translation: Translation) -> Bundle:
    """All nouns of a project; `problems` tell what has no place in a study, `notes` what to look at."""
    t = translation
    _take_codes(t)
    take_sources(t)
    _take_cases(t)
    _take_groupings(t)
    _take_memos(t)
    t.bundle.problems += _told(t)
    return t.bundle


# ---- codes ----


def _take_codes(t: Translation) -> None:
    codes = []
    for one in t.project.codes:
        code = Code(
            id=t.identified("code", one.guid),
            name=one.name or UNNAMED,
            parent_id=t.found("code", one.parent) if one.parent else None,
            color=one.color,
            kind="" if one.codable else NOT_CODABLE,
            created_by=t.by,
            created_at=t.at,
        )
        codes.append(described(code, one.description))
        t.about += [(note, "code", code.id) for note in one.notes]
    t.bundle.codes = parents_first(codes)


# ---- cases ----


def _take_cases(t: Translation) -> None:
    taking_part: dict[str, list[str]] = {}
    for one in t.project.cases:
        case = Case(id=t.identified("case", one.guid), name=one.name or UNNAMED, note=one.description)
        t.bundle.cases.append(case)
        t.lost["codes and passages of cases"] += one.beyond
        _describe(t, case, one.values)
        for guid in one.sources:
            interview_id = t.found("interview", guid)
            if interview_id and case.id not in taking_part.setdefault(interview_id, []):
                taking_part[interview_id].append(case.id)
    for source in t.project.sources:
        interview_id = t.found("interview", source.guid)
        if source.values and interview_id:
            _describe_source(t, source, taking_part.setdefault(interview_id, []))
    t.bundle.interviews = [replace(one, case_ids=tuple(taking_part.get(one.id, ()))) for one in t.bundle.interviews]


def _describe(t: Translation, case: Case, values: dict[str, str]) -> None:
    known = {one.name for one in t.bundle.attributes if one.case_id == case.id}
    t.bundle.attributes += [
        Attribute(id=derived_id(case.id, name), case_id=case.id, name=name, value=value)
        for name, value in values.items()
        if name not in known
    ]


def _describe_source(t: Translation, source: SourceElement, case_ids: list[str]) -> None:
    """What is said of a source is said of its one case; a source without a case gets one of its name."""
    if not case_ids:
        case = Case(id=derived_id(source.guid, "case"), name=name_of(source))
        t.bundle.cases.append(case)
        case_ids.append(case.id)
    if len(case_ids) == 1:
        _describe(t, next(case for case in t.bundle.cases if case.id == case_ids[0]), source.values)
    else:
        t.lost["values of sources with several cases"] += len(source.values)


# ---- sets and notes ----


def _take_groupings(t: Translation) -> None:
    for one in t.project.sets:
        code_ids = tuple(dict.fromkeys(i for guid in one.codes if (i := t.found("code", guid))))
        t.lost["sources and notes in sets"] += len(one.sources) + len(one.notes)
        if code_ids or not (one.sources or one.notes):
            grouping_id = t.identified("grouping", one.guid)
            t.bundle.groupings.append(
                Grouping(id=grouping_id, name=one.name or UNNAMED, source=t.name, code_ids=code_ids)
            )


def coding_note_id(coding_id: str) -> str:
    """The GUID of the note that holds a coding's memo."""
    return derived_id(coding_id, "memo")


def _take_memos(t: Translation) -> None:
    """Notes are memos on what refers to them; one that only a coding refers to is that coding's memo."""
    about: dict[str, list[tuple[str, str]]] = {}
    for guid, noun, noun_id in (*t.about, *((guid, "study", "") for guid in t.project.note_refs)):
        about.setdefault(same(guid), []).append((noun, noun_id))
    memos: dict[str, str] = {}
    for note in t.project.notes:
        t.lost["passages and codes in notes"] += len(note.selections) + len(note.codings)
        text = _memo_text(t, note)
        targets = about.get(same(note.guid), [])
        t.lost["further things that a note is about"] += max(0, len(targets) - 1)
        noun, noun_id = targets[0] if targets else ("study", "")
        if noun == "coding" and noun_id not in memos and _is_coding_memo(t, note, noun_id):
            memos[noun_id] = text
        elif text.strip():
            t.bundle.memos.append(_memo(t, note, noun, noun_id, text))
    t.bundle.codings = [replace(one, memo=memos.get(one.id, "")) for one in t.bundle.codings]


def _is_coding_memo(t: Translation, note: SourceElement, coding_id: str) -> bool:
    return not t.is_ours or same(note.guid) == coding_note_id(coding_id)


def _memo_text(t: Translation, note: SourceElement) -> str:
    """The note's text, in other programs' files with its title and description above it."""
    parts = [note.text or ""] if t.is_ours else [note.name, note.description, note.text or ""]
    return parts[0] if t.is_ours else "\n\n".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _memo(t: Translation, note: SourceElement, noun: str, noun_id: str, text: str) -> Memo:
    return Memo(
        id=t.identified("memo", note.guid),
        about=noun,
        about_id=noun_id or None,
        kind=note.name if t.is_ours and note.name else "theoretical",
        text=text,
        by=t.coder(note.made),
        at=t.moment(note.made),
    )


# ---- what has no place here ----


def _told(t: Translation) -> Iterable[Problem]:
    t.lost["links"] += t.project.links
    t.lost["graphs"] += t.project.graphs
    for what, count in t.lost.items():
        if count and what.endswith(KEPT_ALL_THE_SAME):
            t.bundle.notes.append(Problem(t.name, f"{what}: {count}"))
        elif count:
            yield Problem(t.name, f"{what}: {count}", "They stay in the file; keep it.")
