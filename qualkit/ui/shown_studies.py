"""Studies that a page has shown, for what the browser asks beside Streamlit: who was shown no page is told nothing."""

from __future__ import annotations

import secrets

from qualkit.study import Study

SHOWN: dict[str, Study] = {}
"""Studies by a name that cannot be guessed."""
PRIVATE = {"Cache-Control": "no-store"}
GONE = {"problem": "This page is older than the workspace.", "hint": "Reload the page."}


def name_of(study: Study) -> str:
    """The name by which a browser that was shown this study may ask about it."""
    name = next((name for name, one in SHOWN.items() if one.folder == study.folder), None)
    name = name or secrets.token_urlsafe(16)
    SHOWN[name] = study
    return name
