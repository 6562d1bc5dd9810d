from __future__ import annotations

from pathlib import Path

import pytest

import qualkit
from qualkit.coding.codes import codes_table, create_code
from qualkit.errors import BadFile, BadSettings, NewerStudy, NoSuchStudy, StudyExists
from qualkit.settings import load_settings
from qualkit.store.backups import KEPT
from qualkit.study import Study, create_study, open_study, place_of


def test_a_new_study_opens_again_with_what_it_was_given(tmp_path: Path) -> None:
    create_study(tmp_path / "s", title="Überall — “quoted”", approach="reflexive").close()
    study = qualkit.open_study(tmp_path / "s")
    assert (study.title, study.settings.approach) == ("Überall — “quoted”", "reflexive")
    assert {folder.name for folder in study.folder.iterdir() if folder.is_dir()} >= {"recordings", "exports", "backups"}
    study.close()


def test_a_folder_with_something_in_it_is_not_made_a_study(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("precious")
    with pytest.raises(StudyExists):
        create_study(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_wrong_setting_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="“psychic” is not a value for approach"):
        create_study(tmp_path / "s", approach="psychic")
    assert not (tmp_path / "s").exists()


def test_a_study_that_is_not_there_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(NoSuchStudy, match="qualkit new"):
        open_study(tmp_path / "nowhere")


def test_a_bare_name_means_a_folder_under_projects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert place_of("night") == Path("night")
    (tmp_path / "projects").mkdir()
    assert place_of("night") == Path("projects/night") and place_of("./a/night") == Path("a/night")
    create_study(place_of("night")).close()
    assert open_study("night").folder == Path("projects/night")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: A\ncolour: blue\n", "line 2: “colour” is not a setting"),
        ("title: A\n\napproach: psychic\n", "line 3: “psychic” is not a value for approach"),
        ("title: [unclosed", "is not YAML"),
        ("just words", "holds no settings"),
    ],
)
def test_a_wrong_study_yaml_names_the_line_and_what_is_allowed(study: Study, text: str, message: str) -> None:
    (study.folder / "study.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadSettings, match=message) as caught:
        load_settings(study.folder)
    assert caught.value.hint


def test_changed_settings_are_checked_before_they_are_written(study: Study) -> None:
    study.change_settings(question="Why walk?")
    assert load_settings(study.folder).question == "Why walk?"
    with pytest.raises(BadSettings):
        study.change_settings(approach="psychic")
    assert load_settings(study.folder) == study.settings


def test_a_database_that_is_none_is_told_and_left_alone(study: Study) -> None:
    study.close()
    for path in study.folder.glob("qualkit.db*"):
        path.unlink()
    (study.folder / "qualkit.db").write_bytes(b"not a database at all, but long enough to look like one" * 100)
    with pytest.raises(BadFile, match="damaged"):
        open_study(study.folder)
    assert (study.folder / "qualkit.db").read_bytes().startswith(b"not a database")


def test_a_study_written_by_a_newer_qualkit_is_not_touched(study: Study) -> None:
    from sqlalchemy import update

    from qualkit.store.schema import meta

    with study.database.writing() as connection:
        connection.execute(update(meta).where(meta.c.key == "format").values(value="99"))
    with pytest.raises(NewerStudy, match="99"):
        open_study(study.folder)


def test_backups_are_whole_and_the_newest_ten_are_kept(study: Study) -> None:
    for _ in range(KEPT + 2):
        newest = study.back_up()
    kept = sorted((study.folder / "backups").glob("*.db"))
    assert len(kept) == KEPT and kept[-1] == newest
    create_code(study, "after the backup")
    study.close()
    (study.folder / "qualkit.db-wal").unlink(missing_ok=True)
    (study.folder / "qualkit.db").write_bytes(newest.read_bytes())
    restored = open_study(study.folder)
    assert "after the backup" not in set(codes_table(restored)["name"]) and restored.check() == []
    restored.close()


def test_who_acts_comes_from_the_environment_then_the_study_then_the_login(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert study.coder() == "Ada"
    monkeypatch.setenv("QUALKIT_CODER", "Bo")
    assert study.coder() == "Bo"
    monkeypatch.delenv("QUALKIT_CODER")
    study.change_settings(coder="")
    monkeypatch.setenv("LOGNAME", "cy")
    assert study.coder() == "cy"
