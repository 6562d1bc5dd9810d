"""Codes as points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.themes.geometry import FARTHEST, CodeVectors, borrowed, centred, distances, unit

NO_STRETCH = np.zeros(0, dtype=np.int64)


def test_a_row_of_zeros_stays_zero_and_others_get_length_one() -> None:
    assert unit(np.array([[0.0, 0.0], [3.0, 4.0]])).tolist() == [[0.0, 0.0], [0.6, 0.8]]


def test_what_all_codes_share_does_not_make_them_alike() -> None:
    subject = np.array([10.0, 0.0, 0.0])
    shared = np.array([[0, 1, 0], [0, 1, 0.1], [0, -1, 0], [0, -1, 0.1]]) + subject
    plain, seen = unit(shared) @ unit(shared).T, centred(shared) @ centred(shared).T
    assert plain.min() > 0.95
    assert seen[0, 1] > 0.9 and seen[0, 2] < -0.9


def test_guests_are_seen_from_the_middle_of_the_codes_and_do_not_move_it() -> None:
    codes = np.array([[1.0, 0.2], [1.0, -0.2]])
    with_guest = centred(np.vstack([codes, [[0.0, 5.0]]]), guests=1)
    assert np.allclose(with_guest[:2], centred(codes)) and with_guest[2] @ with_guest[0] > 0.5


def test_a_code_of_which_nothing_is_known_is_not_drawn_to_the_middle() -> None:
    assert not centred(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))[0].any()


def test_a_code_without_quotes_lies_near_its_namesakes_not_near_other_silent_codes() -> None:
    names = np.array([[1, 0.0], [1, 0.1], [0, 1.0], [0.1, 1], [1, 0.05], [0.05, 1]])
    said = [np.array([row]) for row in ([1, 0.0], [1, 0], [0, 1.0], [0, 1.0])]
    apart = distances(CodeVectors(names, [*said, np.zeros((0, 2)), np.zeros((0, 2))]).points())
    assert apart[4, 0] < 0.5 < apart[4, 5] and apart[5, 2] < 0.5


def test_codes_none_of_which_has_quotes_are_placed_by_their_names() -> None:
    vectors = CodeVectors(np.eye(3), [np.zeros((0, 3))] * 3)
    assert np.allclose(vectors.points()[:, :3], centred(np.eye(3)))
    assert not vectors.points()[:, 3:].any()
    assert np.array_equal(borrowed(np.zeros((3, 3)), np.eye(3)), np.zeros((3, 3)))


def test_codes_given_near_each_other_are_near_and_those_of_another_interview_are_not() -> None:
    same, stretches = np.ones((3, 2)), [np.array([at]) for at in (0, 1, 1 + 3 * FARTHEST)]
    points = CodeVectors(np.zeros((3, 2)), [row[None, :] for row in same], stretches).points()
    apart = distances(points)
    assert apart[0, 1] < 0.5 and apart[0, 2] > 1


def test_a_weight_of_zero_leaves_a_kind_of_evidence_out() -> None:
    quotes = [np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])]
    vectors = CodeVectors(np.eye(2), quotes, [np.array([3]), np.array([3])])
    apart = distances(vectors.points((1.0, 1.0, 0.0)))
    assert apart[0, 1] == pytest.approx(2)


def test_quotes_drawn_anew_move_a_code_and_a_single_quote_cannot_move() -> None:
    quotes = [np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[1.0, 0.0]]), np.array([[0.3, 1.0]])]
    vectors = CodeVectors(np.zeros((3, 2)), quotes, [NO_STRETCH] * 3)
    drawn = list(vectors.redrawn_points(30, seed=5, weights=(0.0, 1.0, 0.0)))
    apart = np.array([distances(points) for points in drawn])
    assert len(np.unique(apart[:, 0, 1])) == 3, "first twice, each once, second twice"
    again = list(vectors.redrawn_points(30, seed=5, weights=(0.0, 1.0, 0.0)))
    other = list(vectors.redrawn_points(30, seed=6, weights=(0.0, 1.0, 0.0)))
    assert np.array_equal(drawn, again) and not np.array_equal(drawn, other)


@given(st.integers(0, 1000), st.integers(1, 20))
def test_distances_are_symmetric_and_between_zero_and_two(seed: int, count: int) -> None:
    apart = distances(unit(np.random.default_rng(seed).normal(size=(count, 4))))
    assert (apart == apart.T).all() and (np.diag(apart) == 0).all()
    assert apart.min() >= 0 and apart.max() <= 2 + 1e-9
