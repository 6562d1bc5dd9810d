"""Two versions beside each other: every code once, with what came between in words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualkit.coding.beside import Line, lines, word_pieces
from qualkit.coding.codes import create_code, define_code, merge_codes, move_code, rename_code, retire_code, split_code
from qualkit.coding.versions import codebook_at, commit_codebook
from qualkit.study import Study


def compared(study: Study) -> dict[str, Line]:
    with study.reading() as connection:
        found = lines(codebook_at(connection, "v1"), codebook_at(connection, "current"))
    assert len({line.name for line in found}) == len(found)
    return {line.name: line for line in found}


def test_every_kind_of_change_is_told_on_its_line(study: Study) -> None:
    create_code(study, "wind")
    commit_codebook(study, "first")
    rename_code(study, "calm", "stillness")
    define_code(study, "stillness", definition="A clear head")
    move_code(study, "shoes", under=None)
    merge_codes(study, ["wind"], into="stillness")
    retire_code(study, "rain", why="off the question")
    split_code(study, "shoes", ["boots", "trainers"])
    create_code(study, "snow")
    found = compared(study)
    assert found["stillness"].changes == ("renamed", "redefined")
    assert found["stillness"].texts == ("definition",)
    assert found["shoes"].changes == ("moved “rain” to the top",)
    assert found["wind"].changes == ("merged into “stillness”",)
    assert found["rain"].changes == ("retired (off the question)",)
    assert found["boots"].changes == ("split from “shoes”",)
    assert found["snow"].changes == ("added",)
    assert list(found)[list(found).index("stillness") + 1] == "wind"


def test_a_version_beside_itself_has_no_change(study: Study) -> None:
    commit_codebook(study, "first")
    assert [line.changes for line in compared(study).values()] == [(), (), ()]


def test_words_that_stayed_are_told_from_those_that_changed() -> None:
    assert word_pieces("Fear of being hurt", "Fear of traffic") == [
        ("Fear of", "kept"),
        ("being hurt", "gone"),
        ("traffic", "new"),
    ]


texts = st.lists(st.sampled_from(["a", "b", "of", "fear"]), max_size=9).map(" ".join)


@given(texts, texts)
def test_both_texts_can_be_read_from_the_pieces(was: str, now: str) -> None:
    pieces = word_pieces(was, now)
    assert " ".join(text for text, kind in pieces if kind != "gone") == now
    assert " ".join(text for text, kind in pieces if kind != "new") == was
