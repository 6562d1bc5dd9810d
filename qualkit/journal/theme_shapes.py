"""Changes to the shape of themes: one under another, merged, split, given up, with all that rests on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from qualkit.journal.rows import changed, made, removed
from qualkit.model import (
    CellSummary,
    Delta,
    Draft,
    FrameworkPlace,
    Memo,
    Theme,
    ThemeCode,
    ThemeLink,
    ThemeQuote,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that rests on a theme."""

    codes: tuple[ThemeCode, ...] = ()
    quotes: tuple[ThemeQuote, ...] = ()
    links: tuple[ThemeLink, ...] = ()
    subthemes: tuple[Theme, ...] = ()
    mapped: tuple[FrameworkPlace, ...] = ()
    summaries: tuple[CellSummary, ...] = ()
    memos: tuple[Memo, ...] = ()


def put_under(theme: Theme, parent: Theme | None) -> Draft:
    """A theme becomes the subtheme of another, or with `parent` None a theme of its own."""
    where = f"under “{parent.name}”" if parent else "to the top"
    return Draft(
        kind="move_theme",
        subject=theme.id,
        target=parent.id if parent else None,
        deltas=(changed("theme", theme, parent_id=parent.id if parent else None),),
        summary=f"moved the theme “{theme.name}” {where}",
    )


def order_themes(themes: Sequence[Theme]) -> Draft:
    """Themes take this order, from 1."""
    moved = [(theme, place) for place, theme in enumerate(themes, start=1) if theme.position != place]
    return Draft(
        kind="order_themes",
        subject=themes[0].id,
        deltas=tuple(changed("theme", theme, position=place) for theme, place in moved),
        summary=f"put {len(themes)} themes in order",
    )


def remove_theme(theme: Theme, held: Held) -> Draft:
    """A theme is given up: its codes and quotes stay in the study, its subthemes stand where it stood."""
    going = [("theme_code", held.codes), ("theme_quote", held.quotes), ("theme_link", held.links)]
    going += [("framework_place", held.mapped), ("cell_summary", held.summaries)]
    kept = [changed("theme", one, parent_id=theme.parent_id) for one in held.subthemes]
    kept += [changed("memo", memo, about="study", about_id=None) for memo in held.memos]
    gone = [removed(noun, one) for noun, rows in going for one in rows]
    return Draft(
        kind="remove_theme",
        subject=theme.id,
        deltas=(*kept, *gone, removed("theme", theme)),
        summary=f"gave up the theme “{theme.name}”",
    )


def split_theme(theme: Theme, into: Theme, codes: Sequence[ThemeCode], quotes: Sequence[ThemeQuote]) -> Draft:
    """A new theme comes out of one and takes some of its codes and chosen quotes with it."""
    moved: list[Delta] = [changed("theme_code", one, theme_id=into.id) for one in codes]
    moved += [changed("theme_quote", one, theme_id=into.id, position=at) for at, one in enumerate(quotes, start=1)]
    return Draft(
        kind="split_theme",
        subject=theme.id,
        target=into.id,
        deltas=(made("theme", into), *moved),
        summary=f"split the theme “{into.name}” of {len(codes)} codes off “{theme.name}”",
    )


def merge_theme(source: Theme, into: Theme, *, held: Held, of_into: Held, above: Collection[str] = ()) -> Draft:
    """One theme is taken up by another: codes, quotes, subthemes, links, memos and summaries follow.

    Parameters
    ----------
    source, into : Theme
        The theme that goes and the theme that takes it up.
    held, of_into : Held
        What rests on each of them.
    above : collection of str
        Ids of the themes above `into`; those under `source` among them come to stand where it stood.
    """
    lifted = {into.id, *above}
    deltas = [
        *(changed("theme", one, parent_id=source.parent_id if one.id in lifted else into.id) for one in held.subthemes),
        *_following("theme_code", held.codes, of_into.codes, "code_id", theme_id=into.id),
        *_quotes(held.quotes, of_into.quotes, into),
        *_links(held.links, source, into),
        *_mapped(held.mapped, of_into.mapped, into),
        *_summaries(held.summaries, of_into.summaries, into),
        *(changed("memo", memo, about_id=into.id) for memo in held.memos),
    ]
    return Draft(
        kind="merge_theme",
        subject=source.id,
        target=into.id,
        deltas=(*deltas, removed("theme", source)),
        summary=f"merged the theme “{source.name}” into “{into.name}”{_told(held.mapped, of_into.mapped)}",
    )


def _following(noun: str, rows: Sequence[Any], there: Sequence[Any], key: str, **after: Any) -> Iterator[Delta]:
    """Rows follow into the other theme; what it has already goes."""
    had = {getattr(one, key) for one in there}
    for one in rows:
        yield removed(noun, one) if getattr(one, key) in had else changed(noun, one, **after)


def _mapped(places: Sequence[FrameworkPlace], there: Sequence[FrameworkPlace], into: Theme) -> Iterator[Delta]:
    """Places in frameworks follow; that no dimension fitted one of the two gives way where one fitted the other."""
    overruled = _overruled(places, there)
    had = {(one.framework_id, one.dimension_id) for one in there}
    yield from (removed("framework_place", one) for one in there if one in overruled)
    for one in places:
        gone = one in overruled or (one.framework_id, one.dimension_id) in had
        yield removed("framework_place", one) if gone else changed("framework_place", one, about_id=into.id)


def _overruled(places: Sequence[FrameworkPlace], there: Sequence[FrameworkPlace]) -> list[FrameworkPlace]:
    """Answers of “none” to a framework onto a dimension of which the other theme is mapped."""
    both = (*places, *there)
    fitted = {one.framework_id for one in both if one.dimension_id}
    return [one for one in both if one.dimension_id is None and one.framework_id in fitted]


def _told(places: Sequence[FrameworkPlace], there: Sequence[FrameworkPlace]) -> str:
    gave_way = "; where one fitted no dimension of a framework, the dimension of the other holds"
    return gave_way if _overruled(places, there) else ""


def _quotes(quotes: Sequence[ThemeQuote], there: Sequence[ThemeQuote], into: Theme) -> Iterator[Delta]:
    had, last = {one.segment_id for one in there}, max((one.position for one in there), default=0)
    for one in quotes:
        if one.segment_id in had:
            yield removed("theme_quote", one)
        else:
            last += 1
            yield changed("theme_quote", one, theme_id=into.id, position=last)


def _links(links: Sequence[ThemeLink], source: Theme, into: Theme) -> Iterator[Delta]:
    """A link between the two goes: nothing is linked with itself."""
    for one in links:
        ends = {"from_id": one.from_id, "to_id": one.to_id}
        after = {end: into.id if theme_id == source.id else theme_id for end, theme_id in ends.items()}
        same = after["from_id"] == after["to_id"]
        yield removed("theme_link", one) if same else changed("theme_link", one, **after)


def _summaries(summaries: Sequence[CellSummary], there: Sequence[CellSummary], into: Theme) -> Iterator[Delta]:
    had = {one.case_id: one for one in there}
    for one in summaries:
        kept = had.get(one.case_id)
        if kept is None:
            yield changed("cell_summary", one, about_id=into.id)
        else:
            yield removed("cell_summary", one)
            yield changed("cell_summary", kept, text=f"{kept.text}\n\n{one.text}")
