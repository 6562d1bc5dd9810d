"""Recordings for the browser: served by ranges from their files, and only what a page has shown to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualkit.model import Recording, TimedWord
from qualkit.store import reads
from qualkit.store.transcripts import transcript
from qualkit.study import Study
from qualkit.ui.language import _
from qualkit.ui.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route
    from streamlit.components.v2.types import ComponentRenderer

ADDRESS = "recordings"
KINDS = {
    "audio/aac": ".aac",
    "audio/flac": ".flac",
    "audio/mp4": ".m4a .m4b",
    "audio/mpeg": ".mp2 .mp3 .mpga",
    "audio/ogg": ".oga .ogg .opus .spx",
    "audio/wav": ".wav",
    "audio/x-matroska": ".mka",
    "video/mp4": ".m4v .mov .mp4",
    "video/mpeg": ".mpeg .mpg",
    "video/ogg": ".ogv",
    "video/webm": ".webm",
    "video/x-matroska": ".mkv",
}
"""What a browser is told by a file's ending. Firefox plays a .mov where it is called mp4, and not otherwise."""
UNKNOWN = "application/octet-stream"
"""For everything else: a file that calls itself a page would be run as one."""
KIND_OF = {ending: kind for kind, endings in KINDS.items() for ending in endings.split()}
SAFE = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}


@dataclass(frozen=True, slots=True)
class Sound:
    """The recording of an interview, and the study that holds it."""

    study: Study
    interview_id: str
    path: Path


SHOWN = Shown[Sound]()


def routes() -> list[Route]:
    """What the server answers beside Streamlit's own addresses."""
    from starlette.routing import Route

    return [Route(f"/{ADDRESS}/{{name}}", file_of), Route(f"/{ADDRESS}/{{name}}/times", times_of)]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a browser gets a recording, how long it is, and whether there may be a picture."""

    source: str
    duration_ms: int | None = None
    is_video: bool = False


def source_of(study: Study, interview_id: str) -> Source | None:
    """The address of an interview's recording for this browser; None where there is none to be heard."""
    with study.reading() as connection:
        found = reads.all_of(connection, Recording, reads.table_of(Recording).c.interview_id == interview_id)
    here = [(path, one) for one in found if (path := study.folder / "recordings" / one.file).is_file()]
    if not here:
        return None
    path, recording = here[0]
    name = SHOWN.name_of(Sound(study, interview_id, path), interview_id, path)
    return Source(f"{ADDRESS}/{name}", recording.duration_ms, kind_of(path).startswith("video/"))


def kind_of(path: Path) -> str:
    """The content type of a recording, the same on every system."""
    return KIND_OF.get(path.suffix.lower(), UNKNOWN)


def file_of(request: Request) -> Response:
    """The recording itself; a browser asks for the ranges that it needs."""
    from starlette.responses import FileResponse, PlainTextResponse

    sound = SHOWN.get(request.path_params["name"])
    if sound is None or not sound.path.is_file():
        return PlainTextResponse("There is no such recording here.", 404)
    return FileResponse(sound.path, media_type=kind_of(sound.path), headers=SAFE)


def times_of(request: Request) -> Response:
    """When each word was said: places and milliseconds in turn, each as the step from the one before."""
    from starlette.responses import JSONResponse, PlainTextResponse

    sound = SHOWN.get(request.path_params["name"])
    if sound is None:
        return PlainTextResponse("There is no such recording here.", 404)
    with sound.study.reading() as connection:
        said = transcript(connection, sound.interview_id)
    return JSONResponse(steps(said.words if said else ()), headers=SAFE)


def steps(words: Sequence[TimedWord]) -> list[int]:
    """Start of each word in code points and in milliseconds, as steps: half the size of the numbers themselves."""
    starts = [(0, 0), *((word.start, word.start_ms) for word in words)]
    return list(chain.from_iterable((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(starts)))


# ---- a quote, heard where it is shown ----

LISTEN = """export default ({ data, parentElement }) => {
  const player = (window.__qkQuotes ||= new Audio());
  const button = (parentElement.__qkHear ||= parentElement.appendChild(document.createElement("button")));
  const show = () => {
    const playing = player.__qkQuote === button && !player.paused;
    button.textContent = playing ? "◼" : "▶";
    button.setAttribute("aria-label", playing ? data.stop : data.hear);
  };
  button.type = "button";
  button.title = data.hear;
  button.onclick = () => {
    const again = player.__qkQuote === button && !player.paused;
    player.pause();
    if (again) return;
    const source = new URL(data.source, document.baseURI).href;
    if (player.src !== source) player.src = source;
    player.__qkQuote = button;
    player.onpause = player.onplay = show;
    player.ontimeupdate = () => data.end !== null && player.currentTime * 1000 >= data.end && player.pause();
    player.currentTime = data.start / 1000;
    player.play().catch(() => (button.title = data.failed));
  };
  show();
  return () => player.__qkQuote === button && player.pause();
};"""
LOOK = """button { width: 1.9rem; height: 1.9rem; padding: 0; border-radius: 50%; font-size: .8rem; line-height: 1;
  border: 1px solid var(--st-border-color); background: transparent; color: var(--st-text-color); cursor: pointer; }
button:focus-visible, button:hover { border-color: var(--st-primary-color); }"""
LONGEST_WITHOUT_END_MS = 20_000


def hear_button(source: Source, start_ms: int, end_ms: int | None, *, key: str) -> None:
    """A button that plays one stretch of a recording; `source` comes from `source_of`."""
    end = end_ms if end_ms is not None else start_ms + LONGEST_WITHOUT_END_MS
    told = {"hear": _("Hear this quote"), "stop": _("Stop"), "failed": _("The browser cannot play this recording.")}
    data: dict[str, Any] = {"source": source.source, "start": start_ms, "end": end, **told}
    _button()(key=key, data=data)


@cache
def _button() -> ComponentRenderer:
    import streamlit as st

    return st.components.v2.component("qualkit.hear", js=LISTEN, css=LOOK)
