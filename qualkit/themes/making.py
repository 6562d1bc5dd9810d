"""Acts on a person's own themes: made by hand, named, described, of which codes; nothing here suggests anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from qualkit.coding.codebook import IN_USE, find_code
from qualkit.errors import AmbiguousName, BadAct, NotFound
from qualkit.journal import themes as journal
from qualkit.model import Aside, Code, Theme, ThemeCode, ThemeStatus
from qualkit.store import reads
from qualkit.store.acts import ActInProgress, new_id
from qualkit.store.stale import refuse_stale
from qualkit.study import Study
from qualkit.themes.review import Naming, checked_name

if TYPE_CHECKING:
    from sqlalchemy import Connection

TEXTS = ("name", "concept", "definition", "exclude", "story", "status")
STATES = get_args(ThemeStatus)


def create_theme(
    study: Study,
    naming: Naming,
    codes: Sequence[str] = (),
    *,
    under: str | None = None,
    by: str | None = None,
    why: str = "",
) -> Theme:
    """Make a theme by hand, of codes given by id, path or name; `under` another theme it is a subtheme.

    Raises
    ------
    BadAct, NotFound, AmbiguousName
    """
    with study.acting(by, why=why) as act:
        parent = find_theme(reads.themes(act.connection), under) if under else None
        known = reads.codes(act.connection)
        chosen = list(dict.fromkeys(code_in_use(known, name).id for name in codes))
        theme = new_theme(act, naming, parent=parent)
        act.record(journal.create_theme(theme, places_in(theme, chosen)))
        take_back(act, chosen)
        return theme


def rename_theme(
    study: Study, theme: str, name: str, *, by: str | None = None, why: str = "", seen: int | None = None
) -> Theme:
    """Give a theme another name. Raises BadAct, NotFound, AmbiguousName, StaleRevision."""
    return revise_theme(study, theme, by=by, why=why, seen=seen, name=name)


def revise_theme(
    study: Study,
    theme: str,
    *,
    codes: Sequence[str] | None = None,
    by: str | None = None,
    why: str = "",
    seen: int | None = None,
    **texts: str,
) -> Theme:
    """Write the texts or the status of a theme and, where `codes` are given, hold just these: one act.

    Raises
    ------
    BadAct, NotFound, AmbiguousName, StaleRevision
    """
    unknown = sorted(set(texts) - set(TEXTS))
    if unknown:
        raise BadAct(f"A theme has no “{unknown[0]}”.", hint=f"It has: {', '.join(TEXTS)}.")
    with study.acting(by, why=why) as act:
        themes = reads.themes(act.connection)
        found = find_theme(themes, theme)
        refuse_stale(act.connection, "theme", found.id, seen)
        changed = _changed(found, texts, themes)
        if changed:
            act.record(journal.edit_theme(found, **changed))
        if codes is not None:
            _hold(act, found, codes)
        return replace(found, **changed)


def _changed(theme: Theme, texts: dict[str, str], themes: Sequence[Theme]) -> dict[str, Any]:
    """The texts that differ from what the theme has, checked."""
    texts = {key: text.strip() for key, text in texts.items()}
    if "name" in texts:
        siblings = [one for one in themes if one.parent_id == theme.parent_id and one.id != theme.id]
        texts["name"] = checked_name(texts["name"], siblings)
    if texts.get("status", theme.status) not in STATES:
        raise BadAct(f"“{texts['status']}” is not a state of a theme.", hint=f"It may be: {', '.join(STATES)}.")
    return {key: text for key, text in texts.items() if getattr(theme, key) != text}


def _hold(act: ActInProgress, theme: Theme, named: Sequence[str]) -> None:
    codes = reads.codes(act.connection)
    wanted = {code.id: code for code in (code_in_use(codes, name) for name in named)}
    there = {place.code_id: place for place in _places_of(act.connection, theme)}
    name_of = {code.id: code.name for code in codes}
    new = [code_id for code_id in sorted(wanted) if code_id not in there]
    act.record(*(journal.place_code(one, theme, name_of[one.code_id]) for one in places_in(theme, new)))
    take_back(act, new)
    gone = [place for code_id, place in sorted(there.items()) if code_id not in wanted]
    act.record(*(journal.take_code_out(one, theme, name_of[one.code_id]) for one in gone))


def place_code(study: Study, theme: str, code: str, *, by: str | None = None, why: str = "") -> None:
    """Put a code into a theme; one that is there already stays."""
    with study.acting(by, why=why) as act:
        found = find_theme(reads.themes(act.connection), theme)
        chosen = code_in_use(reads.codes(act.connection), code)
        if chosen.id not in {place.code_id for place in _places_of(act.connection, found)}:
            act.record(journal.place_code(places_in(found, [chosen.id])[0], found, chosen.name))
            take_back(act, [chosen.id])


def take_code_out(study: Study, theme: str, code: str, *, by: str | None = None, why: str = "") -> None:
    """Take a code out of a theme; one that is not there is no mistake."""
    with study.acting(by, why=why) as act:
        found = find_theme(reads.themes(act.connection), theme)
        chosen = find_code(reads.codes(act.connection), code)
        for place in _places_of(act.connection, found):
            if place.code_id == chosen.id:
                act.record(journal.take_code_out(place, found, chosen.name))


def take_back(act: ActInProgress, code_ids: Sequence[str], *, keep: str = "") -> None:
    """Codes stand aside no longer, except in the place `keep`: a code in a theme does not fit nowhere."""
    there = reads.all_of(act.connection, Aside, reads.table_of(Aside).c.code_id.in_(code_ids))
    names = {code.id: code.name for code in reads.codes(act.connection)} if there else {}
    act.record(*(journal.take_back(one, names[one.code_id]) for one in there if one.place != keep))


def find_theme(themes: Sequence[Theme], named: str) -> Theme:
    """The theme of that id, or of that name where only one has it (case ignored). Raises NotFound, AmbiguousName."""
    wanted = " ".join(named.casefold().split())
    found = [one for one in themes if one.id == named] or [one for one in themes if one.name.casefold() == wanted]
    if len(found) > 1:
        raise AmbiguousName("theme", named, [f"{one.name} ({one.id})" for one in found])
    if not found:
        raise NotFound("theme", named, [one.name for one in themes])
    return found[0]


def new_theme(act: ActInProgress, naming: Naming, *, parent: Theme | None) -> Theme:
    """A theme under a person's name for it, after the others; not yet recorded. Raises BadAct."""
    themes = reads.themes(act.connection)
    parent_id = parent.id if parent else None
    return Theme(
        id=new_id(),
        name=checked_name(naming.name, [one for one in themes if one.parent_id == parent_id]),
        parent_id=parent_id,
        concept=naming.concept.strip(),
        position=max((one.position for one in themes), default=0) + 1,
        created_by=act.by,
        created_at=act.at,
    )


def places_in(theme: Theme, code_ids: Sequence[str]) -> list[ThemeCode]:
    """New places of these codes in a theme; not yet recorded."""
    return [ThemeCode(id=new_id(), theme_id=theme.id, code_id=code_id) for code_id in code_ids]


def _places_of(connection: Connection, theme: Theme) -> list[ThemeCode]:
    return reads.all_of(connection, ThemeCode, reads.table_of(ThemeCode).c.theme_id == theme.id)


def code_in_use(codes: Sequence[Code], named: str) -> Code:
    """The code of that id, path or name. Raises NotFound, AmbiguousName, and BadAct where it is out of use."""
    code = find_code(codes, named)
    if code.status not in IN_USE:
        raise BadAct(f"The code “{code.name}” is {code.status}.", hint="Choose a code in use, or restore it.")
    return code
