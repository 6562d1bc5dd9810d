"""The example study's sources hold together before anything is built from them."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qualkit.settings import checked

EXAMPLE = Path(__file__).parent.parent / "projects" / "example"


def read(name: str) -> Any:
    return tomllib.loads((EXAMPLE / name).read_text(encoding="utf-8"))


def rows(pattern: str) -> list[dict[str, str]]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLE.glob(pattern))]
    return [row for text in texts for row in csv.DictReader(text.splitlines())]


@pytest.fixture(scope="module")
def steps() -> list[dict[str, Any]]:
    return read("history.toml")["step"]


@pytest.fixture(scope="module")
def codes() -> dict[str, list[dict[str, str]]]:
    return read("codes.toml")


def test_the_settings_are_ones_qualkit_knows() -> None:
    settings = checked(read("study.toml"))
    assert settings.approach == "codebook"
    assert settings.question.endswith("?")


def test_every_recording_has_its_script_and_they_stay_small() -> None:
    recordings = sorted((EXAMPLE / "recordings").glob("*.opus"))
    scripts = sorted((EXAMPLE / "script").glob("*.txt"))
    assert [r.stem for r in recordings] == [s.stem for s in scripts] == ["P01", "P02", "P03"]
    assert sum(r.stat().st_size for r in recordings) < 1_500_000


def test_every_quote_stands_in_the_participants_own_words() -> None:
    for row in rows("codings/*.csv"):
        script = (EXAMPLE / "script" / f"{row['participant']}.txt").read_text(encoding="utf-8")
        turns = [line for line in script.splitlines() if row["text"] in line]
        assert turns, f"not in the script of {row['participant']}: {row['text']}"
        assert not any(turn.startswith("Interviewer:") for turn in turns)


def test_no_coding_is_there_twice() -> None:
    seen = Counter((r["participant"], r["text"], r["code"], r["coder"]) for r in rows("codings/*.csv"))
    assert [what for what, times in seen.items() if times > 1] == []


def test_every_code_that_is_applied_has_a_definition(steps: Any, codes: Any) -> None:
    defined = {code["name"] for part in codes.values() for code in part if code["definition"]}
    renamed = {step["to"] for step in steps if "rename" in step}
    assert {row["code"] for row in rows("codings/*.csv")} <= defined | renamed


def test_parents_come_before_their_children(codes: Any) -> None:
    seen: set[str] = set()
    for code in [*codes["first"], *codes["second"]]:
        assert code.get("under") is None or code["under"] in seen
        seen.add(code["name"])


def test_every_reason_is_given_where_a_code_changes(steps: Any) -> None:
    for step in steps:
        if {"rename", "merge", "retire", "define"} & set(step):
            assert step["why"].strip(), step


def test_the_size_is_that_of_a_small_real_study(steps: Any, codes: Any) -> None:
    gone = sum(len(step.get("merge", [])) + ("retire" in step) for step in steps)
    assert 20 <= len(codes["first"]) + len(codes["second"]) - gone <= 30
    assert len(rows("codings/*.csv")) >= 60
    assert sum("version" in step for step in steps) == 2


def test_themes_have_a_shared_idea_and_leave_some_codes_out(steps: Any, codes: Any) -> None:
    themes = read("history.toml")["theme"]
    placed = [code for theme in themes for code in theme["codes"]]
    applied = {row["code"] for row in rows("codings/*.csv")}
    assert len(themes) == 2
    assert all(len(theme["concept"].split()) > 20 for theme in themes)
    assert len(placed) == len(set(placed))
    assert set(placed) < applied


def test_every_participant_has_a_date_and_an_interview() -> None:
    people = rows("participants.csv")
    assert [one["interview"] for one in people] == ["P01", "P02", "P03"]
    assert [one["date"] for one in people] == sorted(one["date"] for one in people)
