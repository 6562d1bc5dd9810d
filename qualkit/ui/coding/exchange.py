"""The way between an open transcript and the journal: beside Streamlit, so that no page reruns for a coding."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qualkit.errors import QualkitError
from qualkit.ui.coding.news import news_of
from qualkit.ui.coding.outbox import Desk, carry_out
from qualkit.ui.posted import posted
from qualkit.ui.shown import GONE, PRIVATE, Shown

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

log = logging.getLogger("qualkit.ui")

ADDRESS = "coding"
LAST_LINE = 2**53
"""No journal is longer, and a browser counts no further."""

DESKS = Shown[Desk]()
"""Who was not shown an interview neither reads nor codes it, nor under another's name."""


def routes() -> list[Route]:
    """What the server answers beside Streamlit's own addresses."""
    from starlette.routing import Route

    return [Route(f"/{ADDRESS}/{{name}}", exchange, methods=["POST"])]


def address_of(desk: Desk) -> str:
    """Where the browser at this desk sends its acts, and hears what was done."""
    return f"{ADDRESS}/{DESKS.name_of(desk, desk.study.folder, desk.interview_id, desk.coder)}"


async def exchange(request: Request) -> Response:
    """Acts in, news out; a browser at a desk that this server does not know waits for Streamlit to name another."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import JSONResponse

    desk = DESKS.get(request.path_params["name"])
    if desk is None:
        return JSONResponse(GONE, 404, headers=PRIVATE)
    said = await posted(request)
    if not _can_be_read(said):
        return JSONResponse({"problem": "What was sent cannot be read."}, 400, headers=PRIVATE)
    try:
        told = await run_in_threadpool(answer, desk, said)
    except QualkitError as error:
        log.warning("An exchange failed: %s", error)
        return JSONResponse({"problem": str(error)}, 503, headers=PRIVATE)
    return JSONResponse(told, headers=PRIVATE)


def _can_be_read(said: object) -> bool:
    """Whether it has the form that `exchange.js` gives it; what an act says is judged when it is done."""
    match said:
        case {"key": str(), "have": int(have), "ops": list(ops)} if 0 <= have < LAST_LINE:
            return all(isinstance(op, dict) and isinstance(op.get("act_id"), str) for op in ops)
    return False


def answer(desk: Desk, said: Mapping[str, Any]) -> dict[str, Any]:
    """Do what a browser asks and tell what was done since the journal line that it is at.

    Returns
    -------
    dict
        As `done_since`, with since (the line), settled (acts that need not be sent again), refused (why, by act id).
    """
    done = carry_out(desk, said)
    news = news_of(desk.study).since(desk.interview_id, said["have"], coder=desk.coder)
    return {**news, "since": said["have"], "settled": done.settled, "refused": done.refused}
