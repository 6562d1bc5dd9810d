"""The theme board as the browser gets it: themes, codes beside them, and what is suggested where it may be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from qualkit.memos import quotes_in
from qualkit.model import Aside, Code, Memo, Theme
from qualkit.store import reads
from qualkit.store.undo import next_undo
from qualkit.store.why import why_by_subject
from qualkit.text.quote_links import GONE, Link, Quote, parts
from qualkit.themes.board import Board, theme_card
from qualkit.themes.cards import card, told
from qualkit.themes.evidence import changed_since, overlaps
from qualkit.themes.proposal import CandidateTheme
from qualkit.themes.review import question_about
from qualkit.themes.segment_view import Topic
from qualkit.ui.language import _
from qualkit.ui.moments import day

if TYPE_CHECKING:
    from sqlalchemy import Connection

NOTHING: dict[str, Any] = {"cuts": {}, "unplaced": []}
CODES_OF_A_TOPIC = 5
OTHERS_SHOWN = 30
"""Quotes of a theme beside the chosen ones; the rest are a click away on the page of codes."""


def snapshot(connection: Connection, board: Board, coder: str, *, with_suggestions: bool) -> dict[str, Any]:
    """The whole board at one state of the study.

    Returns
    -------
    dict
        rev, themes, homeless, asides, undo; and what `suggestions` returns, empty where suggestions are out of sight.
    """
    own = themes(connection, board)
    return {
        "rev": board.revision,
        "themes": [with_unlike(one, board) for one in own] if with_suggestions else own,
        "homeless": [_code(code, board) for code in board.homeless],
        "asides": asides(connection, board),
        "undo": next_undo(connection, coder),
        **(suggestions(board) if with_suggestions else NOTHING),
    }


# ---- a person's own ----


def themes(connection: Connection, board: Board) -> list[dict[str, Any]]:
    """Themes with all that their cards show, parents before their subthemes."""
    memos = memos_by_theme(connection)
    passages = {
        theme.id: {quote.segment_id for quote in board.shelf.quotes_of(c.id for c in board.codes_of[theme.id])}
        for theme in board.themes
    }
    shared = overlaps(passages)
    cards = [(theme, _theme(theme, board, shared[theme.id]), level) for theme, level in _nested(board.themes)]
    return [{**shown, "level": level, "memos": memos.get(theme.id, [])} for theme, shown, level in cards]


def _nested(themes: Iterable[Theme], parent: str | None = None, level: int = 0) -> list[tuple[Theme, int]]:
    known = list(themes)
    here = [one for one in known if one.parent_id == parent]
    return [pair for one in here for pair in ((one, level), *_nested(known, one.id, level + 1))]


def _theme(theme: Theme, board: Board, shared: list[tuple[str, int]]) -> dict[str, Any]:
    names = {one.id: one.name for one in board.themes}
    chosen = board.quotes_of.get(theme.id, ())
    taken = {(one.interview_id, one.start, one.end) for one in chosen}
    every = board.shelf.quotes_of(code.id for code in board.codes_of[theme.id])
    others = [one for one in every if (one.interview_id, one.start, one.end) not in taken]
    return {
        **theme_card(theme, board),
        "codes": [_code(code, board) for code in board.codes_of[theme.id]],
        "others": [told(one) for one in others[:OTHERS_SHOWN]],
        "more": max(0, len(others) - OTHERS_SHOWN),
        "shared": [{"theme": names[other], "passages": count} for other, count in shared],
        "question": question_about(theme.name),
    }


def _code(code: Code, board: Board) -> dict[str, Any]:
    held = board.shelf.codes.get(code.id)
    return {"id": code.id, "name": code.name, "color": code.color, "quotes": len(held.quotes) if held else 0}


def memos_by_theme(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """The memos on each theme, newest first, cut where they link to a quote."""
    memos = reads.all_of(connection, Memo, reads.table_of(Memo).c.about == "theme", order=("at",))[::-1]
    quotes = quotes_in(connection, memos)
    found: dict[str, list[dict[str, Any]]] = {}
    for memo in memos:
        pieces = [_piece(part, quotes) for part in parts(memo.text)]
        shown = {"id": memo.id, "by": memo.by, "when": day(memo.date or memo.at), "parts": pieces}
        found.setdefault(str(memo.about_id), []).append(shown)
    return found


def _piece(part: str | Link, quotes: Mapping[str, Quote]) -> dict[str, Any]:
    """Words of the memo as `said`, or the quote that it links to."""
    if isinstance(part, str):
        return {"said": part.strip()}
    quote = quotes.get(part.segment_id)
    if quote is None:
        return {"said": GONE}
    return {"id": part.segment_id, "text": quote.words, "interview": quote.interview, "cases": []}


def asides(connection: Connection, board: Board) -> list[dict[str, Any]]:
    """Codes that stand beside the themes, with when they were put there and why."""
    by_id = {code.id: code for code in reads.codes(connection)}
    why = why_by_subject(connection, "set_code_aside") if board.asides else {}
    return [_aside(one, by_id[one.code_id], board, why.get(one.code_id, "")) for one in board.asides]


def _aside(aside: Aside, code: Code, board: Board, why: str) -> dict[str, Any]:
    return {**_code(code, board), "place": aside.place, "when": day(aside.at), "why": why}


# ---- what is suggested ----


def suggestions(board: Board) -> dict[str, Any]:
    """The groupings that nobody has decided on, by cut, the codes that fit nowhere, and the hints beside them."""
    found = board.proposal
    if found is None:
        return NOTHING
    cuts = {cut.name: [one for name, one in board.open_candidates if name == cut.name] for cut in found.cuts}
    return {
        "note": found.note,
        "outdated": board.outdated,
        "cuts": {cut: _candidates(cut, left, board) for cut, left in cuts.items()},
        "made": _("Suggested {day}. {method}.", day=day(board.suggested_at), method=found.method),
        "near": near(board),
        "topics": topics(board),
        "unplaced": [board.shelf.name(one.code_id) for one in found.unplaced if one.code_id in board.shelf.codes],
    }


def near(board: Board) -> list[dict[str, Any]]:
    """Codes without a theme, each with the themes nearest to it and in how many of 10 reruns; nothing is placed."""
    names, homeless = {one.id: one.name for one in board.themes}, {code.id: code.name for code in board.homeless}
    found = [
        {
            "id": home.code_id,
            "code": homeless[home.code_id],
            "themes": [
                {"id": one.id, "name": names[one.id], "reruns": reruns}
                for one in home.near
                if one.id in names and (reruns := round(one.share * 10))
            ],
        }
        for home in board.hints.homes
        if home.code_id in homeless
    ]
    return sorted((one for one in found if one["themes"]), key=lambda one: str(one["code"]).casefold())


def with_unlike(shown: dict[str, Any], board: Board) -> dict[str, Any]:
    """A theme's card with those of its quotes whose wording is least like the rest, and when they were looked for."""
    here = {one.segment_id for one in board.shelf.quotes_of(code["id"] for code in shown["codes"])}
    unlike = [one for one in board.hints.unlike.get(shown["id"], ()) if one in here]
    return {**shown, "unlike": board.shelf.told(unlike), "looked": day(board.suggested_at) if unlike else ""}


def topics(board: Board) -> dict[str, Any]:
    """Topics of passages where they were asked for, each with its quotes and the codes most often in it."""
    found = board.hints.topics
    if found is None:
        return {}
    return {"note": found.note, "topics": [_topic(one, board) for one in found.topics]}


def _topic(one: Topic, board: Board) -> dict[str, Any]:
    codes = {code.id: code for code in board.shelf.material.codes}
    often = [code_id for code_id, __ in one.codes if code_id in codes][:CODES_OF_A_TOPIC]
    return {
        "label": one.label,
        "size": one.size,
        "words": list(one.words),
        "quotes": board.shelf.told(one.evidence.typical),
        "codes": [
            {"id": i, "name": codes[i].name, "color": board.colors[i], "quotes": len(codes[i].quotes)} for i in often
        ],
    }


def _candidates(cut: str, left: list[CandidateTheme], board: Board) -> list[dict[str, Any]]:
    passages = {one.label: {q.segment_id for q in board.shelf.quotes_of(one.code_ids)} for one in left}
    shared = overlaps(passages)
    placed = {code.id: theme.name for theme in board.themes for code in board.codes_of[theme.id]}
    return [_candidate(cut, one, board, shared[one.label], placed) for one in left]


def _candidate(
    cut: str, one: CandidateTheme, board: Board, shared: list[tuple[str, int]], placed: dict[str, str]
) -> dict[str, Any]:
    shown = card(one, board.shelf)
    quotes = {code["id"]: len(board.shelf.codes[code["id"]].quotes) for code in shown["codes"]}
    return {
        **shown,
        "cut": cut,
        "codes": [
            {**code, "color": board.colors[code["id"]], "quotes": quotes[code["id"]], "in": placed.get(code["id"], "")}
            for code in shown["codes"]
        ],
        "shared": [{"theme": other, "passages": count} for other, count in shared],
        "changed": _changed(cut, one, board),
    }


def _changed(cut: str, one: CandidateTheme, board: Board) -> str:
    """What is different from the round before, in words; empty in the first round."""
    if board.earlier is None:
        return ""
    before = [other.code_ids for name, other in board.earlier.candidates if name == cut]
    found = changed_since(one.code_ids, before)
    if found is None:
        return _("New in this round.")
    joined, left = ([board.shelf.name(i) for i in sorted(ids) if i in board.shelf.codes] for ids in found)
    both = ((_("joined"), joined), (_("left"), left))
    parts = [f"{what}: {', '.join(sorted(names))}" for what, names in both if names]
    return (
        _("Since the last round {parts}.", parts="; ".join(parts))
        if parts
        else _("The same codes as in the last round.")
    )
