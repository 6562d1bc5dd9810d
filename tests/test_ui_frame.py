"""What every page stands in: text shown letter by letter, who acts, the way from page to page."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from qualkit.errors import BadAct
from qualkit.study import Study, create_study, open_study
from qualkit.ui import coder_name, frame, words

HOSTILE = "<script>alert(1)</script> **bold** $x$ :red[x] [l](http://evil.test) # h `c` a|b"


def workspace() -> None:
    from qualkit.ui.main import main

    main()


def run(script: object, study: Study | None, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    if study:
        monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    return AppTest.from_function(script, default_timeout=30).run()  # type: ignore[arg-type]


def shown(markdown: str) -> str:
    """What a Markdown reader shows of text that holds no markup: backslashes gone, pieces that show nothing gone."""
    assert not re.search(r"(?<!\\)[`*_<>$]", markdown)
    return re.sub(r"\\(.)", r"\1", markdown.replace(frame.UNSEEN, ""))


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        ":smile: :material/home:",
        "a -> b <- c -- d >= e",
        "https://x.test www.x.test a@x.test",
        html.escape("<"),
    ],
)
def test_text_stays_letter_by_letter(text: str) -> None:
    assert shown(frame.plain(text)) == text


@pytest.mark.parametrize("piece", [":smile:", ":material/home:", "->", "<-", "--", ">=", "https://", "www.", "a@x"])
def test_what_is_looked_for_after_the_backslashes_is_kept_apart(piece: str) -> None:
    assert frame.UNSEEN in frame.plain(f"x {piece} y")


def test_lines_of_a_longer_text_stay_lines() -> None:
    assert frame.paragraphs("one\ntwo\n\n    three") == "one  \ntwo\n\nthree"


def test_the_workspace_opens_on_the_study_page(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(workspace, study, monkeypatch)
    assert not test.exception
    assert test.title[0].value == "Walking to work"


def answer(test: AppTest, name: str) -> AppTest:
    test.text_input[0].set_value(name)
    return next(button for button in test.button if button.label in ("This is me", "Use this name")).click().run()


def test_who_works_in_a_browser_is_asked_until_somebody_says_so(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    test = run(workspace, study, monkeypatch)
    assert words.WHO_WORKS in test.main.markdown[0].value
    test = answer(test, "  Bram   van A. ")
    assert not test.exception
    assert test.session_state["coder"] == "Bram van A."
    assert words.WHO_WORKS not in " ".join(one.value for one in test.markdown)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\u0000b", "a\u202eb"])
def test_nobody_acts_without_a_name_that_can_be_read(study: Study, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(BadAct):
        coder_name.checked_name(name)
    test = answer(run(workspace, study, monkeypatch), name)
    assert not test.exception
    assert not test.session_state["coder"]


def test_settings_that_were_changed_in_the_file_are_seen_at_the_next_look(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
    before = frame.current_study()
    assert before is frame.current_study()
    assert before and before.settings.approach == "codebook"
    open_study(study.folder).change_settings(approach="reflexive", title="Walking, again")
    after = frame.current_study()
    assert after and (after.settings.approach, after.title) == ("reflexive", "Walking, again")
    assert frame.study_titles() == {study.folder.name: "Walking, again"}


def test_another_study_under_projects_is_opened_by_its_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, title in (("one", "Night shifts"), ("two", HOSTILE)):
        create_study(tmp_path / "projects" / folder, title=title).close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUALKIT_STUDY", raising=False)
    test = AppTest.from_function(workspace, default_timeout=30)
    test.query_params["study"] = "one"
    test.run()
    assert test.title[0].value == "Night shifts"
    other = next(button for button in test.sidebar.button if shown(button.label) == HOSTILE)
    other.click().run()
    assert not test.exception
    assert shown(test.title[0].value) == HOSTILE


def test_a_broken_study_is_told_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = create_study(tmp_path / "broken")
    made.close()
    (tmp_path / "broken" / "study.yaml").write_text("title: x\ncolour: blue\n", encoding="utf-8")
    test = run(workspace, made, monkeypatch)
    assert not test.exception
    assert "colour" in test.error[0].value


def test_a_title_that_looks_like_markup_is_shown_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = create_study(tmp_path / "hostile", title=HOSTILE)
    test = run(workspace, made, monkeypatch)
    assert shown(test.title[0].value) == HOSTILE
    made.close()
