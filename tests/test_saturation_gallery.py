"""Every figure by its name: drawn, with its numbers, and empty where there is nothing to draw."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from saturation_inputs import EMPTY, ONE, insects, of, of_digits

from qualkit.errors import BadOption
from qualkit.saturation.actions import drawn_from
from qualkit.saturation.criteria import Criterion
from qualkit.saturation.depth import Depth
from qualkit.saturation.drawing import svg
from qualkit.saturation.figures import Mark
from qualkit.saturation.gallery import FIGURES, Subject, figure, write_named
from qualkit.saturation.matrix import Matrix
from qualkit.saturation.meaning import meanings
from qualkit.saturation.result import FILE_ORDER, Codebooks, Saturation, measured


def counted(matrix: Matrix, codebook: str = "") -> Saturation:
    return measured(matrix, Criterion(), order=FILE_ORDER, codebook=codebook)


@pytest.fixture
def subject(shared: Path) -> Subject:
    result = counted(insects(shared), "codebook v2")
    both = Codebooks(counted(insects(shared), "the codes as first applied"), result, 3, 1)
    heard = [("calm", "arriving", result.matrix.interviews[0]), ("calm", "alone", result.matrix.interviews[2])]
    return drawn_from(
        result,
        both=both,
        marks=[Mark(6, "guide change: asked what insects signify")],
        meanings=meanings(heard, result.matrix.interviews, {}),
        depth=[Depth("calm", "Ada", (3, 2, 1, None, 2), None)],
    )


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_drawn_and_has_its_numbers(subject: Subject, name: str) -> None:
    chart, rows = figure(name, subject)
    assert svg(chart).startswith("<svg")
    assert rows
    assert "n = 15" in chart["description"] or name == "depth"


def test_a_change_of_the_guide_is_an_arrow_and_a_line_of_the_caption(subject: Subject) -> None:
    chart, _ = figure("curve", subject)
    assert "Arrow before interview 6: guide change: asked what insects signify" in chart["description"]
    arrows = [one for layer in chart["layer"] for one in layer["data"]["values"] if "high" in one]
    assert {arrow["place"] for arrow in arrows} == {5.5}


def test_the_band_of_orders_closes_and_the_one_for_unseen_codes_does_not(subject: Subject) -> None:
    _, orders = figure("orders", subject)
    _, curve = figure("rarefaction", subject)
    assert orders[-1]["low"] == orders[-1]["high"] == 18
    assert curve[14]["codes"] == pytest.approx(18)
    assert curve[14]["high"] - curve[14]["low"] > 1
    assert len(curve) == 30


def test_the_grid_tells_new_and_running_totals_below(subject: Subject) -> None:
    chart, rows = figure("grid", subject)
    below = [layer["data"]["values"] for layer in chart["layer"] if "data" in layer]
    assert [one["total"] for one in below[0]][-3:] == ["18", "18", "18"]
    assert len(rows) == 15


def test_a_criterion_that_nobody_rated_is_blank(subject: Subject) -> None:
    _, rows = figure("depth", subject)
    assert [(row["criterion"], row["told"]) for row in rows if row["rating"] is None] == [("resonance", "")]


@pytest.mark.parametrize("few", [EMPTY, ONE, of([[0], [0]]), of_digits(["10", "01"]), of(np.eye(12))])
@pytest.mark.parametrize("name", FIGURES)
def test_with_hardly_anything_a_figure_is_drawn_or_empty(few: Matrix, name: str, tmp_path: Path) -> None:
    written = write_named(name, drawn_from(counted(few)), tmp_path / "f.svg")
    assert bool(written) == (tmp_path / "f.svg").exists()
    if few is EMPTY:
        assert written == ()


def test_a_grid_too_large_to_be_read_is_not_drawn() -> None:
    assert figure("grid", drawn_from(counted(of(np.ones((210, 200))))))[0] == {}


def test_an_unknown_figure_is_refused_with_those_there_are(subject: Subject) -> None:
    with pytest.raises(BadOption) as raised:
        figure("cake", subject)
    assert "rarefaction" in raised.value.hint
