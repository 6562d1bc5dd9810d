"""Codes as points."""

from __future__ import annotations

import numpy as np

from qualkit.themes.geometry import CodeVectors, join, unit


def test_a_row_of_zeros_stays_zero_and_others_get_length_one() -> None:
    assert unit(np.array([[0.0, 0.0], [3.0, 4.0]])).tolist() == [[0.0, 0.0], [0.6, 0.8]]


def test_a_code_without_quotes_lies_near_its_namesakes_not_near_other_silent_codes() -> None:
    names = np.array([[1, 0.0], [1, 0.1], [0, 1.0], [0.1, 1], [1, 0.05], [0.05, 1]])
    means = np.array([[1, 0.0], [1, 0], [0, 1], [0, 1], [0, 0], [0, 0]])
    points = join(names, means)
    silent_a, silent_b = points[4], points[5]
    assert np.linalg.norm(silent_a - points[0]) < np.linalg.norm(silent_a - silent_b)
    assert np.linalg.norm(silent_b - points[2]) < np.linalg.norm(silent_b - silent_a)


def test_codes_none_of_which_has_quotes_are_placed_by_their_names() -> None:
    points = join(np.eye(3), np.zeros((3, 3)))
    assert np.array_equal(points[:, :3], np.eye(3)) and not points[:, 3:].any()


def test_quotes_drawn_anew_move_a_code_and_a_single_quote_cannot_move() -> None:
    two = np.array([[1.0, 0.0], [0.0, 1.0]])
    vectors = CodeVectors(np.eye(2), [two, two[:1]])
    means = vectors.redrawn_means(30, seed=5)
    assert len(np.unique(means[:, 0], axis=0)) == 3
    assert (means[:, 1] == two[0]).all()
    assert np.array_equal(means, vectors.redrawn_means(30, seed=5))
    assert not np.array_equal(means, vectors.redrawn_means(30, seed=6))
