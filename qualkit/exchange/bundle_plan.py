"""What a bundle of nouns would change in a study: what is there already stays as it is, the rest is added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from qualkit.coding.codebook import path_of
from qualkit.exchange.bundle import Bundle, named_apart
from qualkit.exchange.further import plan_further
from qualkit.journal import interviews as interview_drafts
from qualkit.journal.codes import create_code
from qualkit.journal.groupings import keep_grouping
from qualkit.journal.memos import write_memo
from qualkit.journal.segments import apply_code, mark_segment
from qualkit.journal.themes import create_theme
from qualkit.model import (
    Attribute,
    Case,
    Code,
    Coder,
    Coding,
    Draft,
    Grouping,
    Interview,
    Memo,
    Problem,
    Recording,
    Segment,
    Theme,
    TranscriptText,
    Variable,
)
from qualkit.store import reads, transcripts
from qualkit.store.acts import ActInProgress

N = TypeVar("N", Case, Code, Coder, Memo, Theme, Grouping, Variable)


@dataclass(slots=True)
class BundlePlan:
    """Drafts in the order in which they are recorded, the new interviews with their texts among them.

    Attributes
    ----------
    before, after : list of Draft
        What is recorded before the interviews, and what rests on them.
    made : list of (Interview, TranscriptText)
        Interviews to be made.
    recordings : list of (Recording, Interview, bytes)
        Recordings of those, and what they consist of.
    counts : dict of str to int
        New nouns by their plural.
    """

    before: list[Draft] = field(default_factory=list)
    made: list[tuple[Interview, TranscriptText]] = field(default_factory=list)
    recordings: list[tuple[Recording, Interview, bytes]] = field(default_factory=list)
    after: list[Draft] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether the study holds all of it already."""
        return not (self.before or self.made or self.after)


class Meeting:
    """A bundle meets a study: what of it is the same as what the study has, by the study's ids.

    Attributes
    ----------
    same : dict of str to str
        The study's id for each id of the bundle that names something it has under another id.
    left_out : set of str
        Interviews whose text the study has in another form: their passages have no place.
    """

    def __init__(self, act: ActInProgress, name: str, bundle: Bundle) -> None:
        self.act, self.name, self.bundle, self.plan = act, name, bundle, BundlePlan()
        self.same: dict[str, str] = {}
        self.left_out: set[str] = set()
        self.interviews = {one.id: one for one in reads.interviews(act.connection)}
        self.codes = {code.id: code for code in reads.codes(act.connection)}

    def here(self, noun_id: str) -> str:
        """The study's id for an id of the bundle."""
        return self.same.get(noun_id, noun_id)


def plan_bundle(act: ActInProgress, name: str, bundle: Bundle) -> BundlePlan:
    """What would be recorded; nothing is recorded here.

    Parameters
    ----------
    act : ActInProgress
        The act that would record it.
    name : str
        The file's name, for what is told.
    bundle : Bundle
        A noun whose id the study has is the study's own; an interview of the same name and text, a participant of the
        same name and a mark of the same coder on the same stretch are the same too.
    """
    meeting = Meeting(act, name, bundle)
    _meet_coders(meeting)
    _meet_cases(meeting)
    _meet_interviews(meeting)
    _meet_codes(meeting)
    _meet_passages(meeting)
    _meet_memos(meeting)
    _meet_themes(meeting)
    _meet_further(meeting)
    meeting.plan.problems += bundle.problems
    meeting.plan.notes += bundle.notes
    return meeting.plan


def _new(meeting: Meeting, things: Iterable[N], cls: type[N]) -> list[N]:
    known = {one.id for one in reads.all_of(meeting.act.connection, cls)}
    return [one for one in things if one.id not in known]


# ---- coders, participants and interviews ----


def _meet_coders(m: Meeting) -> None:
    """Coders and variables are known by name: who codes under that name here keeps the identity that came first."""
    coders = {one.name for one in reads.all_of(m.act.connection, Coder)}
    new = [one for one in _new(m, m.bundle.coders, Coder) if one.name not in coders]
    m.plan.before += [interview_drafts.add_coder(one) for one in new]
    variables = {one.name for one in reads.all_of(m.act.connection, Variable)}
    described = [one for one in _new(m, m.bundle.variables, Variable) if one.name not in variables]
    m.plan.before += [interview_drafts.add_variable(one) for one in described]


def _meet_cases(m: Meeting) -> None:
    known = {case.name: case for case in reads.cases(m.act.connection)}
    new: list[Case] = []
    for case in _new(m, m.bundle.cases, Case):
        if case.name in known:
            m.same[case.id] = known[case.name].id
        else:
            known[case.name] = case
            new.append(case)
    m.plan.before += [interview_drafts.add_case(case) for case in new]
    m.plan.counts["cases"] = len(new)
    by_id = {case.id: case for case in known.values()}
    said = {(a.case_id, a.name) for a in reads.all_of(m.act.connection, Attribute)}
    by_case: dict[str, list[Attribute]] = defaultdict(list)
    for one in m.bundle.attributes:
        here = m.here(one.case_id)
        if here in by_id and (here, one.name) not in said:
            said.add((here, one.name))
            by_case[here].append(replace(one, case_id=here))
    m.plan.before += [interview_drafts.set_attributes(by_id[i], [], new) for i, new in by_case.items()]


def _meet_interviews(m: Meeting) -> None:
    """Interviews that are new, in the bundle's order behind the study's; positions are kept where all are new."""
    texts = transcripts.texts(m.act.connection)
    named = {one.name: one for one in m.interviews.values()}
    new = [one for one in m.bundle.interviews if not _is_here(m, one, named.get(one.name), texts)]
    names = named_apart([one.name for one in new], named)
    last = max((one.position for one in m.interviews.values()), default=0)
    for number, (one, name) in enumerate(zip(new, names, strict=True), start=1):
        case_ids = tuple(dict.fromkeys(m.here(i) for i in one.case_ids))
        position = one.position if one.position and not last else last + number
        made = replace(one, name=name, position=position, case_ids=case_ids)
        m.interviews[one.id] = made
        m.plan.made.append((made, m.bundle.texts[one.id]))
        if name != one.name:
            m.plan.notes.append(
                Problem(m.name, f"“{one.name}” came in as “{name}”: the study has another of that name")
            )
    made_here = {one.id: one for one, _ in m.plan.made}
    m.plan.recordings += [
        (one, made_here[one.interview_id], m.bundle.media[one.interview_id])
        for one in m.bundle.recordings
        if one.interview_id in made_here
    ]
    m.plan.counts["interviews"] = len(new)


def _is_here(m: Meeting, one: Interview, namesake: Interview | None, texts: Mapping[str, str]) -> bool:
    """Whether the study has this interview; one whose transcript it has in another form takes no passages."""
    text = m.bundle.texts[one.id].text
    if one.id in m.interviews:
        if texts.get(one.id) != text:
            m.left_out.add(one.id)
            told = "the study has another form of this transcript, so the file's passages in it were left out"
            m.plan.problems.append(Problem(f"{m.name}, {one.name}", told, "Code them in the workspace."))
        return True
    if namesake is not None and texts.get(namesake.id) == text:
        m.same[one.id] = namesake.id
        return True
    return False


# ---- codes and passages ----


def _meet_codes(m: Meeting) -> None:
    by_path = {path_of(code, m.codes): code for code in m.codes.values()} if m.bundle.codes_by_name else {}
    arriving = {code.id: code for code in m.bundle.codes}
    drafts = []
    for code in m.bundle.codes:
        namesake = by_path.get(path_of(code, arriving))
        if namesake is not None:
            m.same[code.id] = namesake.id
        elif code.id not in m.codes:
            parent = m.here(code.parent_id) if code.parent_id else None
            made = replace(
                code,
                parent_id=parent,
                created_by=code.created_by or m.act.by,
                created_at=code.created_at or m.act.at,
            )
            m.codes[code.id] = made
            drafts.append(create_code(made))
    m.plan.before += drafts
    m.plan.counts["codes"] = len(drafts)


def _meet_passages(m: Meeting) -> None:
    """Marks and codings that are new; a mark is made with its first new coding."""
    connection = m.act.connection
    marks = {_mark(one): one for one in reads.segments(connection)}
    known = {one.id for one in marks.values()}
    waiting = _waiting_segments(m, marks, known)
    here = {one.id: one for one in (*marks.values(), *waiting.values())}
    codings = reads.codings(connection)
    coded = {(one.segment_id, one.code_id, one.coder) for one in codings}
    coded_ids = {one.id for one in codings}
    count = 0
    for one in m.bundle.codings:
        coding = replace(one, segment_id=m.here(one.segment_id), code_id=m.here(one.code_id))
        key = (coding.segment_id, coding.code_id, coding.coder)
        if coding.segment_id in here and key not in coded and coding.id not in coded_ids:
            coded.add(key)
            count += 1
            m.plan.after.append(_coding_draft(m, coding, here[coding.segment_id], waiting))
    m.plan.after += [mark_segment(one, m.interviews[one.interview_id]) for one in waiting.values()]
    m.plan.counts["codings"] = count


def _waiting_segments(
    m: Meeting, marks: dict[tuple[str, int, int, str], Segment], known: set[str]
) -> dict[str, Segment]:
    waiting: dict[str, Segment] = {}
    for one in m.bundle.segments:
        segment = replace(one, interview_id=m.here(one.interview_id))
        if one.interview_id in m.left_out or one.id in known or segment.interview_id not in m.interviews:
            continue
        namesake = marks.get(_mark(segment))
        if namesake is not None:
            m.same[one.id] = namesake.id
        else:
            waiting[segment.id] = segment
    return waiting


def _coding_draft(m: Meeting, coding: Coding, segment: Segment, waiting: dict[str, Segment]) -> Draft:
    new = waiting.pop(segment.id, None)
    return apply_code(coding, m.codes[coding.code_id], m.interviews[segment.interview_id], new_segment=new)


def _mark(segment: Segment) -> tuple[str, int, int, str]:
    return segment.interview_id, segment.start, segment.end, segment.coder


# ---- memos, themes and groupings ----


def _meet_memos(m: Meeting) -> None:
    new = [
        replace(memo, about_id=m.here(memo.about_id) if memo.about_id else None, by=memo.by or m.act.by)
        for memo in _new(m, m.bundle.memos, Memo)
    ]
    m.plan.after += [write_memo(memo, _told(m, memo)) for memo in new]
    m.plan.counts["memos"] = len(new)


def _told(m: Meeting, memo: Memo) -> str:
    if memo.about == "study" or memo.about_id is None:
        return "the study"
    named = m.codes.get(memo.about_id) or m.interviews.get(memo.about_id)
    return f"the {memo.about} “{named.name}”" if named else f"a {memo.about}"


def _meet_themes(m: Meeting) -> None:
    places = [replace(place, code_id=m.here(place.code_id)) for place in m.bundle.theme_codes]
    for theme in _new(m, m.bundle.themes, Theme):
        m.plan.after.append(create_theme(theme, [place for place in places if place.theme_id == theme.id]))
    for grouping in _new(m, m.bundle.groupings, Grouping):
        code_ids = tuple(dict.fromkeys(m.here(i) for i in grouping.code_ids))
        m.plan.after.append(keep_grouping(replace(grouping, code_ids=code_ids)))


def _meet_further(m: Meeting) -> None:
    """What rests on all of these: quotes chosen for themes, sets of codes, frameworks, notes on sampling."""
    arriving = {
        "code": set(m.codes),
        "interview": set(m.interviews),
        "case": {one.id for one in m.bundle.cases},
        "segment": {one.id for one in m.bundle.segments if one.interview_id not in m.left_out},
        "theme": {one.id for one in m.bundle.themes},
    }
    m.plan.after += plan_further(m.act.connection, m.bundle.further, arriving, m.here)
