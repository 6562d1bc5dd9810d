"""One interview as the browser gets it: all of it once, then what was done since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from qualkit.coding.codebook import PALETTE
from qualkit.errors import NotFound
from qualkit.model import Delta, Interview, Transcript
from qualkit.store import reads
from qualkit.store.current import revision_of
from qualkit.store.transcripts import transcript
from qualkit.store.undo import next_undo
from qualkit.text.turns import from_labelled_text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.study import Study

NOUNS = frozenset({"code", "segment", "coding"})
INTERVIEWER_LABELS = frozenset({"interviewer", "int", "i", "moderator", "researcher", "facilitator", "q"})


def document_key(connection: Connection, study: Study, interview_id: str) -> str:
    """Names one interview's text at one revision: what positions in the browser refer to."""
    return f"{study.settings.id}/{interview_id}/{revision_of(connection, interview_id)}"


def document(study: Study, interview_id: str) -> dict[str, Any]:
    """The snapshot of an interview at one state of the study.

    Returns
    -------
    dict
        key, rev (journal line), text, turns ([start, text_start, end, speaker, ms]), speakers, interviewers, codes,
        segments ([id, start, end, note, coder]), codings ([id, segment, code, coder, memo]), elsewhere (references in
        other interviews by code id), palette. Positions are code points.

    Raises
    ------
    NotFound
        There is no such interview, or it has no transcript.
    """
    with study.reading() as connection:
        said = transcript(connection, interview_id)
        if said is None:
            raise NotFound("transcript of interview", interview_id, hint="Transcribe or import it first.")
        return {
            "key": document_key(connection, study, interview_id),
            "rev": reads.head(connection),
            "palette": PALETTE,
            **spoken(said, interviewer=study.settings.interviewer),
            **_coded(connection, interview_id),
        }


def spoken(said: Transcript, *, interviewer: str = "") -> dict[str, Any]:
    """Text and turns; `interviewers` are the places in `speakers` of those who ask."""
    turns = said.turns or from_labelled_text(said.text).turns
    speakers = list(dict.fromkeys(turn.speaker for turn in turns))
    asking = INTERVIEWER_LABELS | {interviewer.casefold()} - {""}
    return {
        "text": said.text,
        "turns": [[t.start, t.text_start, t.end, speakers.index(t.speaker), t.start_ms] for t in turns],
        "speakers": speakers,
        "interviewers": [place for place, name in enumerate(speakers) if name.casefold() in asking],
    }


def _coded(connection: Connection, interview_id: str) -> dict[str, Any]:
    elsewhere = {
        code_id: sum(n for other, n in per_interview.items() if other != interview_id)
        for code_id, per_interview in reads.counts(connection).items()
    }
    return {
        "codes": [
            {key: getattr(code, key) for key in ("id", "name", "parent_id", "color", "definition", "status")}
            for code in reads.codes(connection)
        ],
        "segments": [[s.id, s.start, s.end, s.note, s.coder] for s in reads.segments(connection, interview_id)],
        "codings": [
            [c.id, c.segment_id, c.code_id, c.coder, c.memo]
            for c in reads.codings(connection, interview_id=interview_id)
        ],
        "elsewhere": elsewhere,
    }


# ---- what was done since ----


def ops_since(study: Study, interview_id: str, rev: int, *, coder: str) -> dict[str, Any]:
    """What was done after a journal line, as far as it concerns an interview.

    Returns
    -------
    dict
        key, ops ([[line, act id, [delta, ...]], ...], undo (what the coder's undo would take back).
    """
    with study.reading() as connection:
        found = reads.deltas_since(connection, rev, NOUNS) if reads.head(connection) > rev else []
        standing = Standing(connection, interview_id) if found else None
        return {
            "key": document_key(connection, study, interview_id),
            "ops": [
                [seq, act_id, [asdict(d) for d in standing.within(deltas)]] for seq, act_id, deltas in found if standing
            ],
            "undo": next_undo(connection, coder),
        }


class Standing:
    """What an interview holds now, to tell which deltas of a large act concern it."""

    def __init__(self, connection: Connection, interview_id: str) -> None:
        self.interview_id = interview_id
        self.rows = {
            "segment": {segment.id for segment in reads.segments(connection, interview_id)},
            "coding": {coding.id for coding in reads.codings(connection, interview_id=interview_id)},
        }

    def within(self, deltas: Iterable[Delta]) -> list[Delta]:
        """Deltas cut to the rows of this interview: a merge may name 50,000 codings, and few of them are here.

        A row that came and went since is left out too; removals stay, since what is gone cannot be looked up.
        """
        cut = (delta if delta.noun == "code" or delta.after is None else self._here(delta) for delta in deltas)
        return [delta for delta in cut if delta.ids]

    def _here(self, delta: Delta) -> Delta:
        here: Sequence[str] = [row_id for row_id in delta.ids if row_id in self.rows[delta.noun]]
        return replace(delta, ids=tuple(here))


def interviews_with_text(study: Study) -> list[Interview]:
    """Interviews that can be coded, in collection order."""
    with study.reading() as connection:
        return [one for one in reads.interviews(connection) if revision_of(connection, one.id)]
