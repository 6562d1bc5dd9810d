"""Notes on passages while an interview is read: marks without a code, as the component shows them and asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from qualkit.coding.segments import Span, mark_segment, remove_segment
from qualkit.errors import BadAct, NotFound
from qualkit.model import Coding, Segment, Transcript, Turn
from qualkit.store import reads, transcripts
from qualkit.text.parts import turns_of
from qualkit.ui.listening import fields
from qualkit.ui.listening.fields import Op

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.study import Study

NOTING = ("note", "let go")
MOVED_ON = "Somebody has changed the transcript meanwhile; it is shown as it is now. Please do it again."


def notes_of(connection: Connection, whole: Transcript | None, coder: str) -> list[dict[str, Any]]:
    """Marks with a note, and those that hold no code, by turn; places are code points from the turn's first."""
    if whole is None:
        return []
    marks = reads.segments(connection, whole.interview_id)
    coded = {coding.segment_id for coding in reads.codings(connection, interview_id=whole.interview_id)}
    turns = list(turns_of(whole))
    shown = [mark for mark in marks if mark.note or mark.id not in coded]
    return [{**piece, "mine": mark.coder == coder} for mark in shown for piece in _pieces(mark, turns)]


def _pieces(mark: Segment, turns: Sequence[Turn]) -> Iterator[Mapping[str, Any]]:
    """The mark cut at the turns; its note stands at the last piece."""
    inside = [n for n, turn in enumerate(turns) if turn.text_start < mark.end and mark.start < turn.end]
    for n, after in pairwise([*inside, None]):
        if n is None:
            return
        turn = turns[n]
        start, end = max(mark.start, turn.text_start), min(mark.end, turn.end)
        place = {"turn": n, "start": start - turn.text_start, "end": end - turn.text_start}
        yield {**place, "id": mark.id, "who": mark.coder, "note": "" if after is not None else mark.note}


def note(study: Study, interview_id: str, coder: str, op: Op) -> str:
    """Mark a passage with a note, or change the note; or take the mark away. Raises BadAct, NotFound."""
    act_id = fields.text(op, "act_id")
    if op["t"] == "let go":
        return _let_go(study, fields.text(op, "mark"), coder, act_id)
    span = _span(study, interview_id, op)
    mark_segment(study, span, note=fields.text(op, "note"), by=coder, act_id=act_id)
    return ""


def _span(study: Study, interview_id: str, op: Op) -> Span:
    with study.reading() as connection:
        whole = transcripts.transcript(connection, interview_id)
    turns = list(turns_of(whole)) if whole else []
    first, start, end = fields.number(op, "turn"), fields.number(op, "start"), fields.number(op, "end")
    last = first + (fields.number(op, "over") if "over" in op else 0)
    if whole is None or op.get("have") != whole.id or not 0 <= first <= last < len(turns):
        raise BadAct(MOVED_ON)
    span = Span(interview_id, turns[first].text_start + start, turns[last].text_start + end)
    if not turns[first].text_start <= span.start < span.end <= turns[last].end or end < 1:
        raise BadAct(f"The passage {start}-{end} lies outside the turn.", hint="Reload the page.")
    return span


def _let_go(study: Study, mark_id: str, coder: str, act_id: str) -> str:
    """A mark without codes goes; one that holds codes only loses its note."""
    with study.reading() as connection:
        mark = reads.one_of(connection, Segment, mark_id)
        is_coded = reads.all_of(connection, Coding, reads.table_of(Coding).c.segment_id == mark_id)
    if mark is None or mark.coder != coder:
        raise NotFound("mark of yours", mark_id, hint="It was removed already, or it is somebody else's.")
    if is_coded:
        mark_segment(study, Span(mark.interview_id, mark.start, mark.end), by=coder, act_id=act_id)
    else:
        remove_segment(study, mark_id, by=coder, act_id=act_id)
    return ""
