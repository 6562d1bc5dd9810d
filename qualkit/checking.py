"""Noting that a person has listened to an interview and found its transcript right."""

from __future__ import annotations

from dataclasses import replace

from qualkit.interviews import find_interview
from qualkit.journal.interviews import edit_interview
from qualkit.model import Interview
from qualkit.study import Study


def check_transcript(study: Study, interview: str, *, checked: bool = True, by: str | None = None) -> Interview:
    """Note who has checked a transcript and when, or take that note back. Raises NotFound."""
    with study.acting(by) as act:
        found = find_interview(act.connection, interview)
        if (found.checked_by is not None) != checked:
            draft = edit_interview(
                found, checked_by=act.by if checked else None, checked_at=act.at if checked else None
            )
            told = "checked the transcript of" if checked else "took back the check of the transcript of"
            act.record(replace(draft, kind="check_transcript", summary=f"{told} {found.name}"))
        return find_interview(act.connection, found.id)
