"""The figures: what they show, that they draw, and what stands beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qualkit.errors import BadFile, UnknownFormat
from qualkit.saturation.criteria import Criterion
from qualkit.saturation.drawing import enlarged, png, svg
from qualkit.saturation.figures import curve_chart, grid_chart, write_figure
from qualkit.saturation.matrix import matrix
from qualkit.saturation.result import FILE_ORDER, Saturation, measured


def study(*coded: str, codes: str = "abcd") -> Saturation:
    names = [f"I{place}" for place, _ in enumerate(coded, start=1)]
    found = matrix(names, list(codes), [[code in held for code in codes] for held in coded])
    return measured(found, Criterion(), order=FILE_ORDER)


MET = study("ab", "a", "ac", "b", "a", "b", "ad")


def values_of(chart: dict[str, Any], key: str) -> list[dict[str, Any]]:
    layers = (layer["data"]["values"] for layer in chart["layer"] if "data" in layer)
    return [value for values in layers for value in values if key in value]


def test_every_interview_has_a_bar_of_new_and_of_repeated_codes() -> None:
    bars = values_of(curve_chart(MET), "kind")
    new = [bar["to"] - bar["from"] for bar in bars if bar["kind"] == "new codes"]
    repeated = [bar["to"] - bar["from"] for bar in bars if bar["kind"] == "repeated codes"]
    assert (new, repeated) == ([2, 0, 1, 0, 0, 0, 1], [0, 1, 1, 1, 1, 1, 1])


def test_the_criterion_stands_after_its_interview_and_the_run_is_hatched() -> None:
    chart = curve_chart(MET)
    (marked, *_) = values_of(chart, "top")
    assert marked["place"] == 4.5
    assert marked["text"] == "criterion met: 4+2, exceeded later"
    hatching = values_of(chart, "x2")
    assert min(line["x"] for line in hatching) == pytest.approx(4.5)
    assert max(line["x2"] for line in hatching) == pytest.approx(6.5)


def test_a_criterion_not_met_leaves_no_mark() -> None:
    assert not values_of(curve_chart(study("a", "b", "c")), "x2")


def test_the_caption_is_in_the_figure_and_read_aloud() -> None:
    drawn = svg(curve_chart(MET))
    assert "n = 7 interviews, 4 codes" in drawn
    assert "n = 7 interviews, 4 codes" in curve_chart(MET)["description"]


def test_the_grid_has_a_cell_for_every_code_in_every_interview() -> None:
    cells = grid_chart(study("b", "", "ab"))["data"]["values"]
    assert [(cell["place"], cell["code"], cell["mention"]) for cell in cells] == [
        (1, "a", "none"),
        (1, "b", "first mention"),
        (2, "a", "none"),
        (2, "b", "none"),
        (3, "a", "first mention"),
        (3, "b", "repeated"),
    ]


def test_codes_of_the_grid_stand_by_first_appearance() -> None:
    assert grid_chart(study("b", "ab", "c"))["encoding"]["y"]["sort"] == ["b", "a", "c"]


@pytest.mark.parametrize("coded", [("a",), ("",), ("a", ""), ("a",) * 60])
def test_a_study_of_any_size_is_drawn(coded: tuple[str, ...]) -> None:
    assert svg(curve_chart(study(*coded))).startswith("<svg")


def test_there_is_nothing_to_draw_without_interviews_or_codes(tmp_path: Path) -> None:
    assert curve_chart(study()) == {}
    assert grid_chart(study("", "")) == {}
    assert write_figure(study(), tmp_path / "f.svg") == ()


@pytest.mark.parametrize(("suffix", "begins"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".PNG", b"\x89PNG")])
def test_a_figure_is_written_with_its_numbers_beside_it(tmp_path: Path, suffix: str, begins: bytes) -> None:
    written = write_figure(MET, tmp_path / f"f{suffix}")
    assert [path.name for path in written] == [f"f{suffix}", "f.csv"]
    assert written[0].read_bytes().startswith(begins)
    assert "I7,2,1,1,4" in written[1].read_text(encoding="utf-8-sig")


def test_a_png_is_sharp_enough_for_print() -> None:
    drawn = png(curve_chart(MET))
    width = int.from_bytes(drawn[16:20], "big")
    assert width > 5.5 * 300


def test_a_figure_of_another_kind_or_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"“\.pdf”"):
        write_figure(MET, tmp_path / "f.pdf")
    with pytest.raises(BadFile, match="cannot be written"):
        write_figure(MET, tmp_path / "nowhere" / "f.svg")


def test_a_chart_for_the_screen_is_larger_and_holds_the_same_data() -> None:
    printed, shown = curve_chart(MET), enlarged(curve_chart(MET), 2)
    assert (shown["width"], shown["config"]["axis"]["labelFontSize"]) == (printed["width"] * 2, 18)
    assert [layer.get("data") for layer in shown["layer"]] == [layer.get("data") for layer in printed["layer"]]
    assert svg(shown).startswith("<svg")
