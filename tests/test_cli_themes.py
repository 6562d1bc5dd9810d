"""`qualkit themes ...` as a person and a program use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from themes_inputs import night_study

from qualkit.cli.main import qualkit
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
    assert set(one["quotes"][0]) == {"interview", "start", "end", "text"}
    assert one["coverage"] == {"with": 2, "of": 2, "without": []}
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
    assert "reruns" in card and "“" in card and "Participants: 2 of 2" in card
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
