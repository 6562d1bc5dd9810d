"""What a coded table would change in a study: interviews made of rows, participants, codes, codings, groupings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from qualkit.exchange.placing import Held, Placed, Placing, interview_named, place
from qualkit.exchange.table_codes import NamedCodes, Passages
from qualkit.exchange.tables import CodedRow
from qualkit.journal import interviews as journal
from qualkit.journal.groupings import keep_grouping, widen_grouping
from qualkit.model import Case, Draft, Grouping, Interview, Problem, TranscriptText, Turn
from qualkit.store import reads, transcripts
from qualkit.store.acts import ActInProgress, new_id
from qualkit.store.provenance import brought_by_file
from qualkit.text.quotes import SearchableText
from qualkit.text.turns import BETWEEN_TURNS

SHOWN = 80


@dataclass(slots=True)
class Plan:
    """Interviews to be made, drafts in the order in which they are recorded after them, and what to tell."""

    made: list[tuple[Interview, TranscriptText]] = field(default_factory=list)
    cases: list[Draft] = field(default_factory=list)
    links: list[Draft] = field(default_factory=list)
    codes: list[Draft] = field(default_factory=list)
    codings: list[Draft] = field(default_factory=list)
    groupings: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @property
    def drafts(self) -> list[Draft]:
        """All drafts in order."""
        return [*self.cases, *self.links, *self.codes, *self.codings, *self.groupings]


def plan_table(act: ActInProgress, name: str, sha256: str, rows: Sequence[CodedRow]) -> Plan:
    """What the rows of a coded table would change in the study as it stands.

    Parameters
    ----------
    act : ActInProgress
        The act that would record it; nothing is recorded here.
    name, sha256 : str
        The file's name and digest; what an earlier import of it made, whatever became of it since, is not made again.
    rows : sequence of CodedRow
        The table.
    """
    plan = Plan()
    known = {one.id: one for one in reads.interviews(act.connection)}
    placing = _place_all(act, name, rows, list(known.values()), plan)
    _plan_cases(act, placing, plan, known)
    brought = brought_by_file(act.connection, sha256)
    codes = NamedCodes(act, brought)
    passages = Passages(act, codes, brought)
    sittings = {**known, **{one.id: one for one, _ in plan.made}}
    by_row = {row.line: codes.named(row) for row in rows}
    for placed in placing.placed:
        code = by_row[placed.row.line]
        draft = passages.coding(placed, code, sittings[placed.held.interview_id]) if code else None
        if draft:
            plan.codings.append(draft)
            plan.notes += _near(name, placed)
    plan.codes = codes.drafts
    plan.groupings = _groupings(act, name, [(row.theme, code.id) for row in rows if (code := by_row[row.line])])
    plan.problems += [*codes.problems(name), *_missing(name, placing)]
    plan.notes += [*_made_of_rows(name, plan), *_without_words(name, rows)]
    return plan


def _place_all(
    act: ActInProgress, name: str, rows: Sequence[CodedRow], known: Sequence[Interview], plan: Plan
) -> Placing:
    """Rows at their places, in the transcripts there are and in those made of the rows of participants without one."""
    with_words = [row for row in rows if row.text]
    placing = place(with_words, _held(act, known))
    last = max((one.position for one in known), default=0)
    for position, (participant, own) in enumerate(placing.without_transcript.items(), start=last + 1):
        interview = Interview(id=new_id(), name=participant, position=position)
        plan.made.append((interview, _transcript_of(own, name)))
    made = [Held(one.id, one.name, SearchableText(text.text)) for one, text in plan.made]
    own_rows = [row for rows_of_one in placing.without_transcript.values() for row in rows_of_one]
    placing.placed += place(own_rows, made).placed
    return placing


def _held(act: ActInProgress, known: Iterable[Interview]) -> list[Held]:
    found = ((one, transcripts.transcript(act.connection, one.id)) for one in known)
    return [Held(one.id, one.name, SearchableText(text.text, text.turns)) for one, text in found if text]


def _transcript_of(rows: Sequence[CodedRow], name: str) -> TranscriptText:
    """A transcript of a participant's rows: each segment's words once, a paragraph each."""
    parts = list(dict.fromkeys((row.segment, row.text) for row in rows))
    turns, at = [], 0
    for _, text in parts:
        turns.append(Turn(at, at, at + len(text), ""))
        at += len(text) + len(BETWEEN_TURNS)
    return TranscriptText(BETWEEN_TURNS.join(text for _, text in parts), tuple(turns), (), f"made of rows of {name}")


def _plan_cases(act: ActInProgress, placing: Placing, plan: Plan, known: dict[str, Interview]) -> None:
    """Enter participants who are new, and name them in interviews that name nobody yet."""
    looked_in = [(one.held, one.row) for one in placing.placed]
    looked_in += [(held, row) for row, held in placing.missing if held]
    cases = {case.name: case for case in reads.cases(act.connection)}
    taking_part: dict[str, list[str]] = {}
    for interview_id, participant in dict.fromkeys((held.interview_id, row.participant) for held, row in looked_in):
        if interview_id in known and known[interview_id].case_ids:
            continue
        case = interview_named(participant, cases)
        if case is None:
            case = cases[participant] = Case(id=new_id(), name=participant)
            plan.cases.append(journal.add_case(case))
        taking_part.setdefault(interview_id, []).append(case.id)
    plan.made = [(replace(one, case_ids=tuple(taking_part.get(one.id, ()))), text) for one, text in plan.made]
    plan.links = [
        journal.edit_interview(known[interview_id], case_ids=case_ids)
        for interview_id, case_ids in taking_part.items()
        if interview_id in known
    ]


def _groupings(act: ActInProgress, name: str, pairs: Iterable[tuple[str, str]]) -> list[Draft]:
    """The table's themes as groupings of codes, kept apart from the researcher's themes."""
    members: dict[str, dict[str, None]] = {}
    for theme, code_id in pairs:
        if theme:
            members.setdefault(theme, {})[code_id] = None
    known = {one.name: one for one in reads.all_of(act.connection, Grouping)}
    drafts = []
    for theme, ids in members.items():
        if theme not in known:
            drafts.append(keep_grouping(Grouping(id=new_id(), name=theme, source=name, code_ids=tuple(ids))))
        elif new := tuple(i for i in ids if i not in known[theme].code_ids):
            drafts.append(widen_grouping(known[theme], new))
    return drafts


def _near(name: str, placed: Placed) -> list[Problem]:
    if placed.match.score == 100:
        return []
    words = placed.held.text.text[placed.match.start : placed.match.end]
    told = f"found at {placed.match.score:.0f} of 100 in {placed.held.name}, whose words were taken: “{_short(words)}”"
    return [Problem(f"{name}, line {placed.row.line}", told, "Compare it with the quote.")]


def _missing(name: str, placing: Placing) -> list[Problem]:
    fix = "Correct the quote, or code the passage in the workspace."
    return [
        Problem(
            f"{name}, line {row.line}",
            f"not found in {held.name if held else 'any one transcript'}: “{_short(row.text)}”",
            fix,
        )
        for row, held in placing.missing
    ]


def _made_of_rows(name: str, plan: Plan) -> list[Problem]:
    if not plan.made:
        return []
    names = _short(", ".join(one.name for one, _ in plan.made))
    told = f"{_many(len(plan.made), 'participant')} had no transcript, and one was made of the table's rows: {names}"
    return [Problem(name, told, "To code whole transcripts instead, undo, import them, then the table again.")]


def _without_words(name: str, rows: Sequence[CodedRow]) -> list[Problem]:
    count = sum(not row.text for row in rows)
    told = f"{_many(count, 'row')} without words: the codes are in the codebook, but there is nothing to code"
    return [Problem(name, told)] if count else []


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[:SHOWN].rstrip() + " …"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
