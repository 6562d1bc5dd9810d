"""Acts on codes: create, rename, define, move, promote, merge, split, retire, restore."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualkit.coding.codebook import IN_USE, descendants, entries, find_code, next_color, path_of, refuse_unused
from qualkit.errors import BadAct
from qualkit.journal import codes as journal
from qualkit.model import Code
from qualkit.store import reads
from qualkit.store.acts import ActInProgress, new_id
from qualkit.store.stale import refuse_stale
from qualkit.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame

NAME_LETTERS = 200
BETWEEN_NAMES = " > "
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
    _refuse_bad_name(name)
    _refuse_sibling(name, parent_id, codes, except_id=except_id)
    return name


def _refuse_sibling(name: str, parent_id: str | None, codes: Sequence[Code], *, except_id: str) -> None:
    for other in codes:
        beside = other.parent_id == parent_id and other.status in IN_USE and other.id != except_id
        if beside and other.name.casefold() == name.casefold():
            raise BadAct(f"A code “{other.name}” is there already.", hint="Use it, or choose another name or parent.")


def _refuse_bad_name(name: str) -> None:
    if not name:
        raise BadAct("A code needs a name.")
    if len(name) > NAME_LETTERS:
        told = f"{name[:40]}…"
        hint = "Give it a short name, and write the rest as its definition."
        raise BadAct(f"“{told}” has {len(name)} letters; a code's name has {NAME_LETTERS} at most.", hint=hint)
    above, arrow, below = name.rpartition(BETWEEN_NAMES)
    if arrow:
        hint = f"To put a code under another: qualkit codebook create STUDY “{below}” --under “{above}”"
        raise BadAct(f"“{name}” has “>” between names, which stands for a code under another.", hint=hint)


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
    return move_codes(study, [code], under=under, by=by, why=why)[0]


def move_codes(
    study: Study, codes: Sequence[str], *, under: str | None, by: str | None = None, why: str = ""
) -> list[Code]:
    """Put several codes under another, or (None) at the top, in one act. Raises BadAct as `move_code`."""
    with study.acting(by, why=why) as act:
        return [_move(act, code, under) for code in dict.fromkeys(codes)]


def _move(act: ActInProgress, code: str, under: str | None) -> Code:
    codes = reads.codes(act.connection)
    found = find_code(codes, code)
    parent = find_code(codes, under) if under else None
    if parent and (parent.id == found.id or parent.id in descendants(found, codes)):
        raise BadAct(f"“{found.name}” cannot stand under itself.", hint="Choose another parent.")
    parent_id = parent.id if parent else None
    _refuse_sibling(found.name, parent_id, codes, except_id=found.id)
    if parent_id != found.parent_id:
        act.record(journal.move_code(found, parent))
    return _again(act, found)


def promote_code(
    study: Study, code: str, *, name: str = "", along: Sequence[str] = (), by: str | None = None, why: str = ""
) -> Code:
    """Make a code a category: a new code in its place, with the code itself, the codes under it and `along` under it.

    The code keeps its identity, its codings and its history; the category, called `name` or as the code is, groups.

    Returns
    -------
    Code
        The category.

    Raises
    ------
    BadAct
        A code of that name stands there already, or the category would come under itself.
    """
    with study.acting(by, why=why) as act:
        codes = reads.codes(act.connection)
        found, named = find_code(codes, code), [find_code(codes, one) for one in along]
        refuse_unused(found)
        below = [one for one in codes if one.parent_id == found.id and one.status in IN_USE]
        others = list({one.id: one for one in (*below, *named) if one.id != found.id}.values())
        category = _category(act, found, name or found.name, codes)
        _refuse_grouping(found, others, codes)
        act.record(journal.promote_code(found, category, others))
        return _again(act, category)


def _category(act: ActInProgress, code: Code, name: str, codes: Sequence[Code]) -> Code:
    return Code(
        id=new_id(),
        name=_checked_name(name, code.parent_id, codes, except_id=code.id),
        parent_id=code.parent_id,
        color=code.color,
        created_by=act.by,
        created_at=act.at,
    )


def _refuse_grouping(code: Code, others: Sequence[Code], codes: Sequence[Code]) -> None:
    """Refuse to bring codes under one category that cannot stand beside each other there."""
    names = {code.name.casefold()}
    for other in others:
        refuse_unused(other)
        if code.id in descendants(other, codes):
            raise BadAct(f"“{other.name}” stands above “{code.name}”.", hint="Move one of them first.")
        if other.name.casefold() in names:
            hint = "Rename one of them, or merge them first."
            raise BadAct(f"Two codes “{other.name}” cannot stand beside each other.", hint=hint)
        names.add(other.name.casefold())


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
    own, there = (reads.codings(act.connection, code_id=code.id) for code in (found, target))
    moving, folding = journal.followers(own, there)
    children = [code for code in codes if code.parent_id == found.id]
    act.record(journal.merge_code(found, target, moving, folding, children))
    return len(moving) + len(folding)


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
    return retire_codes(study, [code], why=why, by=by)[0]


def retire_codes(study: Study, codes: Sequence[str], *, why: str, by: str | None = None) -> list[Code]:
    """Take several codes out of use for one reason, in one act. Raises BadAct as `retire_code`, before any is."""
    if not why.strip():
        raise BadAct("Retiring a code needs a reason.", hint="Give one with --why.")
    with study.acting(by, why=why) as act:
        standing = reads.codes(act.connection)
        named = list({one.id: one for one in (find_code(standing, code) for code in codes)}.values())
        for found in named:
            refuse_unused(found)
        act.record(*(journal.retire_code(found, why.strip()) for found in named))
        return [_again(act, found) for found in named]


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
