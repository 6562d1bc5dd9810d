from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from qualkit.cli.main import qualkit
from qualkit.coding.segments import references, remove_segment
from qualkit.errors import BadAct, NotFound
from qualkit.journal.memos import day_of
from qualkit.memos import edit_memo, memos_table, remove_memo, search_memos, write_memo
from qualkit.model import Segment
from qualkit.store import reads
from qualkit.store.quoted import quotes_of
from qualkit.study import Study
from qualkit.text.quote_links import GONE, Quote, link_to
from qualkit.withdraw import withdraw


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


@pytest.mark.parametrize(("kind", "about"), [("secret", "study"), ("reflexive", "weather")])
def test_what_is_no_memo_is_refused_with_what_may_be(study: Study, kind: str, about: str) -> None:
    with pytest.raises(BadAct, match="Kinds are reflexive"):
        write_memo(study, "x", kind=kind, about=about)


def test_a_memo_without_words_is_refused(study: Study) -> None:
    with pytest.raises(BadAct, match="no words yet"):
        write_memo(study, " ")


def test_a_memo_on_something_that_is_not_there_is_refused(study: Study) -> None:
    with pytest.raises(NotFound):
        write_memo(study, "x", about="code", about_id="nowhere")
    with pytest.raises(NotFound, match="removed already"):
        edit_memo(study, "nowhere", "x")


@pytest.fixture
def passage(study: Study) -> Segment:
    with study.reading() as connection:
        return next(r.segment for r in references(connection) if r.text == "I hate the rain")


def test_a_memo_links_to_a_quote_and_shows_its_words_as_they_stand(study: Study, passage: Segment) -> None:
    write_memo(study, f"Strong: {link_to(passage.id)}")
    assert list(memos_table(study).text) == ["Strong: “I hate the rain” (P1)"]
    with study.reading() as connection:
        assert quotes_of(connection, [passage.id]) == {passage.id: Quote("I hate the rain", "P1")}
    remove_segment(study, passage.id)
    assert list(memos_table(study).text) == [f"Strong: {GONE}"]


def test_a_withdrawn_quote_is_no_longer_there(study: Study, passage: Segment) -> None:
    write_memo(study, link_to(passage.id))
    withdraw(study, "P1")
    assert list(memos_table(study).text) == [GONE] and study.check() == []


def test_memos_are_found_by_their_words_those_of_linked_quotes_what_they_are_on_and_their_kind(
    study: Study, passage: Segment
) -> None:
    with study.reading() as connection:
        calm = next(code for code in reads.codes(connection) if code.name == "calm")
    write_memo(study, f"Strong: {link_to(passage.id)}", date="2026-01-02")
    write_memo(study, "Arriving.", about="code", about_id=calm.id, kind="theoretical")

    def found(words: str, *kinds: str) -> list[str]:
        with study.reading() as connection:
            return [memo.text[:6] for memo in search_memos(connection, words, kinds=kinds)]

    assert found("HATE strong") == ["Strong"] and found("calm") == ["Arrivi"] and found("hate calm") == []
    assert found("") == ["Arrivi", "Strong"] and found("", "reflexive") == ["Strong"]


def test_the_day_that_a_memo_is_about_is_kept_and_must_be_a_day(study: Study) -> None:
    assert day_of(write_memo(study, "On the way home.", date="2026-01-02")) == "2026-01-02"
    written = write_memo(study, "Today.")
    assert day_of(written) == written.at[:10]
    with pytest.raises(BadAct, match="“2 May”"):
        write_memo(study, "x", date="2 May")


def test_memos_are_written_listed_and_searched_on_the_command_line(study: Study) -> None:
    def run(*words: str) -> Result:
        return CliRunner().invoke(qualkit, ["memos", str(study.folder), *words])

    assert "There are no memos yet" in run().stderr
    assert run("--write", "I walk myself.", "--date", "2026-01-02").exit_code == 0
    (memo,) = json.loads(run("--search", "walk", "--json").stdout)["memos"]
    assert (memo["date"], memo["about"], memo["text"]) == ("2026-01-02", "the study", "I walk myself.")
    assert "I walk myself." in run().stdout and "No memo is like that" in run("--search", "drive").stderr
    assert run("--write", "x", "--date", "soon").exit_code == 2
