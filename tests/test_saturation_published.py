"""A printed table beside what its matrix says."""

from __future__ import annotations

import pytest
from saturation_inputs import of_digits

from qualkit.errors import BadMatrix
from qualkit.saturation.curve import steps
from qualkit.saturation.published import differences, told

STEPS = steps(of_digits(["110", "010", "011"]))


def test_numbers_that_agree_are_said_to() -> None:
    printed = [["interview", "codes", "new codes", "repeated", "so far"], ["I1", "2", "2", "0", "2"]]
    printed += [["I2", "1", "0", "1", "2"], ["I3", "2", "1", "1", "3"]]
    assert told(differences(printed, STEPS)) == "The printed table agrees with the matrix in every number."


def test_the_first_number_that_differs_is_named_with_the_codes_behind_it() -> None:
    found = differences([["interview", "new"], ["I1", "2"], ["I2", "0"], ["I3", "0"]], STEPS)
    assert [(one.place, one.printed, one.counted, one.names) for one in found] == [(3, 0, 1, ("c2",))]
    assert "first does at interview 3 (“I2”), new: 0 printed, 1 in the matrix (c2)" in told(found)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["interview", "age"], ["I1", "3"]], "No column of the printed table is known: interview, age"),
        ([["interview", "new"], ["I1", "3"]], "has 1 rows and there are 3 interviews"),
        ([["interview", "new"], ["I1", "x"], ["I2", "0"], ["I3", "0"]], "“x” in the row “I1”, column “new”"),
    ],
)
def test_a_table_that_cannot_be_compared_is_refused(rows: list[list[str]], message: str) -> None:
    with pytest.raises(BadMatrix) as raised:
        differences(rows, STEPS)
    assert message in raised.value.message
