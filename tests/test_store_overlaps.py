"""What a merge would bring about is what it brings about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualkit.coding.codebook import find_code
from qualkit.coding.codes import merge_codes
from qualkit.coding.segments import Span, apply_code, references
from qualkit.store import reads
from qualkit.store.overlaps import Following, Overlap, following, overlap, touching
from qualkit.study import Study


def code_id(study: Study, name: str) -> str:
    with study.reading() as connection:
        return find_code(reads.codes(connection), name).id


def also_rain(study: Study, *, by: str, wider: int = 0) -> None:
    """Give the first passage that is coded calm the code rain as well."""
    calm, rain = code_id(study, "calm"), code_id(study, "rain")
    with study.reading() as connection:
        mark = references(connection, code_id=calm)[0].segment
    apply_code(study, Span(mark.interview_id, mark.start, mark.end + wider), rain, by=by)


def test_the_forecast_of_a_merge_is_what_the_merge_does(study: Study) -> None:
    also_rain(study, by="Ada")
    calm, rain = code_id(study, "calm"), code_id(study, "rain")
    with study.reading() as connection:
        told = following(connection, [calm], rain)
        before = len(reads.codings(connection))
    assert told == Following(codings=2, interviews=2, folding=1)
    assert merge_codes(study, [calm], into=rain)[1] == told.codings
    with study.reading() as connection:
        assert before - len(reads.codings(connection)) == told.folding


def test_two_coders_on_one_passage_keep_their_codings(study: Study) -> None:
    also_rain(study, by="Bram")
    with study.reading() as connection:
        assert following(connection, [code_id(study, "calm")], code_id(study, "rain")).folding == 0


def test_codes_that_mark_some_of_the_same_words_touch(study: Study) -> None:
    also_rain(study, by="Ada", wider=3)
    with study.reading() as connection:
        assert overlap(connection, code_id(study, "calm"), code_id(study, "rain")) == Overlap(0, 1, 1)
        assert overlap(connection, code_id(study, "calm"), code_id(study, "shoes")) == Overlap(0, 0, 0)


spans = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(0, 20), st.integers(1, 6)).map(lambda s: (s[0], s[1], s[1] + s[2])),
    max_size=12,
).map(sorted)


@given(spans, spans)
def test_touching_is_sharing_a_letter(first: list[tuple[str, int, int]], second: list[tuple[str, int, int]]) -> None:
    def share(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
        return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]

    assert list(touching(first, second)) == [any(share(one, other) for other in second) for one in first]
