"""The six phases of Braun & Clarke as a guide: what was done when, as often as one came back, with room for notes.

References
----------
Braun, V., & Clarke, V. (2006). Using thematic analysis in psychology. Qualitative Research in Psychology, 3(2), 77-101.
https://doi.org/10.1191/1478088706qp063oa
Braun, V., & Clarke, V. (2021). One size fits all? What counts as quality practice in (reflexive) thematic analysis?
Qualitative Research in Psychology, 18(3), 328-352. https://doi.org/10.1080/14780887.2020.1769238
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from qualkit.memos import CASE_SUMMARY, READING, write_memo
from qualkit.model import Memo
from qualkit.store import reads
from qualkit.store.days import Days, days_by_kind
from qualkit.store.standing import READ
from qualkit.study import Study
from qualkit.ui import frame
from qualkit.ui.diary import CODING, FAMILIARISATION, GENERATING, NAMING, ON_CODES, REVIEWING
from qualkit.ui.language import _, marked
from qualkit.ui.moments import day, month

STRETCHES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Phase:
    """One of the six: its name, a question to think along, the page on which it is worked on, and kinds of acts."""

    name: str
    question: str
    address: str
    kinds: tuple[str, ...]


PHASES = (
    Phase(
        marked("Familiarisation"),
        marked("What strikes you on reading and listening again, and what do you bring to it yourself?"),
        "read",
        FAMILIARISATION,
    ),
    Phase(
        marked("Coding"),
        marked("What is said, and what lies under it? Which codes hold one idea?"),
        "code",
        CODING + ON_CODES,
    ),
    Phase(
        marked("Generating initial themes"),
        marked("Which codes tell one story, with one idea at its middle?"),
        "themes",
        GENERATING,
    ),
    Phase(
        marked("Developing and reviewing themes"),
        marked(
            "Does the theme hold against its extracts, and then against the whole data set? What speaks against it?"
        ),
        "themes",
        REVIEWING,
    ),
    Phase(
        marked("Refining, defining and naming themes"),
        marked("What is each theme about, what is it not, and does its name say so?"),
        "themes",
        NAMING,
    ),
    Phase(
        marked("Writing up"),
        marked("Which quotes carry the story, and what is the answer to the question?"),
        "export",
        ("choose_quote", "let_quote_go", "order_quotes", "write_summary"),
    ),
)


def guide(study: Study) -> None:
    """The phases one under another; nothing has to be finished before anything else."""
    with st.expander(_("The six phases, as you went through them")):
        st.caption(
            _("You may go back and forth: the days are from the journal. Nothing is counted as done or missing.")
        )
        with study.reading() as connection:
            days = days_by_kind(connection)
            written = reads.all_of(connection, Memo, order=("at",))
        days |= {READ: dict.fromkeys((one.at[:10] for one in written if one.kind in (READING, CASE_SUMMARY)), 1)}
        memos = [one for one in written if one.about == "study"]
        exported = _exported(study)
        for number, phase in enumerate(PHASES, start=1):
            worked = {*_worked(phase, days), *(exported if phase.address == "export" else ())}
            _shown(study, number, phase, sorted(worked), [one for one in memos if _is_of(one, phase)])


def _worked(phase: Phase, days: Days) -> set[str]:
    return {on for kind in phase.kinds for on in days.get(kind, {})}


def _exported(study: Study) -> set[str]:
    """The days of the files in the study's folder exports."""
    files = (study.folder / "exports").glob("*")
    return {date.fromtimestamp(file.stat().st_mtime).isoformat() for file in files if file.is_file()}


def _is_of(memo: Memo, phase: Phase) -> bool:
    return memo.text.startswith(f"{phase.name}: ")


def _shown(study: Study, number: int, phase: Phase, worked: Sequence[str], notes: Iterable[Memo]) -> None:
    when = told(worked) or _("not yet")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{number}. {_(phase.name)}** :gray[{frame.plain(when)}]")
        with frame.popover(_("Note"), key=f"phase-{number}", icon=":material/edit_note:"):
            _note(study, number, phase)
    st.caption(_(phase.question))
    for memo in notes:
        st.markdown(f":gray[{day(memo.at)}] {frame.plain(memo.text.removeprefix(f'{phase.name}: '))}")


def _note(study: Study, number: int, phase: Phase) -> None:
    with st.form(f"note-{number}", border=False):
        text = st.text_area(_("What do you notice in this phase, and about yourself in it?"))
        if st.form_submit_button(_("Keep"), type="primary"):
            frame.do(lambda: _noted(study, phase, text))


def _noted(study: Study, phase: Phase, text: str) -> str:
    write_memo(study, f"{phase.name}: {text.strip()}" if text.strip() else "", by=frame.coder(study))
    return _("Kept as a reflexive memo on the study.")


def told(days: Sequence[str]) -> str:
    """Days in words, neighbours as one stretch, the latest few: "3 to 5 Nov, 12 Nov 2025"."""
    stretches = list(stretched([date.fromisoformat(one) for one in days]))
    shown = [_stretch(first, last) for first, last in stretches[-STRETCHES_SHOWN:]]
    return ", ".join(["…", *shown] if len(stretches) > STRETCHES_SHOWN else shown)


def stretched(days: Sequence[date]) -> Iterable[tuple[date, date]]:
    """Stretches of days that follow one another, as (first, last)."""
    found: list[tuple[date, date]] = []
    for one in days:
        if found and one - found[-1][1] <= timedelta(days=1):
            found[-1] = (found[-1][0], one)
        else:
            found.append((one, one))
    return found


def _stretch(first: date, last: date) -> str:
    if first == last:
        return _("{day} {month} {year}", day=last.day, month=month(last), year=last.year)
    if (first.year, first.month) == (last.year, last.month):
        return _("{first} to {last} {month} {year}", first=first.day, last=last.day, month=month(last), year=last.year)
    began = _("{day} {month}", day=first.day, month=month(first))
    ended = _("{day} {month} {year}", day=last.day, month=month(last), year=last.year)
    return _("{first} to {last}", first=began, last=ended)
