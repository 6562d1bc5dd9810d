"""Acts on memos: analytic and reflexive notes on anything, or on the study as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualkit.errors import BadAct, NotFound
from qualkit.journal import memos as journal
from qualkit.model import Memo
from qualkit.store import reads
from qualkit.store.acts import new_id
from qualkit.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame
    from sqlalchemy import Connection

KINDS = ("reflexive", "theoretical", "methodological", "field note")
ABOUT = ("study", "code", "coding", "segment", "interview", "case", "theme")


def write_memo(
    study: Study, text: str, *, about: str = "study", about_id: str | None = None, kind: str = "reflexive", by: str = ""
) -> Memo:
    """Write a memo on a noun of that id, or on the study. Raises BadAct, NotFound."""
    if kind not in KINDS or about not in ABOUT or not text.strip():
        known = f"Kinds are {', '.join(KINDS)}; it may be about: {', '.join(ABOUT)}."
        raise BadAct(f"A memo of kind “{kind}” about “{about}” with {len(text)} letters is not one.", hint=known)
    with study.acting(by or None) as act:
        told = _told(act.connection, about, about_id)
        memo = Memo(id=new_id(), about=about, about_id=about_id, kind=kind, text=text.strip(), by=act.by, at=act.at)
        act.record(journal.write_memo(memo, told))
        return memo


def edit_memo(study: Study, memo_id: str, text: str, *, by: str | None = None) -> None:
    """Change a memo's text."""
    with study.acting(by) as act:
        memo = _memo(act.connection, memo_id)
        act.record(journal.edit_memo(memo, text.strip(), _told(act.connection, memo.about, memo.about_id)))


def remove_memo(study: Study, memo_id: str, *, by: str | None = None) -> None:
    """Remove a memo."""
    with study.acting(by) as act:
        memo = _memo(act.connection, memo_id)
        act.record(journal.remove_memo(memo, _told(act.connection, memo.about, memo.about_id)))


def _memo(connection: Connection, memo_id: str) -> Memo:
    found = reads.one_of(connection, Memo, memo_id)
    if found is None:
        raise NotFound("memo", memo_id, hint="It was removed already.")
    return found


def _told(connection: Connection, about: str, about_id: str | None) -> str:
    """What a memo is on, as a person would say it."""
    if about == "study" or about_id is None:
        return "the study"
    noun: Any = reads.one_of(connection, reads.CLASSES[about], about_id)
    if noun is None:
        raise NotFound(about, about_id)
    return f"the {about} “{noun.name}”" if hasattr(noun, "name") else f"a {about}"


def memos_table(study: Study) -> DataFrame:
    """One row per memo, oldest first: id, kind, about, about_id, text, by, at."""
    import pandas as pd

    columns = ["id", "kind", "about", "about_id", "text", "by", "at"]
    with study.reading() as connection:
        memos = reads.all_of(connection, Memo, order=("at",))
    return pd.DataFrame([[getattr(memo, name) for name in columns] for memo in memos], columns=columns)
