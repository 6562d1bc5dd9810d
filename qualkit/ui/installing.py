"""What is still being installed while the workspace is open already, as the file that start.py writes has it."""

from __future__ import annotations

import json
import os
from importlib import invalidate_caches
from pathlib import Path
from typing import Any

import streamlit as st

from qualkit.ui import frame
from qualkit.ui.language import _

SECONDS_BETWEEN_LOOKS = 3


def show_installing() -> None:
    """A line and a bar in the sidebar as long as something is being installed; nothing otherwise."""
    if os.environ.get("QUALKIT_INSTALLING"):
        _look()


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _look() -> None:
    state = read_state(Path(os.environ["QUALKIT_INSTALLING"]))
    if state.get("state") == "running":
        st.progress((state["part"] - 1) / state["of"], text=frame.plain(sentence(state)))
    elif state.get("state") == "failed":
        st.caption(frame.plain(_("{sentence} It is tried again the next time you start.", sentence=sentence(state))))
    else:
        invalidate_caches()  # what came meanwhile is found from now on


def sentence(state: dict[str, Any]) -> str:
    """What is being installed, for a person."""
    if state["state"] == "failed":
        return _("The part for {purpose} could not be installed.", purpose=state["purpose"])
    doing = f": {state['doing']}" if state.get("doing") else ""
    return _(
        "Installing {purpose} ({part} of {of}){doing}",
        purpose=state["purpose"],
        part=state["part"],
        of=state["of"],
        doing=doing,
    )


def read_state(path: Path) -> dict[str, Any]:
    """How far it is; nothing where the file is not there or cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
