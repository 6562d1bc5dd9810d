"""Frequencies of codes, and when there is too little to say anything."""

from __future__ import annotations

from qualkit.saturation.frequencies import frequencies, too_little
from qualkit.saturation.matrix import matrix


def test_frequencies_count_interviews_and_keep_those_without_codes() -> None:
    found = frequencies(matrix(["I1", "I2", "I3"], ["a", "b"], [[2, 1], [0, 0], [1, 0]]))
    assert (found.interviews, found.codes, found.mentions) == (3, 2, 3)
    assert (found.q(1), found.q(2), found.q(3)) == (1, 1, 0)
    assert found.counts().tolist() == [0, 1, 1, 0]


def test_no_interviews_no_codes_and_one_interview_are_too_little() -> None:
    for few in (matrix([], [], []), matrix(["I1", "I2"], ["a"], [[0], [0]]), matrix(["I1"], ["a"], [[1]])):
        assert too_little(frequencies(few)) is not None
    assert too_little(frequencies(matrix(["I1", "I2"], ["a"], [[1], [0]]))) is None
