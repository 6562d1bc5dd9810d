"""Charts on a dark page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from qualkit.ui import dark


def luminance(color: str) -> float:
    return sum(int(color[at : at + 2], 16) for at in (1, 3, 5)) / 765


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_a_flipped_colour_is_a_colour(color: str) -> None:
    assert dark.HEX.fullmatch(dark.flipped(color))


@pytest.mark.parametrize(("color", "light"), [("#1f2430", True), ("#1d4f6b", True), ("#ffffff", False)])
def test_ink_becomes_light_and_paper_dark(color: str, light: bool) -> None:
    assert (luminance(dark.flipped(color)) > 0.5) is light


def test_in_light_mode_a_chart_stays_as_it_is() -> None:
    def page() -> None:
        import streamlit as st

        from qualkit.ui.dark import on_page

        chart = {"background": "white", "mark": {"color": "#1f2430"}}
        st.session_state["same"] = on_page(chart) == chart

    assert AppTest.from_function(page).run().session_state["same"]


def test_numbers_and_names_are_not_taken_for_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dark:
        theme = type("Theme", (), {"type": "dark"})

    monkeypatch.setattr(dark.st, "context", Dark)
    values = [{"code": "#ffffff", "n": 3}]
    shown = dark.on_page({"background": "white", "data": {"values": values}, "mark": {"color": "#1f2430", "size": 4}})
    assert shown["data"]["values"] == values
    assert shown["background"] == "transparent"
    assert shown["mark"]["size"] == 4
    assert shown["mark"]["color"] != "#1f2430"
