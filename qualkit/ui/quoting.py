"""Quotes that a memo on a coding may link to; the browser asks beside Streamlit, so that no page reruns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.store.quoted import latest_passages, quotes_of
from qualkit.study import Study
from qualkit.text.quote_links import Quote
from qualkit.ui.shown import GONE, PRIVATE, STUDIES, name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

ADDRESS = "quotes"
LOOKED_THROUGH = 300
"""How many passages are looked through for words: of the same code first, then those marked last."""
TOLD = 12
MOST_IDS = 50

Told = dict[str, str]
"""A quote as the browser gets it: the id of its passage, its words and the interview's name."""


def routes() -> list[Route]:
    """What the server answers beside Streamlit's own addresses."""
    from starlette.routing import Route

    return [Route(f"/{ADDRESS}/{{name}}", answer)]


def offered(study: Study) -> str:
    """The address at which a browser may ask for quotes."""
    return f"{ADDRESS}/{name_of(study)}"


def answer(request: Request) -> Response:
    """The quotes of these ids; else those to choose from, with the words that are looked for."""
    from starlette.responses import JSONResponse

    study = STUDIES.get(request.path_params["name"])
    if study is None:
        return JSONResponse(GONE, 404, headers=PRIVATE)
    asked = request.query_params
    ids = [one for one in asked.get("ids", "").split(",") if one][:MOST_IDS]
    found = named(study, ids) if ids else to_choose_from(study, asked.get("code") or None, asked.get("words", ""))
    return JSONResponse({"quotes": found}, headers=PRIVATE)


def named(study: Study, segment_ids: Sequence[str]) -> list[Told]:
    """The quotes of these passages, in that order; those that are gone are left out."""
    with study.reading() as connection:
        found = quotes_of(connection, segment_ids)
    return [_told(one, found[one]) for one in segment_ids if one in found]


def to_choose_from(study: Study, code_id: str | None, words: str) -> list[Told]:
    """Quotes whose words or interview hold all that was typed: those of a code first, then those marked last."""
    with study.reading() as connection:
        own = latest_passages(connection, "code", code_id, limit=LOOKED_THROUGH) if code_id else []
        ids = dict.fromkeys([*own, *latest_passages(connection, "study", None, limit=LOOKED_THROUGH)])
        found = quotes_of(connection, list(ids))
    wanted = words.casefold().split()
    fitting = [one for one in ids if one in found and _has_all(found[one], wanted)]
    return [_told(one, found[one]) for one in fitting[:TOLD]]


def _has_all(quote: Quote, wanted: Sequence[str]) -> bool:
    said = f"{quote.words} {quote.interview}".casefold()
    return all(word in said for word in wanted)


def _told(segment_id: str, quote: Quote) -> Told:
    return {"id": segment_id, "words": " ".join(quote.words.split()), "interview": quote.interview}
