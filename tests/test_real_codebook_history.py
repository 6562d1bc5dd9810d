"""Nine real versions of one codebook (120 codes down to 22), rebuilt act by act and compared with a published list."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from qualkit.coding.codes import define_code, enter_code, retire_code
from qualkit.coding.versions import codebook_diff, commit_codebook, restore_version
from qualkit.store import reads
from qualkit.study import Study, create_study

KINDS = {"removed_or_merged": "retired", "added_or_renamed": "added", "description_changed": "redefined"}


def versions(folder: Path) -> list[dict[str, str]]:
    """Definition by tag, version by version."""
    found = []
    for path in sorted(folder.glob("codebook_*.csv"), key=lambda path: int(path.stem.rsplit("_", 1)[1])):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found.append({row["tag"].strip(): row["description"].strip() for row in csv.DictReader(file)})
    return found


def replay(study: Study, steps: list[dict[str, str]]) -> None:
    """Make each version out of the one before by the acts that its difference needs."""
    before: dict[str, str] = {}
    for number, after in enumerate(steps, start=1):
        with study.acting() as act:
            for tag in after.keys() - before.keys():
                enter_code(act, tag, definition=after[tag])
        for tag in before.keys() - after.keys():
            retire_code(study, tag, why=f"not in version {number}")
        for tag in after.keys() & before.keys():
            define_code(study, tag, definition=after[tag])
        commit_codebook(study, f"version {number}")
        before = after


@pytest.fixture(scope="module")
def serdif(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Study:
    study = create_study(tmp_path_factory.mktemp("serdif") / "study", coder="author")
    replay(study, versions(shared / "data" / "serdif-usability" / "codebooks"))
    return study


def test_the_versions_have_the_published_numbers_of_codes(serdif: Study) -> None:
    with serdif.reading() as connection:
        assert [version.codes for version in reads.versions(connection)] == [120, 80, 61, 49, 41, 25, 22, 22, 22]


def test_the_differences_agree_with_the_published_list(serdif: Study, shared: Path) -> None:
    path = shared / "data" / "serdif-usability" / "codebook_changes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(int(r["to_version"].rsplit("_", 1)[1]) + 1, KINDS.get(r["change"], "")) for r in csv.DictReader(file)]
    published = Counter(row for row in rows if row[1])
    with serdif.reading() as connection:
        for number in range(2, 10):
            found = codebook_diff(connection, f"v{number - 1}", f"v{number}")
            for kind in KINDS.values():
                assert len(getattr(found, kind)) == published[number, kind], (number, kind)


def test_the_first_version_comes_back_whole_after_eight_more(serdif: Study) -> None:
    restore_version(serdif, "v1")
    with serdif.reading() as connection:
        found = codebook_diff(connection, "v1", "current")
    assert not any((found.added, found.retired, found.removed, found.renamed, found.redefined))
    assert serdif.check() == []
