"""Acts on frameworks: brought in or written, codes and themes mapped onto their dimensions, cells summed up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from qualkit.coding.codebook import find_code
from qualkit.errors import AmbiguousName, BadAct, NotFound
from qualkit.interviews import find_case
from qualkit.journal import frameworks as journal
from qualkit.model import CellSummary, Framework, FrameworkDimension, FrameworkPlace
from qualkit.store import reads
from qualkit.store.acts import ActInProgress, new_id
from qualkit.store.charting import About, dimensions
from qualkit.study import Study
from qualkit.themes.making import find_theme

if TYPE_CHECKING:
    from sqlalchemy import Connection

NONE = "none"
"""The answer that a code or a theme belongs to no dimension of a framework."""
Dimensions = Sequence[tuple[str, str]]


# ---- brought in ----


def add_framework(
    study: Study, name: str, given: Dimensions, *, source: str = "", by: str | None = None, why: str = ""
) -> Framework:
    """Bring a framework in with its dimensions (name, definition); a study may have several. Raises BadAct."""
    clean = [(" ".join(one.split()), text.strip()) for one, text in given if one.strip()]
    name = " ".join(name.split())
    _refuse_no_framework(name, [one for one, _ in clean])
    with study.acting(by, why=why) as act:
        if name.casefold() in {one.name.casefold() for one in reads.all_of(act.connection, Framework)}:
            raise BadAct(f"A framework “{name}” is there already.", hint="Give it another name.")
        framework = Framework(id=new_id(), name=name, source=source.strip())
        made = [
            FrameworkDimension(id=new_id(), framework_id=framework.id, name=one, definition=text, position=place)
            for place, (one, text) in enumerate(clean, start=1)
        ]
        act.record(journal.add_framework(framework, made))
        return framework


def _refuse_no_framework(name: str, dimensions: Sequence[str]) -> None:
    known = {one.casefold() for one in dimensions}
    if not name or not known or len(known) < len(dimensions):
        hint = "Name it and each dimension once."
        raise BadAct(f"“{name}” with {len(dimensions)} dimensions is no framework.", hint=hint)
    if NONE in known:
        raise BadAct("“none” is the answer that nothing fits, not a dimension.", hint="Call the dimension differently.")


def revise_framework(
    study: Study, framework: str, given: Sequence[tuple[str, str, str]], *, by: str | None = None, why: str = ""
) -> Framework:
    """Give a framework these dimensions, as one act; what is mapped on one that is left out goes with it.

    Parameters
    ----------
    study, framework : Study, str
        The framework by id or name.
    given : sequence of (id, name, definition)
        In their order; the id is that of a dimension that stays, empty for a new one.
    by, why : str
        Who acts, and why.

    Raises
    ------
    BadAct, NotFound, AmbiguousName
    """
    clean = [(one, " ".join(name.split()), text.strip()) for one, name, text in given if name.strip()]
    with study.acting(by, why=why) as act:
        found = find_framework(act.connection, framework)
        was = dimensions(act.connection, found.id)
        _refuse_no_framework(found.name, [name for _, name, _ in clean])
        unknown = {one for one, _, _ in clean if one} - {one.id for one in was}
        if unknown:
            raise NotFound("dimension", unknown.pop(), [one.name for one in was])
        now = [
            FrameworkDimension(id=one or new_id(), framework_id=found.id, name=name, definition=text, position=place)
            for place, (one, name, text) in enumerate(clean, start=1)
        ]
        if now != was:
            mapped, summed = places(act.connection, found), reads.all_of(act.connection, CellSummary)
            act.record(journal.revise_framework(found, was, now, places=mapped, summaries=summed))
        return found


def remove_framework(study: Study, framework: str, *, by: str | None = None, why: str = "") -> None:
    """Take a framework out, with what was mapped onto it and summed up under it; undo brings all of it back."""
    with study.acting(by, why=why) as act:
        found = find_framework(act.connection, framework)
        known = dimensions(act.connection, found.id)
        ids = {one.id for one in known}
        mapped = places(act.connection, found)
        summed = [one for one in reads.all_of(act.connection, CellSummary) if one.about_id in ids]
        act.record(journal.remove_framework(found, known, mapped, summed))


def find_framework(connection: Connection, named: str) -> Framework:
    """The framework of that id or name. Raises NotFound, AmbiguousName."""
    known = reads.all_of(connection, Framework, order=("name",))
    found = [one for one in known if named == one.id or named.casefold() == one.name.casefold()]
    if not found:
        hint = "" if known else "Bring one in with: qualkit themes framework STUDY FILE"
        raise NotFound("framework", named, [one.name for one in known], hint=hint)
    if len(found) > 1:
        raise AmbiguousName("framework", named, [f"{one.name} ({one.id})" for one in found])
    return found[0]


# ---- mapped ----


def map_onto(
    study: Study, framework: str, about: tuple[Literal["code", "theme"], str], to: Sequence[str], **who: Any
) -> None:
    """Map a code or a theme, as in ("code", "naps"), on dimensions by name; ["none"] says on none; [] forgets.

    Raises
    ------
    BadAct, NotFound, AmbiguousName
    """
    with study.acting(who.get("by"), why=who.get("why", "")) as act:
        found = find_framework(act.connection, framework)
        kind, named = about
        noun = _noun(act.connection, kind, named)
        old = [one for one in places(act.connection, found) if (one.about, one.about_id) == (kind, noun.id)]
        wanted = _wanted(act.connection, found, to)
        if {one.dimension_id for one in old} == set(wanted):
            return
        stamp = {"framework_id": found.id, "about": kind, "about_id": noun.id, "by": act.by, "at": act.at}
        new = [FrameworkPlace(id=new_id(), dimension_id=one, **stamp) for one in wanted]
        told = ", ".join(f"“{one}”" for one in to if one != NONE) or ("none" if wanted else "nothing any more")
        act.record(journal.map_onto(found, new, old, named=f"the {kind} “{noun.name}”", told=told))


def _noun(connection: Connection, kind: str, named: str) -> Any:
    if kind == "theme":
        return find_theme(reads.themes(connection), named)
    return find_code(reads.codes(connection), named)


def _wanted(connection: Connection, framework: Framework, to: Sequence[str]) -> list[str | None]:
    if [one.casefold() for one in to] == [NONE]:
        return [None]
    known = {one.name.casefold(): one.id for one in dimensions(connection, framework.id)}
    known |= {one: one for one in known.values()}
    unknown = [one for one in to if one.casefold() not in known]
    if unknown:
        raise NotFound("dimension", unknown[0], [one.name for one in dimensions(connection, framework.id)])
    return list(dict.fromkeys(known[one.casefold()] for one in to))


def places(connection: Connection, framework: Framework) -> list[FrameworkPlace]:
    """What is mapped onto a framework."""
    return reads.all_of(
        connection, FrameworkPlace, reads.table_of(FrameworkPlace).c.framework_id == framework.id, order=("at",)
    )


# ---- summed up ----


def write_summary(
    study: Study, case: str, column: tuple[About, str], text: str, *, by: str | None = None, why: str = ""
) -> None:
    """Sum up what a case says on a theme or a dimension, as in ("theme", "Debt"); an empty text takes it away.

    Raises
    ------
    NotFound, AmbiguousName
    """
    with study.acting(by, why=why) as act:
        person = find_case(act.connection, case)
        about, (column_id, name) = column[0], _column(act, *column)
        summed = [
            one
            for one in reads.all_of(act.connection, CellSummary)
            if (one.case_id, one.about, one.about_id) == (person.id, about, column_id)
        ]
        was = summed[0] if summed else None
        if text.strip() == (was.text if was else ""):
            return
        new = CellSummary(
            id=new_id(), case_id=person.id, about=about, about_id=column_id, text=text.strip(), by=act.by, at=act.at
        )
        act.record(journal.write_summary(new, was, person, name))


def _column(act: ActInProgress, about: About, named: str) -> tuple[str, str]:
    if about == "theme":
        theme = find_theme(reads.themes(act.connection), named)
        return theme.id, theme.name
    known = reads.all_of(act.connection, FrameworkDimension)
    found = [one for one in known if named == one.id or named.casefold() == one.name.casefold()]
    if len(found) > 1:
        raise AmbiguousName("dimension", named, [f"{one.name} ({one.id})" for one in found])
    if not found:
        raise NotFound("dimension", named, [one.name for one in known])
    return found[0].id, found[0].name
