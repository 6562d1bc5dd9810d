"""Names for the speakers of a transcript: proposed from who asks and who is interviewed, given by a person.

The interviewer's name is kept in study.yaml once it was given. No voice is kept to know a person again by: that would
be biometric data of a participant, and a name that is proposed by role serves as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.interviews import find_interview
from qualkit.store import reads, transcripts
from qualkit.study import Study
from qualkit.text.roles import ProposedName, propose_roles

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.model import Interview


def propose_names(study: Study, interview: str) -> list[ProposedName]:
    """Names for those speakers of an interview who have none yet, the study's own where it is known.

    Raises
    ------
    NotFound
        No interview by that name or id.
    """
    with study.reading() as connection:
        found = find_interview(connection, interview)
        said = transcripts.transcript(connection, found.id)
        participant = _participant(connection, found)
    return propose_roles(said, interviewer=study.settings.interviewer, participant=participant) if said else []


def _participant(connection: Connection, interview: Interview) -> str:
    """The name of the only case in an interview; empty where there is none, or several."""
    names = [case.name for case in reads.cases(connection) if case.id in interview.case_ids]
    return names[0] if len(names) == 1 else ""


def keep_interviewer(study: Study, name: str) -> None:
    """Remember what the interviewer is called, to be proposed in the next transcript and to know questions by."""
    if name.strip() and name.strip() != study.settings.interviewer:
        study.change_settings(interviewer=name.strip())
