"""Changes to memos."""

from __future__ import annotations

from qualkit.journal.rows import changed, made, removed
from qualkit.model import Delta, Draft, Memo


def day_of(memo: Memo) -> str:
    """The day that a memo is about: the one it names, else the one it was written on."""
    return memo.date or memo.at[: len("2026-03-01")]


def _draft(kind: str, memo: Memo, delta: Delta, summary: str) -> Draft:
    about = memo.about_id if memo.about == "interview" else None
    return Draft(
        kind=kind,
        subject=memo.id,
        target=memo.about_id,
        interview_id=about,
        deltas=(delta,),
        summary=summary,
    )


def write_memo(memo: Memo, about: str) -> Draft:
    """A memo is written; `about` names what it is on, for people."""
    return _draft("write_memo", memo, made("memo", memo), f"wrote a {memo.kind} memo on {about}")


def edit_memo(memo: Memo, text: str, about: str) -> Draft:
    """A memo's text changes."""
    return _draft("edit_memo", memo, changed("memo", memo, text=text), f"edited a {memo.kind} memo on {about}")


def remove_memo(memo: Memo, about: str) -> Draft:
    """A memo goes."""
    return _draft("remove_memo", memo, removed("memo", memo), f"removed a {memo.kind} memo on {about}")
