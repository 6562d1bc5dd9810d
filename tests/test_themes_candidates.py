"""The tree of codes and its three cuts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from themes_inputs import clear_groups

from qualkit.themes.candidates import (
    Grouping,
    Groups,
    cut,
    cut_sizes,
    group_codes,
    similarity_order,
    tree_levels,
)
from qualkit.themes.geometry import CodeVectors, Ints


def grouped(vectors: CodeVectors, *, seed: int = 1, themes: Ints | None = None) -> tuple[Groups, ...]:
    count = len(vectors.names)
    decided = np.full(count, -1) if themes is None else themes
    return group_codes(vectors, Grouping(cut_sizes(count, int(decided.max()) + 1), decided, seed=seed))


@given(st.integers(12, 2000))
def test_the_cuts_differ_and_none_has_more_groupings_than_a_third_of_the_codes(codes: int) -> None:
    coarse, medium, fine = cut_sizes(codes).values()
    assert 2 <= coarse < medium < fine <= codes // 3
    assert (coarse, medium, fine) <= (3, 5, 8)


def test_codes_around_four_ideas_are_found_together_at_every_rerun() -> None:
    vectors = clear_groups(groups=5, size=5)
    medium = grouped(vectors)[1]
    ideas = np.arange(25) % 5
    assert np.array_equal(medium.labels[:, None] == medium.labels, ideas[:, None] == ideas)
    assert np.array_equal(medium.together, (ideas[:, None] == ideas).astype(float))


def test_the_same_seed_gives_the_same_shares_and_another_seed_others() -> None:
    vectors = clear_groups(noise=0.6)
    first, again, other = (grouped(vectors, seed=seed) for seed in (3, 3, 4))
    assert all(np.array_equal(a.together, b.together) for a, b in zip(first, again, strict=True))
    assert any(not np.array_equal(a.together, b.together) for a, b in zip(first, other, strict=True))
    assert all(np.array_equal(a.labels, b.labels) for a, b in zip(first, other, strict=True)), "no chance in a cut"


def test_a_cut_is_lowered_past_a_code_that_is_alone() -> None:
    points = np.array([[0.0], [0.1], [5.0], [5.1], [100.0]])
    labels = cut(tree_levels(np.abs(points - points.T)), 2)
    assert len(set(labels[:2])) == 1 and len(set(labels[2:4])) == 1 and len(set(labels)) == 3


@given(st.integers(12, 500), st.integers(0, 12), st.integers(0, 6))
def test_no_cut_has_fewer_groupings_than_the_researcher_has_themes(codes: int, themes: int, asked: int) -> None:
    sizes = cut_sizes(codes, themes, asked)
    assert all(themes <= size <= codes for name, size in sizes.items() if name != "asked")
    assert sizes.get("asked", 0) == asked


def test_codes_of_one_theme_stay_together_and_those_of_two_apart_at_every_cut_and_rerun() -> None:
    themes = np.full(24, -1)
    themes[[0, 1, 2]], themes[[3, 4]] = 0, 1  # each theme holds codes of several of the four ideas
    for one in grouped(clear_groups(), themes=themes):
        assert len(set(one.labels[[0, 1, 2]])) == len(set(one.labels[[3, 4]])) == 1
        assert one.labels[0] != one.labels[3]
        assert (one.together[0, [1, 2]] == 1).all() and one.together[3, 4] == 1
        assert not one.together[np.ix_([0, 1, 2], [3, 4])].any()


def test_neighbours_in_the_order_of_similarity_are_alike() -> None:
    order = similarity_order(clear_groups(groups=2, size=3))
    assert sorted(order) == list(range(6))
    assert {at % 2 for at in order[:3]} in ({0}, {1})


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_codes_have_an_order_too(count: int) -> None:
    vectors = CodeVectors(np.eye(3)[:count], [np.zeros((0, 3))] * count)
    assert similarity_order(vectors) == list(range(count))
