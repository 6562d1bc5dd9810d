"""Acts on the quotes that a researcher chooses for a theme: choose, put in order, let go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualkit.errors import BadAct, NotFound
from qualkit.journal import theme_quotes as journal
from qualkit.model import Interview, Segment, Theme, ThemeQuote
from qualkit.store import reads
from qualkit.store.acts import new_id
from qualkit.study import Study
from qualkit.themes.making import find_theme

if TYPE_CHECKING:
    from sqlalchemy import Connection


def choose_quote(study: Study, theme: str, segment_id: str, *, by: str | None = None, why: str = "") -> None:
    """Choose a passage for a theme, after those chosen already; one that is chosen stays where it is.

    Raises
    ------
    NotFound
        There is no such theme or passage.
    """
    with study.acting(by, why=why) as act:
        found = find_theme(reads.themes(act.connection), theme)
        chosen = chosen_quotes(act.connection, found)
        if segment_id in {one.segment_id for one in chosen}:
            return
        last = max((one.position for one in chosen), default=0)
        quote = ThemeQuote(id=new_id(), theme_id=found.id, segment_id=segment_id, position=last + 1)
        act.record(journal.choose_quote(quote, found, _interview(act.connection, segment_id)))


def let_quote_go(study: Study, theme: str, segment_id: str, *, by: str | None = None, why: str = "") -> None:
    """A passage no longer stands for a theme; one that did not is no mistake."""
    with study.acting(by, why=why) as act:
        found = find_theme(reads.themes(act.connection), theme)
        going = [one for one in chosen_quotes(act.connection, found) if one.segment_id == segment_id]
        act.record(*(journal.let_quote_go(one, found) for one in going))


def order_quotes(study: Study, theme: str, segment_ids: Sequence[str], *, by: str | None = None, why: str = "") -> None:
    """Put the chosen quotes of a theme in this order. Raises BadAct where these are not just the chosen ones."""
    with study.acting(by, why=why) as act:
        found = find_theme(reads.themes(act.connection), theme)
        there = {one.segment_id: one for one in chosen_quotes(act.connection, found)}
        if sorted(there) != sorted(segment_ids):
            told = f"The theme “{found.name}” has {len(there)} chosen quotes, and not just those {len(segment_ids)}."
            raise BadAct(told, hint="Look at it again, then put them in order.")
        draft = journal.order_quotes([there[one] for one in segment_ids], found)
        if draft.deltas:
            act.record(draft)


def chosen_quotes(connection: Connection, theme: Theme) -> list[ThemeQuote]:
    """The quotes chosen for a theme, in the researcher's order."""
    return reads.all_of(connection, ThemeQuote, reads.table_of(ThemeQuote).c.theme_id == theme.id, order=("position",))


def _interview(connection: Connection, segment_id: str) -> Interview:
    segment = reads.one_of(connection, Segment, segment_id)
    interview = reads.one_of(connection, Interview, segment.interview_id) if segment else None
    if interview is None:
        raise NotFound("marked passage", segment_id, hint="Somebody took it out; choose another.")
    return interview
