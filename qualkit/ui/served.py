"""All that the server answers beside Streamlit's own addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.ui import quoting, resembling, sound
from qualkit.ui.coding import exchange

if TYPE_CHECKING:
    from starlette.routing import Route


def routes() -> list[Route]:
    """Recordings by ranges, codes whose quotes resemble a passage, quotes for memos, and what is coded."""
    return [*sound.routes(), *resembling.routes(), *quoting.routes(), *exchange.routes()]
