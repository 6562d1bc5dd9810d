"""Codes that stand together."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from qualkit.coding.codes import retire_code
from qualkit.coding.segments import Span, apply_code
from qualkit.retrieval.actions import codes_together
from qualkit.retrieval.together import pairs_together
from qualkit.store import reads
from qualkit.study import Study

STRETCHES = st.lists(
    st.builds(
        lambda where, start, length, code: (where, start, start + length, code),
        st.sampled_from(["1", "2"]),
        st.integers(0, 30),
        st.integers(1, 12),
        st.sampled_from("abc"),
    ),
    max_size=25,
)


@given(STRETCHES)
def test_every_overlap_is_found_and_no_other(stretches: list[tuple[str, int, int, str]]) -> None:
    slow = dict.fromkeys(combinations("abc", 2), 0)
    for one, other in combinations(set(stretches), 2):
        if one[0] == other[0] and one[3] != other[3] and one[1] < other[2] and other[1] < one[2]:
            slow[min(one[3], other[3]), max(one[3], other[3])] += 1
    assert {(p.first, p.second): p.together for p in pairs_together(stretches)} == {k: n for k, n in slow.items() if n}


def test_passages_that_only_touch_share_no_word() -> None:
    assert pairs_together([("1", 0, 5, "a"), ("1", 5, 9, "b")]) == []


def test_the_share_is_of_all_passages_of_either() -> None:
    [pair] = pairs_together([("1", 0, 5, "a"), ("1", 3, 9, "b"), ("2", 0, 2, "a"), ("2", 4, 6, "b")])
    assert (pair.together, pair.interviews, pair.share) == (1, 1, 1 / 3)


def test_two_coders_on_the_same_words_count_once(study: Study) -> None:
    with study.reading() as connection:
        codes = {code.name: code.id for code in reads.codes(connection)}
        segment = next(one for one in reads.segments(connection))
    span = Span(segment.interview_id, segment.start, segment.end)
    for coder in ("Ada", "Bo"):
        apply_code(study, span, codes["shoes"], by=coder)
    assert [(pair.together, {pair.first, pair.second} >= {codes["shoes"]}) for pair in codes_together(study)] == [
        (1, True)
    ]
    retire_code(study, "shoes", why="gone")
    assert codes_together(study) == []
