from __future__ import annotations

import pytest

from qualkit.coding.codes import create_code, merge_codes, rename_code
from qualkit.coding.versions import codebook_at, commit_codebook
from qualkit.errors import NotFound
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
