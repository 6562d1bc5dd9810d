"""What was done of late, kept in memory for all who look: the same as the journal says, whoever writes."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest

from qualkit.coding.codes import create_code, merge_codes, rename_code
from qualkit.coding.segments import Span, apply_code, mark_segment, recode_coding, remove_coding, write_coding_memo
from qualkit.interviews import find_interview
from qualkit.revisions import revise_transcript
from qualkit.store import reads
from qualkit.study import Study, open_study
from qualkit.ui.coding import news as module
from qualkit.ui.coding.news import News, done_since, news_of
from qualkit.withdraw import withdraw


@pytest.fixture
def interviews(study: Study) -> list[str]:
    with study.reading() as connection:
        return [find_interview(connection, name).id for name in ("P1", "P2")]


def revision(study: Study) -> int:
    with study.reading() as connection:
        return reads.head(connection)


def looking(study: Study, interview_id: str) -> News:
    """News that somebody has looked at before, so that what follows is kept."""
    news = News(study.database)
    news.since(interview_id, revision(study), coder="Ada")
    return news


def test_news_say_after_every_act_what_the_journal_says(study: Study, interviews: list[str]) -> None:
    news, began = looking(study, interviews[0]), revision(study)
    kept: dict[str, Any] = {}

    def compare() -> None:
        for interview_id in interviews:
            for coder in ("Ada", "Bo"):
                with study.reading() as connection:
                    fresh = done_since(connection, interview_id, began, coder=coder)
                assert news.since(interview_id, began, coder=coder) == fresh
        kept.update(fresh)

    rain = create_code(study, "drizzle", by="Bo")
    compare()
    coding = apply_code(study, Span(interviews[0], 0, 11), rain.id, by="Bo")
    compare()
    apply_code(study, Span(interviews[1], 0, 11), rain.id, by="Ada")
    mark_segment(study, Span(interviews[1], 13, 17), note="who?", by="Ada")
    compare()
    write_coding_memo(study, coding.id, "twice", by="Bo")
    rename_code(study, "drizzle", "weather", by="Ada")
    compare()
    recode_coding(study, coding.id, create_code(study, "mist").id, by="Bo")
    remove_coding(study, coding.id, by="Bo")
    study.undo("Bo")
    compare()
    merge_codes(study, ["weather"], into="calm", by="Bo")
    compare()
    assert len(kept["ops"]) >= 9
    assert kept["undo"] == ""  # Bo coded nothing in the second interview


def test_news_from_another_process_arrive(study: Study, interviews: list[str]) -> None:
    news, began = looking(study, interviews[0]), revision(study)
    other = open_study(study.folder)
    puddles = create_code(other, "puddles", by="Bo")
    apply_code(other, Span(interviews[0], 0, 11), puddles.id, by="Bo")
    other.close()
    since = news.since(interviews[0], began, coder="Bo")
    assert [deltas[0]["after"].get("name") for _, _, deltas in since["ops"]] == ["puddles", None]
    assert "puddles" in since["undo"]


def test_without_news_no_table_is_read(study: Study, interviews: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    news, began = looking(study, interviews[0]), revision(study)
    before = news.since(interviews[0], began, coder="Ada")

    def reading() -> None:
        raise AssertionError("a table was read")

    monkeypatch.setattr(study.database, "reading", reading)
    assert news.since(interviews[0], began, coder="Ada") == before


def test_who_is_further_behind_than_what_is_kept_is_told_all_of_it(
    study: Study, interviews: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LINES_KEPT", 3)
    news, began = looking(study, interviews[0]), revision(study)
    for number in range(7):
        create_code(study, f"code {number}")
        for interview_id in interviews:
            ops = news.since(interview_id, began, coder="Ada")["ops"]
            assert [line for line, _, _ in ops] == list(range(began + 1, began + number + 2))


def test_a_corrected_transcript_has_another_key_at_once(study: Study, interviews: list[str]) -> None:
    news = looking(study, interviews[0])
    before = news.key(interviews[0]), news.key(interviews[1])
    with study.reading() as connection:
        text = module_text(connection, interviews[0])
    revise_transcript(study, "P1", text.replace("hate", "loathe"), by="Bo")
    assert news.key(interviews[0]) != before[0]
    assert news.key(interviews[1]) == before[1]


def module_text(connection: Any, interview_id: str) -> str:
    from qualkit.store.transcripts import transcript

    said = transcript(connection, interview_id)
    assert said is not None
    return said.text


def test_nothing_of_a_participant_who_withdrew_is_kept(study: Study, interviews: list[str]) -> None:
    news, began = looking(study, interviews[0]), revision(study)
    mark_segment(study, Span(interviews[0], 13, 17), note="SECRET", by="Ada")
    assert "SECRET" in repr(news.since(interviews[0], began, coder="Ada"))
    withdraw(study, "P1", by="Ada")
    assert "SECRET" not in repr(news.since(interviews[1], began, coder="Ada"))
    assert "SECRET" not in repr(vars(news))


def test_news_begin_anew_where_a_backup_took_the_journals_place(study: Study, interviews: list[str]) -> None:
    backup = study.back_up()
    news, began = looking(study, interviews[0]), revision(study)
    create_code(study, "lost")
    assert len(news.since(interviews[0], began, coder="Ada")["ops"]) == 1
    study.restore_backup(backup.name)
    assert news.since(interviews[0], began, coder="Ada")["ops"] == []
    create_code(study, "found")
    [[_, _, [delta]]] = news.since(interviews[0], began, coder="Ada")["ops"]
    assert delta["after"]["name"] == "found"


def test_everybody_at_a_study_shares_its_news(study: Study) -> None:
    found: list[News] = []
    threads = [Thread(target=lambda: found.append(news_of(study))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(one) for one in found}) == 1
