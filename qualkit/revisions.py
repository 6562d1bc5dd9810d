"""Correcting a transcript after it was coded: every marked passage keeps its words, or is flagged to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualkit.errors import BadAct, NotFound
from qualkit.interviews import find_interview
from qualkit.journal.interviews import revise_transcript as revised
from qualkit.journal.rows import changed
from qualkit.journal.segments import move_segment as moved
from qualkit.model import Delta, Interview, Segment, Transcript, TranscriptText
from qualkit.store import reads, transcripts
from qualkit.store.acts import ActInProgress, new_id
from qualkit.store.stale import refuse_stale
from qualkit.study import Study
from qualkit.text.reanchor import Anchored, reanchor
from qualkit.text.revision import corrected

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Flagged:
    """A passage whose words were changed by a correction: what it stood on, and what it stands on now."""

    segment: Segment
    interview: Interview
    was: str
    now: str


def revise_transcript(
    study: Study,
    interview: str,
    text: str | TranscriptText,
    *,
    by: str | None = None,
    why: str = "",
    seen: str | None = None,
) -> list[Flagged]:
    """Replace a transcript's text by a corrected one, as its next revision, in one act.

    Parameters
    ----------
    study, interview, text
        Where, which one by name or id, and the whole text as it is to stand; as a text alone, its turns are read
        from it.
    by, why : str
        Who corrects it and the reason.
    seen : str, optional
        The id of the transcript that the correction was made on; its number comes back where a correction is undone.

    Raises
    ------
    BadAct
        The text is empty, the interview has none, or nothing would be left of a marked passage.
    StaleRevision
        The transcript is no longer the one that was `seen`.

    Returns
    -------
    list of Flagged
        The passages whose words were changed; all others stand exactly on their words.
    """
    with study.acting(by, why=why) as act:
        found = find_interview(act.connection, interview)
        old = transcripts.transcript(act.connection, found.id)
        if old is None:
            raise BadAct(f"“{found.name}” has no text to correct.", hint="Add its transcript on the Study page.")
        if seen is not None and old.id != seen:
            refuse_stale(act.connection, "transcript", old.id, 0)
        if text != old.text:
            enter_revision(act, found, old, corrected(old, text) if isinstance(text, str) else text)
        return [one for one in _flagged(act.connection) if one.interview.id == found.id]


def enter_revision(
    act: ActInProgress, interview: Interview, old: Transcript, new: TranscriptText, *, told: str = "corrected"
) -> None:
    """Enter a transcript's next revision as part of an act, with the marks in their places; nothing if it is the same.

    Raises
    ------
    BadAct
        No text, or of a marked passage nothing, would be left.
    """
    if not new.text.strip():
        raise BadAct(f"“{interview.name}” would be left without a text.", hint="Withdraw the interview instead.")
    layers = ("text", "turns", "words", "choices")
    if all(getattr(old, layer) == getattr(new, layer) for layer in layers):
        return
    segments = reads.segments(act.connection, interview.id)
    places = reanchor(old.text, new.text, [(segment.start, segment.end) for segment in segments])
    _refuse_lost(segments, places, old.text)
    deltas = [delta for pair in zip(segments, places, strict=True) for delta in _moves(*pair, old.revision)]
    values = transcripts.keep(act, interview.id, replace(new, translation=old.translation))
    doubtful = sum(not place.exact for place in places)
    act.record(revised(new_id(), values, interview, deltas, doubtful, told=told))


def _refuse_lost(segments: Sequence[Segment], places: Sequence[Anchored], text: str) -> None:
    """A marked passage of which nothing is left would stand on somebody else's words: its mark has to go first."""
    lost = [segment for segment, place in zip(segments, places, strict=True) if place.lost]
    if lost:
        first = text[lost[0].start : lost[0].end]
        what = f"{len(lost)} marked passage{'' if len(lost) == 1 else 's'}, such as “{first[:60]}”,"
        hint = "Take those marks off on the Code page first, or leave some of their words."
        raise BadAct(f"{what} would be left without a word.", hint=hint)


def _moves(segment: Segment, place: Anchored, revision: int) -> list[Delta]:
    was = segment.was if place.exact or segment.was else (revision, segment.start, segment.end)
    after = {"start": place.start, "end": place.end, "was": list(was) if was else None}
    before = {"start": segment.start, "end": segment.end, "was": list(segment.was) if segment.was else None}
    return [changed("segment", segment, **after)] if after != before else []


def flagged(study: Study) -> list[Flagged]:
    """Passages that a correction changed and nobody has looked at yet, in collection and text order."""
    with study.reading() as connection:
        return _flagged(connection)


def _flagged(connection: Connection) -> list[Flagged]:
    doubtful = [segment for segment in reads.segments(connection) if segment.was]
    sittings = {one.id: one for one in reads.interviews(connection)}
    found = [_beside(connection, segment, sittings[segment.interview_id]) for segment in doubtful]
    return sorted(found, key=lambda one: (one.interview.position, one.segment.start))


def _beside(connection: Connection, segment: Segment, interview: Interview) -> Flagged:
    revision, start, end = segment.was or (0, 0, 0)
    old = transcripts.transcript(connection, interview.id, revision=revision)
    new = transcripts.transcript(connection, interview.id)
    was, now = old.text[start:end] if old else "", new.text[segment.start : segment.end] if new else ""
    return Flagged(segment, interview, was, now)


def settle_segment(
    study: Study,
    segment_id: str,
    *,
    start: int | None = None,
    end: int | None = None,
    by: str | None = None,
    act_id: str | None = None,
) -> Segment:
    """Say that a flagged passage stands right, where it is or at new edges; also moves the edges of any passage.

    Raises
    ------
    NotFound
        The passage was removed.
    BadAct
        The new edges lie outside the text.
    """
    with study.acting(by, act_id=act_id) as act:
        segment = reads.one_of(act.connection, Segment, segment_id)
        if segment is None:
            raise NotFound("mark", segment_id, hint="It was removed already.")
        low, high = segment.start if start is None else start, segment.end if end is None else end
        length = transcripts.text_length(act.connection, segment.interview_id)
        if not 0 <= low < high <= length:
            raise BadAct(f"The passage {low}-{high} lies outside the text (0-{length}).", hint="Select it again.")
        settled = replace(segment, start=low, end=high, was=None)
        if settled != segment:
            interview = reads.one_of(act.connection, Interview, segment.interview_id)
            act.record(moved(segment, settled, interview.name if interview else ""))
        return settled
