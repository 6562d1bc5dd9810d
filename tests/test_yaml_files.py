from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.yaml_files import line_of, read_yaml, yaml_text

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc é:#", min_size=1), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_what_is_written_is_read_again(values: object) -> None:
    assert read_yaml(yaml_text(values)) == values


def test_keys_keep_their_order_and_know_their_line() -> None:
    text = yaml_text({"b": 1, "a": "x"})
    assert text == "b: 1\na: x\n"
    assert (line_of(text, "a"), line_of(text, "gone")) == (2, 1)


@pytest.mark.parametrize("text", ["a: &x [1]\nb: *x", "a: [", "!!python/object:os.system {}", "a: b: c"])
def test_aliases_tags_and_broken_text_are_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError) as told:
        read_yaml(text)
    assert str(told.value)
