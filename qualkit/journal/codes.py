"""Changes to codes: create, rename, define, move, promote, merge, split, retire, restore; and codings that follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from qualkit.journal.rows import changed, made, removed
from qualkit.model import Code, Coding, Delta, Draft

KINDS = (
    "create_code",
    "rename_code",
    "define_code",
    "move_code",
    "promote_code",
    "merge_code",
    "split_code",
    "retire_code",
    "restore_code",
    "restore_codebook",
)
"""Kinds of Change that are about codes."""

Pair = tuple[Coding, Coding]


def create_code(code: Code) -> Draft:
    """A new code."""
    return Draft(
        kind="create_code",
        subject=code.id,
        target=code.parent_id,
        deltas=(made("code", code),),
        summary=f"created the code “{code.name}”",
    )


def _edit(kind: str, code: Code, summary: str, /, **after: Any) -> Draft:
    return Draft(kind=kind, subject=code.id, deltas=(changed("code", code, **after),), summary=summary)


def rename_code(code: Code, name: str) -> Draft:
    """Another name for the same code; everything coded with it stays."""
    return _edit("rename_code", code, f"renamed the code “{code.name}” to “{name}”", name=name)


def define_code(code: Code, **after: str) -> Draft:
    """New text for definition, include, exclude, example, color or kind."""
    return _edit("define_code", code, f"defined the code “{code.name}” ({', '.join(after)})", **after)


def move_code(code: Code, parent: Code | None) -> Draft:
    """Another place in the tree; `parent` None is the top."""
    where = f"under “{parent.name}”" if parent else "to the top"
    draft = _edit("move_code", code, f"moved the code “{code.name}” {where}", parent_id=parent.id if parent else None)
    return replace(draft, target=parent.id if parent else None)


def promote_code(code: Code, category: Code, others: Sequence[Code]) -> Draft:
    """A category takes a code's place, with the code, its codings untouched, and `others` under it."""
    under = [changed("code", one, parent_id=category.id) for one in (code, *others)]
    also = f", with {len(others)} more codes under it" if others else ""
    return Draft(
        kind="promote_code",
        subject=code.id,
        target=category.id,
        deltas=(made("code", category), *under),
        summary=f"promoted the code “{code.name}” to the category “{category.name}”{also}",
    )


def retire_code(code: Code, reason: str) -> Draft:
    """The code is used no more; its codings stay readable."""
    return _edit("retire_code", code, f"retired the code “{code.name}”", status="retired", reason=reason)


def restore_code(code: Code) -> Draft:
    """A retired code is in use again."""
    return _edit("restore_code", code, f"restored the code “{code.name}”", status="active", reason="")


def split_code(source: Code, into: Sequence[Code]) -> Draft:
    """New codes come out of one; its codings stay with it until each is looked at again."""
    names = ", ".join(f"“{code.name}”" for code in into)
    return Draft(
        kind="split_code",
        subject=source.id,
        deltas=tuple(made("code", code) for code in into),
        summary=f"split the code “{source.name}” into {names}",
    )


def restore_codes(deltas: Sequence[Delta], version: int) -> Draft:
    """The codebook goes back to how it stood at a version, as new Changes."""
    changed_codes = sum(len(delta.ids) for delta in deltas if delta.noun == "code")
    return Draft(
        kind="restore_codebook",
        subject=f"v{version}",
        deltas=tuple(deltas),
        summary=f"restored version {version} of the codebook, {changed_codes} codes changed",
    )


def merge_code(
    source: Code,
    into: Code,
    moving: Sequence[Coding],
    folding: Sequence[Pair],
    children: Sequence[Code],
) -> Draft:
    """One code is taken up by another and its codings follow.

    Parameters
    ----------
    source, into : Code
        The code that goes and the code that takes it up.
    moving : sequence of Coding
        Codings of `source` whose segment the same coder has not coded with `into`.
    folding : sequence of (Coding, Coding)
        Pairs (of `source`, of `into`) of one coder on one segment: the first goes, its memo joins the second's.
    children : sequence of Code
        Codes under `source`; they come under `into`.
    """
    deltas = [changed("code", source, status="merged", merged_into=into.id), *_moved(moving, into)]
    deltas += [changed("code", child, parent_id=into.id) for child in children]
    deltas += _folded(folding)
    followed = len(moving) + len(folding)
    return Draft(
        kind="merge_code",
        subject=source.id,
        target=into.id,
        deltas=tuple(deltas),
        summary=f"merged the code “{source.name}” into “{into.name}”, {followed} codings followed",
    )


def recode_codings(moving: Sequence[Coding], folding: Sequence[Pair], into: Code, which: str) -> Draft:
    """Codings get another code in place of the ones they had; `moving` and `folding` are as for a merge."""
    count = len(moving) + len(folding)
    return Draft(
        kind="recode_codings",
        subject=into.id,
        target=into.id,
        deltas=(*_moved(moving, into), *_folded(folding)),
        summary=f"recoded {count} passage{'' if count == 1 else 's'} as “{into.name}”: {which}",
    )


def followers(codings: Iterable[Coding], there: Iterable[Coding]) -> tuple[list[Coding], list[Pair]]:
    """Codings that take another code, and pairs that fold as its coder has coded that segment with it (`there`)."""
    kept = {(coding.segment_id, coding.coder): coding for coding in there}
    moving, folding = [], []
    for coding in codings:
        same = kept.setdefault((coding.segment_id, coding.coder), coding)
        if same is coding:
            moving.append(coding)
        else:
            folding.append((coding, same))
    return moving, folding


def _moved(moving: Sequence[Coding], into: Code) -> list[Delta]:
    """One delta for all codings that had the same code, however many."""
    by_code: dict[str, list[str]] = {}
    for coding in moving:
        by_code.setdefault(coding.code_id, []).append(coding.id)
    after = {"code_id": into.id}
    return [Delta("coding", tuple(sorted(ids)), {"code_id": code_id}, after) for code_id, ids in by_code.items()]


def _folded(folding: Sequence[Pair]) -> list[Delta]:
    deltas = []
    for gone, kept in _memos_joined(folding):
        deltas += [removed("coding", one) for one in gone]
        memo = "\n\n".join(dict.fromkeys(m for m in (kept.memo, *(one.memo for one in gone)) if m))
        if memo != kept.memo:
            deltas.append(changed("coding", kept, memo=memo))
    return deltas


def _memos_joined(folding: Sequence[Pair]) -> list[tuple[list[Coding], Coding]]:
    """The codings that go, beside the one that stays for all of them."""
    ordered = sorted(folding, key=lambda pair: (pair[1].id, pair[0].id))
    groups = ((kept, [gone for gone, _ in group]) for kept, group in groupby(ordered, key=lambda pair: pair[1]))
    return [(gone, kept) for kept, gone in groups]
