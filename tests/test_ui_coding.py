"""The Python side of the coding component: snapshot, what was done since, and the outbox carried out."""

from __future__ import annotations

import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qualkit.coding.codes import create_code, merge_codes, rename_code, retire_code
from qualkit.coding.segments import Span, apply_code, remove_coding
from qualkit.errors import BusyStudy, NotFound
from qualkit.interviews import add_interview, enter_transcript, find_interview
from qualkit.model import Code, Coding, Segment, Transcript, TranscriptText
from qualkit.revisions import revise_transcript, settle_segment
from qualkit.store import reads
from qualkit.store.acts import new_id
from qualkit.study import Study, open_study
from qualkit.text.turns import from_labelled_text
from qualkit.ui import posted
from qualkit.ui.coding import exchange
from qualkit.ui.coding.component import SOURCES, STYLES, source
from qualkit.ui.coding.news import news_of
from qualkit.ui.coding.outbox import Answer, Desk, carry_out
from qualkit.ui.coding.snapshot import document, interviews_with_text, readable, spoken
from qualkit.withdraw import withdraw

Op = dict[str, Any]


@pytest.fixture
def desk(study: Study) -> Desk:
    return Desk(study, interview_id(study, "P1"), "Ada")


def interview_id(study: Study, name: str) -> str:
    with study.reading() as connection:
        return find_interview(connection, name).id


def code_named(study: Study, name: str) -> Code:
    with study.reading() as connection:
        return next(code for code in reads.codes(connection) if code.name == name)


def held(desk: Desk) -> tuple[list[Segment], list[Coding]]:
    with desk.study.reading() as connection:
        segments = reads.segments(connection, desk.interview_id)
        return segments, reads.codings(connection, interview_id=desk.interview_id)


def passage(desk: Desk, words: str) -> tuple[int, int]:
    text = document(desk.study, desk.interview_id)["text"]
    start = text.index(words)
    return start, start + len(words)


def ops_since(study: Study, interview: str, rev: int, *, coder: str) -> dict[str, Any]:
    return news_of(study).since(interview, rev, coder=coder)


def coding_op(desk: Desk, words: str, *, code_id: str = "", new: str = "") -> Op:
    start, end = passage(desk, words)
    code_id = code_id or new_id()
    new_code = {"id": code_id, "name": new, "parent_id": None, "color": "#0072b2"} if new else None
    ids = {"act_id": new_id(), "segment_id": new_id(), "coding_id": new_id()}
    return {**ids, "t": "code", "start": start, "end": end, "code_id": code_id, "new_code": new_code}


def sent(desk: Desk, *ops: Op) -> dict[str, Any]:
    snapshot = document(desk.study, desk.interview_id)
    return {"key": snapshot["key"], "have": snapshot["rev"], "ops": list(ops)}


# ---- the snapshot ----


def test_the_snapshot_holds_the_interview_and_can_be_sent_as_json(desk: Desk) -> None:
    snapshot = document(desk.study, desk.interview_id)
    assert json.loads(json.dumps(snapshot))["rev"] == snapshot["rev"] > 0
    spans = {snapshot["text"][start:end] for _, start, end, *_ in snapshot["segments"]}
    assert spans == {"I hate the rain", "my head is clear when I arrive"}
    assert {code["name"] for code in snapshot["codes"]} == {"rain", "calm", "shoes"}
    named = {
        (snapshot["text"][slice(*snapshot["segments"][segment][1:3])], snapshot["codes"][code]["name"])
        for _, segment, code, *_ in snapshot["codings"]
    }
    assert named == {("I hate the rain", "rain"), ("my head is clear when I arrive", "calm")}
    assert {snapshot["coders"][coding[3]] for coding in snapshot["codings"]} == {"Ada"}


def test_the_snapshot_tells_when_a_passage_was_coded_and_in_which_language_people_speak(desk: Desk) -> None:
    assert document(desk.study, desk.interview_id)["language"] == ""
    desk.study.change_settings(language="de")
    snapshot = document(desk.study, desk.interview_id)
    assert snapshot["language"] == "de"
    made = {coding.id: coding.created_at for coding in held(desk)[1]}
    assert {coding[0]: coding[5] for coding in snapshot["codings"]} == made
    assert all(made.values())


def test_a_passage_that_a_correction_changed_is_flagged_until_somebody_finds_it_right(desk: Desk) -> None:
    study = desk.study
    assert {segment[6] for segment in document(study, desk.interview_id)["segments"]} == {None}
    text = document(study, desk.interview_id)["text"]
    revise_transcript(study, "P1", text.replace("hate the rain", "hate this rain"), by="Bo")
    snapshot = document(study, desk.interview_id)
    flagged = [segment for segment in snapshot["segments"] if segment[6]]
    assert [snapshot["text"][start:end] for _, start, end, *_ in flagged] == ["I hate this rain"]
    settle_segment(study, flagged[0][0], by="Bo")
    [[_, _, deltas]] = ops_since(study, desk.interview_id, snapshot["rev"], coder="Ada")["ops"]
    assert [delta["after"]["was"] for delta in deltas if delta["noun"] == "segment"] == [None]


def test_turns_name_their_speaker_and_tell_who_asks(desk: Desk) -> None:
    snapshot = document(desk.study, desk.interview_id)
    start, text_start, end, speaker, ms = snapshot["turns"][1]
    assert snapshot["text"][start:text_start] == "Participant: "
    assert snapshot["text"][text_start:end].endswith("🙂.")
    assert (snapshot["speakers"][speaker], ms) == ("Participant", None)
    assert [snapshot["speakers"][i] for i in snapshot["interviewers"]] == ["Interviewer"]


def test_the_interviewer_that_the_study_names_is_known_as_the_one_who_asks(desk: Desk) -> None:
    desk.study.change_settings(interviewer="participant")
    snapshot = document(desk.study, desk.interview_id)
    assert [snapshot["speakers"][i] for i in snapshot["interviewers"]] == ["Interviewer", "Participant"]


def test_counts_tell_what_lies_in_other_interviews_only(desk: Desk) -> None:
    snapshot = document(desk.study, desk.interview_id)
    calm, rain = code_named(desk.study, "calm"), code_named(desk.study, "rain")
    assert snapshot["elsewhere"][calm.id] == 1
    assert snapshot["elsewhere"][rain.id] == 0


def test_an_interview_without_a_transcript_is_told(study: Study) -> None:
    with pytest.raises(NotFound, match="transcript"):
        document(study, "nowhere")


def test_a_transcript_without_turns_is_shown_paragraph_by_paragraph(desk: Desk) -> None:
    with desk.study.acting() as act:
        bare = TranscriptText("First thought.\n\nSecond thought.")
        enter_transcript(act, find_interview(act.connection, "P1"), bare)
    snapshot = document(desk.study, desk.interview_id)
    shown = [snapshot["text"][start:end] for _, start, end, _, _ in snapshot["turns"]]
    assert shown == ["First thought.", "Second thought."]


def test_interviews_come_in_the_order_of_collection(study: Study) -> None:
    assert [one.name for one in interviews_with_text(study)] == ["P1", "P2"]


def test_speakers_keep_the_order_in_which_they_first_speak() -> None:
    said = from_labelled_text("Bo: Yes.\n\nAda: No.\n\nBo: Well.")
    transcript = Transcript(id="t", interview_id="i", revision=1, sha256="", text=said.text, turns=said.turns)
    assert spoken(transcript)["speakers"] == ["Bo", "Ada"]


def test_a_long_turn_is_shown_in_parts_that_end_with_a_sentence_and_hold_every_word() -> None:
    text = "Ada: " + " ".join(f"This is sentence {n}, and it goes on for a while." for n in range(400))
    [turn] = from_labelled_text(text).turns
    parts = list(readable(turn, text))
    assert parts[0].start == 0
    assert {part.speaker for part in parts} == {"Ada"}
    assert all(len(text[part.text_start : part.end]) <= 2000 and text[part.end - 1] == "." for part in parts)
    assert " ".join(text[part.text_start : part.end] for part in parts) == text[turn.text_start : turn.end]


@pytest.mark.parametrize("text", ["词" * 9001, "word " * 4000, "長い文。" * 2500, "a" * 2000])
def test_a_long_turn_without_full_stops_is_shown_whole_as_well(text: str) -> None:
    [turn] = from_labelled_text(text).turns
    shown = "".join(text[part.text_start : part.end] for part in readable(turn, text))
    assert shown.replace(" ", "") == text.replace(" ", "")


# ---- what was done since ----


def test_nothing_is_sent_where_nothing_was_done(desk: Desk) -> None:
    snapshot = document(desk.study, desk.interview_id)
    since = ops_since(desk.study, desk.interview_id, snapshot["rev"], coder="Ada")
    assert since["ops"] == []
    assert "calm" in since["undo"]


def test_a_rename_and_a_merge_by_somebody_else_arrive_as_row_deltas(desk: Desk) -> None:
    study = desk.study
    rev = document(study, desk.interview_id)["rev"]
    rain, calm = code_named(study, "rain"), code_named(study, "calm")
    rename_code(study, "rain", "weather", by="Bo")
    merge_codes(study, ["weather"], into="calm", by="Bo")
    ops = ops_since(study, desk.interview_id, rev, coder="Ada")["ops"]
    deltas = [delta for _, _, found in ops for delta in found]
    assert {"noun": "code", "ids": (rain.id,), "before": {}, "after": {"name": "weather"}} in deltas
    moved = [delta["after"] for delta in deltas if delta["noun"] == "coding"]
    assert moved == [{"code_id": calm.id}]


def test_rows_of_other_interviews_are_left_out(desk: Desk) -> None:
    study = desk.study
    rev = document(study, desk.interview_id)["rev"]
    other = interview_id(study, "P2")
    coding = apply_code(study, Span(other, 13, 20), code_named(study, "rain").id, by="Bo")
    merge_codes(study, ["calm"], into="rain", by="Bo")
    ops = ops_since(study, desk.interview_id, rev, coder="Ada")["ops"]
    named = {row_id for _, _, deltas in ops for delta in deltas for row_id in delta["ids"]}
    here = {coding.id for coding in held(desk)[1]}
    assert coding.id not in named
    assert named & here
    assert [seq for seq, _, _ in ops] == sorted(seq for seq, _, _ in ops)


@pytest.mark.parametrize("label", ["INTERVIEWERIN", "المحاورة", "訪問者", "Enquêtrice"])
def test_who_asks_is_known_by_the_label_in_other_languages(label: str) -> None:
    said = from_labelled_text(f"{label}: Why?\n\nAmira: Because.\n\n{label}: Really?\n\nAmira: Yes.")
    told = spoken(Transcript(id="t", interview_id="i", revision=1, sha256="", text=said.text, turns=said.turns))
    assert [told["speakers"][place] for place in told["interviewers"]] == [label]


def test_a_removal_is_told_even_though_the_row_can_no_longer_be_looked_up(desk: Desk) -> None:
    rev = document(desk.study, desk.interview_id)["rev"]
    gone = held(desk)[1][0]
    remove_coding(desk.study, gone.id, by="Bo")
    [[_, _, deltas]] = ops_since(desk.study, desk.interview_id, rev, coder="Ada")["ops"]
    assert (gone.id,) in [delta["ids"] for delta in deltas if delta["after"] is None]


def test_undo_is_told_to_the_one_whose_act_it_would_take_back(desk: Desk) -> None:
    evenings = create_code(desk.study, "dark evenings", by="Bo")
    apply_code(desk.study, Span(desk.interview_id, 0, 11), evenings.id, by="Bo")
    rev = document(desk.study, desk.interview_id)["rev"]
    assert "dark evenings" in ops_since(desk.study, desk.interview_id, rev, coder="Bo")["undo"]
    assert "dark evenings" not in ops_since(desk.study, desk.interview_id, rev, coder="Ada")["undo"]
    assert ops_since(desk.study, desk.interview_id, rev, coder="Nobody")["undo"] == ""


def test_undo_beside_an_interview_concerns_ones_own_coding_of_it_and_nothing_else(desk: Desk) -> None:
    other = add_interview(desk.study, "P9", from_labelled_text("Ada: Elsewhere."), by="Bo")
    rain = code_named(desk.study, "rain")
    coded = apply_code(desk.study, Span(desk.interview_id, 0, 11), rain.id, by="Bo")
    apply_code(desk.study, Span(other.id, 5, 14), rain.id, by="Bo")
    rename_code(desk.study, rain.id, "downpour", by="Bo")
    bo = replace(desk, coder="Bo")
    carry_out(bo, sent(bo, {"act_id": "undo-1", "t": "undo"}))
    assert coded.id not in {one.id for one in held(desk)[1]}
    answer = carry_out(bo, sent(bo, {"act_id": "undo-2", "t": "undo"}))
    assert "no act to undo" in answer.refused["undo-2"]
    carry_out(bo, sent(bo, {"act_id": "redo-1", "t": "redo"}))
    assert coded.id in {one.id for one in held(desk)[1]}
    assert code_named(desk.study, "downpour")


# ---- the outbox ----


def test_a_coding_is_written_under_the_ids_that_the_browser_made(desk: Desk) -> None:
    op = coding_op(desk, "In winter I buy better shoes", code_id=code_named(desk.study, "shoes").id)
    answer = carry_out(desk, sent(desk, op))
    segments, codings = held(desk)
    assert answer == Answer((op["act_id"],), {})
    assert op["segment_id"] in {segment.id for segment in segments}
    assert op["coding_id"] in {coding.id for coding in codings}
    assert desk.study.check() == []


def test_the_coder_is_the_one_at_the_desk_whatever_the_browser_says(desk: Desk) -> None:
    op = {**coding_op(desk, "better shoes", new="shopping"), "coder": "Mallory", "by": "Mallory"}
    carry_out(Desk(desk.study, desk.interview_id, "Bo"), sent(desk, op))
    assert desk.study.recent_acts(1)[0].by == "Bo"
    assert next(c for c in held(desk)[1] if c.id == op["coding_id"]).coder == "Bo"


def test_an_act_that_is_sent_again_is_done_once_and_answered_each_time(desk: Desk) -> None:
    op = coding_op(desk, "better shoes", new="shopping")
    box = sent(desk, op)
    before = len(held(desk)[1])
    answers = [carry_out(desk, box) for _ in range(3)]
    assert [answer.settled for answer in answers] == [(op["act_id"],)] * 3
    assert not any(answer.refused for answer in answers)
    assert len(held(desk)[1]) == before + 1


def test_a_new_code_and_its_first_coding_are_one_act(desk: Desk) -> None:
    op = coding_op(desk, "better shoes", new="shopping")
    carry_out(desk, sent(desk, op))
    assert code_named(desk.study, "shopping").id == op["code_id"]
    desk.study.undo("Ada")
    with desk.study.reading() as connection:
        assert "shopping" not in [code.name for code in reads.codes(connection)]
    assert op["coding_id"] not in {coding.id for coding in held(desk)[1]}


def test_a_new_code_can_stand_under_another(desk: Desk) -> None:
    op = coding_op(desk, "better shoes", new="boots")
    op["new_code"]["parent_id"] = code_named(desk.study, "shoes").id
    carry_out(desk, sent(desk, op))
    assert code_named(desk.study, "boots").parent_id == code_named(desk.study, "shoes").id


def test_two_acts_of_one_outbox_may_build_on_each_other(desk: Desk) -> None:
    first = coding_op(desk, "better shoes", new="shopping")
    second = coding_op(desk, "On foot", code_id=first["code_id"])
    answer = carry_out(desk, sent(desk, first, second))
    assert answer.refused == {}
    assert {first["coding_id"], second["coding_id"]} <= {coding.id for coding in held(desk)[1]}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"code_id": "no such code"}, "no such code"),
        ({"start": 5, "end": 100_000}, "5-100000"),
        ({"start": 9, "end": 9}, "9-9"),
        ({"start": "3"}, "'3'"),
        ({"start": True}, "True"),
        ({"segment_id": 7}, "7"),
        ({"t": "shout"}, "shout"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_reason_and_writes_nothing(desk: Desk, wrong: Op, reason: str) -> None:
    op = {**coding_op(desk, "better shoes", code_id=code_named(desk.study, "rain").id), **wrong}
    before = held(desk)
    answer = carry_out(desk, sent(desk, op))
    assert answer.settled == (op["act_id"],)
    assert reason in answer.refused[op["act_id"]]
    assert held(desk) == before


def test_an_act_after_a_refused_one_is_still_done(desk: Desk) -> None:
    wrong = coding_op(desk, "better shoes", code_id="nothing")
    right = coding_op(desk, "On foot", new="walking")
    answer = carry_out(desk, sent(desk, wrong, right))
    assert list(answer.refused) == [wrong["act_id"]]
    assert right["coding_id"] in {coding.id for coding in held(desk)[1]}


def test_a_coding_that_is_there_already_is_said_to_be(desk: Desk) -> None:
    op = coding_op(desk, "I hate the rain", code_id=code_named(desk.study, "rain").id)
    answer = carry_out(desk, sent(desk, op))
    assert "already" in answer.refused[op["act_id"]]


def test_a_retired_code_is_not_applied(desk: Desk) -> None:
    rain = code_named(desk.study, "rain")
    retire_code(desk.study, "rain", why="too broad", by="Bo")
    op = coding_op(desk, "better shoes", code_id=rain.id)
    assert "retired" in carry_out(desk, sent(desk, op)).refused[op["act_id"]]


def test_undo_and_redo_from_the_browser_take_back_and_do_again(desk: Desk) -> None:
    op = coding_op(desk, "better shoes", new="shopping")
    undo, redo = {"act_id": new_id(), "t": "undo"}, {"act_id": new_id(), "t": "redo"}
    carry_out(desk, sent(desk, op))
    box = sent(desk, undo)
    carry_out(desk, box)
    carry_out(desk, box)  # the same undo, sent again, takes back nothing more
    assert op["coding_id"] not in {coding.id for coding in held(desk)[1]}
    assert len(held(desk)[1]) == 2
    carry_out(desk, sent(desk, redo))
    assert op["coding_id"] in {coding.id for coding in held(desk)[1]}
    assert desk.study.check() == []


def test_undo_with_nothing_to_take_back_is_refused_in_words(desk: Desk) -> None:
    op = {"act_id": new_id(), "t": "undo"}
    answer = carry_out(Desk(desk.study, desk.interview_id, "Newcomer"), sent(desk, op))
    assert answer.refused[op["act_id"]].startswith("Newcomer has no act")


def test_a_passage_is_marked_with_a_note_and_no_code(desk: Desk) -> None:
    start, end = passage(desk, "better shoes")
    op = {"act_id": new_id(), "t": "mark", "segment_id": new_id(), "start": start, "end": end, "note": "costs?"}
    assert carry_out(desk, sent(desk, op)).refused == {}
    assert next(s for s in held(desk)[0] if s.id == op["segment_id"]).note == "costs?"


def test_a_mark_without_a_code_is_removed(desk: Desk) -> None:
    start, end = passage(desk, "better shoes")
    mark = {"act_id": new_id(), "t": "mark", "segment_id": new_id(), "start": start, "end": end, "note": ""}
    unmark = {"act_id": new_id(), "t": "unmark", "segment_id": mark["segment_id"]}
    assert carry_out(desk, sent(desk, mark, unmark)).refused == {}
    assert mark["segment_id"] not in {segment.id for segment in held(desk)[0]}


def test_a_coding_is_taken_off_once(desk: Desk) -> None:
    coding = held(desk)[1][0]
    first = {"act_id": new_id(), "t": "remove", "coding_id": coding.id}
    second = {**first, "act_id": new_id()}
    answer = carry_out(desk, sent(desk, first, second))
    assert list(answer.refused) == [second["act_id"]]
    assert coding.id not in {one.id for one in held(desk)[1]}


def recode_op(coding: Coding, code_id: str) -> Op:
    return {"act_id": new_id(), "t": "recode", "coding_id": coding.id, "code_id": code_id}


def memo_op(coding_id: str, text: object) -> Op:
    return {"act_id": new_id(), "t": "memo", "coding_id": coding_id, "text": text}


def coded_as(desk: Desk, name: str) -> Coding:
    code = code_named(desk.study, name)
    return next(coding for coding in held(desk)[1] if coding.code_id == code.id)


def test_a_coding_gets_another_code_once_and_keeps_its_coder_and_memo(desk: Desk) -> None:
    before = coded_as(desk, "rain")
    carry_out(desk, sent(desk, memo_op(before.id, "said twice")))
    op = recode_op(before, code_named(desk.study, "shoes").id)
    box = sent(desk, op)
    answers = [carry_out(Desk(desk.study, desk.interview_id, "Bo"), box) for _ in range(2)]
    after = coded_as(desk, "shoes")
    assert answers == [Answer((op["act_id"],), {})] * 2
    assert (after.id, after.coder, after.memo) == (before.id, "Ada", "said twice")
    desk.study.undo("Bo")
    assert coded_as(desk, "rain").id == before.id
    assert desk.study.check() == []


def test_recoding_is_refused_where_the_code_lies_there_or_is_gone_or_the_coding_is(desk: Desk) -> None:
    retire_code(desk.study, "shoes", why="too broad", by="Bo")
    coding = coded_as(desk, "rain")
    before = held(desk)
    same, unknown = recode_op(coding, coding.code_id), recode_op(coding, "no such code")
    retired = recode_op(coding, code_named(desk.study, "shoes").id)
    gone = {**recode_op(coding, code_named(desk.study, "calm").id), "coding_id": "no such coding"}
    refused = carry_out(desk, sent(desk, same, unknown, retired, gone)).refused
    assert "already" in refused[same["act_id"]]
    assert "no such code" in refused[unknown["act_id"]]
    assert "retired" in refused[retired["act_id"]]
    assert "no such coding" in refused[gone["act_id"]]
    assert held(desk) == before


def test_a_memo_on_a_coding_is_written_and_taken_back(desk: Desk) -> None:
    coding = coded_as(desk, "rain")
    assert carry_out(desk, sent(desk, memo_op(coding.id, "with a <b>laugh</b>"))).refused == {}
    assert coded_as(desk, "rain").memo == "with a <b>laugh</b>"
    assert document(desk.study, desk.interview_id)["codings"][0][4] == "with a <b>laugh</b>"
    desk.study.undo("Ada")
    assert coded_as(desk, "rain").memo == ""


@pytest.mark.parametrize("wrong", [{"coding_id": "no such coding"}, {"text": 7}, {"text": None}])
def test_a_memo_that_cannot_be_written_is_refused_with_the_reason(desk: Desk, wrong: Op) -> None:
    op = {**memo_op(coded_as(desk, "rain").id, "a laugh"), **wrong}
    before = held(desk)
    assert str(next(iter(wrong.values()))) in carry_out(desk, sent(desk, op)).refused[op["act_id"]]
    assert held(desk) == before


def test_positions_in_a_text_that_was_corrected_meanwhile_are_refused(desk: Desk) -> None:
    op = coding_op(desk, "better shoes", new="shopping")
    box = sent(desk, op)
    with desk.study.acting("Bo") as act:
        corrected = from_labelled_text("Interviewer: How?\n\nParticipant: In winter I buy better shoes, you know.")
        enter_transcript(act, find_interview(act.connection, "P1"), corrected)
    answer = carry_out(desk, box)
    assert "corrected" in answer.refused[op["act_id"]]
    assert op["coding_id"] not in {coding.id for coding in held(desk)[1]}


def test_another_correction_under_the_number_of_one_that_was_undone_is_another_text(desk: Desk) -> None:
    study, text = desk.study, document(desk.study, desk.interview_id)["text"]
    revise_transcript(study, "P1", text.replace("hate the rain", "hate this rain"), by="Bo")
    box = sent(desk, coding_op(desk, "better shoes", new="shopping"))
    study.undo("Bo")
    revise_transcript(study, "P1", text.replace("I hate", "To be honest, I hate"), by="Bo")
    assert list(carry_out(desk, box).refused) == [box["ops"][0]["act_id"]]


def test_a_copy_of_a_study_is_not_taken_for_the_study(desk: Desk, tmp_path: Path) -> None:
    copy = open_study(shutil.copytree(desk.study.folder, tmp_path / "copy"))
    one, other = (document(study, desk.interview_id) for study in (desk.study, copy))
    assert one["text"] == other["text"] and one["key"] != other["key"]


def test_an_act_that_a_busy_study_had_no_room_for_is_sent_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_args: object, **_about: object) -> None:
        raise BusyStudy(5)

    op = coding_op(desk, "better shoes", new="shopping")
    box = sent(desk, op)
    with monkeypatch.context() as patch:
        patch.setattr(desk.study, "acting", busy)
        assert carry_out(desk, box) == Answer()
    assert carry_out(desk, box).settled == (op["act_id"],)


def test_an_act_that_comes_several_times_at_once_is_done_once(desk: Desk) -> None:
    op = coding_op(desk, "better shoes", new="shopping")
    box = sent(desk, op)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: carry_out(desk, box), range(4)))
    assert answers == [Answer((op["act_id"],), {})] * 4
    assert len(desk.study.recent_acts()) == len({act.id for act in desk.study.recent_acts()})
    assert [code.name for code in codes_of(desk.study)].count("shopping") == 1


# ---- the way there ----


@pytest.fixture
def server() -> TestClient:
    return TestClient(Starlette(routes=exchange.routes()))


def test_an_act_goes_there_and_news_come_back(desk: Desk, server: TestClient) -> None:
    op = coding_op(desk, "better shoes", new="shopping")
    address, box = exchange.address_of(desk), sent(desk, op)
    told = server.post(address, json=box).json()
    assert (told["settled"], told["refused"], told["since"]) == ([op["act_id"]], {}, box["have"])
    assert {act_id for _, act_id, _ in told["ops"]} == {op["act_id"]}
    assert "shopping" in told["undo"]
    later = server.post(address, json={**box, "have": told["ops"][-1][0], "ops": []}).json()
    assert (later["ops"], later["settled"]) == ([], [])


def test_everybody_has_an_address_of_their_own_that_stays(desk: Desk) -> None:
    other = Desk(desk.study, desk.interview_id, "Bo")
    again = Desk(desk.study, desk.interview_id, "Ada")
    assert exchange.address_of(desk) == exchange.address_of(again) != exchange.address_of(other)


def test_who_was_shown_no_interview_is_told_nothing(desk: Desk, server: TestClient) -> None:
    box = sent(desk, coding_op(desk, "better shoes", new="shopping"))
    answer = server.post("coding/guessed", json=box)
    assert answer.status_code == 404
    assert server.get(exchange.address_of(desk)).status_code == 405
    assert "shopping" not in {code.name for code in codes_of(desk.study)}


JSON = {"Content-Type": "application/json"}
SPOILT = [
    *(b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"key": "", "have": 1, "ops": [1]}'),
    *(b'{"key": "", "have": %s, "ops": []}' % have for have in (b'"x"', b"-1", b"Infinity", b"1e3", b"9" * 40)),
]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_cannot_be_read_is_sent_back(desk: Desk, server: TestClient, spoilt: bytes) -> None:
    assert server.post(exchange.address_of(desk), content=spoilt, headers=JSON).status_code == 400


def test_half_a_sign_is_refused_and_the_acts_after_it_are_done(desk: Desk, server: TestClient) -> None:
    spoilt, right = coding_op(desk, "better shoes", new="shop"), coding_op(desk, "On foot", new="walking")
    spoilt["new_code"]["name"] = "shop\ud83d"
    content = json.dumps(sent(desk, spoilt, right))
    told = server.post(exchange.address_of(desk), content=content, headers=JSON).json()
    assert (list(told["refused"]), told["settled"]) == ([spoilt["act_id"]], [spoilt["act_id"], right["act_id"]])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({**JSON, "Sec-Fetch-Site": "cross-site"}, 403),
        ({**JSON, "Sec-Fetch-Site": "same-site"}, 403),
        ({**JSON, "Origin": "https://elsewhere.example"}, 403),
        ({**JSON, "Origin": "null"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({**JSON, "Sec-Fetch-Site": "same-origin", "Origin": "https://behind.a.proxy.example"}, 200),
        ({**JSON, "Origin": "http://testserver"}, 200),
    ],
)
def test_no_page_of_another_site_sends_an_act(
    desk: Desk, server: TestClient, headers: dict[str, str], status: int
) -> None:
    content = json.dumps(sent(desk, coding_op(desk, "better shoes", new="shopping")))
    assert server.post(exchange.address_of(desk), content=content, headers=headers).status_code == status
    assert ("shopping" in {code.name for code in codes_of(desk.study)}) == (status == 200)


def test_what_is_too_long_is_not_taken(desk: Desk, server: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posted, "MOST_BYTES", 2**10)
    parts = iter([b" " * 2**9] * 100)  # in parts, so that no header tells the length
    assert server.post(exchange.address_of(desk), content=parts, headers=JSON).status_code == 413


def test_a_withdrawn_interview_takes_no_act_and_its_page_is_told_to_begin_anew(desk: Desk, server: TestClient) -> None:
    address, box = exchange.address_of(desk), sent(desk, coding_op(desk, "better shoes", new="shopping"))
    server.post(address, json={**box, "ops": []})
    withdraw(desk.study, "P1", by="Bo")
    told = server.post(address, json=box).json()
    assert told["key"] != box["key"]
    assert list(told["refused"]) == told["settled"] == [box["ops"][0]["act_id"]]
    assert "shopping" not in {code.name for code in codes_of(desk.study)}


def codes_of(study: Study) -> list[Code]:
    with study.reading() as connection:
        return reads.codes(connection)


# ---- the sources ----


@pytest.mark.parametrize(
    "name", [*(f"{name}.js" for name in SOURCES), "exchange.js", *(f"{name}.css" for name in STYLES)]
)
def test_no_source_writes_markup_or_runs_text(name: str) -> None:
    text = source(name)
    assert len(text.splitlines()) < 420
    for door in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "://"):
        assert door not in text


def test_the_edges_of_a_passage_are_moved_once_however_often_it_is_sent(desk: Desk) -> None:
    segment = held(desk)[0][0]
    start, end = passage(desk, "hate the rain")
    op = {"act_id": new_id(), "t": "move", "segment_id": segment.id, "start": start, "end": end}
    for _ in range(2):
        assert carry_out(desk, sent(desk, op)) == Answer((op["act_id"],), {})
    moved = next(one for one in held(desk)[0] if one.id == segment.id)
    assert (moved.start, moved.end) == (start, end)
    assert desk.study.undo("Ada")
    assert held(desk)[0][0] == segment


def test_edges_outside_the_text_are_refused(desk: Desk) -> None:
    segment = held(desk)[0][0]
    op = {"act_id": new_id(), "t": "move", "segment_id": segment.id, "start": 5, "end": 100_000}
    assert "outside the text" in carry_out(desk, sent(desk, op)).refused[op["act_id"]]


def test_all_that_the_component_says_stands_in_one_file() -> None:
    """Two words in quotes that begin with a capital letter are something that people read."""
    said = re.compile(r"""["'`][A-Z][a-z]+ [a-z]+""")
    others = [name for name in SOURCES if name != "words"]
    assert {name: said.findall(source(f"{name}.js")) for name in others} == {name: [] for name in others}
