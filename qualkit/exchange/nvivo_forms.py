"""NVivo's own ways of showing a project: references, coded text, matrix, classification, transcripts with times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from qualkit.exchange.holdings import Holdings, Reference
from qualkit.exchange.nvivo import hierarchical_name
from qualkit.exchange.tables import Table
from qualkit.model import Attribute, Problem, Transcript
from qualkit.store import reads
from qualkit.text.layout import PLAIN, Layout, lines
from qualkit.text.timespans import timespan_table

FILES = "Files"
CLASSIFICATION = "Person"
CODED_TEXT = ("Hierarchical Name", "Folder Location", "Hierarchical Name", "Coded Text", "Description")


def references_text(held: Holdings) -> str:
    """Every code with its references as NVivo lists them, by file, with the share of the file's characters."""
    lines: list[str] = []
    by_code = _by_code(held.references)
    for entry in held.entries:
        found = by_code.get(entry.code.id, [])
        if found:
            lines += [hierarchical_name(held.path_names(entry.code)), ""]
            for _, own in groupby(found, key=lambda r: r.interview.id):
                lines += _of_file(list(own), held)
    return "\r\n".join(lines)


def _by_code(references: Iterable[Reference]) -> dict[str, list[Reference]]:
    found: dict[str, list[Reference]] = {}
    for one in references:
        found.setdefault(one.code.id, []).append(one)
    return found


def _of_file(references: Sequence[Reference], held: Holdings) -> Iterator[str]:
    interview = references[0].interview
    length = len(held.transcripts[interview.id].text) if interview.id in held.transcripts else 0
    covered = _covered([(one.segment.start, one.segment.end) for one in references])
    count = f"{len(references)} reference{'' if len(references) == 1 else 's'} coded"
    yield rf"{FILES}\\{interview.name} - § {count} [ {_share(covered, length)} Coverage]"
    yield ""
    for number, one in enumerate(references, start=1):
        share = _share(one.segment.end - one.segment.start, length)
        yield from (f"Reference {number} - {share} Coverage", "", one.text.replace("\r\n", "\n"), "")
    yield ""


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    """Characters inside at least one span."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole if whole else 0:.2f}%"


def coded_text_table(held: Holdings) -> Table:
    """One row per reference: code, folder, file, words, and the code's definition."""
    rows = []
    for one in held.references:
        code, file = hierarchical_name(held.path_names(one.code)), rf"{FILES}\\{one.interview.name}"
        rows.append((code, FILES, file, one.text, one.code.definition))
    return Table("Coded text", CODED_TEXT, rows)


def matrix_table(held: Holdings) -> Table:
    """Codes in use by participants, in NVivo's spelling: `A : name` above, `1 : name` beside, references inside.

    An interview without participants is a column of its own.
    """
    columns: dict[str, set[str]] = {}
    for interview in held.interviews.values():
        for name in [held.cases[i].name for i in interview.case_ids if i in held.cases] or [interview.name]:
            columns.setdefault(name, set()).add(interview.id)
    counts = reads.counts(held.connection)
    rows: list[tuple[object, ...]] = []
    for number, entry in enumerate(held.entries, start=1):
        own = counts.get(entry.code.id, {})
        cells = (sum(own.get(i, 0) for i in interviews) for interviews in columns.values())
        rows.append((f"{number} : {entry.code.name}", *cells))
    header = (f"{_letters(place)} : {name}" for place, name in enumerate(columns))
    return Table("Sheet1", ("", *header), rows)


def _letters(place: int) -> str:
    """A, B ... Z, AA, AB ... as spreadsheets count columns; `place` from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def classification_table(held: Holdings) -> Table:
    """Participants with their attributes as NVivo's classification sheet."""
    attributes = reads.all_of(held.connection, Attribute, order=("name",))
    names = tuple(dict.fromkeys(one.name for one in attributes))
    values = {(one.case_id, one.name): one.value for one in attributes}
    rows = [(case.name, *(values.get((case.id, n), "") for n in names)) for case in held.cases.values()]
    return Table(CLASSIFICATION, (CLASSIFICATION, *names), rows)


# ---- transcripts with times ----


def transcript_text(said: Transcript, layout: Layout = PLAIN) -> str:
    """A transcript as lines of timespan, content and speaker between tabs, as NVivo imports it with its recording."""
    return timespan_table(list(lines(said, layout)))


def without_times(held: Holdings) -> list[Problem]:
    """Transcripts of which not every turn has a time: what is left out of `transcript_text`."""
    told = []
    for interview_id, said in held.transcripts.items():
        missing = sum(turn.start_ms is None for turn in said.turns)
        if missing:
            name = held.interviews[interview_id].name
            told.append(Problem(name, f"turns without a time were left out: {missing}", "Transcribe its recording."))
    return told
