from __future__ import annotations

import pytest

from qualkit.errors import BadAct, NotFound
from qualkit.memos import edit_memo, memos_table, remove_memo, write_memo
from qualkit.store import reads
from qualkit.study import Study


def test_memos_on_the_study_and_on_a_code_are_kept_in_order(study: Study) -> None:
    with study.reading() as connection:
        code = reads.codes(connection)[0]
    write_memo(study, "I walk myself; I may hear what I want to hear.")
    write_memo(study, "Calm is spoken of as arriving.", about="code", about_id=code.id, kind="theoretical")
    table = memos_table(study)
    assert list(table["kind"]) == ["reflexive", "theoretical"]
    assert study.recent_acts(1)[0].summary == f"wrote a theoretical memo on the code “{code.name}”"


def test_a_memo_can_be_edited_removed_and_brought_back(study: Study) -> None:
    memo = write_memo(study, "first")
    edit_memo(study, memo.id, "second")
    assert list(memos_table(study)["text"]) == ["second"]
    remove_memo(study, memo.id)
    assert memos_table(study).empty
    study.undo()
    assert list(memos_table(study)["text"]) == ["second"]


@pytest.mark.parametrize(
    ("text", "kind", "about"), [(" ", "reflexive", "study"), ("x", "secret", "study"), ("x", "reflexive", "weather")]
)
def test_what_is_no_memo_is_refused_with_what_may_be(study: Study, text: str, kind: str, about: str) -> None:
    with pytest.raises(BadAct, match="Kinds are reflexive"):
        write_memo(study, text, kind=kind, about=about)


def test_a_memo_on_something_that_is_not_there_is_refused(study: Study) -> None:
    with pytest.raises(NotFound):
        write_memo(study, "x", about="code", about_id="nowhere")
    with pytest.raises(NotFound, match="removed already"):
        edit_memo(study, "nowhere", "x")
