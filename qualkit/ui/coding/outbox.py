"""What the browser sends: acts with ids of its own, again and again until they are answered; each is done once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qualkit.coding.codebook import find_code
from qualkit.coding.codes import enter_code
from qualkit.coding.segments import (
    Span,
    enter_coding,
    enter_other_code,
    mark_segment,
    remove_coding,
    remove_segment,
    write_coding_memo,
)
from qualkit.errors import ActRepeated, BadAct, BusyStudy, NotFound, QualkitError
from qualkit.model import Code
from qualkit.revisions import settle_segment
from qualkit.store import reads
from qualkit.store.acts import ActInProgress
from qualkit.store.undo import redo, undo
from qualkit.ui.coding.news import news_of

if TYPE_CHECKING:
    from qualkit.study import Study

Op = Mapping[str, Any]
HALF_A_SIGN = re.compile("[\ud800-\udfff]")
"""JSON may name it alone, and no file can hold it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an outbox: acts that need not be sent again, and of these the refused ones with the reason."""

    settled: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a browser's acts are carried out: the study, the interview it shows, and who sits there."""

    study: Study
    interview_id: str
    coder: str


def carry_out(desk: Desk, outbox: Mapping[str, Any]) -> Answer:
    """Do the acts of an outbox in order, each at most once however often it is sent.

    Parameters
    ----------
    desk : Desk
        Study, interview and coder; the coder is never taken from the browser.
    outbox : mapping
        `key` names the text that positions refer to; `ops` are the acts not yet answered.
    """
    ops = outbox["ops"]
    stale = _moved_on(desk, outbox["key"]) if ops else ""
    settled: list[str] = []
    refused: dict[str, str] = {}
    for op in ops:
        act_id = op["act_id"]
        try:
            reason = stale or _do_once(desk, act_id, op)
        except BusyStudy:
            break  # the browser sends it again
        settled.append(act_id)
        if reason:
            refused[act_id] = reason
    return Answer(tuple(settled), refused)


def _moved_on(desk: Desk, key: str) -> str:
    current = news_of(desk.study).key(desk.interview_id)
    return "" if key == current else "The transcript was corrected meanwhile; select the passage again."


def _do_once(desk: Desk, act_id: str, op: Op) -> str:
    """Why it could not be done; empty where it was done, now or before."""
    try:
        KINDS.get(_text(op, "t"), _unknown)(desk, act_id, op)
    except BusyStudy:
        raise
    except ActRepeated:
        return ""
    except QualkitError as error:
        return str(error)
    return ""


# ---- the kinds of act ----


def _code(desk: Desk, act_id: str, op: Op) -> None:
    span = Span(desk.interview_id, _place(op, "start"), _place(op, "end"), _text(op, "segment_id"))
    with desk.study.acting(desk.coder, act_id=act_id) as act:
        code = _code_of(act, op)
        enter_coding(act, span, code, coding_id=_text(op, "coding_id"))
        if not act.lines:
            raise BadAct(f"The passage is coded “{code.name}” already.")


def _code_of(act: ActInProgress, op: Op) -> Code:
    """The code to apply, created as part of the act where the browser named a new one."""
    new = op.get("new_code")
    if not isinstance(new, Mapping):
        found = reads.one_of(act.connection, Code, _text(op, "code_id"))
        if found is None:
            raise NotFound("code", _text(op, "code_id"), hint="Somebody took it back; choose another.")
        return found
    parent_id = new.get("parent_id")
    parent = find_code(reads.codes(act.connection), str(parent_id)) if parent_id else None
    return enter_code(act, _text(new, "name"), parent=parent, code_id=_text(new, "id"), color=_text(new, "color"))


def _recode(desk: Desk, act_id: str, op: Op) -> None:
    with desk.study.acting(desk.coder, act_id=act_id) as act:
        enter_other_code(act, _text(op, "coding_id"), _code_of(act, op))


def _memo(desk: Desk, act_id: str, op: Op) -> None:
    write_coding_memo(desk.study, _text(op, "coding_id"), _text(op, "text"), by=desk.coder, act_id=act_id)


def _mark(desk: Desk, act_id: str, op: Op) -> None:
    span = Span(desk.interview_id, _place(op, "start"), _place(op, "end"), _text(op, "segment_id"))
    mark_segment(desk.study, span, note=_text(op, "note"), by=desk.coder, act_id=act_id)


def _move(desk: Desk, act_id: str, op: Op) -> None:
    start, end = _place(op, "start"), _place(op, "end")
    settle_segment(desk.study, _text(op, "segment_id"), start=start, end=end, by=desk.coder, act_id=act_id)


def _remove(desk: Desk, act_id: str, op: Op) -> None:
    remove_coding(desk.study, _text(op, "coding_id"), by=desk.coder, act_id=act_id)


def _unmark(desk: Desk, act_id: str, op: Op) -> None:
    remove_segment(desk.study, _text(op, "segment_id"), by=desk.coder, act_id=act_id)


def _undo(desk: Desk, act_id: str, _op: Op) -> None:
    with desk.study.acting(desk.coder, act_id=act_id) as act:
        undo(act, coded=desk.interview_id)


def _redo(desk: Desk, act_id: str, _op: Op) -> None:
    with desk.study.acting(desk.coder, act_id=act_id) as act:
        redo(act, coded=desk.interview_id)


def _unknown(_desk: Desk, _act_id: str, op: Op) -> None:
    raise BadAct(f"The browser asked for “{op.get('t')}”, which is not known.", hint="Reload the page.")


KINDS: dict[str, Callable[[Desk, str, Op], None]] = {
    "code": _code,
    "recode": _recode,
    "memo": _memo,
    "mark": _mark,
    "move": _move,
    "remove": _remove,
    "unmark": _unmark,
    "undo": _undo,
    "redo": _redo,
}


def _text(op: Op, name: str) -> str:
    value = op.get(name, "")
    if not isinstance(value, str) or HALF_A_SIGN.search(value):
        raise BadAct(f"The browser sent {value!r} as “{name}”.", hint="Reload the page.")
    return value


def _place(op: Op, name: str) -> int:
    value = op.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadAct(f"The browser sent {value!r} as “{name}”.", hint="Reload the page.")
    return value
