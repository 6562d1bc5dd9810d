"""The codebook as a tree: order, paths, counts, colours. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualkit.errors import AmbiguousName, BadAct, NotFound
from qualkit.model import Code

IN_USE = ("active", "draft")

# Okabe and Ito's colours, which people with any kind of colour vision can tell apart, darkened where white text or thin
# stripes need it; https://jfly.uni-koeln.de/color/
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9", "#7f3c8d", "#6b7280")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A code at its place in the tree; `references` are its own, `aggregate` those of the codes under it as well."""

    code: Code
    level: int
    path: str
    files: int
    references: int
    aggregate: int


def next_color(codes: Iterable[Code]) -> str:
    """The palette's colour that fewest codes have, the earliest of those."""
    used = [code.color for code in codes]
    return min(PALETTE, key=used.count)


def entries(codes: Iterable[Code], counts: Mapping[str, Mapping[str, int]]) -> list[Entry]:
    """Codes in use as a tree, depth first, siblings by name.

    Parameters
    ----------
    codes : iterable of Code
        Merged and retired ones are left out; a code whose parent is left out stands at the top.
    counts : mapping
        References by code id and interview id.
    """
    used = {code.id: code for code in codes if code.status in IN_USE}
    children: dict[str | None, list[Code]] = {}
    for code in sorted(used.values(), key=lambda c: (c.name.casefold(), c.id)):
        children.setdefault(code.parent_id if code.parent_id in used else None, []).append(code)
    return _under(None, children, counts, "", 0)


def _under(
    parent: str | None,
    children: Mapping[str | None, list[Code]],
    counts: Mapping[str, Mapping[str, int]],
    path: str,
    level: int,
) -> list[Entry]:
    found: list[Entry] = []
    for code in children.get(parent, []):
        here = f"{path} > {code.name}" if path else code.name
        below = _under(code.id, children, counts, here, level + 1)
        own = counts.get(code.id, {})
        references = sum(own.values())
        total = references + sum(entry.references for entry in below)
        entry = Entry(code=code, level=level, path=here, files=len(own), references=references, aggregate=total)
        found += [entry, *below]
    return found


def path_of(code: Code, codes: Mapping[str, Code]) -> str:
    """`Parent > Child`: the names from the top of the tree to the code."""
    names, here, visited = [code.name], code, {code.id}
    while here.parent_id and here.parent_id in codes and here.parent_id not in visited:
        here = codes[here.parent_id]
        visited.add(here.id)
        names.insert(0, here.name)
    return " > ".join(names)


def find_code(codes: Iterable[Code], name: str) -> Code:
    """The code of that id, path `Parent > Child`, or name where it is the only one of that name (case ignored).

    Raises
    ------
    NotFound, AmbiguousName
    """
    by_id = {code.id: code for code in codes}
    if name in by_id:
        return by_id[name]
    wanted = name.casefold().strip()
    living = [code for code in by_id.values() if code.status in IN_USE] or list(by_id.values())
    matches = [c for c in living if wanted == (path_of(c, by_id) if " > " in wanted else c.name).casefold()]
    if len(matches) > 1:
        raise AmbiguousName("code", name, [f"{path_of(c, by_id)} ({c.id})" for c in matches])
    if matches:
        return matches[0]
    retired = [code for code in by_id.values() if code.name.casefold() == wanted]
    if len(retired) == 1:
        return retired[0]
    raise NotFound("code", name, sorted(code.name for code in living))


def refuse_unused(code: Code) -> None:
    """Raise BadAct where a code is merged or retired: nothing new is coded with it."""
    if code.status not in IN_USE:
        raise BadAct(f"The code “{code.name}” is {code.status}.", hint="Restore it first, or choose a code in use.")


def descendants(code: Code, codes: Iterable[Code]) -> set[str]:
    """Ids of all codes under a code."""
    children: dict[str | None, list[str]] = {}
    for one in codes:
        children.setdefault(one.parent_id, []).append(one.id)
    found: set[str] = set()
    waiting = [code.id]
    while waiting:
        below = [i for i in children.get(waiting.pop(), []) if i not in found]
        found.update(below)
        waiting += below
    return found
