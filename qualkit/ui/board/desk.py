"""What the theme board asks for: acts with the browser's own ids, each done once, by the person who sits there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from qualkit.errors import BadAct, QualkitError
from qualkit.reasons import give_reason
from qualkit.themes.actions import confirm_candidate, merge_candidate, reject_candidate, split_candidate
from qualkit.themes.chosen import choose_quote, let_quote_go, order_quotes
from qualkit.themes.making import TEXTS, create_theme, revise_theme
from qualkit.themes.review import Naming, question_about
from qualkit.themes.shaping import merge_themes, move_codes, order_themes, put_under, remove_theme, split_theme
from qualkit.ui.language import _, plural

if TYPE_CHECKING:
    from qualkit.study import Study

Op = Mapping[str, Any]
REMEMBERED = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be opened beside the board, by id."""

    what: Literal["passage", "memo on a theme"]
    id: str


@dataclass(slots=True)
class Desk:
    """One session at the board: who sits there, which acts it has done, and what came of the last."""

    study: Study
    coder: str
    done: dict[str, str] = field(default_factory=dict)
    told: str = ""
    act_id: str = ""
    wanted: Wanted | None = None

    def carry_out(self, ops: Sequence[Op]) -> None:
        """Do the acts in order, each at most once however often it is sent; what is refused is told with its reason."""
        for op in ops:
            op_id = str(op["id"])
            if op_id not in self.done:
                self.done[op_id] = self._do(op)
        self.done = dict(list(self.done.items())[-REMEMBERED:])

    def _do(self, op: Op) -> str:
        """Why it could not be done; empty where it was."""
        self.told = self.act_id = ""
        try:
            self.told = KINDS.get(_text(op, "t"), _unknown)(self, op)
        except QualkitError as error:
            return str(error)
        explainable = _text(op, "t") not in UNEXPLAINED and not op.get("why")
        last = self.study.recent_acts(1, by=self.coder) if explainable else []
        self.act_id = last[0].id if last else ""
        return ""

    def answer(self) -> dict[str, Any]:
        """What became of the acts so far: `told` and `act` of the latest, the settled ones, refusals by their ids."""
        refused = {op_id: reason for op_id, reason in self.done.items() if reason}
        return {"settled": list(self.done), "refused": refused, "told": self.told, "act": self.act_id}


# ---- the kinds of act ----


def _make(desk: Desk, op: Op) -> str:
    naming = Naming(_text(op, "name"), _text(op, "concept"))
    theme = create_theme(desk.study, naming, _texts(op, "codes"), by=desk.coder, why=_text(op, "why"))
    return _("Made the theme “{name}”. {question}", name=theme.name, question=question_about(theme.name)).strip()


def _confirm(desk: Desk, op: Op) -> str:
    naming = Naming(_text(op, "name"), _text(op, "concept"))
    theme = confirm_candidate(desk.study, _text(op, "candidate"), naming, by=desk.coder, why=_text(op, "why"))
    return _("Made the theme “{name}”. {question}", name=theme.name, question=question_about(theme.name)).strip()


def _part(desk: Desk, op: Op) -> str:
    naming = Naming(_text(op, "name"), _text(op, "concept"))
    candidate, codes, why = _text(op, "candidate"), _texts(op, "codes"), _text(op, "why")
    theme = split_candidate(desk.study, candidate, naming, codes, by=desk.coder, why=why)
    return _(
        "Made the theme “{name}” of some of its codes. {question}",
        name=theme.name,
        question=question_about(theme.name),
    ).strip()


def _join(desk: Desk, op: Op) -> str:
    candidate, why = _text(op, "candidate"), _text(op, "why")
    theme = merge_candidate(desk.study, candidate, into=_text(op, "into"), by=desk.coder, why=why)
    return _("Put its codes into “{name}”.", name=theme.name)


def _reject(desk: Desk, op: Op) -> str:
    decided = reject_candidate(desk.study, _text(op, "candidate"), by=desk.coder, why=_text(op, "why"))
    return _("Set the grouping {label} aside.", label=decided.label)


def _write(desk: Desk, op: Op) -> str:
    given = {name: _text(op, name) for name in TEXTS if name in op}
    seen = op.get("seen") if isinstance(op.get("seen"), int) else None
    why = _text(op, "why")
    theme = revise_theme(desk.study, _text(op, "theme"), codes=None, by=desk.coder, why=why, seen=seen, **given)
    question = question_about(theme.name) if "name" in given else ""
    return _("Kept “{name}”. {question}", name=theme.name, question=question).strip()


def _under(desk: Desk, op: Op) -> str:
    put_under(desk.study, _text(op, "theme"), _text(op, "parent") or None, by=desk.coder, why=_text(op, "why"))
    return _("Moved the theme.")


def _order_themes(desk: Desk, op: Op) -> str:
    order_themes(desk.study, _texts(op, "themes"), by=desk.coder)
    return _("Put the themes in order.")


def _merge(desk: Desk, op: Op) -> str:
    merge_themes(desk.study, _text(op, "theme"), into=_text(op, "into"), by=desk.coder, why=_text(op, "why"))
    told = desk.study.recent_acts(1, by=desk.coder)[0].summary
    return f"{told[0].upper()}{told[1:]}."


def _split(desk: Desk, op: Op) -> str:
    naming = Naming(_text(op, "name"), _text(op, "concept"))
    codes, why = _texts(op, "codes"), _text(op, "why")
    made = split_theme(desk.study, _text(op, "theme"), naming, codes, by=desk.coder, why=why)
    return _("Made the theme “{name}” of them. {question}", name=made.name, question=question_about(made.name)).strip()


def _remove(desk: Desk, op: Op) -> str:
    gone = remove_theme(desk.study, _text(op, "theme"), by=desk.coder, why=_text(op, "why"))
    return _("Gave up “{name}”; its codes stay.", name=gone.name)


def _move(desk: Desk, op: Op) -> str:
    codes, why = _texts(op, "codes"), _text(op, "why")
    move_codes(desk.study, codes, _text(op, "to"), out_of=_text(op, "out_of"), by=desk.coder, why=why)
    return plural("Moved the code.", "Moved {n} codes.", len(codes))


def _choose(desk: Desk, op: Op) -> str:
    choose_quote(desk.study, _text(op, "theme"), _text(op, "segment"), by=desk.coder)
    return _("Chose the quote.")


def _let_go(desk: Desk, op: Op) -> str:
    let_quote_go(desk.study, _text(op, "theme"), _text(op, "segment"), by=desk.coder)
    return _("Let the quote go.")


def _order_quotes(desk: Desk, op: Op) -> str:
    order_quotes(desk.study, _text(op, "theme"), _texts(op, "segments"), by=desk.coder)
    return _("Put the quotes in order.")


def _explain(desk: Desk, op: Op) -> str:
    give_reason(desk.study, _text(op, "act"), _text(op, "why"), by=desk.coder)
    return _("Kept the reason.")


def _undo(desk: Desk, _op: Op) -> str:
    return _("Took back: {undo}.", undo=desk.study.undo(desk.coder))


def _open(desk: Desk, op: Op) -> str:
    desk.wanted = Wanted("passage", _text(op, "segment"))
    return ""


def _note(desk: Desk, op: Op) -> str:
    desk.wanted = Wanted("memo on a theme", _text(op, "theme"))
    return ""


def _unknown(_desk: Desk, op: Op) -> str:
    raise BadAct(f"The browser asked for “{op.get('t')}”, which is not known.", hint="Reload the page.")


KINDS: dict[str, Callable[[Desk, Op], str]] = {
    "make": _make,
    "confirm": _confirm,
    "part": _part,
    "join": _join,
    "reject": _reject,
    "write": _write,
    "under": _under,
    "order themes": _order_themes,
    "merge": _merge,
    "split": _split,
    "remove": _remove,
    "move": _move,
    "choose": _choose,
    "let go": _let_go,
    "order quotes": _order_quotes,
    "explain": _explain,
    "undo": _undo,
    "open": _open,
    "note": _note,
}
UNEXPLAINED = ("open", "note", "explain", "undo")
"""What is no act of its own that one could give a reason for."""


def _text(op: Op, name: str) -> str:
    value = op.get(name, "")
    if not isinstance(value, str):
        raise BadAct(f"The browser sent {value!r} as “{name}”.", hint="Reload the page.")
    return value


def _texts(op: Op, name: str) -> list[str]:
    value = op.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadAct(f"The browser sent {value!r} as “{name}”.", hint="Reload the page.")
    return value
