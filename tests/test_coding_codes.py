from __future__ import annotations

import pytest

from qualkit.coding.codebook import PALETTE
from qualkit.coding.codes import (
    codes_table,
    create_code,
    define_code,
    merge_codes,
    move_code,
    promote_code,
    rename_code,
    restore_code,
    retire_code,
    retire_codes,
)
from qualkit.coding.segments import Span, apply_code, codings_table
from qualkit.errors import AmbiguousName, BadAct, NotFound, StaleRevision
from qualkit.store import reads
from qualkit.study import Study


def by_name(study: Study, name: str) -> dict[str, object]:
    table = codes_table(study)
    return dict(table[table["name"] == name].iloc[0])


def test_a_code_keeps_its_id_through_rename_definition_and_move(study: Study) -> None:
    code = create_code(study, "snow", definition="first", color="#123456")
    rename_code(study, "snow", "snow and ice")
    define_code(study, code.id, definition="second", include="slush")
    moved = move_code(study, "snow and ice", under="rain")
    assert moved.id == code.id
    assert (moved.name, moved.definition, moved.include, moved.color) == ("snow and ice", "second", "slush", "#123456")
    assert by_name(study, "snow and ice")["path"] == "rain > snow and ice"


def test_siblings_may_not_share_a_name_but_cousins_may(study: Study) -> None:
    with pytest.raises(BadAct, match="“rain” is there already"):
        create_code(study, " RAIN ")
    create_code(study, "rain", under="calm")
    with pytest.raises(AmbiguousName, match="calm > rain"):
        rename_code(study, "rain", "drizzle")
    assert rename_code(study, "calm > rain", "drizzle").name == "drizzle"


def test_a_name_with_nothing_in_it_is_refused(study: Study) -> None:
    with pytest.raises(BadAct, match="needs a name"):
        create_code(study, "  \n ")


def test_an_unknown_text_of_a_code_is_refused(study: Study) -> None:
    with pytest.raises(BadAct, match="has no “colour”"):
        create_code(study, "snow", colour="blue")


def test_new_codes_take_the_colours_of_the_palette_in_turn(study: Study) -> None:
    for n in range(len(PALETTE)):
        create_code(study, f"code {n}")
    used = list(codes_table(study)["color"])
    assert all(used.count(color) >= 1 for color in PALETTE)


def test_a_code_cannot_come_under_itself_or_its_own_child(study: Study) -> None:
    for under in ("rain", "shoes"):
        with pytest.raises(BadAct, match="under itself"):
            move_code(study, "rain", under=under)


def test_merging_moves_codings_folds_double_ones_and_takes_children_along(study: Study) -> None:
    with study.reading() as connection:
        codes = {code.name: code for code in reads.codes(connection)}
        calm = reads.codings(connection, code_id=codes["calm"].id)
        marks = {segment.id: segment for segment in reads.segments(connection)}
    spot = marks[calm[0].segment_id]
    apply_code(study, Span(spot.interview_id, spot.start, spot.end), codes["rain"].id)
    before = len(codings_table(study))
    target, followed = merge_codes(study, ["rain"], into="calm", why="one idea")
    assert (target.name, followed) == ("calm", 2)
    assert len(codings_table(study)) == before - 1
    assert by_name(study, "rain")["status"] == "merged" and by_name(study, "rain")["merged_into"] == "calm"
    assert by_name(study, "shoes")["parent"] == "calm"
    assert study.recent_acts(1)[0].why == "one idea"


def test_a_code_cannot_be_merged_into_itself_its_child_or_one_out_of_use(study: Study) -> None:
    for into in ("rain", "shoes"):
        with pytest.raises(BadAct, match="merged into itself"):
            merge_codes(study, ["rain"], into=into)
    retire_code(study, "calm", why="too vague")
    with pytest.raises(BadAct, match="is retired"):
        merge_codes(study, ["rain"], into="calm")


def test_retiring_needs_a_reason_and_can_be_taken_back(study: Study) -> None:
    with pytest.raises(BadAct, match="needs a reason"):
        retire_code(study, "calm", why=" ")
    retire_code(study, "calm", why="too vague")
    assert by_name(study, "calm")["status"] == "retired" and by_name(study, "calm")["references"] == 2
    assert restore_code(study, "calm").status == "active"
    assert restore_code(study, "calm").status == "active"


def test_several_codes_are_retired_in_one_act_or_none_is(study: Study) -> None:
    with pytest.raises(NotFound):
        retire_codes(study, ["calm", "snow"], why="too vague")
    assert by_name(study, "calm")["status"] == "active"
    assert [code.name for code in retire_codes(study, ["calm", "rain", "calm"], why="too vague")] == ["calm", "rain"]
    study.undo()
    assert {by_name(study, name)["status"] for name in ("calm", "rain")} == {"active"}


def test_an_edit_based_on_an_older_state_says_who_was_there_since(study: Study) -> None:
    with study.reading() as connection:
        seen = reads.head(connection)
    rename_code(study, "calm", "peace", by="Bo")
    with pytest.raises(StaleRevision, match="changed by Bo"):
        define_code(study, "peace", definition="mine", seen=seen)
    define_code(study, "rain", definition="mine", seen=seen)


def test_an_unknown_code_lists_those_there_are(study: Study) -> None:
    with pytest.raises(NotFound, match="“calm”, “rain”, “shoes”"):
        rename_code(study, "hail", "x")


def test_the_table_counts_own_and_aggregate_references(study: Study) -> None:
    with study.reading() as connection:
        shoes = next(code for code in reads.codes(connection) if code.name == "shoes")
        interview = reads.interviews(connection)[1]
    apply_code(study, Span(interview.id, 0, 4), shoes.id)
    rain = by_name(study, "rain")
    assert (rain["files"], rain["references"], rain["aggregate_references"]) == (1, 1, 2)


def test_a_promoted_code_stands_under_a_category_with_its_codings_and_the_codes_under_it(study: Study) -> None:
    category = promote_code(study, "rain", along=("calm",), why="weather is a family of codes")
    tree = codes_table(study).set_index("path")
    assert list(tree.index) == ["rain", "rain > calm", "rain > rain", "rain > shoes"]
    assert tree.references.to_dict() == {"rain": 0, "rain > calm": 2, "rain > rain": 1, "rain > shoes": 0}
    assert tree.loc["rain"].id == category.id and tree.loc["rain"].aggregate_references == 3
    assert tree.loc["rain > rain"].definition == "Weather as a reason not to walk"
    assert study.check() == []
    study.undo()
    assert list(codes_table(study).path) == ["calm", "rain", "rain > shoes"] and study.check() == []


def test_a_category_can_have_a_name_of_its_own(study: Study) -> None:
    promote_code(study, "shoes", name="clothes")
    assert list(codes_table(study).path) == ["calm", "rain", "rain > clothes", "rain > clothes > shoes"]


def test_what_cannot_stand_under_a_category_is_refused(study: Study) -> None:
    with pytest.raises(BadAct, match="“rain” stands above “shoes”"):
        promote_code(study, "shoes", name="clothes", along=("rain",))
    with pytest.raises(BadAct, match="“calm” is there already"):
        promote_code(study, "rain", name="Calm")
    rain = by_name(study, "rain")["id"]
    create_code(study, "rain", under="calm")
    with pytest.raises(BadAct, match="beside each other"):
        promote_code(study, "calm > rain", name="weather", along=(str(rain),))


def test_a_name_that_looks_like_a_path_is_refused_with_the_way_to_do_it(study: Study) -> None:
    with pytest.raises(BadAct) as refused:
        create_code(study, "rain > umbrella")
    assert "--under “rain”" in refused.value.hint
    with pytest.raises(BadAct, match="stands for a code under another"):
        rename_code(study, "calm", "rain > calm")


def test_a_name_of_two_hundred_letters_is_taken_and_a_longer_one_refused(study: Study) -> None:
    assert len(create_code(study, "x" * 200).name) == 200
    with pytest.raises(BadAct, match="201 letters"):
        create_code(study, "y" * 201)
