"""Saving the codebook as it stands, and looking at it as it stood."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qualkit.coding.codebook import IN_USE, entries
from qualkit.coding.genealogy import Genealogy, genealogy
from qualkit.errors import NotFound
from qualkit.history import Diff, diff, restoration
from qualkit.journal.codes import KINDS, restore_codes
from qualkit.journal.signing import Line
from qualkit.journal.versions import commit_codebook as commit
from qualkit.model import Coding, Version
from qualkit.store import reads
from qualkit.store.acts import new_id
from qualkit.store.standing import changes_since
from qualkit.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection


def commit_codebook(study: Study, message: str, *, name: str = "", by: str | None = None) -> Version:
    """Save the codebook as it stands as the next version, v1, v2 ..."""
    with study.acting(by) as act:
        number = len(reads.versions(act.connection)) + 1
        snapshot = codebook_rows(act.connection)
        version = Version(
            id=new_id(),
            number=number,
            name=name or message or f"v{number}",
            message=message,
            by=act.by,
            at=act.at,
            seq_upto=reads.head(act.connection),
            codes=sum(row["status"] in IN_USE for row in snapshot),
        )
        act.record(commit(version, snapshot))
        return version


def codebook_rows(connection: Connection) -> list[dict[str, Any]]:
    """All codes as they stand, the tree depth first and then merged and retired ones, with their counts."""
    codes, counts = reads.codes(connection), reads.counts(connection)
    parents = {code.id: code.name for code in codes}
    tree = entries(codes, counts)
    rows = [
        {
            **asdict(entry.code),
            "parent": parents.get(entry.code.parent_id or "") if entry.level else None,
            "level": entry.level,
            "files": entry.files,
            "references": entry.references,
            "aggregate_references": entry.aggregate,
        }
        for entry in tree
    ]
    for code in codes:
        if code.status not in IN_USE:
            own = counts.get(code.id, {})
            n = sum(own.values())
            told = {"parent": parents.get(code.parent_id or ""), "level": 0, "files": len(own)}
            rows.append({**asdict(code), **told, "references": n, "aggregate_references": n})
    return rows


def codebook_at(connection: Connection, version: str) -> list[dict[str, Any]]:
    """The codebook's rows at "current" or at a saved version such as "v2". Raises NotFound."""
    if version == "current":
        return codebook_rows(connection)
    return reads.snapshot(connection, find_version(connection, version))


def unchanged_since(connection: Connection) -> Version | None:
    """The version saved last, where no code has changed since."""
    saved = reads.versions(connection)
    return saved[-1] if saved and not changes_since(connection, saved[-1].seq_upto) else None


def find_version(connection: Connection, version: str) -> Version:
    """The version of that number ("v2", "2") or name. Raises NotFound with those there are."""
    known = reads.versions(connection)
    for one in known:
        if version in (f"v{one.number}", str(one.number), one.name):
            return one
    hint = "" if known else "Save one with: qualkit codebook commit STUDY -m MESSAGE"
    raise NotFound("version", version, [f"v{one.number}" for one in known], hint=hint)


def codebook_diff(connection: Connection, before: str, after: str) -> Diff:
    """What changed from one version ("v1") to a later one ("v3", "current"). Raises NotFound."""
    return diff(codebook_at(connection, before), codebook_at(connection, after))


def restore_version(study: Study, version: str, *, by: str | None = None, why: str = "") -> tuple[int, list[Coding]]:
    """Bring the codebook back to a saved version, as new Changes: history is never rewritten, and undo takes it back.

    Returns
    -------
    (int, list of Coding)
        How many codes changed, and the codings whose code that version does not use; they stay as they are.
    """
    study.back_up("before-restore")
    with study.acting(by, why=why) as act:
        found = find_version(act.connection, version)
        since = [line.change for line in reads.changes_since(act.connection, found.seq_upto)]
        codings = reads.codings(act.connection)
        then = reads.snapshot(act.connection, found)
        plan = restoration(then, codebook_rows(act.connection), codings, since)
        if plan.deltas:
            act.record(restore_codes(plan.deltas, found.number))
        changed = sum(len(delta.ids) for delta in plan.deltas if delta.noun == "code")
        return changed, [coding for coding in codings if coding.id in plan.unmapped]


def codebook_genealogy(connection: Connection) -> Genealogy:
    """Which code became which over all saved versions and the codebook as it stands, where it has changed since."""
    known = reads.versions(connection)
    columns = [(f"v{one.number}", reads.snapshot(connection, one)) for one in known]
    now = codebook_rows(connection)
    if not columns or any(getattr(diff(columns[-1][1], now), name) for name in Diff.__slots__):
        columns.append(("now", now))
    return genealogy(columns)


def code_history(connection: Connection, code_id: str) -> list[Line]:
    """One code's life, oldest first: every Change about it or that it took part in, restored versions included."""
    kinds = {*KINDS, "undo", "redo"}
    return [line for line in reads.changes_touching(connection, code_id) if line.change.draft.kind in kinds]
