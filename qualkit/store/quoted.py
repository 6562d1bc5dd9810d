"""The words of marked passages that are named by id, wherever something links to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection, select

from qualkit.model import Coding, Segment
from qualkit.store import reads
from qualkit.store.projection import chunks
from qualkit.store.schema import NOUNS
from qualkit.store.transcripts import texts
from qualkit.text.quote_links import Quote, linked, spelled


def quotes_of(connection: Connection, segment_ids: Collection[str]) -> dict[str, Quote]:
    """The words of these passages with the interviews that they are from; those that are gone are left out."""
    column = reads.table_of(Segment).c.id
    chosen = chunks(sorted(segment_ids))
    found = [one for some in chosen for one in reads.all_of(connection, Segment, column.in_(some))]
    names = {one.id: one.name for one in reads.interviews(connection)} if found else {}
    said = texts(connection, {one.interview_id for one in found})
    return {
        one.id: Quote(said[one.interview_id][one.start : one.end], names[one.interview_id])
        for one in found
        if one.interview_id in said
    }


def told_codings(connection: Connection, codings: Iterable[Coding]) -> list[Coding]:
    """The codings with their memos as people read them: the quotes that they link to are spelled out."""
    found = list(codings)
    links = linked(one.memo for one in found)
    quotes = quotes_of(connection, links)
    return [replace(one, memo=spelled(one.memo, quotes)) for one in found] if links else found


class CodedPlace(NamedTuple):
    """A marked passage and one code on it; `id` is the passage's."""

    id: str
    interview_id: str
    start: int
    end: int
    code_id: str


def coded_places(connection: Connection, code_ids: Collection[str]) -> Iterator[CodedPlace]:
    """Every passage with one of these codes, once for each coding; plain, for a large study has 100,000 of them."""
    segment, coding = NOUNS["segment"], NOUNS["coding"]
    wanted = (segment.c.id, segment.c.interview_id, segment.c.start, segment.c.end, coding.c.code_id)
    query = select(*wanted).join_from(segment, coding, coding.c.segment_id == segment.c.id)
    for some in chunks(sorted(code_ids)):
        yield from map(CodedPlace._make, connection.execute(query.where(coding.c.code_id.in_(some))))


def latest_passages(connection: Connection, about: str, about_id: str | None, *, limit: int) -> list[str]:
    """Ids of the passages marked last: of a code, theme or interview where it is about one, else of all."""
    segment, coding = NOUNS["segment"].c, NOUNS["coding"].c
    query = select(segment.id).order_by(segment.created_at.desc(), segment.id).limit(limit)
    if about == "interview":
        query = query.where(segment.interview_id == about_id)
    elif about == "code":
        query = query.where(segment.id.in_(select(coding.segment_id).where(coding.code_id == about_id)))
    elif about == "theme":
        place = NOUNS["theme_code"].c
        held = select(place.code_id).where(place.theme_id == about_id)
        query = query.where(segment.id.in_(select(coding.segment_id).where(coding.code_id.in_(held))))
    return list(connection.execute(query).scalars())
