"""Giving many passages another code in one act, chosen one by one or by the code and the interviews they are in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualkit.coding.codebook import find_code, refuse_unused
from qualkit.errors import BadAct, NotFound
from qualkit.interviews import find_interview
from qualkit.journal.codes import followers
from qualkit.journal.codes import recode_codings as recoded
from qualkit.model import Code, Coding
from qualkit.store import reads
from qualkit.store.projection import chunks
from qualkit.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.store.acts import ActInProgress


def recode_codings(
    study: Study,
    coding_ids: Sequence[str],
    into: str,
    *,
    by: str | None = None,
    why: str = "",
    act_id: str | None = None,
) -> int:
    """Give these codings another code, their memos and coders kept; returns how many changed.

    A passage that the same coder has coded with `into` already keeps one coding, with the memos of both joined.

    Raises
    ------
    NotFound
        One of the codings is no longer there; none is changed then.
    AmbiguousName, BadAct
        Several codes have that name, or the code is out of use.
    """
    with study.acting(by, why=why, act_id=act_id) as act:
        target = _target(act, into)
        codings = _named(act.connection, list(dict.fromkeys(coding_ids)))
        return _recode(act, codings, target, "chosen by hand")


def recode_code(
    study: Study, source: str, into: str, *, interviews: Sequence[str] = (), by: str | None = None, why: str = ""
) -> int:
    """Give all codings of a code, or those in these interviews, another code; the emptied code stays.

    Raises
    ------
    NotFound, AmbiguousName, BadAct
    """
    with study.acting(by, why=why) as act:
        old, target = find_code(reads.codes(act.connection), source), _target(act, into)
        if old.id == target.id:
            raise BadAct(f"“{old.name}” cannot be recoded into itself.", hint="Choose another code.")
        sittings = [find_interview(act.connection, name) for name in dict.fromkeys(interviews)]
        codings = _codings(act.connection, old, [one.id for one in sittings])
        where = f" in {', '.join(one.name for one in sittings)}" if sittings else ""
        return _recode(act, codings, target, f"all that was coded “{old.name}”{where}")


def _target(act: ActInProgress, name: str) -> Code:
    found = find_code(reads.codes(act.connection), name)
    refuse_unused(found)
    return found


def _codings(connection: Connection, code: Code, interview_ids: Sequence[str]) -> list[Coding]:
    if not interview_ids:
        return reads.codings(connection, code_id=code.id)
    return [one for i in interview_ids for one in reads.codings(connection, code_id=code.id, interview_id=i)]


def _named(connection: Connection, ids: Sequence[str]) -> list[Coding]:
    column = reads.table_of(Coding).c.id
    found = {one.id: one for some in chunks(ids) for one in reads.all_of(connection, Coding, column.in_(some))}
    for coding_id in ids:
        if coding_id not in found:
            raise NotFound("coding", coding_id, hint="It was removed already; nothing was changed.")
    return [found[coding_id] for coding_id in ids]


def _recode(act: ActInProgress, codings: Sequence[Coding], target: Code, which: str) -> int:
    others = [coding for coding in codings if coding.code_id != target.id]
    if not others:
        return 0
    moving, folding = followers(others, reads.codings(act.connection, code_id=target.id))
    act.record(recoded(moving, folding, target, which))
    return len(others)
