"""One interview as the browser gets it, all of it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

from qualkit.coding.codebook import PALETTE
from qualkit.errors import NotFound
from qualkit.model import Interview, Row, Transcript, Turn
from qualkit.store import reads
from qualkit.store.current import codings_in, latest_text, marks_in
from qualkit.store.transcripts import transcript
from qualkit.text.sections import ASKING
from qualkit.text.turns import from_labelled_text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.study import Study

SHOWN = {
    "code": ("name", "parent_id", "color", "definition", "status"),
    "segment": ("start", "end", "note", "coder", "created_at", "was"),
    "coding": ("segment_id", "code_id", "coder", "memo", "created_at"),
}
"""The nouns that the browser keeps, and of each the fields that it shows."""
LONG_TURN = 2000
SENTENCE_ENDS = re.compile(r"[.!?…][\"'”’)]*\s+|[。！？]")


def document_key(connection: Connection, interview_id: str) -> str:
    """Names one interview's text at one revision in one study's file: what positions in the browser refer to."""
    # A number comes back with other words where a correction is undone and another made; a copy of a study has its ids.
    revision, digest = latest_text(connection, interview_id)
    file = crc32(str(connection.engine.url.database).encode())
    return f"{interview_id}/{revision}/{digest[:16]}/{file:08x}"


def document(study: Study, interview_id: str) -> dict[str, Any]:
    """The snapshot of an interview at one state of the study.

    Returns
    -------
    dict
        key, rev (journal line), language (empty where it is not set), text, turns ([start, text_start, end, speaker,
        ms]), speakers, interviewers, codes, coders, segments ([id, start, end, note, coder, created_at, was]), codings
        ([id, segment, code, coder, memo, created_at]), elsewhere (references in other interviews by code id), palette.
        Positions are code points; speakers, coders, segments and codes are named by their place in the lists, because
        ids would be most of what is sent.

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
            "key": document_key(connection, interview_id),
            "rev": reads.head(connection),
            "palette": PALETTE,
            "language": "" if study.settings.language == "auto" else study.settings.language,
            **spoken(said, interviewer=study.settings.interviewer),
            **_coded(connection, interview_id),
        }


def spoken(said: Transcript, *, interviewer: str = "") -> dict[str, Any]:
    """Text and turns; `interviewers` are the places in `speakers` of those who ask."""
    turns = [part for turn in said.turns or from_labelled_text(said.text).turns for part in readable(turn, said.text)]
    speakers = list(dict.fromkeys(turn.speaker for turn in turns))
    asking = ASKING | {interviewer.casefold()} - {""}
    return {
        "text": said.text,
        "turns": [[t.start, t.text_start, t.end, speakers.index(t.speaker), t.start_ms] for t in turns],
        "speakers": speakers,
        "interviewers": [place for place, name in enumerate(speakers) if name.casefold() in asking],
    }


def readable(turn: Turn, text: str) -> Iterator[Turn]:
    """A long turn as several that end with a sentence: a screenful is what people read and a browser paints quickly."""
    while turn.end - turn.text_start > LONG_TURN:
        window = text[turn.text_start : turn.text_start + LONG_TURN]
        ends = [match.end() for match in SENTENCE_ENDS.finditer(window)]
        cut = ends[-1] if ends else window.rfind(" ") + 1 or LONG_TURN
        yield replace(turn, end=turn.text_start + len(window[:cut].rstrip()))
        start = turn.text_start + cut
        turn = Turn(start, start, turn.end, turn.speaker)
    yield turn


def _coded(connection: Connection, interview_id: str) -> dict[str, Any]:
    codes = reads.codes(connection)
    segments, codings = marks_in(connection, interview_id), codings_in(connection, interview_id)
    coders = sorted({row.coder for row in (*segments, *codings)})
    seat = {coder: number for number, coder in enumerate(coders)}
    place = {one.id: number for listed in (codes, segments) for number, one in enumerate(listed)}
    elsewhere = {
        code_id: sum(n for other, n in per_interview.items() if other != interview_id)
        for code_id, per_interview in reads.counts(connection).items()
    }
    return {
        "codes": [{"id": code.id, **shown("code", asdict(code))} for code in codes],
        "coders": coders,
        "segments": [[s, start, end, note, seat[coder], at, was] for s, start, end, note, coder, at, was in segments],
        "codings": [
            [c, place[segment], place[code], seat[coder], memo, at] for c, segment, code, coder, memo, at in codings
        ],
        "elsewhere": elsewhere,
    }


def shown(noun: str, row: Row) -> dict[str, Any]:
    """Those fields of a row that the browser keeps."""
    return {name: row[name] for name in SHOWN[noun] if name in row}


def interviews_with_text(study: Study) -> list[Interview]:
    """Interviews that can be coded, in collection order."""
    with study.reading() as connection:
        return [one for one in reads.interviews(connection) if latest_text(connection, one.id)[0]]
