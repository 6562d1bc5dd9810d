"""Core, borderline, nowhere."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualkit.themes.geometry import Floats, Ints
from qualkit.themes.placement import Placed, fits_nowhere, nearest, place, settle, support


def blocks(*sizes: int) -> tuple[Ints, Floats]:
    """Groups whose codes were always together and never with others."""
    labels = np.repeat(np.arange(len(sizes)), sizes)
    return labels, (labels[:, None] == labels).astype(float)


def placed(labels: Ints, together: Floats) -> list[Placed]:
    nowhere = fits_nowhere(labels, together)
    return place(settle(labels, together, nowhere), labels, together)


def test_codes_that_always_stay_together_are_core_and_larger_groups_come_first() -> None:
    groups = placed(*blocks(2, 3))
    assert [[p.code for p in group.places] for group in groups] == [[2, 3, 4], [0, 1]]
    assert all(p.core and p.share == 1 and p.rival is None for group in groups for p in group.places)
    assert [group.together for group in groups] == [1, 1]


def test_a_code_that_is_often_with_another_group_is_borderline_and_names_the_rival() -> None:
    labels, together = blocks(3, 3)
    together[0, 1:3] = together[1:3, 0] = 0.6
    together[0, 3:] = together[3:, 0] = 0.4
    first = placed(labels, together)[0]
    (border,) = [p for p in first.places if not p.core]
    assert (border.code, border.share, border.rival, border.rival_share) == (0, 0.6, 1, 0.4)
    assert first.places[-1] == border, "core codes come first"


def test_a_code_with_no_company_in_half_of_the_reruns_fits_nowhere() -> None:
    labels, together = blocks(3, 3)
    together[0, 1:] = together[1:, 0] = 0.4
    assert fits_nowhere(labels, together).tolist() == [True, False, False, False, False, False]
    assert all(p.code != 0 for group in placed(labels, together) for p in group.places)


def test_a_code_alone_in_a_cut_joins_its_best_company_but_never_the_core() -> None:
    labels, together = blocks(1, 3, 3)
    together[0, 1:4] = together[1:4, 0] = 0.8
    groups = placed(labels, together)
    assert [p.core for group in groups for p in group.places if p.code == 0] == [False]
    assert 0 in [p.code for p in groups[0].places]


def test_support_leaves_the_code_itself_out() -> None:
    labels, together = blocks(1, 2)
    assert support(labels, together, 2).tolist() == [[0, 0], [0, 1], [0, 1]]


def test_the_nearest_groups_are_told_best_first_and_groups_never_met_are_not() -> None:
    assert nearest(np.array([0.1, 0.0, 0.7, 0.2, 0.3])) == [(2, 0.7), (4, 0.3), (3, 0.2)]


def test_pairs_that_a_theme_holds_together_do_not_count_as_reruns() -> None:
    labels, together = blocks(3)
    together[0, 2] = together[2, 0] = together[1, 2] = together[2, 1] = 0.7
    (group,) = place(labels, labels, together, np.array([4, 4, -1]))
    assert (group.together, group.theme) == (0.7, 4)
    assert place(labels, labels, together, np.array([4, 4, 4]))[0].together == 1
    assert place(labels, labels, together)[0].theme is None


@given(st.integers(0, 10_000), st.integers(2, 25), st.integers(1, 6))
def test_every_code_has_exactly_one_place_or_fits_nowhere(seed: int, codes: int, groups: int) -> None:
    random = np.random.default_rng(seed)
    labels = np.unique(random.integers(0, groups, codes), return_inverse=True)[1]
    half = random.random((codes, codes))
    together = np.maximum(half, half.T)
    np.fill_diagonal(together, 1)
    together *= random.choice([0.3, 0.7, 1.0])
    nowhere = fits_nowhere(labels, together)
    groups_found = place(settle(labels, together, nowhere), labels, together)
    found = [p.code for group in groups_found for p in group.places]
    assert sorted([*found, *np.flatnonzero(nowhere)]) == list(range(codes))
    sizes = [len(group.places) for group in groups_found]
    assert sizes == sorted(sizes, reverse=True)
