"""Thematic maps: laid out without overlaps, drawn, linked, kept under their day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from themes_inputs import night_study

from qualkit.cli.main import qualkit
from qualkit.errors import BadAct, NotFound
from qualkit.model import Code, Theme, ThemeLink
from qualkit.store import reads
from qualkit.study import Study
from qualkit.themes.making import create_theme, rename_theme
from qualkit.themes.map import WIDTH, draw, height, lay_out
from qualkit.themes.mapping import find_map, keep_map, link_themes, map_now, maps, unlink_themes
from qualkit.themes.review import Naming
from qualkit.themes.shaping import merge_themes


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Study]:
    """Two themes and a subtheme."""
    study = night_study(tmp_path / "nights")
    create_theme(study, Naming("Debt"), ["calling the doctor", "fear of annoyance"])
    create_theme(study, Naming("Sleep <is> a loan"), ["naps"])
    create_theme(study, Naming("Sorry"), ["apologising on the phone"], under="Debt")
    yield study
    study.close()


@given(st.lists(st.lists(st.text(max_size=60), max_size=6), max_size=9))
def test_no_two_boxes_of_a_map_lie_over_one_another_and_any_name_can_be_drawn(names: list[list[str]]) -> None:
    themes = [Theme(id=f"t{n}", name=f"theme {n}") for n in range(len(names))]
    codes = {f"t{n}": [Code(id=f"c{n}.{m}", name=name) for m, name in enumerate(held)] for n, held in enumerate(names)}
    drawn = lay_out(themes, codes, [])
    for one, other in combinations(drawn["nodes"], 2):
        apart_x = abs(one["x"] - other["x"]) >= (WIDTH[one["kind"]] + WIDTH[other["kind"]]) / 2
        apart_y = abs(one["y"] - other["y"]) >= (height(one) + height(other)) / 2
        assert apart_x or apart_y, (one, other)
    picture = ElementTree.fromstring(draw(drawn))
    assert len(picture.findall(".//{*}rect")) == len(drawn["nodes"]) + 1


def test_a_map_is_drawn_with_every_name_as_text_and_nothing_as_markup(nights: Study) -> None:
    link_themes(nights, "Debt", "Sleep <is> a loan", "feeds & is fed by")
    with nights.reading() as connection:
        picture = ElementTree.fromstring(draw(map_now(connection), title="Night <work>"))
    words = [" ".join(part.strip() for part in text.itertext()) for text in picture.findall(".//{*}text")]
    assert {"Debt", "Sleep <is> a loan", "Sorry", "naps", "feeds & is fed by"} <= set(words)


def test_boxes_stay_where_they_were_dragged_and_a_kept_map_is_drawn_as_it_was(nights: Study) -> None:
    with nights.reading() as connection:
        theme = reads.themes(connection)[0]
    keep_map(nights, "after the second reading", {theme.id: (900, 450)}, why="debt stands apart")
    rename_theme(nights, "Debt", "Borrowed goodwill")
    with nights.reading() as connection:
        now = next(node for node in map_now(connection)["nodes"] if node["id"] == theme.id)
        then = next(node for node in find_map(connection, "after the second reading").drawn["nodes"])
    assert (now["name"], now["x"], now["y"]) == ("Borrowed goodwill", 900, 450)
    assert (then["name"], then["x"]) == ("Debt", 900)
    assert nights.recent_acts(2)[1].why == "debt stands apart" and nights.check() == []
    nights.undo()
    nights.undo()
    with nights.reading() as connection:
        assert maps(connection) == []


def test_links_are_named_renamed_taken_away_and_follow_a_merge(nights: Study) -> None:
    create_theme(nights, Naming("Family"))
    link_themes(nights, "Debt", "Sleep <is> a loan", "feeds")
    link_themes(nights, "Sleep <is> a loan", "Debt", "starves")
    link_themes(nights, "Debt", "Family", "hides")
    with nights.reading() as connection:
        assert sorted(one.name for one in reads.all_of(connection, ThemeLink)) == ["hides", "starves"]
    merge_themes(nights, "Debt", into="Family")
    with nights.reading() as connection:
        assert [one.name for one in reads.all_of(connection, ThemeLink)] == ["starves"]
    unlink_themes(nights, "Family", "Sleep <is> a loan")
    with pytest.raises(NotFound, match="link"):
        unlink_themes(nights, "Family", "Sleep <is> a loan")
    with pytest.raises(BadAct, match="itself"):
        link_themes(nights, "Family", "Family")
    assert nights.check() == []


def test_a_map_of_nothing_is_drawn_but_not_kept(tmp_path: Path) -> None:
    study = night_study(tmp_path / "bare")
    with study.reading() as connection:
        assert draw(map_now(connection)).startswith("<svg")
    with pytest.raises(BadAct, match="no themes"):
        keep_map(study, "empty")
    study.close()


def test_the_command_line_links_keeps_and_writes_pictures(nights: Study, tmp_path: Path) -> None:
    folder = str(nights.folder)

    def run(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(qualkit, ["themes", *words])
        assert result.exit_code == code, result.output
        return result.output

    run("link", folder, "Debt", "Sorry", "--name", "ends in")
    picture = tmp_path / "map.svg"
    run("map", folder, "-o", str(picture), "--keep", "first", "--why", "before writing")
    assert "ends in" in picture.read_text(encoding="utf-8")
    assert "first" in run("map", folder) and '"kind": "subtheme"' in run("map", folder, "--json")
    run("map", folder, "-o", str(tmp_path / "map.png"), "--kept", "first")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    run("unlink", folder, "Debt", "Sorry")
    assert ".gif" in run("map", folder, "-o", str(tmp_path / "map.gif"), code=2)
