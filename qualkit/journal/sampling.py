"""Changes to the records on sampling and sufficiency: notes, dimensions of meaning, ratings of depth."""

from __future__ import annotations

from qualkit.journal.rows import changed, made, removed
from qualkit.model import DepthRating, Dimension, Draft, SamplingNote


def write_note(note: SamplingNote) -> Draft:
    """A dated note is written."""
    return Draft(
        kind="write_sampling_note",
        subject=note.id,
        interview_id=note.interview_id,
        deltas=(made("sampling_note", note),),
        summary=f"noted, of {note.date}: {note.kind}",
    )


def remove_note(note: SamplingNote) -> Draft:
    """A dated note goes."""
    return Draft(
        kind="remove_sampling_note",
        subject=note.id,
        interview_id=note.interview_id,
        deltas=(removed("sampling_note", note),),
        summary=f"removed a note of {note.date}: {note.kind}",
    )


def add_dimension(dimension: Dimension, code: str, interview: str) -> Draft:
    """A dimension of a code is heard in an interview."""
    return Draft(
        kind="add_dimension",
        subject=dimension.id,
        target=dimension.code_id,
        interview_id=dimension.interview_id,
        deltas=(made("dimension", dimension),),
        summary=f"heard “{dimension.label}” as a dimension of “{code}” in {interview}",
    )


def remove_dimension(dimension: Dimension, code: str) -> Draft:
    """A dimension is taken off an interview."""
    return Draft(
        kind="remove_dimension",
        subject=dimension.id,
        target=dimension.code_id,
        interview_id=dimension.interview_id,
        deltas=(removed("dimension", dimension),),
        summary=f"took the dimension “{dimension.label}” off “{code}”",
    )


def rate_depth(rating: DepthRating, before: DepthRating | None, concept: str) -> Draft:
    """A concept is rated on one criterion, for the first time or again by the same person."""
    again = {"rating": rating.rating, "evidence": rating.evidence, "at": rating.at}
    return Draft(
        kind="rate_depth",
        subject=rating.id,
        target=rating.about_id,
        deltas=(made("depth_rating", rating) if before is None else changed("depth_rating", before, **again),),
        summary=f"rated the {rating.criterion} of “{concept}” as {rating.rating} of 3",
    )


def remove_rating(rating: DepthRating, concept: str) -> Draft:
    """A rating goes; a criterion without one is blank, not nought."""
    return Draft(
        kind="remove_depth_rating",
        subject=rating.id,
        target=rating.about_id,
        deltas=(removed("depth_rating", rating),),
        summary=f"removed the rating of the {rating.criterion} of “{concept}”",
    )
