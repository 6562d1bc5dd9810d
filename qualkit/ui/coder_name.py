"""Whose name stands under what is done: asked once in each browser, which keeps it in a cookie of its own."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

import streamlit as st

from qualkit.errors import BadAct, QualkitError

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

COOKIE = "qualkit_coder"
LONGEST = 60
KEEP = f"""export default ({{ data }}) => {{
  document.cookie = `{COOKIE}=${{encodeURIComponent(data.name)}}; path=/; max-age=31536000; SameSite=Strict`;
}}"""


def checked_name(given: str) -> str:
    """A name as it may stand in the journal. Raises BadAct for none, for one too long and for unprintable signs."""
    name = " ".join(given.split())
    if not name:
        raise BadAct("A name is needed: it stands under everything you do.", hint="Write your name or your initials.")
    if len(name) > LONGEST or any(unicodedata.category(sign).startswith("C") for sign in name):
        raise BadAct(f"“{name[:LONGEST]}” cannot stand as a name.", hint=f"Use up to {LONGEST} letters.")
    return name


def remembered() -> str:
    """The name that this browser keeps; empty where it keeps none that could stand."""
    try:
        return checked_name(unquote(st.context.cookies.get(COOKIE, "")))
    except QualkitError:
        return ""


def keep(name: str) -> None:
    """Have the browser keep the name, for its next session."""
    _keeper()(key="keep coder", data={"name": name})


@cache
def _keeper() -> ComponentRenderer:
    return st.components.v2.component("qualkit.coder", js=KEEP)
