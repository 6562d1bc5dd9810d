"""Changes to the quotes that a researcher chooses to stand for a theme, and their order."""

from __future__ import annotations

from collections.abc import Sequence

from qualkit.journal.rows import changed, made, removed
from qualkit.model import Draft, Interview, Theme, ThemeQuote


def choose_quote(quote: ThemeQuote, theme: Theme, interview: Interview) -> Draft:
    """A passage is chosen for a theme, after those that are chosen already."""
    return Draft(
        kind="choose_quote",
        subject=theme.id,
        target=quote.segment_id,
        interview_id=interview.id,
        deltas=(made("theme_quote", quote),),
        summary=f"chose a quote of {interview.name} for the theme “{theme.name}”",
    )


def let_quote_go(quote: ThemeQuote, theme: Theme) -> Draft:
    """A chosen passage no longer stands for the theme; it stays coded as it is."""
    return Draft(
        kind="let_quote_go",
        subject=theme.id,
        target=quote.segment_id,
        deltas=(removed("theme_quote", quote),),
        summary=f"let a chosen quote of the theme “{theme.name}” go",
    )


def order_quotes(quotes: Sequence[ThemeQuote], theme: Theme) -> Draft:
    """The chosen quotes take this order, from 1."""
    moved = [(quote, place) for place, quote in enumerate(quotes, start=1) if quote.position != place]
    return Draft(
        kind="order_quotes",
        subject=theme.id,
        deltas=tuple(changed("theme_quote", quote, position=place) for quote, place in moved),
        summary=f"put the chosen quotes of the theme “{theme.name}” in order",
    )
