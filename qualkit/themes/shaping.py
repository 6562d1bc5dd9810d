"""Acts on the shape of themes: order, subthemes, merge, split, give up; and where codes stand meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

from qualkit.errors import BadAct
from qualkit.journal import theme_shapes as shapes
from qualkit.journal import themes as journal
from qualkit.model import Aside, AsidePlace, Code, Coding, Theme, ThemeCode, ThemeQuote
from qualkit.store import reads
from qualkit.store.acts import ActInProgress, new_id
from qualkit.study import Study
from qualkit.themes.holding import above, held_by
from qualkit.themes.making import code_in_use, find_theme, new_theme, take_back
from qualkit.themes.review import Naming, checked_name

if TYPE_CHECKING:
    from sqlalchemy import Connection

PLACES: tuple[AsidePlace, ...] = get_args(AsidePlace)
ANYWHERE = "anywhere"


# ---- where a theme stands ----


def put_under(study: Study, theme: str, parent: str | None, *, by: str | None = None, why: str = "") -> None:
    """Make a theme the subtheme of another, or with `parent` None one of its own. Raises BadAct, NotFound."""
    with study.acting(by, why=why) as act:
        themes = reads.themes(act.connection)
        found = find_theme(themes, theme)
        over = find_theme(themes, parent) if parent else None
        if over and found.id in (over.id, *above(over, themes)):
            raise BadAct(f"“{over.name}” stands under “{found.name}” itself.", hint="Move it to the top first.")
        new_parent = over.id if over else None
        checked_name(found.name, [one for one in themes if one.parent_id == new_parent and one.id != found.id])
        if found.parent_id != new_parent:
            act.record(shapes.put_under(found, over))


def order_themes(study: Study, themes: Sequence[str], *, by: str | None = None, why: str = "") -> None:
    """Put themes in this order; those not named follow as they were."""
    with study.acting(by, why=why) as act:
        known = reads.themes(act.connection)
        first = list(dict.fromkeys(find_theme(known, one) for one in themes))
        wanted = [*first, *(one for one in known if one not in first)]
        draft = shapes.order_themes(wanted)
        if draft.deltas:
            act.record(draft)


# ---- two into one, one into two, none ----


def merge_themes(study: Study, theme: str, *, into: str, by: str | None = None, why: str = "") -> Theme:
    """Merge a theme into another: codes, quotes, subthemes, links, memos follow. Raises BadAct, NotFound."""
    with study.acting(by, why=why) as act:
        themes = reads.themes(act.connection)
        source, target = find_theme(themes, theme), find_theme(themes, into)
        if source.id == target.id:
            raise BadAct(f"“{source.name}” cannot be merged into itself.", hint="Name two themes.")
        held, of_into = held_by(act.connection, source), held_by(act.connection, target)
        over = above(target, themes)
        act.record(shapes.merge_theme(source, target, held=held, of_into=of_into, above=over))
        return target


def split_theme(
    study: Study, theme: str, naming: Naming, codes: Sequence[str], *, by: str | None = None, why: str = ""
) -> Theme:
    """Make a new theme of some codes of one; chosen quotes that no other code of it has go along.

    Raises
    ------
    BadAct
        No code is named, all are, or one that the theme does not have.
    NotFound, AmbiguousName
    """
    with study.acting(by, why=why) as act:
        themes = reads.themes(act.connection)
        source = find_theme(themes, theme)
        held = held_by(act.connection, source)
        leaving = _leaving(act, source, held.codes, codes)
        parent = next((one for one in themes if one.id == source.parent_id), None)
        into = new_theme(act, naming, parent=parent)
        quotes = _quotes_of(act.connection, held, {one.code_id for one in leaving})
        act.record(shapes.split_theme(source, into, leaving, quotes))
        return into


def _leaving(act: ActInProgress, theme: Theme, there: Sequence[ThemeCode], named: Sequence[str]) -> list[ThemeCode]:
    known = reads.codes(act.connection)
    wanted = {code_in_use(known, name).id: name for name in named}
    missing = [name for code_id, name in wanted.items() if code_id not in {one.code_id for one in there}]
    if missing:
        raise BadAct(f"The theme “{theme.name}” does not have the code “{missing[0]}”.", hint="Name codes of it.")
    if not wanted or len(wanted) == len(there):
        hint = f"It has {len(there)} codes: name some of them, not all."
        raise BadAct(f"That would not split “{theme.name}” in two.", hint=hint)
    return [one for one in there if one.code_id in wanted]


def _quotes_of(connection: Connection, held: shapes.Held, leaving: set[str]) -> list[ThemeQuote]:
    """Chosen quotes that are coded with codes that leave and with none that stays."""
    staying = {one.code_id for one in held.codes} - leaving
    coding = reads.table_of(Coding).c
    chosen = [one.segment_id for one in held.quotes]
    codes: dict[str, set[str]] = {}
    for one in reads.all_of(connection, Coding, coding.segment_id.in_(chosen)):
        codes.setdefault(one.segment_id, set()).add(one.code_id)
    return [one for one in held.quotes if (found := codes.get(one.segment_id, set())) & leaving and not found & staying]


def remove_theme(study: Study, theme: str, *, by: str | None = None, why: str = "") -> Theme:
    """Give a theme up: its codes are without a theme again, its subthemes take its place, its memos stay."""
    with study.acting(by, why=why) as act:
        found = find_theme(reads.themes(act.connection), theme)
        act.record(shapes.remove_theme(found, held_by(act.connection, found)))
        return found


# ---- where codes stand ----


def move_codes(
    study: Study, codes: Sequence[str], to: str, *, out_of: str = "", by: str | None = None, why: str = ""
) -> None:
    """Move codes, as one act: into a theme, to “fits nowhere” or “set aside”, or back among those without a theme.

    Parameters
    ----------
    study : Study
        In which the codes are.
    codes : sequence of str
        By id, path or name.
    to : str
        A theme by id or name, one of the two places, or "" for the codes without a theme.
    out_of : str
        The theme that they leave, or "anywhere": all that have them. Empty: they stay in other themes as well.
    by, why : str
        Who acts, and why.

    Raises
    ------
    BadAct, NotFound, AmbiguousName
    """
    with study.acting(by, why=why) as act:
        themes = reads.themes(act.connection)
        known = reads.codes(act.connection)
        target = find_theme(themes, to) if to and to not in PLACES else None
        for chosen in [code_in_use(known, code) for code in codes]:
            _go_into(act, chosen, target, _leave(act, chosen, out_of, target))
            _stand_aside(act, chosen, to)


def _leave(act: ActInProgress, code: Code, out_of: str, target: Theme | None) -> list[ThemeCode]:
    """The places of the code that it leaves."""
    places = _places_of(act.connection, code)
    if out_of == ANYWHERE:
        return [one for one in places if target is None or one.theme_id != target.id]
    left = find_theme(reads.themes(act.connection), out_of).id if out_of else None
    return [one for one in places if one.theme_id == left and (target is None or left != target.id)]


def _go_into(act: ActInProgress, code: Code, target: Theme | None, leaving: list[ThemeCode]) -> None:
    names = {one.id: one for one in reads.themes(act.connection)}
    there = target and any(one.theme_id == target.id for one in _places_of(act.connection, code))
    if target and not there:
        if leaving:
            first = leaving.pop(0)
            act.record(journal.move_code(first, names[first.theme_id], target, code.name))
        else:
            place = ThemeCode(id=new_id(), theme_id=target.id, code_id=code.id)
            act.record(journal.place_code(place, target, code.name))
    act.record(*(journal.take_code_out(one, names[one.theme_id], code.name) for one in leaving))


def _stand_aside(act: ActInProgress, code: Code, to: str) -> None:
    """A code stands in one place beside the themes at most, and in none once it is in a theme."""
    take_back(act, [code.id], keep=to)
    there = reads.all_of(act.connection, Aside, reads.table_of(Aside).c.code_id == code.id)
    place = next((one for one in PLACES if one == to), None)
    if place and not there:
        act.record(journal.set_aside(Aside(id=new_id(), code_id=code.id, place=place, by=act.by, at=act.at), code.name))


def _places_of(connection: Connection, code: Code) -> list[ThemeCode]:
    return reads.all_of(connection, ThemeCode, reads.table_of(ThemeCode).c.code_id == code.id)
