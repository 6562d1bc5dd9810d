"""Which stretches are the same voice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualkit.transcribe.speaker_clusters import (
    MOST_COMPARED,
    centres,
    group,
    group_given,
    group_guessed,
    likeness,
    nearest,
)

NOISE = 1.2
"""Length of what differs between stretches of one voice, beside the voice's own length of 1: cosines near 0.4."""


def people(*sizes: int, seed: int = 0) -> np.ndarray:
    """Stretches of as many voices, one voice after the other."""
    random = np.random.default_rng(seed)
    voices = np.linalg.qr(random.normal(size=(192, len(sizes))))[0].T
    rows = np.repeat(voices, sizes, axis=0) + random.normal(size=(sum(sizes), 192)) * NOISE / np.sqrt(192)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def same(labels: np.ndarray, sizes: tuple[int, ...]) -> bool:
    """Whether the groups are the people."""
    truth = np.repeat(np.arange(len(sizes)), sizes)
    pairs = set(zip(labels.tolist(), truth.tolist(), strict=True))
    return len(pairs) == len(sizes) == len(set(labels.tolist()))


@pytest.mark.parametrize("sizes", [(20, 20), (40, 6), (10, 30, 12), (15, 15, 15, 15)])
def test_people_are_told_apart_whether_their_number_is_given_or_guessed(sizes: tuple[int, ...]) -> None:
    described = people(*sizes)
    assert same(group_given(described, len(sizes)), sizes)
    assert same(group_guessed(described), sizes)


@pytest.mark.parametrize("number", [2, 3, 30])
def test_one_voice_is_one_group_whatever_number_is_given(number: int) -> None:
    assert set(group_given(people(40), number)) == {0}
    assert set(group_guessed(people(40))) == {0}


def test_long_recordings_are_grouped_by_a_part_of_their_stretches() -> None:
    sizes = (12_000, 2_400)
    described = people(*sizes)
    assert len(described) > 10 * MOST_COMPARED
    assert same(group_given(described, 2), sizes)


def test_two_alike_voices_that_never_mix_are_two_although_one_voice_may_be_as_alike() -> None:
    """As two women on one telephone line are."""
    random = np.random.default_rng(1)
    first, apart = np.linalg.qr(random.normal(size=(192, 2)))[0].T
    second = 0.7 * first + np.sqrt(1 - 0.7**2) * apart
    rows = np.repeat([first, second], 25, axis=0) + random.normal(size=(50, 192)) * 0.5 / np.sqrt(192)
    described = np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)
    assert likeness(described, np.repeat([0, 1], 25))[0, 1] > 0.65
    assert same(group_guessed(described), (25, 25))


@settings(max_examples=40)
@given(st.integers(1, 12), st.integers(1, 20), st.booleans())
def test_few_stretches_silent_ones_included_have_groups_numbered_without_gaps(
    stretches: int, number: int, silent: bool
) -> None:
    described = people(stretches) * (not silent)
    for labels in (group(described, number), group_given(described, number), group_guessed(described)):
        assert len(labels) == stretches
        assert set(labels.tolist()) == set(range(int(labels.max()) + 1))


def test_the_same_stretches_give_the_same_groups() -> None:
    described = people(30, 25, 20, seed=3)
    assert np.array_equal(group(described, 3), group(described.copy(), 3))


def test_two_halves_of_one_voice_are_as_alike_as_can_be_and_two_voices_are_not() -> None:
    halves = np.arange(40) % 2
    assert likeness(people(40), halves)[0, 1] == pytest.approx(1, abs=0.1)
    assert likeness(people(20, 20), np.repeat([0, 1], 20))[0, 1] == pytest.approx(0, abs=0.1)


def test_each_stretch_is_nearest_to_the_centre_of_its_own_voice() -> None:
    described, labels = people(20, 20), np.repeat([0, 1], 20)
    assert np.array_equal(nearest(described, centres(described, labels, 2)), labels)
