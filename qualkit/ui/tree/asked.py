"""What the tree of codes asks for, carried out: every act is one call of an action, each at most once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from qualkit.coding.codebook import IN_USE, descendants
from qualkit.coding.codes import create_code, merge_codes, move_codes, promote_code, rename_code, retire_codes
from qualkit.errors import BadAct, QualkitError
from qualkit.model import Code
from qualkit.store import reads
from qualkit.store.overlaps import Following, following
from qualkit.study import Study
from qualkit.ui.language import _, plural

Op = Mapping[str, Any]
REMEMBERED = 200
NAMED = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of what was asked.

    Attributes
    ----------
    answered : tuple of str
        Requests that need not be sent again, the latest last.
    told, alarm : str, bool
        What to say about the last one, and whether it was refused.
    open, compare : str or None, tuple of str
        The code to open, and two codes to show side by side, where that was asked.
    preview : tuple of str
        What would follow a merge, sentence by sentence.
    acted : bool
        Whether the study was changed.
    touched : tuple of str or None
        The codes that were changed; None where that is not known, as after an undo.
    """

    answered: tuple[str, ...] = ()
    told: str = ""
    alarm: bool = False
    open: str | None = None
    compare: tuple[str, ...] = ()
    preview: tuple[str, ...] = ()
    acted: bool = False
    touched: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for what of which study."""

    study: Study
    coder: str
    op: Op = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text of the request. Raises BadAct where the browser sent something else."""
        value = self.op.get(name) or ""
        if not isinstance(value, str):
            raise BadAct(f"The browser sent {value!r} as “{name}”.", hint="Reload the page.")
        return value

    def ids(self) -> list[str]:
        """The codes that the request is about. Raises BadAct where there are none."""
        value = self.op.get("ids")
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            raise BadAct(f"The browser sent {value!r} as codes.", hint="Reload the page.")
        return value


def carry_out(study: Study, coder: str, ops: Iterable[Op], *, before: Answer) -> Answer:
    """Do what was asked and not yet answered; a refusal is told and ends nothing else."""
    answer = Answer(before.answered)
    for op in ops:
        op_id = str(op.get("op_id"))
        if op_id not in before.answered:
            done = _done(Request(study, coder, op))
            answer = replace(done, answered=(*answer.answered, op_id)[-REMEMBERED:], acted=answer.acted or done.acted)
    return answer


def _done(request: Request) -> Answer:
    try:
        return KINDS.get(request.text("t"), _unknown)(request)
    except QualkitError as error:
        return Answer(told=f"{error.message} {error.hint or ''}".strip(), alarm=True)


def _open(request: Request) -> Answer:
    return Answer(open=request.text("id"))


def _compare(request: Request) -> Answer:
    return Answer(compare=tuple(request.ids()[:2]))


def _preview(request: Request) -> Answer:
    ids, into = request.ids(), request.text("into")
    with request.study.reading() as connection:
        codes = reads.codes(connection)
        return Answer(preview=tuple(foretold(following(connection, ids, into), ids, into, codes)))


def foretold(found: Following, ids: Sequence[str], into: str, codes: Sequence[Code]) -> list[str]:
    """What would follow a merge, in sentences."""
    told = [_("No quote follows.")]
    if found.codings:
        interviews = plural("{n} interview", "{n} interviews", found.interviews)
        told = [
            plural(
                "{n} quote from {interviews} follows.",
                "{n} quotes from {interviews} follow.",
                found.codings,
                interviews=interviews,
            )
        ]
    if found.folding:
        told.append(_folded(found.folding))
    told += _children_told(ids, into, codes)
    return [*told, _("The names stay in the history, and Undo takes it back.")]


def _folded(passages: int) -> str:
    return plural(
        "{n} passage has both from the same person: one coding stays on each and the memos are joined.",
        "{n} passages have both from the same person: one coding stays on each and the memos are joined.",
        passages,
    )


def _children_told(ids: Sequence[str], into: str, codes: Sequence[Code]) -> list[str]:
    names = [one.name for one in codes if one.parent_id in ids and one.id not in (*ids, into) and one.status in IN_USE]
    if not names:
        return []
    target = next((one.name for one in codes if one.id == into), "")
    shown = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        shown = _("{shown} and {more} more", shown=shown, more=len(names) - NAMED)
    return [
        plural(
            "{n} code under it will stand under “{target}”: {shown}.",
            "{n} codes under it will stand under “{target}”: {shown}.",
            len(names),
            target=target,
            shown=shown,
        )
    ]


def _move(request: Request) -> Answer:
    ids, under = request.ids(), request.text("under") or None
    with request.study.reading() as connection:
        tops = outermost(ids, reads.codes(connection))
    moved = move_codes(request.study, tops, under=under, by=request.coder, why=request.text("why"))
    told = plural("Moved “{name}”.", "Moved {n} codes.", len(moved), name=moved[0].name)
    return Answer(told=told, acted=True, touched=tuple(code.id for code in moved))


def outermost(ids: Sequence[str], codes: Sequence[Code]) -> list[str]:
    """Those of the codes that are not under another of them: those under them come along."""
    chosen = [code for code in codes if code.id in ids]
    below = {one for code in chosen for one in descendants(code, codes)}
    return [code.id for code in chosen if code.id not in below]


def _merge(request: Request) -> Answer:
    after, followed = merge_codes(
        request.study, request.ids(), into=request.text("into"), by=request.coder, why=request.text("why")
    )
    told = plural(
        "Merged into “{name}”; {n} quote followed.",
        "Merged into “{name}”; {n} quotes followed.",
        followed,
        name=after.name,
    )
    return Answer(told=told, open=after.id, acted=True)


def _rename(request: Request) -> Answer:
    after = rename_code(request.study, request.text("id"), request.text("name"), by=request.coder)
    return Answer(told=_("It is called “{name}”.", name=after.name), acted=True, touched=(after.id,))


def _promote(request: Request) -> Answer:
    first, *along = request.ids()
    after = promote_code(request.study, first, name=request.text("name"), along=along, by=request.coder)
    return Answer(told=_("“{name}” is a category now.", name=after.name), open=after.id, acted=True)


def _create(request: Request) -> Answer:
    code = create_code(request.study, request.text("name"), under=request.text("under") or None, by=request.coder)
    return Answer(told=_("Made “{name}”.", name=code.name), open=code.id, acted=True)


def _retire(request: Request) -> Answer:
    codes = retire_codes(request.study, request.ids(), why=request.text("why"), by=request.coder)
    told = plural("Retired “{name}”.", "Retired {n} codes.", len(codes), name=codes[0].name)
    return Answer(told=told, acted=True, touched=tuple(code.id for code in codes))


def _undo(request: Request) -> Answer:
    return Answer(told=_("Took back: {undo}", undo=request.study.undo(request.coder)), acted=True)


def _redo(request: Request) -> Answer:
    return Answer(told=_("Did again: {redo}", redo=request.study.redo(request.coder)), acted=True)


def _unknown(request: Request) -> Answer:
    raise BadAct(f"The browser asked for “{request.op.get('t')}”, which is not known.", hint="Reload the page.")


KINDS: dict[str, Callable[[Request], Answer]] = {
    "open": _open,
    "compare": _compare,
    "preview": _preview,
    "move": _move,
    "merge": _merge,
    "rename": _rename,
    "promote": _promote,
    "create": _create,
    "retire": _retire,
    "undo": _undo,
    "redo": _redo,
}
