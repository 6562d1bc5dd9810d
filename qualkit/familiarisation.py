"""Acts of getting familiar with an interview: that it was read, and a summary of each case; both are memos."""

from __future__ import annotations

from qualkit.memos import CASE_SUMMARY, READING, edit_memo, remove_memo, write_memo
from qualkit.model import Memo
from qualkit.store import reads
from qualkit.study import Study

READ = "Read."


def note_reading(study: Study, interview_id: str, *, by: str = "") -> Memo:
    """Note that somebody has read an interview: as often as one comes back to it. Raises NotFound."""
    return write_memo(study, READ, about="interview", about_id=interview_id, kind=READING, by=by)


def readings(study: Study, interview_id: str) -> list[Memo]:
    """When an interview was read and by whom, earliest first."""
    return _memos(study, "interview", interview_id, kind=READING)


def notes_on(study: Study, interview_id: str) -> list[Memo]:
    """Memos on an interview, readings and summaries left out, newest first."""
    found = _memos(study, "interview", interview_id)
    return [memo for memo in found if memo.kind not in (READING, CASE_SUMMARY)][::-1]


def case_summary(study: Study, about: str, about_id: str) -> Memo | None:
    """The summary of a case, or of an interview that has no case; where several were written, the latest."""
    return next(iter(_memos(study, about, about_id, kind=CASE_SUMMARY)[::-1]), None)


def write_case_summary(study: Study, text: str, *, about: str, about_id: str, by: str = "") -> None:
    """Write the summary of a case or interview, change it, or remove it where the text is empty. Raises NotFound."""
    before, text = case_summary(study, about, about_id), text.strip()
    if before is None:
        if text:
            write_memo(study, text, about=about, about_id=about_id, kind=CASE_SUMMARY, by=by)
    elif not text:
        remove_memo(study, before.id, by=by or None)
    elif text != before.text:
        edit_memo(study, before.id, text, by=by or None)


def _memos(study: Study, about: str, about_id: str, *, kind: str = "") -> list[Memo]:
    columns = reads.table_of(Memo).c
    here = [columns.about == about, columns.about_id == about_id, *([columns.kind == kind] if kind else [])]
    with study.reading() as connection:
        return reads.all_of(connection, Memo, *here, order=("at",))
