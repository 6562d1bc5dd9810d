"""Codes whose quotes resemble the selected passage; the browser asks beside Streamlit, so that no page reruns."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from qualkit.store import reads
from qualkit.study import Study
from qualkit.themes.resembling_worker import ResemblingWorker
from qualkit.ui.shown import GONE, PRIVATE, STUDIES, name_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

ADDRESS = "resembling"
SECONDS_HELD = 2.0
"""How long a question waits for its answer; the browser then asks again."""

WORKERS: dict[Path, ResemblingWorker] = {}
STARTING = Lock()


def routes() -> list[Route]:
    """What the server answers beside Streamlit's own addresses."""
    from starlette.routing import Route

    return [Route(f"/{ADDRESS}/{{name}}", answer)]


def offered(study: Study) -> str | None:
    """The address at which a browser may ask; None in a reflexive study until there is a theme of the researcher's."""
    if hidden(study):
        return None
    return f"{ADDRESS}/{name_of(study)}"


def hidden(study: Study) -> bool:
    """Whether what the program would suggest is to stay out of sight."""
    if study.settings.approach != "reflexive":
        return False
    with study.reading() as connection:
        return not reads.themes(connection)


def answer(request: Request) -> Response:
    """Codes, a problem, or how far the reading of the quotes is."""
    from starlette.responses import JSONResponse

    study = STUDIES.get(request.path_params["name"])
    if study is None or hidden(study):
        return JSONResponse(GONE, 404, headers=PRIVATE)
    asked = request.query_params
    try:
        interview_id, start, end = asked["interview"], int(asked["start"]), int(asked["end"])
    except (KeyError, ValueError):
        return JSONResponse({"problem": "The question cannot be read.", "hint": ""}, 400, headers=PRIVATE)
    told = worker(study.folder).ask(interview_id, start, end, seconds=SECONDS_HELD)
    return JSONResponse(told, headers=PRIVATE)


def worker(folder: Path) -> ResemblingWorker:
    """The process that answers for a study, started where there is none."""
    with STARTING:
        if folder not in WORKERS or not WORKERS[folder].alive:
            WORKERS[folder] = ResemblingWorker(folder)
        return WORKERS[folder]
