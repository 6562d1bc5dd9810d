"""Texts for COREQ, SRQR and a methods section: numbers filled in, gaps said, nothing claimed."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from saturation_inputs import EMPTY, ONE, insects, of

from qualkit.saturation.advanced import advanced
from qualkit.saturation.criteria import Criterion
from qualkit.saturation.matrix import Matrix
from qualkit.saturation.reporting_items import (
    NO_RATIONALE,
    NOT_ENDED,
    Records,
    advanced_sentences,
    methods,
    reporting_items,
)
from qualkit.saturation.result import FILE_ORDER, Saturation, measured

CLAIMS = re.compile(r"saturation (was|is|were|has been)? ?(achieved|reached|attained)", re.IGNORECASE)


def counted(matrix: Matrix, criterion: Criterion = Criterion()) -> Saturation:  # noqa: B008
    return measured(matrix, criterion, order=FILE_ORDER)


def test_what_was_not_recorded_is_said_not_to_have_been(shared: Path) -> None:
    found = reporting_items(counted(insects(shared)))
    assert found["coreq_12"] == f"The sample comprised 15 interviews. {NO_RATIONALE}"
    assert "Meaning saturation was not assessed. Conceptual depth was not assessed." in found["methods"]
    assert found["srqr"].endswith(NOT_ENDED)
    assert "guide" not in found["methods"]
    assert "8+2" in found["coreq_22"]


def test_what_was_recorded_is_told_in_its_own_words(shared: Path) -> None:
    records = Records(
        rationale=("a narrow aim needs few",),
        ended=("both shifts were heard",),
        judgements=(("2025-04-01", "No further themes are being generated."),),
        guide_changes=2,
        power={"aim": "narrow.", "dialogue": "strong", "information power": "ten suffice"},
    )
    found = reporting_items(counted(insects(shared)), records)
    assert "A narrow aim needs few." in found["coreq_12"]
    assert "by the aim (narrow), the quality of dialogue (strong). Ten suffice." in found["coreq_12"]
    assert "On 2025-04-01 the researchers noted: “No further themes are being generated.”" in found["coreq_22"]
    assert "Recruitment ended because both shifts were heard." in found["methods"]
    assert "The interview guide was changed 2 times as interviews went on." in found["methods"]


def test_a_reflexive_study_reports_no_count(shared: Path) -> None:
    found = reporting_items(counted(insects(shared)), Records(reflexive=True))
    assert all("criterion of Guest" not in text for text in found.values())
    assert "Saturation was not used as a criterion" in found["coreq_22"]
    assert "code saturation only" not in found["methods"]


def test_orders_and_estimates_are_told_only_when_asked_for(shared: Path) -> None:
    result = counted(insects(shared))
    assert "Chao2" not in methods(result)
    told = methods(result, advanced=advanced(result.matrix))
    assert re.search(r"met by interview 8 in \d+% of 1,000 orders of the same interviews, and by the last", told)
    assert "2 of 18 codes rest on one interview; the next interview would be expected to add 0.09 codes" in told
    assert "Chao2 lower bound 18.3, 95% CI 18.0 to 22.1; assumes interviews are like a random sample" in told


def test_a_criterion_not_met_tells_how_often_other_orders_meet_it() -> None:
    result = counted(of(np.eye(6)), Criterion(1, 1, 0.0))
    found = advanced(result.matrix, Criterion(1, 1, 0.0))
    assert "met within these interviews in 0% of 720 orders" in advanced_sentences(result, found)


@pytest.mark.parametrize("few", [EMPTY, ONE, of([[0], [0]]), of([[1], [1]]), of(np.eye(7))])
def test_no_text_claims_that_saturation_was_achieved(few: Matrix) -> None:
    result = counted(few)
    texts = [*reporting_items(result).values(), methods(result, advanced=advanced(few))]
    assert not any(CLAIMS.search(text) for text in texts)
