"""Acts on memos: analytic and reflexive notes on anything, or on the study as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date as day
from typing import TYPE_CHECKING, Any

from qualkit.errors import BadAct, NotFound
from qualkit.journal import memos as journal
from qualkit.journal.memos import day_of
from qualkit.model import Memo
from qualkit.store import reads
from qualkit.store.acts import new_id
from qualkit.store.quoted import quotes_of
from qualkit.study import Study
from qualkit.text.quote_links import Quote, linked, spelled

if TYPE_CHECKING:
    from pandas import DataFrame
    from sqlalchemy import Connection

KINDS = ("reflexive", "theoretical", "methodological", "field note")
READING, CASE_SUMMARY = "reading", "case summary"
ALL_KINDS = (*KINDS, READING, CASE_SUMMARY)
"""The kinds that a person may choose, that an interview was read, and what a case is about."""
COLUMNS = ("id", "kind", "about", "about_id", "text", "by", "at")
ABOUT = ("study", "code", "coding", "segment", "interview", "case", "theme")


def write_memo(
    study: Study,
    text: str,
    *,
    about: str = "study",
    about_id: str | None = None,
    kind: str = "reflexive",
    by: str = "",
    date: str = "",
) -> Memo:
    """Write a memo on a noun of that id, or on the study. Raises BadAct, NotFound.

    Parameters
    ----------
    study, text : Study, str
        `[[quote:ID]]` in the text is a link to the passage of that id; see `qualkit.text.quote_links`.
    about, about_id : str
        One of `ABOUT`, and which one it is; no id for the study.
    kind : str
        One of `ALL_KINDS`.
    by : str
        Who writes.
    date : str
        The day that it is about, such as 2026-03-01, where that is not the day of writing.
    """
    if not text.strip():
        raise BadAct("The memo has no words yet.", hint="Write what you notice, then keep it.")
    if kind not in ALL_KINDS or about not in ABOUT:
        known = f"Kinds are {', '.join(KINDS)}; it may be about: {', '.join(ABOUT)}."
        raise BadAct(f"A memo of kind “{kind}” about “{about}” is not one.", hint=known)
    refuse_bad_day(date)
    with study.acting(by or None) as act:
        told = _told(act.connection, about, about_id)
        memo = Memo(
            id=new_id(),
            about=about,
            about_id=about_id,
            kind=kind,
            text=text.strip(),
            by=act.by,
            at=act.at,
            date=date,
        )
        act.record(journal.write_memo(memo, told))
        return memo


def refuse_bad_day(date: str) -> None:
    """Raise BadAct where a text is neither empty nor a day."""
    try:
        day.fromisoformat(date or "2000-01-01")
    except ValueError:
        raise BadAct(f"“{date}” is not a day.", hint="Write it as 2026-03-01.") from None


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


def search_memos(connection: Connection, words: str = "", *, kinds: Collection[str] = ()) -> list[Memo]:
    """Memos of these kinds (all, where none is named) that hold all of the words, newest day first.

    Words are looked for in the text, with linked quotes spelled out, in what the memo is on and in who wrote it.
    """
    memos = [one for one in reads.all_of(connection, Memo) if not kinds or one.kind in kinds]
    wanted, quotes = words.casefold().split(), quotes_in(connection, memos)
    found = []
    for memo in memos if wanted else ():
        said = f"{spelled(memo.text, quotes)} {told(connection, memo)} {memo.by} {memo.kind}".casefold()
        found += [memo] if all(word in said for word in wanted) else []
    return sorted(found if wanted else memos, key=lambda one: (day_of(one), one.at), reverse=True)


def told(connection: Connection, memo: Memo) -> str:
    """What a memo is on, in words, also where that is no longer there."""
    try:
        return _told(connection, memo.about, memo.about_id)
    except NotFound:
        return f"a {memo.about} that was removed"


def quotes_in(connection: Connection, memos: Iterable[Memo]) -> dict[str, Quote]:
    """The quotes that these memos link to and that are still there, by the id of their segment."""
    return quotes_of(connection, linked(memo.text for memo in memos))


def memos_table(study: Study) -> DataFrame:
    """One row per memo, oldest first: id, kind, about, about_id, text, by, at, date (the day that it is about).

    Links to quotes in the text are spelled out as the words that they lead to.
    """
    import pandas as pd

    with study.reading() as connection:
        memos = reads.all_of(connection, Memo, order=("at",))
        quotes = quotes_in(connection, memos)
    rows = [[*(getattr(memo, name) for name in COLUMNS), day_of(memo)] for memo in memos]
    table = pd.DataFrame(rows, columns=[*COLUMNS, "date"])
    return table.assign(text=[spelled(memo.text, quotes) for memo in memos])
