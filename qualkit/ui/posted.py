"""What a page's own script sends to an address beside Streamlit: from this site, as JSON, of a bounded size."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.requests import Request

MOST_BYTES = 16 * 2**20
"""An act is some hundred bytes; what a person pastes into a memo may be a book."""


async def posted(request: Request) -> Any:
    """The JSON that was sent.

    Raises
    ------
    HTTPException
        403 it comes from a page of another site; 415 it is not sent as JSON; 413 it is too long; 400 it is no JSON.
    """
    if not from_this_site(request.headers):
        raise HTTPException(403, "Only the workspace's own pages may send to it.")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "What is sent has to be JSON.")
    try:
        return json.loads(await _body(request))
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "What was sent cannot be read.") from error


def from_this_site(headers: Headers) -> bool:
    """Whether no page of another site has sent a request: by the browser's own word, where it gives none by Origin.

    Over plain HTTP to another computer a browser sends no Sec-Fetch-Site; who is no browser sends neither, and cannot
    be made to send anything by a page.

    References
    ----------
    W3C (2025). Fetch Metadata Request Headers, section 2.3. https://www.w3.org/TR/fetch-metadata/
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site in ("same-origin", "none")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


async def _body(request: Request) -> bytes:
    """The body, given up as soon as it is too long: what its sender says of its length need not be true."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise HTTPException(413, f"At most {MOST_BYTES // 2**20} MB can be sent at once.")
    return bytes(body)
