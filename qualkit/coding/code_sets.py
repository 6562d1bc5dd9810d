"""Sets of codes across the tree: make one, put codes in, take codes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualkit.coding.codebook import find_code
from qualkit.errors import BadAct, NotFound
from qualkit.journal import code_sets as journal
from qualkit.model import Code, CodeSet
from qualkit.store import reads
from qualkit.store.acts import new_id
from qualkit.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualkit.store.acts import ActInProgress

OFF_THE_QUESTION = "Off the question"
"""The set that a review fills with codes that do not answer the research question."""


def code_sets(connection: Connection) -> list[CodeSet]:
    """All sets by name."""
    return sorted(reads.all_of(connection, CodeSet), key=lambda one: (one.name.casefold(), one.id))


def find_code_set(connection: Connection, name: str) -> CodeSet:
    """The set of that id or name. Raises NotFound with those there are."""
    known = code_sets(connection)
    for one in known:
        if name == one.id or name.casefold() == one.name.casefold():
            return one
    raise NotFound("set of codes", name, [one.name for one in known])


def create_code_set(
    study: Study, name: str, codes: Sequence[str] = (), *, by: str | None = None, why: str = ""
) -> CodeSet:
    """A new set of these codes. Raises BadAct where the name is empty or taken."""
    with study.acting(by, why=why) as act:
        return _create(act, name, [code.id for code in _codes(act, codes)])


def rename_code_set(study: Study, code_set: str, name: str, *, by: str | None = None, why: str = "") -> None:
    """Give a set another name. Raises BadAct where it is empty or taken."""
    with study.acting(by, why=why) as act:
        found = find_code_set(act.connection, code_set)
        act.record(journal.rename_code_set(found, _free_name(act, name, except_id=found.id)))


def put_in_set(study: Study, code_set: str, codes: Sequence[str], *, by: str | None = None, why: str = "") -> int:
    """Put codes into a set, which is made where there is none of that name; returns how many it did not hold."""
    with study.acting(by, why=why) as act:
        new = _codes(act, codes)
        try:
            found = find_code_set(act.connection, code_set)
        except NotFound:
            found = _create(act, code_set, [])
        added = [code for code in new if code.id not in found.code_ids]
        if added:
            told = f"put {_named(added)} into the set “{found.name}”"
            act.record(journal.fill_code_set(found, (*found.code_ids, *(code.id for code in added)), told))
        return len(added)


def take_out_of_set(study: Study, code_set: str, codes: Sequence[str], *, by: str | None = None, why: str = "") -> int:
    """Take codes out of a set; returns how many it held."""
    with study.acting(by, why=why) as act:
        found = find_code_set(act.connection, code_set)
        gone = [code for code in _codes(act, codes) if code.id in found.code_ids]
        left = tuple(one for one in found.code_ids if one not in {code.id for code in gone})
        if gone:
            act.record(journal.fill_code_set(found, left, f"took {_named(gone)} out of the set “{found.name}”"))
        return len(gone)


def remove_code_set(study: Study, code_set: str, *, by: str | None = None, why: str = "") -> None:
    """Remove a set; its codes stay as they are."""
    with study.acting(by, why=why) as act:
        act.record(journal.remove_code_set(find_code_set(act.connection, code_set)))


def _create(act: ActInProgress, name: str, code_ids: Sequence[str]) -> CodeSet:
    made = CodeSet(id=new_id(), name=_free_name(act, name), code_ids=tuple(dict.fromkeys(code_ids)))
    act.record(journal.create_code_set(made))
    return made


def _free_name(act: ActInProgress, name: str, *, except_id: str = "") -> str:
    name = " ".join(name.split())
    if not name:
        raise BadAct("A set of codes needs a name.")
    for other in code_sets(act.connection):
        if other.id != except_id and other.name.casefold() == name.casefold():
            raise BadAct(f"A set “{other.name}” is there already.", hint="Choose another name, or add to that one.")
    return name


def _codes(act: ActInProgress, codes: Sequence[str]) -> list[Code]:
    known = reads.codes(act.connection)
    return [find_code(known, code) for code in codes]


def _named(codes: Sequence[Code]) -> str:
    return f"the code “{codes[0].name}”" if len(codes) == 1 else f"{len(codes)} codes"
