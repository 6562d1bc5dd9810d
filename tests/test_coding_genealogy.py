from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from qualkit.cli.main import qualkit
from qualkit.coding.alluvial import alluvial_svg
from qualkit.coding.codes import merge_codes, rename_code, retire_code, split_code
from qualkit.coding.genealogy import genealogy
from qualkit.coding.versions import codebook_genealogy, commit_codebook
from qualkit.study import Study


def row(code_id: str, references: int = 1, **more: Any) -> dict[str, Any]:
    plain = {"id": code_id, "name": code_id, "color": "#0072b2", "status": "active", "merged_into": None}
    return {**plain, "split_from": None, "references": references, **more}


def test_codes_flow_into_what_they_became_and_retired_ones_end(study: Study) -> None:
    commit_codebook(study, "first")
    merge_codes(study, ["shoes"], into="rain")
    commit_codebook(study, "second")
    retire_code(study, "calm", why="vague")
    split_code(study, "rain", ["drizzle", "downpour"])
    with study.reading() as connection:
        found = codebook_genealogy(connection)
    names = {node.code_id: node.name for column in found.columns for node in column}
    told = [{(names[f.source], names[f.target], f.kind) for f in flows} for flows in found.flows]
    assert found.labels == ("v1", "v2", "now")
    assert told[0] == {("rain", "rain", "kept"), ("shoes", "rain", "merged"), ("calm", "calm", "kept")}
    assert told[1] == {("rain", "rain", "kept"), ("rain", "drizzle", "split"), ("rain", "downpour", "split")}


def test_a_codebook_that_stands_as_it_was_saved_is_not_drawn_twice(study: Study) -> None:
    commit_codebook(study, "first")
    with study.reading() as connection:
        assert codebook_genealogy(connection).labels == ("v1",)


def test_codes_that_merge_stand_beside_one_another(study: Study) -> None:
    gone = [row(f"m{n}", status="merged", merged_into="c") for n in range(3)]
    then = [row("a", 9), row("m0"), row("b", 5), row("m1"), row("c", 4), row("m2")]
    found = genealogy([("v1", then), ("v2", [row("a", 9), row("b", 5), row("c", 7), *gone])])
    order = [node.code_id for node in found.columns[0]]
    places = sorted(order.index(code) for code in ("c", "m0", "m1", "m2"))
    assert places == list(range(places[0], places[0] + 4))


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6), st.integers(0, 500))
def test_any_name_and_count_gives_a_picture_that_is_xml(names: list[str], references: int) -> None:
    printable = ["".join(c for c in name if c.isprintable()) or "x" for name in names]
    rows = [row(str(n), references, name=name) for n, name in enumerate(printable)]
    svg = alluvial_svg(genealogy([("v1", rows), ("v2", rows)]))
    root = ElementTree.fromstring(svg)
    assert len([e for e in root.iter() if e.tag.endswith("path")]) == len(rows)
    assert alluvial_svg(genealogy([])) == ""


def test_the_command_writes_svg_and_png_and_refuses_other_endings(study: Study, tmp_path: Path) -> None:
    commit_codebook(study, "first")
    rename_code(study, "calm", "<b>peace & quiet</b>")
    for name in ("life.svg", "life.png"):
        done = CliRunner().invoke(qualkit, ["codebook", "picture", str(study.folder), "-o", str(tmp_path / name)])
        assert done.exit_code == 0, done.output
    assert "&lt;b&gt;peace &amp; quiet" in (tmp_path / "life.svg").read_text()
    assert (tmp_path / "life.png").read_bytes().startswith(b"\x89PNG")
    refused = CliRunner().invoke(qualkit, ["codebook", "picture", str(study.folder), "-o", str(tmp_path / "life.bmp")])
    assert refused.exit_code == 2 and ".svg, .png" in refused.output
