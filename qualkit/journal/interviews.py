"""Changes to cases, interviews, recordings and transcripts, and the import of a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualkit.journal.rows import changed, made
from qualkit.model import Attribute, Case, Coder, Delta, Draft, Interview, Recording, Variable


def import_file(sha256: str, name: str, *, study_holds: str = "") -> Draft:
    """A file was brought in; the Changes that follow in the same act say what it held."""
    summary = f"imported {name}" + (f": {study_holds}" if study_holds else "")
    return Draft(kind="import_file", subject=sha256, deltas=(), summary=summary)


def add_case(case: Case) -> Draft:
    """A participant is entered."""
    return Draft(
        kind="add_case", subject=case.id, deltas=(made("case", case),), summary=f"added the participant {case.name}"
    )


def set_attributes(case: Case, old: Sequence[Attribute], new: Sequence[Attribute]) -> Draft:
    """Facts about a participant: `old` are those replaced, by name, by one of `new`."""
    by_name = {attribute.name: attribute for attribute in old}
    deltas = [
        changed("attribute", by_name[a.name], value=a.value) if a.name in by_name else made("attribute", a) for a in new
    ]
    names = ", ".join(attribute.name for attribute in new)
    summary = f"noted {names} of {case.name}"
    return Draft(kind="set_attributes", subject=case.id, deltas=tuple(deltas), summary=summary)


def add_variable(variable: Variable) -> Draft:
    """What another program calls the attributes of one name becomes known."""
    return Draft(
        kind="add_variable",
        subject=variable.id,
        deltas=(made("variable", variable),),
        summary=f"added the attribute {variable.name}",
    )


def add_coder(coder: Coder) -> Draft:
    """Somebody who coded in another program becomes known."""
    return Draft(
        kind="add_coder", subject=coder.id, deltas=(made("coder", coder),), summary=f"added the coder {coder.name}"
    )


def add_interview(interview: Interview) -> Draft:
    """An interview is entered at its place in collection order."""
    return Draft(
        kind="add_interview",
        subject=interview.id,
        interview_id=interview.id,
        deltas=(made("interview", interview),),
        summary=f"added the interview {interview.name}",
    )


def edit_interview(interview: Interview, **after: Any) -> Draft:
    """Name, date, position or cases of an interview change."""
    return Draft(
        kind="edit_interview",
        subject=interview.id,
        interview_id=interview.id,
        deltas=(changed("interview", interview, **after),),
        summary=f"changed {', '.join(name.removesuffix('_ids') for name in after)} of the interview {interview.name}",
    )


def add_recording(recording: Recording, interview: Interview) -> Draft:
    """A recording belongs to an interview."""
    return Draft(
        kind="add_recording",
        subject=recording.id,
        interview_id=interview.id,
        deltas=(made("recording", recording),),
        summary=f"added the recording of {interview.name}",
    )


def revise_transcript(
    transcript_id: str,
    values: dict[str, Any],
    interview: Interview,
    moves: Sequence[Delta],
    doubtful: int,
    *,
    told: str = "corrected",
) -> Draft:
    """A corrected transcript, and where the marked passages stand in it; `doubtful` of them had their words changed."""
    look = f", {doubtful} marked passages to look at" if doubtful else ""
    return Draft(
        kind="revise_transcript",
        subject=transcript_id,
        interview_id=interview.id,
        deltas=(Delta("transcript", (transcript_id,), None, values), *moves),
        summary=f"{told} the transcript of {interview.name} (revision {values['revision']}{look})",
    )


def add_transcript(transcript_id: str, values: dict[str, Any], interview: Interview) -> Draft:
    """A transcript at a revision. `values` names its text by hash; the words themselves lie outside the journal."""
    return Draft(
        kind="add_transcript",
        subject=transcript_id,
        interview_id=interview.id,
        deltas=(Delta("transcript", (transcript_id,), None, values),),
        summary=f"added a transcript of {interview.name} (revision {values['revision']})",
    )
