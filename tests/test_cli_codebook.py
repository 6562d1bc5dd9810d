from __future__ import annotations

import json
import re

from click.testing import CliRunner, Result

from qualkit.cli.main import qualkit
from qualkit.study import Study


def run(study: Study, *words: str) -> Result:
    verb, *rest = words
    return CliRunner().invoke(qualkit, ["codebook", verb, str(study.folder), *rest])


def shown(study: Study, *words: str) -> dict[str, dict[str, object]]:
    told = json.loads(run(study, "show", *words, "--json").stdout)
    return {code["name"]: code for code in told["codes"]}


def test_show_has_the_keys_of_its_contract(study: Study) -> None:
    told = json.loads(run(study, "show", "--json").stdout)
    assert told["version"] == "current"
    assert set(told["codes"][0]) == {
        *("id", "name", "parent", "definition", "include", "exclude", "example", "color", "status"),
        *("files", "references", "aggregate_references"),
    }
    assert shown(study)["shoes"]["parent"] == "rain"


def test_the_whole_life_of_a_code(study: Study) -> None:
    assert run(study, "create", "snow", "--under", "rain").exit_code == 0
    assert run(study, "rename", "snow", "ice").exit_code == 0
    assert run(study, "define", "ice", "--definition", "frozen", "--exclude", "slush").exit_code == 0
    assert run(study, "commit", "-m", "before pruning").exit_code == 0
    assert run(study, "move", "ice", "--under", "root").exit_code == 0
    merged = run(study, "merge", "rain", "calm", "--into", "ice", "--why", "all weather")
    assert "3 codings followed" in merged.output
    assert run(study, "retire", "shoes", "--why", "about shopping").exit_code == 0
    now = shown(study)
    assert (now["ice"]["parent"], now["ice"]["definition"], now["ice"]["references"]) == (None, "frozen", 3)
    assert (now["rain"]["status"], now["shoes"]["status"]) == ("merged", "retired")
    then = shown(study, "v1")
    assert then["ice"]["parent"] == "rain" and then["rain"]["status"] == "active"
    log = json.loads(run(study, "log", "--json").stdout)
    assert [set(one) for one in log] == [{"version", "name", "message", "by", "at", "codes"}]
    assert (log[0]["version"], log[0]["message"], log[0]["codes"]) == ("v1", "before pruning", 4)
    assert study.check() == []


def test_show_and_log_are_readable_and_say_what_to_do_when_empty(study: Study) -> None:
    assert "calm" in run(study, "show").output
    assert "qualkit codebook commit" in run(study, "log").output
    run(study, "commit", "-m", "first")
    assert "first" in run(study, "log").output
    for _ in range(8):
        study.undo()
    assert "qualkit codebook create" in run(study, "show").output


def test_wrong_words_are_refused_with_the_remedy(study: Study) -> None:
    assert "There are: “calm”" in run(study, "rename", "hail", "x").output
    assert run(study, "define", "calm").exit_code == 2
    assert run(study, "retire", "calm").exit_code == 2
    assert "“v3”" in run(study, "show", "v3").output


def test_diff_restore_split_and_history_have_their_contract(study: Study) -> None:
    run(study, "commit", "-m", "first")
    assert run(study, "split", "calm", "--into", "calm alone", "calm together").exit_code == 0
    run(study, "merge", "shoes", "--into", "rain")
    told = json.loads(run(study, "diff", "v1", "current", "--json").stdout)
    assert {"added", "retired", "renamed", "redefined", "moved", "merged", "split"} <= set(told)
    assert told["merged"][0]["into"]["name"] == "rain" and told["merged"][0]["codings"] == 0
    assert [set(code) for code in told["added"]] == [{"id", "name", "references"}] * 2
    assert "calm alone" in run(study, "diff", "v1").output
    life = json.loads(run(study, "history", "calm", "--json").stdout)
    assert [change["kind"] for change in life] == ["create_code", "split_code"]
    assert "3 codes changed" in run(study, "restore", "v1").output
    assert "Nothing changed" not in run(study, "diff", "v1").output  # the new codes stand there, retired
    assert set(shown(study)) >= {"calm", "rain", "shoes"} and shown(study)["shoes"]["status"] == "active"


def test_a_retired_code_comes_back_and_names_that_look_alike_are_told(study: Study) -> None:
    run(study, "retire", "calm", "--why", "vague")
    assert "“calm” is in use" in run(study, "restore", "calm").output
    run(study, "create", "calmm", "--definition", "a slip")
    told = json.loads(run(study, "alike", "--json").stdout)
    assert [[code["name"] for code in pair["codes"]] for pair in told] == [["calm", "calmm"]]
    assert "qualkit codebook merge" in run(study, "alike").output
    run(study, "merge", "calmm", "--into", "calm")
    assert "No two codes" in run(study, "alike").output


def test_colour_and_kind_are_defined_like_the_rest(study: Study) -> None:
    assert run(study, "define", "calm", "--color", "#123456", "--kind", "in vivo").exit_code == 0
    assert shown(study)["calm"]["color"] == "#123456"


def test_a_code_becomes_a_category_with_others_under_it(study: Study) -> None:
    done = run(study, "promote", "rain", "--name", "weather", "--with", "calm")
    assert done.exit_code == 0 and "qualkit undo" in done.stderr
    now = shown(study)
    assert (now["rain"]["parent"], now["calm"]["parent"], now["weather"]["parent"]) == ("weather", "weather", None)


def test_passages_of_one_interview_are_recoded(study: Study) -> None:
    done = run(study, "recode", "--from", "calm", "--to", "shoes", "--interview", "P2", "--why", "after all")
    assert "Recoded 1 passages as “shoes”" in done.stderr
    assert shown(study)["shoes"]["references"] == shown(study)["calm"]["references"] == 1


def test_what_a_speaker_says_is_counted_first_and_coded_then(study: Study) -> None:
    assert "3 passages would be coded" in run(study, "apply", "shoes", "--speaker", "Participant", "--dry-run").stderr
    assert shown(study)["shoes"]["references"] == 0
    assert "Coded 3 passages" in run(study, "apply", "shoes", "--speaker", "Participant").stderr
    nothing = run(study, "apply", "shoes")
    assert nothing.exit_code == 2 and "Name a speaker" in nothing.stderr


def test_saving_a_version_in_which_no_code_has_changed_is_noted(study: Study) -> None:
    assert "Note" not in run(study, "commit", "-m", "first").stderr
    assert "no code has changed since v1 “first”" in run(study, "commit", "-m", "again").stderr


def test_moments_are_told_on_this_computers_clock(study: Study) -> None:
    run(study, "commit", "-m", "first")
    for told in (run(study, "log").output, run(study, "history", "rain").output):
        assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d ", told) and not re.search(r"T\d\d:\d\d", told)
