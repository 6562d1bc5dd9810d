"""One act on several codings: take their code off, or give their passages another code as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qualkit.coding.codebook import find_code, refuse_unused
from qualkit.errors import NotFound
from qualkit.journal import segments as journal
from qualkit.model import Code, Coding, Segment
from qualkit.store import reads
from qualkit.store.acts import new_id
from qualkit.store.projection import chunks
from qualkit.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection


def remove_codings(study: Study, coding_ids: Sequence[str], *, by: str | None = None, why: str = "") -> int:
    """Take their code off these passages; marks that then hold no code and no note go too.

    Returns
    -------
    int
        How many codings went.

    Raises
    ------
    NotFound
        One of them was removed already; none is removed then.
    """
    with study.acting(by, why=why) as act:
        codings = _codings(act.connection, coding_ids)
        segments = _segments(act.connection, codings)
        codes = {code.id: code for code in reads.codes(act.connection)}
        sittings = {one.id: one for one in reads.interviews(act.connection)}
        left = _on(act.connection, segments)
        drafts = []
        for coding in codings:
            segment = segments[coding.segment_id]
            left[segment.id].discard(coding.id)
            empty = segment if not left[segment.id] and not segment.note else None
            interview = sittings[segment.interview_id]
            drafts.append(journal.remove_coding(coding, codes[coding.code_id], interview, empty_segment=empty))
        act.record(*drafts)
        return len(drafts)


def code_as_well(study: Study, coding_ids: Sequence[str], code: str, *, by: str | None = None, why: str = "") -> int:
    """Give the passages of these codings another code as well, by whom acts; returns how many did not have it.

    Raises
    ------
    NotFound, AmbiguousName, BadAct
        One of the codings is gone; there is no one such code; it is out of use.
    """
    with study.acting(by, why=why) as act:
        target = find_code(reads.codes(act.connection), code)
        refuse_unused(target)
        segments = _segments(act.connection, _codings(act.connection, coding_ids))
        sittings = {one.id: one for one in reads.interviews(act.connection)}
        have = {one.segment_id for one in reads.codings(act.connection, code_id=target.id) if one.coder == act.by}
        wanting = [segment for segment in segments.values() if segment.id not in have]
        drafts = [
            journal.apply_code(_coding(segment, target, act.by, act.at), target, sittings[segment.interview_id])
            for segment in wanting
        ]
        act.record(*drafts)
        return len(drafts)


def _coding(segment: Segment, code: Code, coder: str, at: str) -> Coding:
    return Coding(id=new_id(), segment_id=segment.id, code_id=code.id, coder=coder, created_at=at)


def _codings(connection: Connection, ids: Sequence[str]) -> list[Coding]:
    column = reads.table_of(Coding).c.id
    found = {one.id: one for some in chunks(ids) for one in reads.all_of(connection, Coding, column.in_(some))}
    for coding_id in ids:
        if coding_id not in found:
            raise NotFound("coding", coding_id, hint="It was removed already; nothing was changed.")
    return [found[coding_id] for coding_id in dict.fromkeys(ids)]


def _segments(connection: Connection, codings: Iterable[Coding]) -> dict[str, Segment]:
    ids, column = list({coding.segment_id for coding in codings}), reads.table_of(Segment).c.id
    return {one.id: one for some in chunks(ids) for one in reads.all_of(connection, Segment, column.in_(some))}


def _on(connection: Connection, segments: Iterable[str]) -> dict[str, set[str]]:
    """Ids of all codings on these segments."""
    found: dict[str, set[str]] = {segment_id: set() for segment_id in segments}
    column = reads.table_of(Coding).c.segment_id
    for some in chunks(list(found)):
        for coding in reads.all_of(connection, Coding, column.in_(some)):
            found[coding.segment_id].add(coding.id)
    return found
