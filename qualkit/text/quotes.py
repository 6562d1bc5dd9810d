"""Finding the words that a person quoted in the text that they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from qualkit.model import Turn
from qualkit.text.forms import Form, Span, WordIndex, at_word_edge, dense_form, spaced, spaced_form, squeezed

NEAR_ENOUGH = 85.0
NEARLY_CERTAIN = 97.0
PLACES_COMPARED = 4
LEAST_REACH = 30
EDGES_TRIED = 40
NO_BEGINNING = " ,.;:?!)]…"
_LABEL_IN_QUOTE = re.compile(r"(?:^|(?<=[.?!…)\]]\s)|(?<=\n))[^\W\d_][\w.'’-]{0,24}(?: \d{1,3})?:\s+")


class QuoteMatch(NamedTuple):
    """Where a quote stands (code points, end exclusive) and how well it fits: 100 where the words are the same."""

    start: int
    end: int
    score: float


def find_quote(quote: str, text: str, *, turns: Sequence[Turn] = ()) -> QuoteMatch | None:
    """Where a quote stands in a text; for many quotes in one text make a `SearchableText` once.

    Parameters
    ----------
    quote : str
        The words looked for.
    text : str
        The text of the transcript.
    turns : sequence of Turn
        The text's turns, so that a quote that runs over a change of speaker is found without the labels.

    Returns
    -------
    QuoteMatch or None
        The best place by the rules of `SearchableText.find`, None where nothing is near enough.
    """
    return SearchableText(text, turns).find(quote)


class SearchableText:
    """A text prepared for finding quotes in it."""

    def __init__(self, text: str, turns: Sequence[Turn] = ()) -> None:
        self.text = text
        self._whole: list[Span] = [(0, len(text))]
        self._said: list[Span] = [(turn.text_start, turn.end) for turn in turns if turn.speaker or turn.start_ms]

    def find(self, quote: str, *, after: int = 0) -> QuoteMatch | None:
        """The place of a quote: verbatim, else ignoring white space and quote marks, else nearly so.

        Nearly so means a partial ratio (normalised indel similarity of the best stretch) of 85 or more out of 100,
        then widened or narrowed to word edges. Each way is tried on the text and on the text without speaker labels.
        Of several places the first at or after `after` that cuts no word is taken.
        """
        return self.find_same_words(quote, after=after) or (self._nearly(quote) if squeezed(quote) else None)

    def find_same_words(self, quote: str, *, after: int = 0) -> QuoteMatch | None:
        """The place of a quote verbatim, or ignoring white space, quote marks and speaker labels."""
        quote = quote.strip()
        return (self._verbatim(quote, after) or self._same_letters(quote, after)) if squeezed(quote) else None

    def _verbatim(self, quote: str, after: int) -> QuoteMatch | None:
        return self._first_whole(Form(self.text, range(len(self.text))), quote, after)

    def _same_letters(self, quote: str, after: int) -> QuoteMatch | None:
        return (
            self._first_whole(self._dense, squeezed(quote), after)
            or self._first_whole(self._dense_said, squeezed(quote), after)
            or self._first_whole(self._dense_said, squeezed(without_labels(quote)), after)
        )

    def _nearly(self, quote: str) -> QuoteMatch | None:
        said = self._nearest(*self._spaced_said, spaced(without_labels(quote)))
        return said or self._nearest(*self._spaced, spaced(quote))

    @cached_property
    def _dense(self) -> Form:
        return dense_form(self.text, self._whole)

    @cached_property
    def _dense_said(self) -> Form:
        return dense_form(self.text, self._said)

    @cached_property
    def _spaced(self) -> tuple[Form, WordIndex]:
        form = spaced_form(self.text, self._whole)
        return form, WordIndex(form.chars)

    @cached_property
    def _spaced_said(self) -> tuple[Form, WordIndex]:
        form = spaced_form(self.text, self._said)
        return form, WordIndex(form.chars)

    def _first_whole(self, form: Form, quote: str, after: int) -> QuoteMatch | None:
        """The first place at or after `after` that cuts no word, else the first that cuts none, else the first."""
        first: Span | None = None
        before: Span | None = None
        for at in _occurrences(form.chars, quote):
            start, end = form.original_span(at, at + len(quote))
            first = first or (start, end)
            if at_word_edge(self.text, start) and at_word_edge(self.text, end):
                if start >= after:
                    return QuoteMatch(start, end, 100.0)
                before = before or (start, end)
        place = before or first
        return QuoteMatch(*place, 100.0) if place else None

    def _nearest(self, form: Form, index: WordIndex, quote: str) -> QuoteMatch | None:
        from rapidfuzz import fuzz

        best, place = NEAR_ENOUGH, None
        for early, late in index.likely_starts(quote, PLACES_COMPARED):
            offset = max(0, early)
            stretch = form.chars[offset : late + len(quote) + len(quote) // 4]
            if len(stretch) < len(quote) // 2:
                continue
            found = fuzz.partial_ratio_alignment(quote, stretch, score_cutoff=best)
            if found and found.dest_end > found.dest_start and (place is None or found.score > best):
                best, place = found.score, (offset + found.dest_start, offset + found.dest_end)
            if best >= NEARLY_CERTAIN:
                break
        return QuoteMatch(*form.original_span(*_to_word_edges(form.chars, place, quote)), best) if place else None


def without_labels(quote: str) -> str:
    """A quote without the speakers' labels in it: "Ann: So how was it? Bo: Fine." is "So how was it? Fine."

    Left as it is where little would remain: then the colon is more likely part of what was said.
    """
    stripped = _LABEL_IN_QUOTE.sub(lambda label: label[0] if label[0][0].islower() else "", quote)
    return stripped if 2 * len(stripped) > len(quote) else quote


def _to_word_edges(text: str, place: Span, quote: str) -> Span:
    """The stretch about `place` from word edge to word edge that is most like the quote."""
    from rapidfuzz import fuzz

    reach = max(LEAST_REACH, len(quote) // 5)
    starts = [p for p in _edges(text, place[0], reach) if p < place[1] and text[p] not in NO_BEGINNING]
    start = max(starts, key=lambda p: fuzz.ratio(quote, text[p : place[1]]), default=place[0])
    ends = [p for p in _edges(text, place[1], reach) if p > start and text[p - 1] != " "]
    return start, max(ends, key=lambda p: fuzz.ratio(quote, text[start:p]), default=place[1])


def _edges(text: str, position: int, reach: int) -> list[int]:
    """Word edges near a position, the nearest first."""
    around = range(max(0, position - reach), min(len(text), position + reach) + 1)
    edges = sorted((p for p in around if at_word_edge(text, p)), key=lambda p: abs(p - position))
    return edges[:EDGES_TRIED]


def _occurrences(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)
