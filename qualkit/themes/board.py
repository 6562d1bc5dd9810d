"""Themes, codes without one, and what is still only suggested: the state that a page or a list shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualkit.coding.codebook import IN_USE
from qualkit.model import Aside, Code, Decision, Theme, ThemeCode, ThemeQuote
from qualkit.store import reads
from qualkit.store.proposals import earlier_proposal, latest_proposal, newest_at
from qualkit.themes.cards import Shelf, told
from qualkit.themes.hints import Hints
from qualkit.themes.hints import from_document as hints_from
from qualkit.themes.material import NOUNS, material, quotes_at
from qualkit.themes.proposal import CandidateTheme, CodedQuote, Proposal, from_document
from qualkit.themes.review import verdict_on, without_theme

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Board:
    """One state of a study's themes.

    `homeless` are codes in use that are in no theme and stand in no place beside them; `quotes_of` are the
    quotes chosen for each theme, in the researcher's order; `suggested_at` is when the proposal and the hints were
    made, empty where there are none; `stand` is that of what the shelf was read out of.
    """

    themes: tuple[Theme, ...]
    codes_of: Mapping[str, tuple[Code, ...]]
    homeless: tuple[Code, ...]
    asides: tuple[Aside, ...]
    quotes_of: Mapping[str, tuple[CodedQuote, ...]]
    proposal: Proposal | None
    earlier: Proposal | None
    hints: Hints
    suggested_at: str
    decisions: tuple[Decision, ...]
    shelf: Shelf
    stand: tuple[tuple[int, int], ...]
    colors: Mapping[str, str]
    revision: int

    @property
    def open_candidates(self) -> list[tuple[str, CandidateTheme]]:
        """The groupings that nobody has decided on, with their cuts."""
        suggested = self.proposal.candidates if self.proposal else ()
        return [(cut, one) for cut, one in suggested if verdict_on(one, self.decisions) is None]

    @property
    def outdated(self) -> bool:
        """Whether codes or codings changed after the groupings were suggested."""
        return self.proposal is not None and self.proposal.input_hash != self.shelf.material.input_hash


def read_board(connection: Connection, before: Board | None = None) -> Board:
    """The board as the study stands; quotes that are as they were on the board of `before` are not read again."""
    themes, places = reads.themes(connection), reads.all_of(connection, ThemeCode)
    codes = reads.codes(connection)
    in_use = [code for code in codes if code.status in IN_USE]
    document, earlier = latest_proposal(connection), earlier_proposal(connection)
    codes_of = _codes_of(themes, places, codes)
    usable = {code.id for code in in_use}
    asides = [one for one in reads.all_of(connection, Aside, order=("at",)) if one.code_id in usable]
    aside = {one.code_id for one in asides}
    stand = reads.stand(connection, *NOUNS)
    return Board(
        themes=tuple(themes),
        codes_of=codes_of,
        homeless=tuple(code for code in without_theme(in_use, codes_of.values()) if code.id not in aside),
        asides=tuple(asides),
        quotes_of=_quotes_of(connection),
        proposal=from_document(document) if document else None,
        earlier=from_document(earlier) if earlier else None,
        hints=hints_from((document or {}).get("hints", {})),
        suggested_at=newest_at(connection),
        decisions=tuple(reads.all_of(connection, Decision)),
        shelf=before.shelf if before and before.stand == stand else Shelf(material(connection)),
        stand=stand,
        colors={code.id: code.color for code in codes},
        revision=reads.head(connection),
    )


def codes_in_themes(connection: Connection) -> dict[str, tuple[Code, ...]]:
    """The codes of each theme by its id."""
    return _codes_of(reads.themes(connection), reads.all_of(connection, ThemeCode), reads.codes(connection))


def _quotes_of(connection: Connection) -> dict[str, tuple[CodedQuote, ...]]:
    """A passage that was taken out since is not shown."""
    chosen = reads.all_of(connection, ThemeQuote, order=("position",))
    passages = quotes_at(connection, [one.segment_id for one in chosen])
    found: dict[str, list[CodedQuote]] = {}
    for one in chosen:
        if one.segment_id in passages:
            found.setdefault(one.theme_id, []).append(passages[one.segment_id])
    return {theme_id: tuple(quotes) for theme_id, quotes in found.items()}


def _codes_of(themes: list[Theme], places: list[ThemeCode], codes: list[Code]) -> dict[str, tuple[Code, ...]]:
    """A merged code is shown as the one that took it up."""
    by_id = {code.id: code for code in codes}
    found: dict[str, dict[str, Code]] = {theme.id: {} for theme in themes}
    for place in places:
        code = _living(by_id[place.code_id], by_id)
        found[place.theme_id][code.id] = code
    return {theme: tuple(sorted(held.values(), key=lambda c: (c.name, c.id))) for theme, held in found.items()}


def _living(code: Code, by_id: Mapping[str, Code]) -> Code:
    visited = {code.id}
    while code.merged_into and code.merged_into not in visited:
        code = by_id[code.merged_into]
        visited.add(code.id)
    return code


def listing(board: Board) -> dict[str, Any]:
    """The contract of `themes list --json`: a person's themes, and the groupings that nobody has decided on."""
    suggested = [
        {"id": one.id, "label": one.label, "cut": cut, "codes": _codes(one, board.shelf)}
        for cut, one in board.open_candidates
    ]
    return {"themes": [theme_card(theme, board) for theme in board.themes], "candidates": suggested}


def theme_card(theme: Theme, board: Board) -> dict[str, Any]:
    """A theme with its codes and the participants behind them."""
    codes = board.codes_of[theme.id]
    ids = [code.id for code in codes]
    return {
        "id": theme.id,
        "name": theme.name,
        "parent": theme.parent_id,
        "concept": theme.concept,
        "definition": theme.definition,
        "exclude": theme.exclude,
        "story": theme.story,
        "status": theme.status,
        "codes": [{"id": code.id, "name": code.name} for code in codes],
        "coverage": board.shelf.covered(ids),
        "references": len(board.shelf.quotes_of(ids)),
        "quotes": [told(quote) for quote in board.quotes_of.get(theme.id, ())],
    }


def _codes(candidate: CandidateTheme, shelf: Shelf) -> list[dict[str, str]]:
    return [{"id": one.code_id, "name": shelf.name(one.code_id)} for one in shelf.present(candidate.members)]
