"""Acts on codes: create, rename, define, move, merge, retire, restore."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualkit.coding.codebook import IN_USE, descendants, entries, find_code, next_color, path_of, refuse_unused
from qualkit.errors import BadAct
from qualkit.journal import codes as journal
from qualkit.model import Code, Coding
from qualkit.store import reads
from qualkit.store.acts import ActInProgress, new_id
from qualkit.store.stale import refuse_stale
from qualkit.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

TEXTS = ("definition", "include", "exclude", "example", "color", "kind")


def enter_code(act: ActInProgress, name: str, *, parent: Code | None = None, code_id: str = "", **texts: str) -> Code:
    """Create a code as part of an act; siblings may not share a name.

    Raises
    ------
    BadAct
        The name is empty, or a code of that name stands there already.
    """
    codes = reads.codes(act.connection)
    parent_id = parent.id if parent else None
    code = Code(
        id=code_id or new_id(),
        name=_checked_name(name, parent_id, codes),
        parent_id=parent_id,
        color=texts.pop("color", "") or next_color(codes),
        created_by=act.by,
        created_at=act.at,
        **_known_texts(texts),  # type: ignore[arg-type]
    )
    act.record(journal.create_code(code))
    return code


def _known_texts(texts: dict[str, str]) -> dict[str, str]:
    unknown = sorted(set(texts) - set(TEXTS))
    if unknown:
        raise BadAct(f"A code has no “{unknown[0]}”.", hint=f"It has: name, {', '.join(TEXTS)}.")
    return texts


def _checked_name(name: str, parent_id: str | None, codes: Sequence[Code], *, except_id: str = "") -> str:
    name = " ".join(name.split())
    if not name:
        raise BadAct("A code needs a name.")
    for other in codes:
        beside = other.parent_id == parent_id and other.status in IN_USE and other.id != except_id
        if beside and other.name.casefold() == name.casefold():
            raise BadAct(f"A code “{other.name}” is there already.", hint="Use it, or choose another name or parent.")
    return name


def create_code(
    study: Study, name: str, *, under: str | None = None, by: str | None = None, why: str = "", **texts: str
) -> Code:
    """Create a code; `texts` are definition, include, exclude, example, color, kind. Raises BadAct."""
    with study.acting(by, why=why) as act:
        parent = find_code(reads.codes(act.connection), under) if under else None
        return enter_code(act, name, parent=parent, **texts)


def rename_code(
    study: Study, code: str, name: str, *, by: str | None = None, why: str = "", seen: int | None = None
) -> Code:
    """Give a code another name; its id, codings and history stay. Raises BadAct, StaleRevision."""
    with study.acting(by, why=why) as act:
        codes = reads.codes(act.connection)
        found = find_code(codes, code)
        refuse_stale(act.connection, "code", found.id, seen)
        name = _checked_name(name, found.parent_id, codes, except_id=found.id)
        if name != found.name:
            act.record(journal.rename_code(found, name))
        return _again(act, found)


def define_code(
    study: Study, code: str, *, by: str | None = None, why: str = "", seen: int | None = None, **texts: str
) -> Code:
    """Write definition, include, exclude, example, color or kind of a code. Raises BadAct, StaleRevision."""
    with study.acting(by, why=why) as act:
        found = find_code(reads.codes(act.connection), code)
        refuse_stale(act.connection, "code", found.id, seen)
        new = {key: text for key, text in _known_texts(texts).items() if text != getattr(found, key)}
        if new:
            act.record(journal.define_code(found, **new))
        return _again(act, found)


def move_code(study: Study, code: str, *, under: str | None, by: str | None = None, why: str = "") -> Code:
    """Put a code under another, or (None) at the top. Raises BadAct where it would come under itself."""
    with study.acting(by, why=why) as act:
        codes = reads.codes(act.connection)
        found = find_code(codes, code)
        parent = find_code(codes, under) if under else None
        if parent and (parent.id == found.id or parent.id in descendants(found, codes)):
            raise BadAct(f"“{found.name}” cannot stand under itself.", hint="Choose another parent.")
        parent_id = parent.id if parent else None
        _checked_name(found.name, parent_id, codes, except_id=found.id)
        if parent_id != found.parent_id:
            act.record(journal.move_code(found, parent))
        return _again(act, found)


def merge_codes(
    study: Study, sources: Sequence[str], *, into: str, by: str | None = None, why: str = ""
) -> tuple[Code, int]:
    """Merge codes into another: codings and child codes follow, double codings of one passage fold, memos join.

    Returns
    -------
    (Code, int)
        The code that took them up, and how many codings followed.
    """
    with study.acting(by, why=why) as act:
        target = find_code(reads.codes(act.connection), into)
        refuse_unused(target)
        moved = sum(_merge_one(act, source, target) for source in dict.fromkeys(sources))
        return _again(act, target), moved


def _merge_one(act: ActInProgress, source: str, target: Code) -> int:
    codes = reads.codes(act.connection)
    found = find_code(codes, source)
    refuse_unused(found)
    if found.id == target.id or target.id in descendants(found, codes):
        raise BadAct(f"“{found.name}” cannot be merged into itself or a code under it.", hint="Move that code first.")
    moving, folding = _followers(act, found, target)
    children = [code for code in codes if code.parent_id == found.id]
    act.record(journal.merge_code(found, target, moving, folding, children))
    return len(moving) + len(folding)


def _followers(act: ActInProgress, source: Code, target: Code) -> tuple[list[Coding], list[tuple[Coding, Coding]]]:
    """Codings that move, and pairs that fold because the same coder has coded that segment with the target."""
    there = {(c.segment_id, c.coder): c for c in reads.codings(act.connection, code_id=target.id)}
    moving, folding = [], []
    for coding in reads.codings(act.connection, code_id=source.id):
        kept = there.get((coding.segment_id, coding.coder))
        if kept:
            folding.append((coding, kept))
        else:
            moving.append(coding)
            there[coding.segment_id, coding.coder] = coding
    return moving, folding


def split_code(
    study: Study, code: str, into: Sequence[str], *, by: str | None = None, why: str = ""
) -> tuple[list[Code], int]:
    """Make new codes out of one, beside it; its codings stay with it until each is recoded.

    Returns
    -------
    (list of Code, int)
        The new codes, and how many codings wait on the old one to be looked at again.
    """
    with study.acting(by, why=why) as act:
        codes = reads.codes(act.connection)
        found = find_code(codes, code)
        refuse_unused(found)
        parts = _parts(found, into, codes, act)
        act.record(journal.split_code(found, parts))
        return parts, len(reads.codings(act.connection, code_id=found.id))


def _parts(source: Code, names: Sequence[str], codes: Sequence[Code], act: ActInProgress) -> list[Code]:
    parts: list[Code] = []
    for name in names:
        standing = [*codes, *parts]
        part = Code(
            id=new_id(),
            name=_checked_name(name, source.parent_id, standing),
            parent_id=source.parent_id,
            split_from=source.id,
            color=next_color(standing),
            created_by=act.by,
            created_at=act.at,
        )
        parts.append(part)
    if len(parts) < 2:
        raise BadAct(f"A split of “{source.name}” needs two new names or more.", hint="Give them after --into.")
    return parts


def retire_code(study: Study, code: str, *, why: str, by: str | None = None) -> Code:
    """Take a code out of use, with the reason; its codings stay readable. Raises BadAct without a reason."""
    if not why.strip():
        raise BadAct("Retiring a code needs a reason.", hint="Give one with --why.")
    with study.acting(by, why=why) as act:
        codes = reads.codes(act.connection)
        found = find_code(codes, code)
        refuse_unused(found)
        act.record(journal.retire_code(found, why.strip()))
        return _again(act, found)


def restore_code(study: Study, code: str, *, by: str | None = None, why: str = "") -> Code:
    """Put a retired code to use again; a code in use stays as it is."""
    with study.acting(by, why=why) as act:
        found = find_code(reads.codes(act.connection), code)
        if found.status == "retired":
            act.record(journal.restore_code(found))
        return _again(act, found)


def _again(act: ActInProgress, code: Code) -> Code:
    found = reads.one_of(act.connection, Code, code.id)
    return found or code


def codes_table(study: Study) -> DataFrame:
    """One row per code, the tree depth first, then merged and retired ones.

    Columns: id, name, path, level, parent (name), definition, include, exclude, example, color, kind, status,
    merged_into (name), files, references, aggregate_references.
    """
    import pandas as pd

    with study.reading() as connection:
        codes, counts = reads.codes(connection), reads.counts(connection)
    by_id = {code.id: code for code in codes}
    tree = entries(codes, counts)
    rows = [_row(e.code, by_id, level=e.level, files=e.files, references=e.references, total=e.aggregate) for e in tree]
    for code in codes:
        if code.status not in IN_USE:
            own = counts.get(code.id, {})
            n = sum(own.values())
            rows.append(_row(code, by_id, level=0, files=len(own), references=n, total=n))
    return pd.DataFrame(rows, columns=list(_row(Code(id="", name=""), {}, level=0, files=0, references=0, total=0)))


def _row(
    code: Code, by_id: dict[str, Code], *, level: int, files: int, references: int, total: int
) -> dict[str, object]:
    names = {i: other.name for i, other in by_id.items()}
    return {
        "id": code.id,
        "name": code.name,
        "path": path_of(code, by_id),
        "level": level,
        "parent": names.get(code.parent_id or ""),
        **{key: getattr(code, key) for key in TEXTS},
        "status": code.status,
        "merged_into": names.get(code.merged_into or ""),
        "files": files,
        "references": references,
        "aggregate_references": total,
    }
