"""One coding under several codebooks, levels, units and clocks, in a real study."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from saturation_inputs import case_of

from qualkit.coding.codes import create_code, merge_codes, rename_code, retire_code
from qualkit.coding.segments import Span, apply_code, recode_coding, remove_coding
from qualkit.coding.versions import commit_codebook, restore_version
from qualkit.errors import BadOption, NotFound
from qualkit.interviews import add_interview, describe_case, edit_interview, enter_case
from qualkit.journal import themes as theme_drafts
from qualkit.model import Theme, ThemeCode
from qualkit.saturation.actions import by_group, codebooks, salience, saturation, study_tables
from qualkit.saturation.concepts import add_dimension
from qualkit.saturation.criteria import Criterion
from qualkit.saturation.records import write_note
from qualkit.saturation.result import DISCOVERY_ORDER
from qualkit.saturation.views import View, checked_view
from qualkit.store import reads
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text

TEXT = "Participant: " + "word " * 40
NOW = {"codebook": "current"}


def coded(folder: Path, coding: list[list[str]]) -> Study:
    """A study in which interview i holds the i-th list of codes, each on a passage of its own."""
    made = create_study(folder, coder="Ada")
    codes = {name: create_code(made, name).id for name in dict.fromkeys(name for held in coding for name in held)}
    for number, held in enumerate(coding, start=1):
        interview = add_interview(made, f"I{number}", from_labelled_text(TEXT))
        for place, name in enumerate(held):
            start = 13 + 5 * place
            apply_code(made, Span(interview.id, start, start + 4), codes[name])
    return made


@pytest.fixture
def history(tmp_path: Path, shared: Path) -> Iterator[tuple[Study, Any]]:
    """The published case, carried out: the coding, then a version for each round of operations."""
    case = case_of(shared, "codebook_history")
    study = coded(tmp_path / "history", case["coding"])
    commit_codebook(study, "as coded")
    for version in (2, 3):
        for op in (one for one in case["ops"] if one["version"] == version):
            carry_out(study, op)
        commit_codebook(study, f"round {version}")
    yield study, case["expected"]
    study.close()


def carry_out(study: Study, op: dict[str, Any]) -> None:
    if op["op"] == "rename":
        rename_code(study, op["old"], op["new"])
    elif op["op"] == "delete":
        retire_code(study, op["code"], why="not needed")
    elif op["new"] in op["old"]:
        merge_codes(study, [name for name in op["old"] if name != op["new"]], into=op["new"])
    else:
        create_code(study, op["new"])
        merge_codes(study, op["old"], into=op["new"])


def new(study: Study, **about: str) -> list[int]:
    return saturation(study, view=View(**about)).new  # type: ignore[arg-type]


def test_the_published_history_gives_each_of_its_curves(history: tuple[Study, Any]) -> None:
    study, expected = history
    assert new(study, codebook="as-coded") == expected["as_coded"]["new"]
    current = saturation(study)
    assert current.new == expected["current_codebook"]["new"]
    assert [step.cumulative for step in current.steps] == expected["current_codebook"]["cumulative"]
    assert sorted(current.matrix.codes) == sorted(expected["current_codebook"]["codes"])
    for version in expected["per_version"]:
        assert new(study, codebook=f"v{version['version']}") == version["new"]


def test_each_curve_names_its_codebook(history: tuple[Study, Any]) -> None:
    study, _ = history
    told = [saturation(study, view=View(codebook=name)).codebook for name in ("as-coded", "v2", "current")]
    assert told == ["the codes as first applied", "codebook v2", "codebook v3"]


def test_both_curves_come_with_the_operations_between_them(history: tuple[Study, Any]) -> None:
    study, expected = history
    both = codebooks(study, Criterion(1, 1, 0.0))
    assert (both.as_coded.new, both.other.new) == (expected["as_coded"]["new"], expected["current_codebook"]["new"])
    assert both.other.chosen.label == "2+1"
    assert (both.operations, both.after) == (4, 4)
    study.undo()  # the last version stays, the retirement before it goes
    assert codebooks(study).operations == 3


def test_a_merge_that_was_taken_back_leaves_no_trace(history: tuple[Study, Any]) -> None:
    study, expected = history
    for _ in range(5):
        study.undo()
    assert new(study) == expected["as_coded"]["new"]
    assert new(study, codebook="as-coded") == expected["as_coded"]["new"]


def test_a_version_that_was_restored_counts_like_it(history: tuple[Study, Any]) -> None:
    study, expected = history
    restore_version(study, "v1")
    assert new(study) == expected["as_coded"]["new"]
    assert new(study, codebook="v3") == expected["per_version"][2]["new"]


def test_a_coding_that_a_merge_folded_is_there_again_as_coded(tmp_path: Path) -> None:
    study = coded(tmp_path / "folded", [["a"], ["b"]])
    with study.reading() as connection:
        (segment,) = reads.segments(connection, reads.interviews(connection)[0].id)
        b = next(code for code in reads.codes(connection) if code.name == "b")
    apply_code(study, Span(segment.interview_id, segment.start, segment.end, segment.id), b.id)
    merge_codes(study, ["a"], into="b")
    assert new(study) == [1, 0]
    assert new(study, codebook="as-coded") == [2, 0]
    study.close()


def test_a_coding_that_was_removed_counts_nowhere_and_one_recoded_counts_as_it_was(tmp_path: Path) -> None:
    study = coded(tmp_path / "mended", [["a"], ["b"], ["c"]])
    with study.reading() as connection:
        by_name = {code.name: code.id for code in reads.codes(connection)}
        codings = {coding.code_id: coding for coding in reads.codings(connection)}
    remove_coding(study, codings[by_name["b"]].id)
    recode_coding(study, codings[by_name["c"]].id, by_name["a"])
    assert new(study) == [1, 0, 0]
    assert new(study, codebook="as-coded") == [1, 0, 1]
    study.close()


def test_an_unknown_version_is_refused_with_those_there_are(history: tuple[Study, Any]) -> None:
    with pytest.raises(NotFound, match="“v9”"):
        new(history[0], codebook="v9")


# ---- clocks ----


def test_a_code_applied_backwards_is_discovered_later_than_it_is_held(tmp_path: Path) -> None:
    study = coded(tmp_path / "clocks", [["a"], ["b"]])
    with study.reading() as connection:
        first = reads.interviews(connection)[0]
        b = next(code for code in reads.codes(connection) if code.name == "b")
    apply_code(study, Span(first.id, 40, 44), b.id)
    assert new(study) == [2, 0]
    found = saturation(study, view=View(order="discovery"))
    assert (found.new, found.order) == ([1, 1], DISCOVERY_ORDER)
    assert [step.repeat for step in found.steps] == [1, 0]
    study.close()


def test_codings_of_one_moment_have_no_order_of_discovery(tmp_path: Path) -> None:
    study = create_study(tmp_path / "imported", coder="Ada")
    interviews = [add_interview(study, f"I{n}", from_labelled_text(TEXT)) for n in (1, 2)]
    codes = [create_code(study, name) for name in "ab"]
    with study.acting() as act:
        from qualkit.coding.segments import enter_coding

        for interview, code in zip(interviews, codes, strict=True):
            enter_coding(act, Span(interview.id, 13, 17), code)
    found = saturation(study, view=View(order="discovery"))
    assert found.new == [1, 1]
    assert "the order of discovery was not recorded" in found.remarks[0]
    study.close()


# ---- levels and units ----


def themed(study: Study, members: dict[str, list[str]], parents: dict[str, str]) -> None:
    with study.acting() as act:
        ids = {code.name: code.id for code in reads.codes(act.connection)}
        for name, held in members.items():
            theme = Theme(id=name, name=name, parent_id=parents.get(name))
            places = [ThemeCode(id=f"{name}-{code}", theme_id=name, code_id=ids[code]) for code in held]
            act.record(theme_drafts.create_theme(theme, places, None))


def test_themes_and_subthemes_are_counted_in_place_of_their_codes(tmp_path: Path) -> None:
    study = coded(tmp_path / "levels", [["a"], ["b"], ["c"], ["d"]])
    themed(study, {"home": [], "rooms": ["a"], "garden": ["b"], "work": ["c"]}, {"rooms": "home", "garden": "home"})
    assert new(study, level="subtheme") == [1, 1, 1, 0]
    found = saturation(study, view=View(level="theme"))
    assert (found.new, found.matrix.codes, found.level) == ([1, 0, 1, 0], ("home", "work"), "theme")
    assert found.remarks == ("1 of 4 codes are in no theme and are not counted.",)
    study.close()


def test_two_interviews_of_one_person_are_one_case_and_a_group_stays_by_itself(tmp_path: Path) -> None:
    study = coded(tmp_path / "cases", [["a"], ["b"], ["c"], ["d"]])
    with study.acting() as act:
        for name in ("Ann", "Bo"):
            enter_case(act, name)
    for interview, cases in (("I1", ("Ann",)), ("I3", ("Ann",)), ("I2", ("Bo",)), ("I4", ("Ann", "Bo"))):
        edit_interview(study, interview, cases=cases)
    found = saturation(study, view=View(unit="case"))
    assert found.matrix.interviews == ("Ann", "Bo", "I4")
    assert (found.new, found.unit) == ([2, 1, 1], "case")
    study.close()


@pytest.mark.parametrize(("level", "unit", "order"), [("word", "case", "content"), ("code", "x", "content")])
def test_a_level_or_unit_that_is_none_is_refused(level: str, unit: str, order: str) -> None:
    with pytest.raises(BadOption, match="is not a value for --"):
        checked_view("current", level, unit, order)


# ---- groups and salience ----


def test_groups_are_counted_apart_and_as_units(study: Study) -> None:
    for case, site in (("Ann", "north"), ("Bo", "south")):
        with study.acting() as act:
            enter_case(act, case)
        describe_case(study, case, {"site": site})
    edit_interview(study, "P1", cases=("Ann",))
    edit_interview(study, "P2", cases=("Bo",))
    found = by_group(study, "Site")
    assert {name: part.new for name, part in found.items()} == {"north": [2], "south": [1]}
    pooled = saturation(study, view=View(unit="group", group="site"))
    assert (pooled.matrix.interviews, pooled.new) == (("north", "south"), [2, 0])
    with pytest.raises(NotFound, match="attribute “round”"):
        by_group(study, "round")


def test_groups_as_units_need_their_attribute() -> None:
    with pytest.raises(BadOption, match="“group”"):
        checked_view("current", "code", "group", "content")


def test_salience_goes_by_the_place_in_the_text(study: Study) -> None:
    assert salience(study) == {"calm": pytest.approx(0.75), "rain": pytest.approx(0.5)}


def test_records_come_as_rows(study: Study) -> None:
    write_note(study, "aim", "narrow")
    add_dimension(study, "calm", "arriving", interview="P1")
    found = study_tables(study)
    assert [note["text"] for note in found["notes"]] == ["narrow"]
    assert [(row["code"], row["label"], row["interview"]) for row in found["dimensions"]] == [
        ("calm", "arriving", "P1")
    ]
    assert found["depth_ratings"] == []


def test_dates_that_say_another_order_are_told_and_the_order_is_kept(study: Study) -> None:
    assert saturation(study).remarks == ()
    edit_interview(study, "P2", date="2024-01-01")
    found = saturation(study)
    assert found.matrix.interviews == ("P1", "P2")
    assert found.remarks[0].startswith("By its date P2 came before")


def test_a_category_is_the_top_level_code_that_codes_stand_under(tmp_path: Path) -> None:
    study = coded(tmp_path / "s", [["weather", "alone"], *[["alone"]] * 12])
    create_code(study, "rain", under="weather")
    drizzle = create_code(study, "drizzle", under="weather > rain")
    with study.reading() as connection:
        twelfth = reads.interviews(connection)[11]
    apply_code(study, Span(twelfth.id, 23, 27), drizzle.id)
    found = saturation(study)
    assert found.categories == dict.fromkeys(["weather", "rain", "drizzle"], "weather")
    assert found.francis.status == "not met"
    assert found.francis_by_category["weather"].trailing_zero == 1
    retire_code(study, "drizzle", why="rare")
    assert saturation(study).francis_by_category["weather"].status == "criterion met at interview 13"
    assert saturation(study, view=View(level="theme")).francis_by_category == {}
    study.close()
