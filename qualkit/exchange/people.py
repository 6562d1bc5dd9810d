"""Participants with facts about them, and surveys: a row per person, a column per fact or question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from qualkit.exchange.bundle import Bundle, named_apart
from qualkit.exchange.identity import derived_id
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.tables import Line, unguarded
from qualkit.model import Attribute, Case, Interview, Problem, TranscriptText, Turn
from qualkit.text.turns import BETWEEN_TURNS

OPEN_WORDS = 6
"""An answer of so many words on average was written by the person; shorter ones were chosen or name a fact."""
OPEN_SHARE = 0.5
SENT = ("timestamp", "time stamp", "zeitstempel", "horodateur", "marca temporal", "submitted at")
"""How forms call the column that says when an answer was sent."""


def people_bundle(file: Incoming, lines: Sequence[Line]) -> Bundle:
    """Participants of a table: short columns become attributes, answers in one's own words an interview each.

    Parameters
    ----------
    file : Incoming
        The table.
    lines : sequence of (int, list of str)
        Its rows; the first names the columns, the first column the participants.
    """
    header, rows = _named(file, [" ".join(cell.split()) for cell in lines[0][1]], [cells for _, cells in lines[1:]])
    is_open = {n for n in range(1, len(header)) if _is_open([row[n] for row in rows if n < len(row) and row[n]])}
    bundle = Bundle()
    names = named_apart([" ".join(row[0].split()) for row in rows])
    for name, row in zip(names, rows, strict=True):
        case = Case(id=derived_id("participant", name), name=name)
        bundle.cases.append(case)
        facts = [(header[n], row[n]) for n in range(1, min(len(row), len(header))) if n not in is_open and header[n]]
        bundle.attributes += [
            Attribute(id=derived_id(case.id, fact), case_id=case.id, name=fact, value=value)
            for fact, value in facts
            if value
        ]
        answers = [(header[n], row[n]) for n in sorted(is_open) if n < len(row) and row[n]]
        if answers:
            _add_answers(file, bundle, case, answers)
    if is_open:
        told = f"answers in people's own words became interviews: {', '.join(header[n] for n in sorted(is_open))[:200]}"
        bundle.notes.append(Problem(file.name, told, "Undo it where these were no answers."))
    return bundle


def _named(file: Incoming, header: list[str], rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """First row and others with the participants' names in front: numbers, where a form wrote only when it was sent."""
    plain = [[unguarded(cell).strip() for cell in cells] for cells in rows]
    if header[0].lower() not in SENT:
        return header, [cells for cells in plain if cells[0]]
    stem = PurePath(file.name).stem
    return ["Respondent", *header], [[f"{stem} {number}", *cells] for number, cells in enumerate(plain, start=1)]


def _is_open(values: Sequence[str]) -> bool:
    """Whether a column holds answers that people wrote: of many words, and hardly two alike."""
    if not values:
        return False
    words = sum(len(value.split()) for value in values) / len(values)
    return words >= OPEN_WORDS and len(set(values)) >= OPEN_SHARE * len(values)


def _add_answers(file: Incoming, bundle: Bundle, case: Case, answers: Sequence[tuple[str, str]]) -> None:
    """An interview of a person's answers, each a turn labelled with its question."""
    parts, turns, at = [], [], 0
    for question, answer in answers:
        label = f"{question}: " if question else ""
        turns.append(Turn(at, at + len(label), at + len(label) + len(answer), question))
        parts.append(label + answer)
        at += len(parts[-1]) + len(BETWEEN_TURNS)
    interview = Interview(
        id=derived_id(file.name, case.name, "answers"), name=case.name, position=0, case_ids=(case.id,)
    )
    bundle.interviews.append(interview)
    bundle.texts[interview.id] = TranscriptText(BETWEEN_TURNS.join(parts), tuple(turns), (), file.name)
