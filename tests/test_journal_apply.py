from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.journal.apply import State, apply, clashes, inverse, made_by, standing
from qualkit.journal.codes import create_code, define_code, merge_code, move_code, rename_code, retire_code
from qualkit.journal.rows import row
from qualkit.model import Change, Code, Coding, Delta, Draft


def signed(draft: Draft) -> Change:
    return Change(id="c", act_id="a", by="Ada", at="2025-01-01T00:00:00Z", draft=draft)


def state_of(*nouns: Code | Coding) -> State:
    state: State = {"code": {}, "coding": {}}
    for noun in nouns:
        state["code" if isinstance(noun, Code) else "coding"][noun.id] = row(noun)
    return state


rain, wet = Code(id="1", name="rain"), Code(id="2", name="wet")
child = Code(id="3", name="wet shoes", parent_id="2")
names = st.text(min_size=1, max_size=20)


@given(
    name=names,
    draft_of=st.sampled_from(
        [
            lambda name: rename_code(rain, name),
            lambda name: define_code(rain, definition=name, example=name),
            lambda name: retire_code(rain, name),
            lambda name: create_code(Code(id="9", name=name)),
            lambda name: move_code(rain, wet),
        ]
    ),
)
def test_a_change_and_its_inverse_leave_everything_as_it_was(name: str, draft_of: object) -> None:
    before = state_of(rain, wet)
    change = signed(draft_of(name))  # type: ignore[operator]
    after = apply(before, change.draft.deltas)
    assert after != before or name in (rain.name, "")
    assert apply(after, inverse(change).deltas) == before


def test_apply_leaves_the_given_state_alone() -> None:
    before = state_of(rain)
    apply(before, rename_code(rain, "drizzle").deltas)
    assert before == state_of(rain)


def test_a_merge_moves_codings_and_children_and_joins_the_memos_of_double_ones() -> None:
    moving = Coding(id="m", segment_id="s1", code_id="2", coder="Ada")
    gone = Coding(id="g", segment_id="s2", code_id="2", coder="Ada", memo="soaked")
    kept = Coding(id="k", segment_id="s2", code_id="1", coder="Ada", memo="grim")
    before = state_of(rain, wet, child, moving, gone, kept)
    draft = merge_code(wet, rain, [moving], [(gone, kept)], [child])
    after = apply(before, draft.deltas)
    assert after["code"]["2"]["status"] == "merged" and after["code"]["2"]["merged_into"] == "1"
    assert after["code"]["3"]["parent_id"] == "1"
    assert {i: (c["code_id"], c["memo"]) for i, c in after["coding"].items()} == {
        "m": ("1", ""),
        "k": ("1", "grim\n\nsoaked"),
    }
    assert apply(after, inverse(signed(draft)).deltas) == before


@pytest.mark.parametrize(
    ("expected", "clashing"),
    [
        ({"1": None}, ["1"]),
        ({"1": {"name": "rain"}}, []),
        ({"1": {"name": "snow"}}, ["1"]),
        ({"7": {"name": "rain"}}, ["7"]),
        ({"7": None}, []),
    ],
)
def test_a_row_that_is_not_as_expected_clashes(expected: dict[str, dict[str, str] | None], clashing: list[str]) -> None:
    assert clashes(expected, {"1": row(rain)}) == clashing


def test_what_deltas_leave_behind_is_their_last_word_on_every_row() -> None:
    deltas = [
        Delta("code", ("1", "2"), None, {"name": "a"}),
        Delta("code", ("1",), {"name": "a"}, {"name": "b"}),
        Delta("code", ("2",), {"name": "a"}, None),
        Delta("code", ("3",), {"name": "c"}, {"name": "d"}),
    ]
    assert standing(deltas) == {"code": {"1": {"name": "b"}, "2": None, "3": {"name": "d"}}}
    assert made_by(deltas) == {"code": {"1"}}
