"""`qualkit themes ...` as a person and a program use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from themes_inputs import night_study

from qualkit.cli.main import qualkit
from qualkit.coding.versions import commit_codebook
from qualkit.study import open_study


@pytest.fixture
def nights(tmp_path: Path) -> str:
    """The folder of a study of twelve codes."""
    night_study(tmp_path / "nights").close()
    return str(tmp_path / "nights")


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(qualkit, ["themes", *words])
    assert result.exit_code == code, result.output
    return result


def document(*words: str) -> Any:
    return json.loads(run(*words, "--json").stdout)


@pytest.mark.models
def test_from_proposal_to_theme(nights: str) -> None:
    found = document("propose", nights, "--model", "tf-idf")
    assert [cut["name"] for cut in found["cuts"]] == ["coarse", "medium", "fine"]
    one = found["cuts"][1]["candidates"][0]
    assert set(one) >= {"id", "label", "codes", "words", "quotes", "coverage"}
    assert set(one["codes"][0]) >= {"id", "name", "core"}
    assert set(one["quotes"][0]) >= {"interview", "start", "end", "text"}
    assert one["coverage"]["of"] == 2 == one["coverage"]["with"] + len(one["coverage"]["without"])
    assert document("list", nights)["themes"] == []
    made = run(
        "confirm", nights, "medium A", "--name", "Sleep is a loan", "--concept", "paid back", "--why", "all say it"
    )
    assert "Sleep is a loan" in made.stderr and made.stdout == ""
    listed = document("list", nights)
    assert [(t["name"], t["parent"], t["concept"]) for t in listed["themes"]] == [
        ("Sleep is a loan", None, "paid back")
    ]
    assert {code["id"] for code in listed["themes"][0]["codes"]} == {code["id"] for code in one["codes"]}
    assert one["id"] not in [other["id"] for other in listed["candidates"]]


@pytest.mark.models
def test_a_person_sees_tables_cards_and_what_to_do_next(nights: str) -> None:
    proposed = run("propose", nights, "--model", "tf-idf")
    assert "medium cut" in proposed.stdout and "only when you confirm" in proposed.stderr
    card = run("show", nights, "coarse A").stdout
    assert "reruns" in card and "“" in card and "of 2" in card
    assert document("show", nights, "coarse A")["label"] == "Group A"
    assert "coarse cut" in run("show", nights).stdout
    assert "Set fine A aside" in run("reject", nights, "fine A", "--why", "a topic").stderr
    assert "fine A" not in run("list", nights).stdout


@pytest.mark.models
def test_a_reflexive_study_without_a_theme_keeps_suggestions_out_of_the_list_until_asked(nights: str) -> None:
    open_study(nights).change_settings(approach="reflexive")
    run("propose", nights, "--model", "tf-idf")
    listed = run("list", nights)
    assert "Group" not in listed.stdout and "until you ask" in listed.stderr
    run("create", nights, "Mine", "--code", "naps")
    assert "medium A" in run("list", nights).stdout


def test_a_theme_is_made_by_hand_and_renamed(nights: str) -> None:
    assert "Asking" in run("create", nights, "Asking is a debt", "--code", "calling the doctor").stderr
    assert "Borrowed goodwill" in run("rename", nights, "asking is a debt", "Borrowed goodwill").stderr
    assert [theme["name"] for theme in document("list", nights)["themes"]] == ["Borrowed goodwill"]
    assert "goodwill" in run("list", nights).stdout


def test_a_topic_for_a_name_draws_a_question_but_is_kept(nights: str) -> None:
    assert "which meaning" in run("create", nights, "Barriers to sleep").stderr
    assert [theme["name"] for theme in document("list", nights)["themes"]] == ["Barriers to sleep"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("confirm", "medium A", "--name", "Mine"), "No groupings of codes have been suggested yet"),
        (("show",), "themes propose"),
        (("rename", "nothing", "else"), "There is no theme “nothing”"),
        (("create", "Group A"), "program's label"),
        (("propose", "--seed", "-1"), "-1 is not in the range"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(nights: str, words: tuple[str, ...], said: str) -> None:
    command, *others = words
    result = run(command, nights, *others, code=2)
    assert said in " ".join(result.stderr.split()) and "Traceback" not in result.stderr


def test_a_persons_theme_is_written_reshaped_and_its_decisions_are_told(nights: str) -> None:
    run("create", nights, "Debt", "--code", "calling the doctor", "--code", "naps")
    run("create", nights, "Sleep", "--code", "tired driving")
    assert "Wrote exclude, story" in run("write", nights, "debt", "--exclude", "manners", "--story", "They owe.").stderr
    assert "is reviewed" in run("status", nights, "Debt", "reviewed", "--why", "read again").stderr
    run("move", nights, "naps", "Sleep", "--out-of", "Debt", "--why", "about rest")
    run("move", nights, "weekends lost", "set aside")
    run("split", nights, "Sleep", "--into", "Driving", "--code", "tired driving")
    run("under", nights, "Driving", "Sleep")
    debt, sleep, driving = document("list", nights)["themes"]
    assert (debt["exclude"], debt["story"], debt["status"]) == ("manners", "They owe.", "reviewed")
    assert [code["name"] for code in sleep["codes"]] == ["naps"] and driving["parent"] == sleep["id"]
    run("merge", nights, "Driving", "--into", "Debt")
    run("remove", nights, "Sleep", "--why", "thin")
    assert [theme["name"] for theme in document("list", nights)["themes"]] == ["Debt"]
    decisions = document("log", nights)["decisions"]
    assert [one["why"] for one in decisions if one["why"]] == ["read again", "about rest", "thin"]
    run("explain", nights, decisions[0]["id"][:8], "--why", "it came first")
    assert document("log", nights)["decisions"][0]["why"] == "it came first"
    assert "it came first" in run("log", nights).stdout


def test_quotes_are_chosen_put_in_order_and_let_go(nights: str) -> None:
    run("create", nights, "Debt", "--code", "calling the doctor", "--code", "naps")
    first, second = (one["id"] for one in document("quotes", nights, "Debt")["others"])
    run("choose", nights, "Debt", first[:8])
    run("choose", nights, "Debt", second)
    run("order", nights, "Debt", second[:8], first[:8])
    found = document("quotes", nights, "Debt")
    assert [one["id"] for one in found["chosen"]] == [second, first] and found["others"] == []
    assert found["chosen"] == document("list", nights)["themes"][0]["quotes"]
    run("let-go", nights, "Debt", second)
    assert [one["id"] for one in document("quotes", nights, "Debt")["others"]] == [second]
    assert "Ines" in run("quotes", nights, "Debt").stdout
    assert "no marked passage" in run("choose", nights, "Debt", "zzzz", code=2).stderr


def test_the_themes_of_two_versions_are_compared(nights: str) -> None:
    run("create", nights, "Debt", "--code", "calling the doctor")
    study = open_study(nights)
    commit_codebook(study, "first")
    run("rename", nights, "Debt", "Borrowed goodwill")
    run("move", nights, "naps", "Borrowed goodwill")
    run("create", nights, "Sleep")
    commit_codebook(study, "second")
    run("remove", nights, "Sleep")
    study.close()
    found = [tuple(one.values()) for one in document("diff", nights, "v1", "v2")["changes"]]
    assert found == [
        ("Borrowed goodwill", "name", "Debt", "Borrowed goodwill"),
        ("Borrowed goodwill", "codes", "", "naps"),
        ("Sleep", "made", "", ""),
    ]
    assert [one["what"] for one in document("diff", nights, "v2")["changes"]] == ["gone"]
    assert "Nothing changed" in run("diff", nights, "v1", "v1").stderr


@pytest.mark.models
def test_for_each_code_without_a_theme_three_are_named_and_nothing_is_placed(nights: str) -> None:
    assert document("place", nights, "--model", "tf-idf") == {"codes": []}
    assert "no theme yet" in run("place", nights, "--model", "tf-idf").stderr
    run("create", nights, "Sleep", "--code", "naps", "--code", "missing sleep")
    run("create", nights, "Family", "--code", "family dinners", "--code", "weekends lost")
    before = document("list", nights)["themes"]
    found = document("place", nights, "--model", "tf-idf")["codes"]
    assert len(found) == 8 and {"naps", "weekends lost"}.isdisjoint(one["name"] for one in found)
    for one in found:
        assert {near["name"] for near in one["near"]} <= {"Sleep", "Family"}
        assert all(0 <= near["share"] <= 1 for near in one["near"])
    assert document("list", nights)["themes"] == before
    assert "of 10 reruns" in run("place", nights, "--model", "tf-idf").stdout


@pytest.mark.models
def test_codes_stand_beside_the_dimensions_of_a_framework_with_scores_and_nothing_is_mapped(
    nights: str, tmp_path: Path
) -> None:
    file = tmp_path / "rest.csv"
    file.write_text("dimension,definition\nSleep,sleep and naps and rest\nFamily,children and weekends\n")
    run("framework", nights, str(file))
    found = document("anchors", nights, "--framework", "rest", "--model", "tf-idf")
    assert len(found["codes"]) == len(found["segments"]) == 12
    assert {fit["dimension"] for one in found["codes"] for fit in one["fits"]} == {"Sleep", "Family"}
    assert "Nothing was mapped" in run("anchors", nights, "--framework", "rest", "--model", "tf-idf").stderr
    assert all(not cell["quotes"] for cell in document("matrix", nights, "--framework", "rest")["cells"])


def test_a_small_study_has_no_view_of_passages_and_is_told_why(nights: str) -> None:
    assert document("segments", nights, "--model", "tf-idf")["topics"] == []
    assert "1,000" in run("segments", nights, "--model", "tf-idf").stderr
