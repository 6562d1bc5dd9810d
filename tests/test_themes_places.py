"""Three themes for a code without one."""

from __future__ import annotations

import numpy as np
import pytest
from themes_inputs import material

from qualkit.themes.geometry import CodeVectors
from qualkit.themes.learning import Known, KnownTheme
from qualkit.themes.places import find_homes, nearness, with_themes
from qualkit.themes.proposal import CodeQuotes, Material

SLEEP = KnownTheme("t-sleep", "Never rested", "Never rested. Sleep that does not restore", frozenset({"c04", "c06"}))
FAMILY = KnownTheme("t-family", "Absent at home", "Absent at home. Family", frozenset({"c08", "c09"}))
RING = KnownTheme("t-ring", "Reluctant to ring", "Reluctant to ring the doctor", frozenset({"c00", "c01"}))
EMPTY = KnownTheme("t-empty", "Naps on the ward", "Naps on the ward")


@pytest.mark.models
def test_each_code_without_a_theme_gets_three_with_their_share_and_none_is_placed() -> None:
    given = material()
    homes = find_homes(given, Known((EMPTY, FAMILY, RING, SLEEP)), model="tf-idf")
    assert [home.code_id for home in homes] == ["c02", "c03", "c05", "c07", "c10", "c11"]
    assert all(len(home.near) == 3 and sum(theme.share for theme in home.near) <= 1.001 for home in homes)
    assert all([t.share for t in home.near] == sorted((t.share for t in home.near), reverse=True) for home in homes)
    best = {home.code_id: home.near[0].id for home in homes}
    assert (best["c02"], best["c10"]) == ("t-ring", "t-family")


@pytest.mark.models
def test_the_same_seed_gives_the_same_shares() -> None:
    known = Known((FAMILY, SLEEP))
    assert find_homes(material(), known, model="tf-idf") == find_homes(material(), known, model="tf-idf")


@pytest.mark.models
def test_without_themes_or_without_codes_there_is_nothing_to_suggest() -> None:
    assert find_homes(material(), Known(), model="tf-idf") == ()
    assert find_homes(Material(()), Known((SLEEP,)), model="tf-idf") == ()


@pytest.mark.models
def test_one_theme_has_all_the_support_and_one_code_is_enough() -> None:
    (home,) = find_homes(Material((CodeQuotes(id="c", name="naps"),)), Known((EMPTY,)), model="tf-idf")
    assert [(theme.name, theme.share) for theme in home.near] == [("Naps on the ward", 1.0)]


def test_a_theme_is_near_by_its_codes_and_by_its_text() -> None:
    names = np.array([[1, 0, 0.0], [1, 0.1, 0], [0, 1, 0], [0, 0, 1]])
    codes = CodeVectors(names, [name[None, :] for name in names])
    member = np.array([[True, False], [False, False], [False, False], [False, False]])
    points = with_themes(codes, np.array([[1, 0, 0.0], [0, 0, 1.0]])).points()
    likeness = nearness(points, member)
    assert likeness[1].argmax() == 0 and likeness[3].argmax() == 1
