"""Where a transcript and its recording meet: the points that the standard asks for, and nothing it can do without."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from qualkit.exchange.identity import derived_id
from qualkit.model import Segment, TranscriptText
from qualkit.text.times import span_times

VIDEO = frozenset({".mp4", ".mov", ".mkv", ".avi", ".webm", ".m4v", ".mpg", ".mpeg", ".wmv", ".3gp"})


def source_kind(file: str) -> str:
    """The element of a recording: by its ending a video, else sound."""
    return "VideoSource" if PurePath(file).suffix.lower() in VIDEO else "AudioSource"


def sync_points(text: TranscriptText, marks: Iterable[Segment]) -> dict[int, int | None]:
    """Milliseconds by position, in the order of the text; None where nobody knows when a word was said.

    A turn's beginning is a point, and so are a mark's two edges: coded passages of a recording's transcript are
    addressed through points only.
    """
    points: dict[int, int | None] = {turn.start: turn.start_ms for turn in text.turns if turn.start_ms is not None}
    for mark in marks:
        begins, ends = span_times(mark.start, mark.end, text.words, text.turns)
        for place, ms in ((mark.start, begins), (mark.end, ends)):
            if points.get(place) is None:
                points[place] = ms
    return dict(sorted(points.items()))


def point_guid(interview_id: str, position: int) -> str:
    """The GUID of the point at that position."""
    return derived_id(interview_id, "sync point", str(position))
