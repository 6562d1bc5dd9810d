"""The wording: a criterion is met or not, with what followed; nothing more is claimed."""

from __future__ import annotations

import re

import pytest

from qualkit.saturation.criteria import Criterion
from qualkit.saturation.matrix import matrix
from qualkit.saturation.report import caption_lines, mark_words, notes, outcome, paragraph, percent_text
from qualkit.saturation.result import CONTENT_ORDER, FILE_ORDER, Saturation, measured

INSECTS = [5, 4, 3, 1, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0]
WORKED = [37, 0, 0, 0, 4, 3, 1, 0]


def bringing(new: list[int], *, empty: tuple[int, ...] = (), codebook: str = "") -> Saturation:
    """A study in which each interview brings that many new codes, and repeats the first code unless it is empty."""
    total = sum(new)
    rows, seen = [], 0
    for place, count in enumerate(new, start=1):
        rows.append([(c == 0 < seen and place not in empty) or seen <= c < seen + count for c in range(total)])
        seen += count
    names = [f"I{place}" for place in range(1, len(new) + 1)]
    found = matrix(names, [f"c{c}" for c in range(total)], rows)
    return measured(found, Criterion(), order=CONTENT_ORDER if codebook else FILE_ORDER, codebook=codebook)


def test_a_met_criterion_says_where_and_what_followed() -> None:
    said = paragraph(bringing(WORKED, codebook="codebook v3"))
    assert "base 4, run 2, threshold 5%" in said
    assert "content order and codebook v3" in said
    assert "met at interview 6 (6+2): interviews 7 to 8 brought 1 new code, 3% of the 37" in said
    assert said.endswith("No interview followed, so whether this held is not known.")


def test_a_criterion_that_held_says_for_how_long() -> None:
    assert "No run exceeded the threshold in the 2 interviews that followed, which brought no new code." in paragraph(
        bringing([*WORKED, 0, 0])
    )


def test_a_criterion_that_was_breached_names_the_interviews() -> None:
    said = paragraph(bringing(INSECTS))
    assert "(8+2)" in said
    assert "This did not hold: interviews 11 and 13 brought new codes, and 4 later runs exceeded the threshold." in said


def test_a_run_of_interviews_without_codes_casts_doubt_on_the_criterion() -> None:
    result = bringing([5, 4, 3, 1, 0, 0], empty=(5, 6))
    assert "“I5” and “I6” hold no code at all: where that is coding still to be done, this says nothing" in paragraph(
        result
    )
    assert mark_words(result) == "criterion met: 4+2, in interviews without codes"
    assert "“I5” and “I6” hold no code and keep their place." in notes(result)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ([], "There are no interviews to count."),
        ([0, 0], "No code was applied in 2 interviews"),
        ([3], "could not be tested: it needs 6 interviews and there is 1"),
        ([5, 4, 3, 1, 2], "could not be tested: it needs 6 interviews and there are 5"),
        ([0, 0, 0, 0, 3, 1], "undefined: the first 4 interviews brought no code"),
        (
            [10, 5, 3, 2, 3, 2, 2, 1],
            "not reached in 8 interviews: the last run (interviews 7 to 8) brought 3 new codes",
        ),
    ],
)
def test_every_other_outcome_has_its_own_sentence(new: list[int], expected: str) -> None:
    assert expected in paragraph(bringing(new))


@pytest.mark.parametrize("new", [[], [3], INSECTS, WORKED, [0] * 6 + [1], [1] * 9])
def test_saturation_is_never_said_to_have_been_achieved(new: list[int]) -> None:
    said = " ".join([paragraph(bringing(new)), *notes(bringing(new)), *caption_lines(bringing(new))])
    assert not re.search(r"saturat\w+ (was|is|were|has been)? ?(achieved|reached)", said, re.IGNORECASE)


def test_the_order_and_the_codebook_are_always_named() -> None:
    assert "the order of the file's rows (codebook version not recorded)" in paragraph(bringing(INSECTS))
    assert any("first thought of may be" in note for note in notes(bringing(INSECTS, codebook="codebook v1")))


def test_a_code_never_applied_is_named_apart() -> None:
    found = matrix(["I1"], ["a", "a priori"], [[1, 0]])
    assert "“a priori” was never applied and not counted." in notes(measured(found, Criterion(), order=FILE_ORDER))


def test_rounding_never_hides_a_breach() -> None:
    assert percent_text(7 / 37, 0.05) == "19%"
    assert percent_text(2 / 37, 0.05) == "5.4%"
    assert percent_text(1 / 20, 0.05) == "5%"
    assert percent_text(1 / 700, 0.0) == "0.1%"


def test_one_cell_of_the_table_in_words() -> None:
    assert outcome(bringing(INSECTS).chosen) == "8+2, exceeded later"
    assert outcome(bringing([1, 1]).chosen) == "too few interviews for the base"


def test_the_caption_gives_the_number_of_interviews() -> None:
    first, second = caption_lines(bringing(INSECTS))
    assert first.startswith("n = 15 interviews, 18 codes")
    assert "8+2 (hatched: interviews 9 to 10); exceeded again later" in second
