"""The coding component's scripts and styles, joined from their source files, and the two mounts that Streamlit sees.

The transcript's mount carries everything and is sent once; the one in the fragment, which reruns with every act,
carries a few lines. (Streamlit sends a component's script with each of its messages.)
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

# in the order in which they rest on one another
SOURCES = (
    "words",
    "meter",
    "positions",
    "turns",
    "model",
    "acts",
    "outbox",
    "transcript",
    "paint",
    "stripes",
    "match",
    "picker",
    "card",
    "foot",
    "keys",
    "coder",
    "pointer",
    "mount",
)


@cache
def script() -> str:
    """The component's JavaScript as one module; its default export takes a document."""
    return "\n".join(_read(f"{name}.js") for name in SOURCES)


@cache
def fragment_script() -> str:
    """The few lines that stand in the fragment."""
    return _read("fragment.js")


@cache
def style() -> str:
    """The component's style sheet."""
    return _read("coder.css")


@cache
def mounts() -> tuple[Any, Any]:
    """Streamlit's two mounts: for the document, and for the transcript being coded."""
    import streamlit as st

    component = st.components.v2.component
    document = component("qualkit.document", js=script(), css=style(), isolate_styles=False)
    return document, component("qualkit.coder", js=fragment_script(), isolate_styles=False)


def _read(name: str) -> str:
    return (resources.files(__package__) / "frontend" / name).read_text(encoding="utf-8")
