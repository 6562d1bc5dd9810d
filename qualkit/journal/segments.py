"""Changes to segments and codings: mark, note, code, remove."""

from __future__ import annotations

from collections.abc import Sequence

from qualkit.journal.rows import changed, made, removed, row
from qualkit.model import Code, Coding, Draft, Interview, Segment

BY_HAND = (
    *("mark_segment", "move_segment", "note_segment", "remove_segment", "remove_segments"),
    *("create_code", "apply_code", "code_passages", "recode_coding", "write_coding_memo"),
    *("remove_coding", "remove_codings"),
)
"""Kinds of act by which somebody codes an interview; a code may come to be with its first coding."""


def mark_segment(segment: Segment, interview: Interview) -> Draft:
    """A passage is marked, with a note or with nothing yet."""
    return Draft(
        kind="mark_segment",
        subject=segment.id,
        interview_id=segment.interview_id,
        deltas=(made("segment", segment),),
        summary=f"marked a passage of {interview.name}",
    )


def move_segment(segment: Segment, settled: Segment, interview: str) -> Draft:
    """A passage gets other edges, or is found to stand right after a correction."""
    before, after = row(segment), row(settled)
    fields = {name: after[name] for name in after if after[name] != before[name]}
    return Draft(
        kind="move_segment",
        subject=segment.id,
        interview_id=segment.interview_id,
        deltas=(changed("segment", segment, **fields),),
        summary=f"settled the edges of a passage of {interview}",
    )


def note_segment(segment: Segment, note: str, interview: Interview) -> Draft:
    """The note on a passage changes."""
    return Draft(
        kind="note_segment",
        subject=segment.id,
        interview_id=segment.interview_id,
        deltas=(changed("segment", segment, note=note),),
        summary=f"wrote a note on a passage of {interview.name}",
    )


def remove_segment(segment: Segment, codings: Sequence[Coding], interview: Interview) -> Draft:
    """A mark goes, and the codings on it."""
    return Draft(
        kind="remove_segment",
        subject=segment.id,
        interview_id=segment.interview_id,
        deltas=(*(removed("coding", coding) for coding in codings), removed("segment", segment)),
        summary=f"removed a mark from {interview.name}",
    )


def remove_segments(segments: Sequence[Segment], codings: Sequence[Coding], interview: Interview) -> Draft:
    """Several marks of an interview go, and the codings on them."""
    count = f"{len(segments)} mark{'' if len(segments) == 1 else 's'}"
    return Draft(
        kind="remove_segments",
        subject=interview.id,
        interview_id=interview.id,
        deltas=(*(removed("coding", one) for one in codings), *(removed("segment", one) for one in segments)),
        summary=f"removed {count} from {interview.name}",
    )


def apply_code(coding: Coding, code: Code, interview: Interview, *, new_segment: Segment | None = None) -> Draft:
    """A code is applied to a passage; the mark is made with it where it was not there yet."""
    marks = (made("segment", new_segment),) if new_segment else ()
    return Draft(
        kind="apply_code",
        subject=coding.id,
        target=code.id,
        interview_id=interview.id,
        deltas=(*marks, made("coding", coding)),
        summary=f"coded a passage of {interview.name} as “{code.name}”",
    )


def code_passages(
    codings: Sequence[Coding], new: Sequence[Segment], code: Code, interview: Interview, which: str
) -> Draft:
    """A code is applied to many passages of an interview at once, `which` tells which; some marks are made with it."""
    count = f"{len(codings)} passage{'' if len(codings) == 1 else 's'}"
    return Draft(
        kind="code_passages",
        subject=code.id,
        target=code.id,
        interview_id=interview.id,
        deltas=(*(made("segment", one) for one in new), *(made("coding", one) for one in codings)),
        summary=f"coded {count} of {interview.name} as “{code.name}”: {which}",
    )


def remove_coding(coding: Coding, code: Code, interview: Interview, *, empty_segment: Segment | None = None) -> Draft:
    """A code is taken off a passage; a mark that then holds nothing goes with it."""
    marks = (removed("segment", empty_segment),) if empty_segment else ()
    return Draft(
        kind="remove_coding",
        subject=coding.id,
        target=code.id,
        interview_id=interview.id,
        deltas=(removed("coding", coding), *marks),
        summary=f"took the code “{code.name}” off a passage of {interview.name}",
    )


def remove_codings(codings: Sequence[Coding], empty: Sequence[Segment], code: Code) -> Draft:
    """A code is taken off many passages; marks that then hold nothing (`empty`) go with it."""
    count = f"{len(codings)} passage{'' if len(codings) == 1 else 's'}"
    return Draft(
        kind="remove_codings",
        subject=code.id,
        target=code.id,
        deltas=(*(removed("coding", one) for one in codings), *(removed("segment", one) for one in empty)),
        summary=f"took the code “{code.name}” off {count}",
    )


def recode_coding(coding: Coding, old: Code, new: Code, interview: Interview) -> Draft:
    """A passage gets another code in place of the one it had."""
    return Draft(
        kind="recode_coding",
        subject=coding.id,
        target=new.id,
        interview_id=interview.id,
        deltas=(changed("coding", coding, code_id=new.id),),
        summary=f"recoded a passage of {interview.name} from “{old.name}” to “{new.name}”",
    )


def write_coding_memo(coding: Coding, memo: str, code: Code, interview: Interview) -> Draft:
    """The memo on a coding changes."""
    return Draft(
        kind="write_coding_memo",
        subject=coding.id,
        target=code.id,
        interview_id=interview.id,
        deltas=(changed("coding", coding, memo=memo),),
        summary=f"wrote a memo on a passage of {interview.name} coded “{code.name}”",
    )
