"""Framework analysis: frameworks brought in, codes and themes mapped, cells summed up, each act taken back whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from themes_inputs import night_study

from qualkit.cli.main import qualkit
from qualkit.errors import BadAct, NotFound
from qualkit.model import CellSummary, Framework, FrameworkDimension, FrameworkPlace
from qualkit.store import reads
from qualkit.store.charting import Chart, chart, dimensions
from qualkit.store.transcripts import transcript
from qualkit.study import Study
from qualkit.themes.framework import (
    add_framework,
    find_framework,
    map_onto,
    places,
    remove_framework,
    revise_framework,
    write_summary,
)
from qualkit.themes.making import create_theme
from qualkit.themes.review import Naming
from qualkit.themes.shaping import merge_themes, remove_theme

ALLIANCE = [("Bond", "Trust and liking"), ("Goals", "What both want"), ("Tasks", "")]


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Study]:
    """Two frameworks and two themes."""
    study = night_study(tmp_path / "nights")
    add_framework(study, "Therapeutic alliance", ALLIANCE, source="Bordin 1979")
    add_framework(study, "Persuasive design", [("Prompts", ""), ("Ability", "")])
    create_theme(study, Naming("Debt"), ["calling the doctor", "fear of annoyance"])
    create_theme(study, Naming("Sleep"), ["naps"])
    yield study
    study.close()


def matrix(study: Study, framework: str = "") -> Chart:
    with study.reading() as connection:
        return chart(connection, find_framework(connection, framework).id if framework else None)


def counts(found: Chart) -> dict[tuple[str, str], int]:
    """Quotes by participant and column."""
    cases = {one.id: one.name for one in found.cases}
    columns = {one.id: one.name for one in found.columns}
    return {(cases[case], columns[column]): len(quotes) for (case, column), quotes in found.quotes.items()}


def everything(study: Study) -> list[Any]:
    with study.reading() as connection:
        return [reads.all_of(connection, cls) for cls in (Framework, FrameworkDimension, FrameworkPlace, CellSummary)]


def test_codes_and_themes_are_mapped_and_the_matrix_has_the_quotes_behind_each_cell_verbatim(nights: Study) -> None:
    map_onto(nights, "therapeutic alliance", ("theme", "Debt"), ["Bond"], why="it is about trust")
    map_onto(nights, "Therapeutic alliance", ("code", "naps"), ["Goals", "tasks"])
    map_onto(nights, "Therapeutic alliance", ("theme", "Sleep"), ["none"])
    found = matrix(nights, "Therapeutic alliance")
    assert [one.name for one in found.columns] == ["Bond", "Goals", "Tasks"]
    assert counts(found) == {("Bram", "Bond"): 1, ("Ines", "Bond"): 1, ("Ines", "Goals"): 1, ("Ines", "Tasks"): 1}
    with nights.reading() as connection:
        texts = {one.name: transcript(connection, one.id) for one in reads.interviews(connection)}
    for quote in (one for cell in found.quotes.values() for one in cell):
        said = texts[quote.interview]
        assert said and said.text[quote.start : quote.end] == quote.text != ""
    assert nights.check() == []


def test_none_is_an_answer_and_a_new_answer_takes_the_place_of_the_old(nights: Study) -> None:
    map_onto(nights, "Persuasive design", ("theme", "Sleep"), ["none"])
    with nights.reading() as connection:
        (place,) = reads.all_of(connection, FrameworkPlace)
    assert place.dimension_id is None
    map_onto(nights, "Persuasive design", ("theme", "Sleep"), ["Ability"])
    assert counts(matrix(nights, "Persuasive design")) == {("Ines", "Ability"): 1}
    map_onto(nights, "Persuasive design", ("theme", "Sleep"), [])
    assert matrix(nights, "Persuasive design").quotes == {}
    with pytest.raises(NotFound, match="Bond"):
        map_onto(nights, "Persuasive design", ("theme", "Sleep"), ["Bond"])


def test_cases_by_themes_are_charted_and_a_cell_is_summed_up_anew(nights: Study) -> None:
    assert counts(matrix(nights)) == {("Bram", "Debt"): 1, ("Ines", "Debt"): 1, ("Ines", "Sleep"): 1}
    write_summary(nights, "Bram", ("theme", "Debt"), "He hesitates.")
    write_summary(nights, "Bram", ("theme", "Debt"), "He hesitates, always.")
    write_summary(nights, "Ines", ("dimension", "Bond"), "She trusts nobody at night.")
    assert [one.text for one in matrix(nights).summaries.values()] == ["He hesitates, always."]
    assert [one.text for one in matrix(nights, "Therapeutic alliance").summaries.values()] == [
        "She trusts nobody at night."
    ]
    write_summary(nights, "Bram", ("theme", "Debt"), " ")
    assert matrix(nights).summaries == {} and nights.check() == []


def test_summaries_and_places_follow_a_merged_theme(nights: Study) -> None:
    write_summary(nights, "Bram", ("theme", "Debt"), "Hesitates.")
    write_summary(nights, "Bram", ("theme", "Sleep"), "Tired.")
    map_onto(nights, "Persuasive design", ("theme", "Debt"), ["Prompts"])
    merge_themes(nights, "Debt", into="Sleep")
    assert [one.text for one in matrix(nights).summaries.values()] == ["Tired.\n\nHesitates."]
    assert counts(matrix(nights, "Persuasive design")) == {("Bram", "Prompts"): 1, ("Ines", "Prompts"): 2}
    remove_theme(nights, "Sleep")
    assert matrix(nights).columns == () and nights.check() == []


@pytest.mark.parametrize("into", ["Debt", "Sleep"])
def test_of_two_merged_themes_a_dimension_holds_where_the_other_fitted_none(nights: Study, into: str) -> None:
    map_onto(nights, "Therapeutic alliance", ("theme", "Debt"), ["none"])
    map_onto(nights, "Therapeutic alliance", ("theme", "Sleep"), ["Bond"])
    map_onto(nights, "Persuasive design", ("theme", "Sleep"), ["none"])
    merge_themes(nights, "Sleep" if into == "Debt" else "Debt", into=into)
    with nights.reading() as connection:
        (mapped,) = places(connection, find_framework(connection, "Therapeutic alliance"))
        (none,) = places(connection, find_framework(connection, "Persuasive design"))
        (theme,) = reads.themes(connection)
    assert mapped.dimension_id and mapped.about_id == theme.id
    assert none.dimension_id is None and none.about_id == theme.id, "the other framework keeps its answer"
    assert "the dimension of the other holds" in nights.recent_acts(1)[0].summary
    nights.undo()
    with nights.reading() as connection:
        assert len(places(connection, find_framework(connection, "Therapeutic alliance"))) == 2
    assert nights.check() == []


ACTS: dict[str, Callable[[Study], object]] = {
    "add": lambda s: add_framework(s, "Third", [("One", "")]),
    "remove": lambda s: remove_framework(s, "Therapeutic alliance"),
    "map": lambda s: map_onto(s, "Therapeutic alliance", ("code", "naps"), ["Goals"]),
    "map anew": lambda s: map_onto(s, "Therapeutic alliance", ("theme", "Debt"), ["Tasks"]),
    "sum up": lambda s: write_summary(s, "Ines", ("theme", "Sleep"), "Rested."),
    "sum up anew": lambda s: write_summary(s, "Ines", ("dimension", "Bond"), "Other."),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_act_is_taken_back_whole(nights: Study, name: str) -> None:
    map_onto(nights, "Therapeutic alliance", ("theme", "Debt"), ["Bond"])
    write_summary(nights, "Ines", ("dimension", "Bond"), "Trusts.")
    before = everything(nights)
    ACTS[name](nights)
    assert everything(nights) != before
    nights.undo()
    assert everything(nights) == before and nights.check() == []


@pytest.mark.parametrize(
    ("name", "given"),
    [("", ALLIANCE), ("X", []), ("X", [("A", ""), ("a", "")]), ("X", [("None", "")]), ("Persuasive design", ALLIANCE)],
)
def test_what_is_no_framework_is_refused(nights: Study, name: str, given: list[tuple[str, str]]) -> None:
    before = everything(nights)
    with pytest.raises(BadAct):
        add_framework(nights, name, given)
    assert everything(nights) == before


def test_the_command_line_brings_in_maps_charts_and_sums_up(nights: Study, tmp_path: Path) -> None:
    folder = str(nights.folder)

    def run(*words: str) -> str:
        result = CliRunner().invoke(qualkit, ["themes", *words])
        assert result.exit_code == 0, result.output
        return result.stdout

    file = tmp_path / "COM-B.csv"
    file.write_text("dimension,definition\nCapability,Can\nMotivation,Wants\n", encoding="utf-8")
    run("framework", folder, str(file), "--source", "Michie 2011")
    run("index", folder, "Debt", "--framework", "COM-B", "--on", "Motivation")
    run("index", folder, "naps", "--code", "--framework", "COM-B", "--on", "none")
    run("summary", folder, "Bram", "Motivation", "Owes nobody.", "--dimension")
    found = json.loads(run("matrix", folder, "--framework", "COM-B", "--json"))
    assert [one["name"] for one in found["columns"]] == ["Capability", "Motivation"]
    assert [(one["summary"], len(one["quotes"])) for one in found["cells"] if one["summary"]] == [("Owes nobody.", 1)]
    assert "Owes nobody. [1]" in run("matrix", folder, "--framework", "COM-B")
    assert "Debt" in run("matrix", folder)


def test_dimensions_are_renamed_added_ordered_and_taken_out_in_one_act(nights: Study) -> None:
    map_onto(nights, "Therapeutic alliance", ("code", "naps"), ["Bond"])
    map_onto(nights, "Therapeutic alliance", ("code", "weekends lost"), ["Tasks"])
    write_summary(nights, "Bram", ("dimension", "Tasks"), "does them")
    with nights.reading() as connection:
        framework = find_framework(connection, "Therapeutic alliance")
        bond, goals, tasks = before = dimensions(connection, framework.id)
    given = [(goals.id, "Shared goals", "What both want"), ("", "Rupture", "When trust breaks"), (bond.id, "Bond", "")]
    revise_framework(nights, framework.id, given, why="as in the 2011 edition")
    with nights.reading() as connection:
        now = dimensions(connection, framework.id)
        assert [(one.name, one.position) for one in now] == [("Shared goals", 1), ("Rupture", 2), ("Bond", 3)]
        assert [one.dimension_id for one in places(connection, framework)] == [bond.id]
        assert reads.all_of(connection, CellSummary) == []
    assert nights.check() == []
    nights.undo()
    with nights.reading() as connection:
        assert dimensions(connection, framework.id) == before
        assert {one.dimension_id for one in places(connection, framework)} == {bond.id, tasks.id}
        assert [one.text for one in reads.all_of(connection, CellSummary)] == ["does them"]
    acts = len(nights.recent_acts(100))
    revise_framework(nights, framework.id, [(one.id, one.name, one.definition) for one in before])
    assert len(nights.recent_acts(100)) == acts, "nothing changed, nothing is written"
    for wrong in ([], [("", "Bond", ""), ("", "bond", "")], [("", "None", "")]):
        with pytest.raises(BadAct):
            revise_framework(nights, framework.id, wrong)
    with pytest.raises(NotFound):
        revise_framework(nights, framework.id, [("no such id", "Bond", "")])


def test_the_command_line_changes_a_dimension(nights: Study) -> None:
    def ask(*words: str) -> str:
        arguments = ["themes", "dimension", str(nights.folder), "Therapeutic alliance", *words]
        answer = CliRunner().invoke(qualkit, arguments)
        return f"{answer.exit_code} {answer.stderr}"

    assert ask("Rupture", "--add", "--definition", "When trust breaks", "--place", "1").startswith("0")
    assert ask("bond", "--rename", "Bond and trust").startswith("0")
    assert ask("Goals", "--remove").startswith("0")
    assert "There is no dimension" in ask("Goals", "--remove")
    with nights.reading() as connection:
        now = dimensions(connection, find_framework(connection, "Therapeutic alliance").id)
    assert [(one.name, one.definition) for one in now] == [
        ("Rupture", "When trust breaks"),
        ("Bond and trust", "Trust and liking"),
        ("Tasks", ""),
    ]
