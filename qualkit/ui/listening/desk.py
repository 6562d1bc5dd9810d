"""What the browser asks for while somebody listens, corrects, types or notes: each act is done once, if often sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualkit.errors import BadAct, BusyStudy, QualkitError
from qualkit.interviews import enter_transcript
from qualkit.model import Interview, StyleChoice, TranscriptText
from qualkit.revisions import enter_revision
from qualkit.store import reads, transcripts
from qualkit.store.acts import ActInProgress, seen
from qualkit.store.undo import redo, undo
from qualkit.text import amend
from qualkit.text.parts import Part, put_together, take_apart
from qualkit.ui.language import _
from qualkit.ui.listening import fields
from qualkit.ui.listening.fields import Op
from qualkit.ui.listening.noting import MOVED_ON, NOTING, note

if TYPE_CHECKING:
    from qualkit.study import Study

BY_HAND = "typed by hand"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where it is done: the study, the interview that is shown, and who sits there."""

    study: Study
    interview_id: str
    coder: str
    reading: bool = False
    """Nothing is corrected here: undo concerns one's own marks in this interview and nothing else."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one act: `told` in words where there is something to say, `refused` where it was not done."""

    act_id: str = ""
    told: str = ""
    refused: bool = False


def carry_out(desk: Desk, op: Op) -> Answer | None:
    """Do one act, unless it was done before; None where the study is busy and the browser is to ask again."""
    act_id = str(op.get("act_id", ""))
    try:
        with desk.study.reading() as connection:
            if seen(connection, act_id):
                return Answer(act_id)
        return Answer(act_id, _do(desk, act_id, op))
    except BusyStudy:
        return None
    except QualkitError as error:
        return Answer(act_id, str(error), refused=True)


def _do(desk: Desk, act_id: str, op: Op) -> str:
    if op.get("t") in NOTING:
        return note(desk.study, desk.interview_id, desk.coder, op)
    with desk.study.acting(desk.coder, act_id=act_id) as act:
        if op.get("t") in STEPS:
            return _step(act, str(op["t"]), coded=desk.interview_id if desk.reading else None)
        _change(act, desk.interview_id, op)
        return "" if act.lines else _("Nothing was changed.")


def _step(act: ActInProgress, which: str, *, coded: str | None) -> str:
    if which == "undo":
        return _("Took back: {undo}", undo=undo(act, coded=coded))
    return _("Did again: {redo}", redo=redo(act, coded=coded))


def _change(act: ActInProgress, interview_id: str, op: Op) -> None:
    interview = reads.one_of(act.connection, Interview, interview_id)
    old = transcripts.transcript(act.connection, interview_id)
    kind = KINDS.get(str(op.get("t")))
    if kind is None or interview is None:
        raise BadAct(f"The browser asked for “{op.get('t')}”, which is not known.", hint="Reload the page.")
    if op.get("have") != (old.id if old else ""):
        raise BadAct(MOVED_ON)
    lead, parts = take_apart(old or TranscriptText(""))
    change, told = kind
    new = put_together(lead, change(parts, op), source=old.source if old else BY_HAND)
    if old:
        enter_revision(act, interview, old, new, told=told)
    elif new.text.strip():
        enter_transcript(act, interview, new)


# ---- the kinds of act ----


def _retype(parts: list[Part], op: Op) -> list[Part]:
    return amend.retype(parts, _turn(parts, op), fields.text(op, "said"))


def _split(parts: list[Part], op: Op) -> list[Part]:
    """Cut a turn, whose words may have been retyped just before."""
    number = _turn(parts, op)
    retyped = [*parts[:number], amend.retyped(parts[number], fields.text(op, "said")), *parts[number + 1 :]]
    return amend.split(retyped, number, fields.number(op, "at"), fields.text(op, "who"))


def _join(parts: list[Part], op: Op) -> list[Part]:
    return amend.join(parts, _turn(parts, op))


def _say_who(parts: list[Part], op: Op) -> list[Part]:
    return amend.say_who(parts, _turn(parts, op), fields.text(op, "who"))


def _rename(parts: list[Part], op: Op) -> list[Part]:
    return amend.name_speakers(parts, {fields.text(op, "was"): fields.text(op, "who")})


def _add(parts: list[Part], op: Op) -> list[Part]:
    if not fields.text(op, "said").strip():
        return parts
    ms = op.get("ms")
    start_ms = fields.number(op, "ms") if ms is not None else None
    return amend.add(
        parts, fields.number(op, "turn"), fields.text(op, "who"), fields.text(op, "said"), start_ms=start_ms
    )


def _choose(parts: list[Part], op: Op) -> list[Part]:
    number, start, end = _stretch(parts, op)
    return amend.choose(parts, number, StyleChoice(start, end, bool(op.get("shown"))))


def _confirm(parts: list[Part], op: Op) -> list[Part]:
    return amend.confirm(parts, *_stretch(parts, op))


KINDS: dict[str, tuple[Callable[[list[Part], Op], list[Part]], str]] = {
    "retype": (_retype, "corrected"),
    "split": (_split, "split a turn of"),
    "join": (_join, "joined two turns of"),
    "who": (_say_who, "said who speaks in"),
    "rename": (_rename, "named a speaker of"),
    "add": (_add, "wrote on at"),
    "right": (_confirm, "confirmed a word of"),
    "choose": (_choose, "chose what the clean style shows of"),
}
STEPS = ("undo", "redo")


def _turn(parts: list[Part], op: Op) -> int:
    number = fields.number(op, "turn")
    if not 0 <= number < len(parts):
        raise BadAct(MOVED_ON)
    return number


def _stretch(parts: list[Part], op: Op) -> tuple[int, int, int]:
    """Number of a turn, and a stretch inside it."""
    number, start, end = _turn(parts, op), fields.number(op, "start"), fields.number(op, "end")
    if not 0 <= start < end <= len(parts[number].said):
        raise BadAct(f"The stretch {start}-{end} lies outside the turn.", hint="Reload the page.")
    return number, start, end
