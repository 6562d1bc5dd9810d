from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.text.reanchor import reanchor, unchanged

OLD = "Int: How is it?\n\nAda: I hate the rain 🙂 but my head is clear.\n\nInt: And winter?\n"


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("new", "words", "now", "exact"),
    [
        (OLD.replace("How is it", "How was it then"), "hate the rain", "hate the rain", True),
        (OLD.replace("hate", "really hate"), "hate the rain", "hate the rain", True),
        (OLD.replace("Ada:", "Participant 1:"), "my head is clear", "my head is clear", True),
        (OLD.replace("hate the rain", "hate that rain"), "hate the rain", "hate that rain", False),
        (OLD.replace("hate the rain", "hate the drain"), "hate the rain 🙂", "hate the drain 🙂", False),
        (OLD.replace("my head is clear", "my mind is clear"), "head", "mind", False),
        (OLD + "\n\nMore.", "And winter", "And winter", True),
        (OLD.upper(), "hate the rain", "HATE THE RAIN", False),
    ],
)
def test_a_passage_stands_exactly_where_its_words_stand_and_is_flagged_where_they_changed(
    new: str, words: str, now: str, exact: bool
) -> None:
    (found,) = reanchor(OLD, new, [span(OLD, words)])
    assert (new[found.start : found.end], found.exact) == (now, exact)


def test_a_passage_that_was_deleted_gets_the_next_word_and_a_flag() -> None:
    new = OLD.replace("hate the rain 🙂 ", "")
    (found,) = reanchor(OLD, new, [span(OLD, "hate the rain")])
    assert found.lost and not found.exact and 0 <= found.start < found.end <= len(new)


def test_an_emptied_text_leaves_an_empty_flagged_place() -> None:
    (found,) = reanchor(OLD, "", [span(OLD, "rain")])
    assert (found.start, found.end, found.exact) == (0, 0, False)


texts = st.lists(
    st.sampled_from(["rain", "calm", "the", "I", "🙂", "é", "walk", "\n\nAda:", "\n", "."]), min_size=3, max_size=40
)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, tuple[int, int]]:
    """A text, the text with words put in or taken out outside a passage, and the passage."""
    words = draw(texts)
    text = " ".join(words)
    starts = [len(" ".join(words[:i])) + (i > 0) for i in range(len(words))]
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, len(words) - 1))
    passage = starts[first], starts[last] + len(words[last])
    before = draw(st.lists(st.sampled_from(["new", "rain", "words"]), max_size=3))
    after = draw(st.lists(st.sampled_from(["new", "calm", "more"]), max_size=3))
    kept_before = words[draw(st.integers(0, first)) : first] if draw(st.booleans()) else words[:first]
    edited = " ".join([*before, *kept_before, *words[first : last + 1], *after, *words[last + 1 :]])
    return text, edited, passage


@given(edits())
def test_edits_outside_a_passage_never_change_its_words_unflagged(edit: tuple[str, str, tuple[int, int]]) -> None:
    old, new, (start, end) = edit
    (found,) = reanchor(old, new, [(start, end)])
    if found.exact:
        assert new[found.start : found.end] == old[start:end]


@given(st.data())
def test_where_words_are_not_repeated_an_edit_outside_leaves_the_passage_exact(data: st.DataObject) -> None:
    words = [f"w{n}" for n in range(data.draw(st.integers(3, 30)))]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    passage = " ".join(words[first : last + 1])
    before = [w for w in words[:first] if data.draw(st.booleans())] + data.draw(st.lists(st.just("new"), max_size=3))
    after = data.draw(st.lists(st.just("more"), max_size=3)) + [
        w for w in words[last + 1 :] if data.draw(st.booleans())
    ]
    old, new = " ".join(words), " ".join([*before, passage, *after])
    (found,) = reanchor(old, new, [(old.index(passage), old.index(passage) + len(passage))])
    assert found.exact and new[found.start : found.end] == passage


@given(texts, texts, st.data())
def test_any_rewrite_keeps_every_passage_inside_the_text_and_exact_means_the_same_words(
    before: list[str], after: list[str], data: st.DataObject
) -> None:
    old, new = " ".join(before), " ".join(after)
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    (found,) = reanchor(old, new, [(start, end)])
    assert 0 <= found.start < found.end <= len(new)
    assert found.exact == (new[found.start : found.end] == old[start:end]) or not found.exact


@given(texts, texts)
def test_unchanged_stretches_are_the_same_in_both_texts_and_in_order(before: list[str], after: list[str]) -> None:
    old, new = " ".join(before), " ".join(after)
    stretches = list(unchanged(old, new))
    assert all(old[s.old : s.old + s.length] == new[s.new : s.new + s.length] for s in stretches)
    for one, two in pairwise(stretches):
        assert one.old + one.length <= two.old and one.new + one.length <= two.new
