"""The thematic map in a real browser: dragged, moved with the keys, linked, kept under its day with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser_inputs import NEEDS_BROWSER, free_port, serving
from themes_inputs import night_study

from qualkit.model import ThemeLink
from qualkit.store import reads
from qualkit.study import Study
from qualkit.themes.making import create_theme
from qualkit.themes.mapping import map_now, maps
from qualkit.themes.review import Naming

pytestmark = NEEDS_BROWSER


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Study, str]]:
    """Two themes, one of which has a name that tries to be markup."""
    study = night_study(tmp_path_factory.mktemp("map") / "nights")
    create_theme(study, Naming("Debt <img src=x onerror='window.stolen=1'>"), ["calling the doctor"])
    create_theme(study, Naming("Rest"), ["naps", "tired driving"])
    port = free_port()
    with serving(study, port):
        yield study, f"http://127.0.0.1:{port}/thematic-map?coder=Ada"
    study.close()


def middle(box: Any) -> tuple[float, float]:
    found = box.bounding_box()
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def test_a_map_is_dragged_moved_with_the_keys_linked_and_kept(browser: Any, served: tuple[Study, str]) -> None:
    study, address = served
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(address)
    rest = page.get_by_role("button", name="theme Rest;")
    naps = page.get_by_role("button", name="code naps;")
    naps.wait_for(timeout=60_000)
    with study.reading() as connection:
        laid = {node["name"]: (node["x"], node["y"]) for node in map_now(connection)["nodes"]}
    where = {"rest": middle(rest), "naps": middle(naps)}
    page.mouse.move(*where["rest"])
    page.mouse.down()
    page.mouse.move(where["rest"][0] + 60, where["rest"][1] + 45, steps=5)
    page.mouse.up()
    assert middle(rest) != where["rest"] and middle(naps) != where["naps"], "its codes come along"
    naps.focus()
    page.keyboard.press("Shift+ArrowDown")

    page.get_by_role("button", name="Links between themes").click()
    page.get_by_label("How it bears on the other").fill("is paid <b>by</b>")
    page.get_by_role("button", name="Link", exact=True).click()
    page.locator("text.qm-word", has_text="is paid <b>by</b>").wait_for()
    with study.reading() as connection:
        assert [one.name for one in reads.all_of(connection, ThemeLink)] == ["is paid <b>by</b>"]

    page.get_by_role("button", name="Keep this map").click()
    page.get_by_label("Name", exact=True).fill("first")
    page.get_by_label("What changed, and why").fill("rest is what debt costs")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_text("Kept “first”").wait_for()
    with study.reading() as connection:
        (kept,) = maps(connection)
    assert study.recent_acts(1)[0].why == "rest is what debt costs" and kept.at
    stands = {node["name"]: (node["x"], node["y"]) for node in kept.drawn["nodes"]}
    right, down = (stands["Rest"][n] - laid["Rest"][n] for n in (0, 1))
    assert right > 0 and down > 0, "it stays where it was dragged though a link was made meanwhile"
    assert stands["naps"] == pytest.approx((laid["naps"][0] + right, laid["naps"][1] + down + 50), abs=2)
    assert page.evaluate("window.stolen") is None
    page.close()
