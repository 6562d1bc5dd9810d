"""`qualkit retrieve` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from qualkit.cli.main import qualkit
from qualkit.study import Study


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(qualkit, ["retrieve", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_table_is_one_json_document(study: Study) -> None:
    code, out, _ = run("table", str(study.folder), "--by", "interview", "--json")
    assert code == 0
    body = json.loads(out)
    assert body["groups"] == ["P1", "P2"]
    assert body["codes"][0] == {"code": "calm", "P1": 1, "P2": 1, "all": 2}


def test_an_attribute_nobody_has_is_wrong_usage_with_those_there_are(study: Study) -> None:
    code, _, told = run("table", str(study.folder), "--by", "age")
    assert code == 2
    assert "“age”" in told
    assert "participant" in told


def test_a_figure_is_written_beside_the_table(study: Study, tmp_path: Path) -> None:
    code, _, _ = run("table", str(study.folder), "--by", "interview", "--figure", str(tmp_path / "t.svg"))
    assert code == 0
    assert (tmp_path / "t.svg").read_text(encoding="utf-8").startswith("<svg")


def test_codes_together_and_words_answer_in_json_too(study: Study) -> None:
    assert json.loads(run("together", str(study.folder), "--json")[1]) == {"pairs": []}
    words = json.loads(run("words", str(study.folder), "--all", "--json")[1])["words"]
    assert {"word": "rain", "times": 1, "interviews": 1, "forms": ["rain"]} in words


def test_a_word_in_context_names_its_interview(study: Study) -> None:
    [place] = json.loads(run("context", str(study.folder), "rain", "--json")[1])["places"]
    assert (place["interview"], place["word"]) == ("P1", "rain")
    code, _, told = run("context", str(study.folder), "zebra")
    assert code == 0
    assert "is not said" in told
