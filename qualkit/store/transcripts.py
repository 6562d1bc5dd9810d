"""Transcripts: the row in the projection, and the words it names by digest."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, func, select

from qualkit.journal.signing import sha256
from qualkit.model import StyleChoice, TimedWord, Transcript, TranscriptText, Translated, Turn
from qualkit.store.acts import ActInProgress
from qualkit.store.bodies import unpack
from qualkit.store.schema import NOUNS, words
from qualkit.text.turns import words_only


def keep(act: ActInProgress, interview_id: str, incoming: TranscriptText) -> dict[str, Any]:
    """Store the words of a transcript; returns the values of its row (revision, digests, source)."""
    said = words_only(incoming) if incoming.turns else incoming.text
    timing = _timing(incoming)
    for body in (incoming.text, timing):
        act.keep_words(interview_id, sha256(body), body.encode())
    return {
        "interview_id": interview_id,
        "revision": _latest(act.connection, interview_id) + 1,
        "sha256": sha256(incoming.text),
        "timing_sha256": sha256(timing),
        "source": incoming.source,
        "length": len(incoming.text),
        "words": len(said.split()),
    }


def _timing(incoming: TranscriptText) -> str:
    """Turns and timed words; and what few transcripts have, the choices of style and a translation."""
    layers = (incoming.turns, incoming.words, incoming.choices, incoming.translation)
    more = layers if incoming.choices or incoming.translation else layers[:2]
    return json.dumps([_values(layer) for layer in more])


def _values(layer: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The fields of each; `astuple` copies every number as well, which costs half a second for an hour's words."""
    values = attrgetter(*(one.name for one in fields(layer[0]))) if layer else None
    return [values(one) for one in layer] if values else []


def _latest(connection: Connection, interview_id: str) -> int:
    table = NOUNS["transcript"]
    newest = select(func.max(table.c.revision)).where(table.c.interview_id == interview_id)
    return connection.execute(newest).scalar() or 0


def transcript(connection: Connection, interview_id: str, *, revision: int | None = None) -> Transcript | None:
    """The transcript of an interview at a revision (the latest where none is named), or None."""
    table = NOUNS["transcript"]
    query = select(table).where(table.c.interview_id == interview_id)
    query = query.where(table.c.revision == revision) if revision else query.order_by(table.c.revision.desc())
    row = connection.execute(query.limit(1)).first()
    if row is None:
        return None
    turns, timed, *more = json.loads(_words(connection, interview_id, row.timing_sha256))
    choices, translation = more or ([], [])
    return Transcript(
        id=row.id,
        interview_id=interview_id,
        revision=row.revision,
        sha256=row.sha256,
        text=_words(connection, interview_id, row.sha256),
        turns=tuple(Turn(*turn) for turn in turns),
        words=tuple(TimedWord(*word) for word in timed),
        source=row.source,
        choices=tuple(StyleChoice(*choice) for choice in choices),
        translation=tuple(Translated(*one) for one in translation),
    )


def text_length(connection: Connection, interview_id: str) -> int:
    """Code points in the latest transcript of an interview; 0 where it has none."""
    table = NOUNS["transcript"]
    query = select(table.c.length).where(table.c.interview_id == interview_id).order_by(table.c.revision.desc())
    return connection.execute(query.limit(1)).scalar() or 0


def word_counts(connection: Connection) -> dict[str, int]:
    """Words that were said, by interview, at its latest revision; speaker labels do not count."""
    table = NOUNS["transcript"]
    query = select(table.c.interview_id, table.c.words).order_by(table.c.revision)
    return {row.interview_id: row.words for row in connection.execute(query)}


def texts(connection: Connection, only: Collection[str] | None = None) -> dict[str, str]:
    """The text of every interview, or of some by their ids, at its latest revision, by interview id."""
    table = NOUNS["transcript"]
    latest = select(table.c.interview_id, func.max(table.c.revision).label("revision")).group_by(table.c.interview_id)
    if only is not None:
        latest = latest.where(table.c.interview_id.in_(only))
    newest = latest.subquery()
    this = (table.c.interview_id == newest.c.interview_id) & (table.c.revision == newest.c.revision)
    said = (words.c.interview_id == table.c.interview_id) & (words.c.sha256 == table.c.sha256)
    query = select(table.c.interview_id, words.c.body).join(newest, this).join(words, said)
    return {interview_id: unpack(body).decode() for interview_id, body in connection.execute(query)}


def _words(connection: Connection, interview_id: str, digest: str) -> str:
    query = select(words.c.body).where(words.c.interview_id == interview_id, words.c.sha256 == digest)
    body: bytes = connection.execute(query).scalar_one()
    return unpack(body).decode()
