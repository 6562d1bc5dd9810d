"""One act on several codings or marks: take a code off, remove marks, give passages another code as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
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
        codings = sorted(_codings(act.connection, coding_ids), key=lambda one: one.code_id)
        segments = _segments(act.connection, codings)
        on_them = _codings_on(act.connection, segments.values())
        left = {segment_id: {coding.id for coding in here} for segment_id, here in on_them.items()}
        codes = {code.id: code for code in reads.codes(act.connection)}
        for code_id, group in groupby(codings, key=lambda one: one.code_id):
            going = list(group)
            empty = [segments[i] for i in _emptied(going, left) if not segments[i].note]
            act.record(journal.remove_codings(going, empty, codes[code_id]))
        return len(codings)


def _emptied(going: Iterable[Coding], left: dict[str, set[str]]) -> list[str]:
    """Ids of segments that hold nothing once these codings are gone; `left` is what each holds, and is kept up."""
    emptied = []
    for coding in going:
        left[coding.segment_id].discard(coding.id)
        if not left[coding.segment_id]:
            emptied.append(coding.segment_id)
    return emptied


def remove_segments(study: Study, segment_ids: Sequence[str], *, by: str | None = None, why: str = "") -> int:
    """Remove these marks and the codings on them; returns how many marks went.

    Raises
    ------
    NotFound
        One of them was removed already; none is removed then.
    """
    with study.acting(by, why=why) as act:
        marks = sorted(_marks(act.connection, segment_ids), key=lambda one: one.interview_id)
        on_them = _codings_on(act.connection, marks)
        names = {one.id: one for one in reads.interviews(act.connection)}
        for interview_id, group in groupby(marks, key=lambda one: one.interview_id):
            going = list(group)
            codings = [coding for mark in going for coding in on_them[mark.id]]
            act.record(journal.remove_segments(going, codings, names[interview_id]))
        return len(marks)


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
        have = {one.segment_id for one in reads.codings(act.connection, code_id=target.id) if one.coder == act.by}
        wanting = sorted((s for s in segments.values() if s.id not in have), key=lambda s: (s.interview_id, s.start))
        for interview in reads.interviews(act.connection):
            new = [_coding(s, target, act.by, act.at) for s in wanting if s.interview_id == interview.id]
            if new:
                act.record(journal.code_passages(new, [], target, interview, "chosen by hand"))
        return len(wanting)


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


def _marks(connection: Connection, ids: Sequence[str]) -> list[Segment]:
    column = reads.table_of(Segment).c.id
    found = {one.id: one for some in chunks(ids) for one in reads.all_of(connection, Segment, column.in_(some))}
    for segment_id in ids:
        if segment_id not in found:
            raise NotFound("mark", segment_id, hint="It was removed already; nothing was changed.")
    return [found[segment_id] for segment_id in dict.fromkeys(ids)]


def _codings_on(connection: Connection, segments: Iterable[Segment]) -> dict[str, list[Coding]]:
    """All codings on these segments, by segment."""
    found: dict[str, list[Coding]] = {segment.id: [] for segment in segments}
    column = reads.table_of(Coding).c.segment_id
    for some in chunks(list(found)):
        for coding in reads.all_of(connection, Coding, column.in_(some)):
            found[coding.segment_id].append(coding)
    return found
