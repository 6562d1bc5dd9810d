from __future__ import annotations

import pytest

from qualkit.coding.codes import create_code, merge_codes, rename_code, split_code
from qualkit.coding.segments import codings_table, recode_coding
from qualkit.coding.versions import code_history, codebook_at, codebook_diff, commit_codebook, restore_version
from qualkit.errors import BadAct, NotFound
from qualkit.store import reads
from qualkit.study import Study


def names(study: Study, version: str) -> list[str]:
    with study.reading() as connection:
        return [row["name"] for row in codebook_at(connection, version) if row["status"] == "active"]


def test_a_saved_version_stays_as_it_was(study: Study) -> None:
    version = commit_codebook(study, "after interview 1")
    rename_code(study, "calm", "peace")
    merge_codes(study, ["shoes"], into="rain")
    create_code(study, "wind")
    second = commit_codebook(study, "after interview 2", name="pruned")
    assert (version.number, version.codes, second.number, second.codes) == (1, 3, 2, 3)
    assert names(study, "v1") == ["calm", "rain", "shoes"]
    assert names(study, "v2") == names(study, "pruned") == names(study, "current") == ["peace", "rain", "wind"]


def test_a_version_holds_the_counts_of_its_time(study: Study) -> None:
    commit_codebook(study, "first")
    merge_codes(study, ["calm"], into="rain")
    with study.reading() as connection:
        then = {row["name"]: row["references"] for row in codebook_at(connection, "v1")}
        now = {row["name"]: row["references"] for row in codebook_at(connection, "current")}
    assert (then["calm"], then["rain"]) == (2, 1) and (now["calm"], now["rain"]) == (0, 3)


def test_a_version_that_is_not_there_is_told_with_the_remedy(study: Study) -> None:
    with study.reading() as connection, pytest.raises(NotFound, match="qualkit codebook commit"):
        codebook_at(connection, "v1")
    commit_codebook(study, "first")
    with study.reading() as connection, pytest.raises(NotFound, match="“v1”"):
        codebook_at(connection, "v9")


def test_the_version_knows_the_journal_line_it_stands_on(study: Study) -> None:
    with study.reading() as connection:
        head = reads.head(connection)
    assert commit_codebook(study, "first").seq_upto == head


def test_a_diff_tells_what_became_of_every_code(study: Study) -> None:
    commit_codebook(study, "first")
    rename_code(study, "calm", "peace")
    merge_codes(study, ["shoes"], into="rain")
    split_code(study, "peace", ["peace alone", "peace together"])
    with study.reading() as connection:
        found = codebook_diff(connection, "v1", "current")
    assert [now["name"] for _, now in found.renamed] == ["peace"]
    assert [(one.sources[0]["name"], one.into["name"]) for one in found.merged] == [("shoes", "rain")]
    assert [row["name"] for row in found.split[0].into] == ["peace alone", "peace together"]
    assert {row["name"] for row in found.added} == {"peace alone", "peace together"}


def test_restoring_brings_codes_and_their_codings_back_and_can_be_undone(study: Study) -> None:
    before = codings_table(study)
    commit_codebook(study, "first")
    merge_codes(study, ["calm"], into="rain")
    create_code(study, "wind")
    pruned = codings_table(study)
    changed, unmapped = restore_version(study, "v1", why="too far")
    assert (changed, unmapped) == (2, [])
    assert names(study, "current") == names(study, "v1") and codings_table(study).equals(before)
    assert list((study.folder / "backups").glob("*before-restore.db"))
    study.undo()
    assert codings_table(study).equals(pruned) and "wind" in names(study, "current")
    assert study.check() == []


def test_restoring_what_stands_already_succeeds_and_writes_nothing(study: Study) -> None:
    commit_codebook(study, "first")
    acts = len(study.recent_acts(100))
    assert restore_version(study, "v1") == (0, [])
    assert len(study.recent_acts(100)) == acts


def test_a_split_leaves_the_codings_to_be_recoded_one_by_one(study: Study) -> None:
    parts, waiting = split_code(study, "calm", ["calm alone", "calm with others"])
    assert waiting == 2
    table = codings_table(study)
    first = table[table["code"] == "calm"].iloc[0]
    recode_coding(study, first["id"], parts[0].id, why="he walks alone")
    assert list(codings_table(study)["code"]).count("calm alone") == 1
    with pytest.raises(BadAct, match="coded “calm alone” already"):
        recode_coding(study, first["id"], parts[0].id)
    with pytest.raises(BadAct, match="two new names"):
        split_code(study, "calm", ["one"])


def test_a_codes_life_is_told_from_its_making_to_its_end(study: Study) -> None:
    rename_code(study, "calm", "peace", why="their word")
    merge_codes(study, ["shoes"], into="peace")
    merge_codes(study, ["peace"], into="rain")
    study.undo()
    with study.reading() as connection:
        code = next(code for code in reads.codes(connection) if code.name == "peace")
        life = [(line.change.draft.kind, line.change.why) for line in code_history(connection, code.id)]
    assert life == [
        ("create_code", ""),
        ("rename_code", "their word"),
        ("merge_code", ""),
        ("merge_code", ""),
        ("undo", ""),
    ]


def test_the_life_of_a_code_that_others_were_merged_into_tells_when_they_left_again(study: Study) -> None:
    commit_codebook(study, "first")
    merge_codes(study, ["calm"], into="rain")
    study.undo()
    merge_codes(study, ["calm"], into="rain")
    restore_version(study, "v1")
    with study.reading() as connection:
        rain = next(code for code in reads.codes(connection) if code.name == "rain")
        kinds = [line.change.draft.kind for line in code_history(connection, rain.id)]
    assert kinds[-4:] == ["merge_code", "undo", "merge_code", "restore_codebook"]
