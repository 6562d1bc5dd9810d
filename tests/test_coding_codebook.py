from __future__ import annotations

import pytest

from qualkit.coding.codebook import descendants, entries, find_code, next_color, path_of
from qualkit.errors import AmbiguousName, NotFound
from qualkit.model import Code

top, other = Code(id="1", name="weather"), Code(id="2", name="Asking")
child, deep = Code(id="3", name="rain", parent_id="1"), Code(id="4", name="drizzle", parent_id="3")
twin = Code(id="5", name="rain", parent_id="2")
gone = Code(id="6", name="snow", status="retired")
orphan = Code(id="7", name="ice", parent_id="6")
ALL = (top, other, child, deep, twin, gone, orphan)


def test_the_tree_is_depth_first_siblings_by_name_and_orphans_at_the_top() -> None:
    counts = {"4": {"a": 2, "b": 1}, "3": {"a": 1}}
    tree = entries(ALL, counts)
    assert [(e.path, e.level) for e in tree] == [
        ("Asking", 0),
        ("Asking > rain", 1),
        ("ice", 0),
        ("weather", 0),
        ("weather > rain", 1),
        ("weather > rain > drizzle", 2),
    ]
    weather = next(e for e in tree if e.code is top)
    assert (weather.files, weather.references, weather.aggregate) == (0, 0, 4)


def test_a_code_is_found_by_id_by_path_and_by_a_name_only_one_has() -> None:
    assert find_code(ALL, "4") is deep
    assert find_code(ALL, "weather > RAIN") is child
    assert find_code(ALL, " Drizzle ") is deep
    assert find_code(ALL, "snow") is gone
    with pytest.raises(AmbiguousName, match="Asking > rain"):
        find_code(ALL, "rain")
    with pytest.raises(NotFound):
        find_code(ALL, "hail")


def test_a_ring_of_parents_in_damaged_data_ends() -> None:
    ring = {"a": Code(id="a", name="A", parent_id="b"), "b": Code(id="b", name="B", parent_id="a")}
    assert path_of(ring["a"], ring) == "B > A"
    assert descendants(ring["a"], ring.values()) == {"a", "b"}


def test_the_next_colour_is_one_that_fewest_codes_have() -> None:
    first = next_color([])
    assert next_color([Code(id="1", name="x", color=first)]) != first
