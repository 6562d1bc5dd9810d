"""Names of interviews from names of files."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualkit.transcribe.naming import free_name, interview_name, is_name_of

stems = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(stems, st.lists(stems, max_size=5))
def test_a_free_name_is_free_and_known_to_come_from_its_stem(stem: str, others: list[str]) -> None:
    taken = [interview_name(one) for one in (*others, stem)]
    name = free_name(stem, taken)
    assert name not in taken
    assert is_name_of(name, stem)


def test_names_that_a_file_system_takes_for_one_are_one() -> None:
    assert free_name("ana", ["Ana"]) == "ana (2)"
    assert free_name("Zoe\u0308", ["Zo\u00eb"]) == "Zoe\u0308 (2)"


def test_a_name_has_one_line() -> None:
    assert interview_name("مقابلة\nأولى ") == "مقابلة أولى"
    assert interview_name("\n") == "recording"


def test_a_longer_name_is_not_the_name_of_a_shorter_stem() -> None:
    assert is_name_of("P1 (2)", "P1")
    assert not is_name_of("P10", "P1")
    assert not is_name_of("P1 (two)", "P1")
