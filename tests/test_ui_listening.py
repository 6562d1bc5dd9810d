"""What the Transcript page's component is told, and what becomes of what it asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualkit.interviews import find_interview
from qualkit.journal.interviews import add_interview
from qualkit.model import Interview, StyleChoice, TimedWord, Transcript, TranscriptText, Translated
from qualkit.store import reads
from qualkit.store.transcripts import transcript
from qualkit.study import Study
from qualkit.text.turns import from_labelled_text
from qualkit.ui.listening.component import SOURCES, source
from qualkit.ui.listening.desk import Answer, Desk, carry_out
from qualkit.ui.listening.document import changes, document


def desk_at(study: Study, name: str = "P1") -> Desk:
    with study.reading() as connection:
        return Desk(study, find_interview(connection, name).id, "Ada")


def shown(desk: Desk) -> Transcript:
    with desk.study.reading() as connection:
        found = transcript(connection, desk.interview_id)
    assert found
    return found


def ask(desk: Desk, kind: str, **op: Any) -> Answer:
    op = {"t": kind, "act_id": str(uuid4()), "have": shown(desk).id, **op}
    answer = carry_out(desk, op)
    assert answer
    assert carry_out(desk, op) == Answer(answer.act_id) or answer.refused or answer.told
    return answer


# ---- what it is told ----


def whole(text: str, **more: Any) -> Transcript:
    said = from_labelled_text(text)
    values = {"id": "t", "interview_id": "i", "revision": 1, "sha256": "", "text": said.text, "turns": said.turns}
    return Transcript(**{**values, **more})


def test_turns_stand_each_on_their_own_with_their_words_as_steps() -> None:
    words = (TimedWord(5, 7, 100, 150, 0.456), TimedWord(9, 11, 3200, 3300))
    told = document(whole("Ann: Um, no.\n\nBen: 🙂\n", words=words), language="en", pauses_ms=2000)
    first, second = told["turns"]
    assert (first["who"], first["text"], second["text"]) == ("Ann", "Um, no.", "🙂")
    assert first["words"] == [0, 100, 2, 50, 46, 4, 3100, 2, 100, -1]
    assert first["out"] == [[0, 4, "filler"]]
    assert first["pauses"] == [[4, "(3 s)"]]
    assert told["speakers"] == ["Ann", "Ben"]


def test_what_a_person_put_back_is_told_as_such() -> None:
    told = document(whole("Ann: Um, no.\n", choices=(StyleChoice(5, 7, True),)), language="en")
    assert told["turns"][0]["out"] == [[0, 2, "back"]]


def test_a_translation_stands_beside_the_turn_during_which_it_begins() -> None:
    text = whole(
        "[0:00] Ann: Ja.\n\n[0:10] Ben: Nein.\n",
        translation=(Translated(200, 900, "Yes."), Translated(10_500, 11_000, "No.")),
    )
    assert [turn["english"] for turn in document(text)["turns"]] == ["Yes.", "No."]


def test_an_interview_without_a_text_offers_two_speakers() -> None:
    assert document(None) == {"id": "", "speakers": ["Interviewer", "Participant"], "turns": []}


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_the_splice_makes_the_new_turns_of_the_old(old: list[str], new: list[str]) -> None:
    before, after = [{"text": one} for one in old], [{"text": one} for one in new]
    splice = changes(before, after)
    before[splice["from"] : splice["from"] + splice["gone"]] = splice["turns"]
    assert before == after


def test_the_sources_hold_no_way_to_write_markup() -> None:
    code = "\n".join(source(f"{name}.js") for name in SOURCES)
    assert not any(way in code for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("))


# ---- what it asks for ----


def test_a_corrected_turn_is_one_act_that_keeps_the_codings(study: Study) -> None:
    desk = desk_at(study)
    assert ask(desk, "retype", turn=3, said="In winter I wear boots.").told == ""
    assert shown(desk).text.endswith("Participant: In winter I wear boots.\n")
    assert study.recent_acts(1)[0].summary.startswith("corrected the transcript of P1")
    with study.reading() as connection:
        marked = [shown(desk).text[s.start : s.end] for s in reads.segments(connection, desk.interview_id)]
    assert marked == ["I hate the rain", "my head is clear when I arrive"]
    assert study.check() == []


def test_an_unchanged_correction_says_so_and_writes_nothing(study: Study) -> None:
    desk = desk_at(study)
    before = shown(desk)
    said = before.text[before.turns[1].text_start : before.turns[1].end]
    assert ask(desk, "retype", turn=1, said=f" {said} ").told == "Nothing was changed."
    assert shown(desk).revision == 1


def test_a_turn_is_split_given_to_another_joined_and_renamed(study: Study) -> None:
    desk = desk_at(study)
    first = shown(desk).text
    ask(desk, "split", turn=3, said="In winter I buy better shoes.", at=10, who="Interviewer")
    assert [turn.speaker for turn in shown(desk).turns][3:] == ["Participant", "Interviewer"]
    ask(desk, "who", turn=4, who="Participant")
    ask(desk, "join", turn=4)
    assert shown(desk).text == first
    ask(desk, "rename", turn=0, was="Participant", who="Amira")
    assert shown(desk).text == first.replace("Participant:", "Amira:")
    assert ask(desk, "undo").told.startswith("Took back: named a speaker of")
    assert shown(desk).text == first
    assert ask(desk, "redo").told.startswith("Did again")


def test_a_choice_of_style_is_kept_over_corrections_and_changes_no_letter(study: Study) -> None:
    desk = desk_at(study)
    text = shown(desk).text
    ask(desk, "choose", turn=3, start=0, end=9, shown=False)
    assert shown(desk).text == text
    ask(desk, "retype", turn=1, said="On foot. I hate the rain, but my head is clear when I arrive.")
    start = shown(desk).turns[3].text_start
    assert shown(desk).choices == (StyleChoice(start, start + 9, False),)
    assert ask(desk, "choose", turn=3, start=0, end=999, shown=True).refused
    assert study.check() == []


def test_an_interview_is_typed_from_nothing(study: Study) -> None:
    with study.acting("Ada") as act:
        new = Interview(id=str(uuid4()), name="P3", position=3)
        act.record(add_interview(new))
    desk = Desk(study, new.id, "Ada")
    first = carry_out(
        desk, {"t": "add", "act_id": "1", "have": "", "turn": 0, "who": "Ann", "said": "Hello.", "ms": 40}
    )
    assert first == Answer("1")
    assert not ask(desk, "add", turn=1, who="Ben", said="🙂 نعم").refused
    assert (shown(desk).text, shown(desk).source) == ("Ann: Hello.\n\nBen: 🙂 نعم\n", "typed by hand")
    assert [turn.start_ms for turn in shown(desk).turns] == [40, None]
    assert ask(desk, "add", turn=2, who="Ben", said=" ").told == "Nothing was changed."


def test_an_act_on_words_that_have_changed_since_is_refused(study: Study) -> None:
    desk = desk_at(study)
    old = shown(desk).id
    ask(replace(desk, coder="Bram"), "retype", turn=0, said="How?")
    answer = ask(desk, "retype", have=old, turn=0, said="Why?")
    assert answer.refused and "changed the transcript meanwhile" in answer.told
    assert shown(desk).text.startswith("Interviewer: How?")


def test_a_mark_that_would_be_left_without_a_word_is_named(study: Study) -> None:
    answer = ask(desk_at(study), "retype", turn=1, said="")
    assert answer.refused and "would be left without a word" in answer.told


@pytest.mark.parametrize(
    "op", [{"t": "format"}, {"t": "retype", "turn": 99, "said": "x"}, {"t": "retype", "turn": "1"}, {}]
)
def test_what_a_browser_should_not_send_is_refused_in_words(study: Study, op: dict[str, Any]) -> None:
    desk = desk_at(study)
    answer = carry_out(desk, {"act_id": "a", "have": shown(desk).id, **op})
    assert answer and answer.refused and answer.told


def test_a_transcript_keeps_its_choices_and_its_translation(study: Study) -> None:
    from qualkit.interviews import enter_transcript

    desk = desk_at(study, "P2")
    text = TranscriptText("Ann: Um.", (), (), "x", (StyleChoice(5, 7, True),), (Translated(0, 9, "Um."),))
    with study.acting("Ada") as act:
        interview = reads.one_of(act.connection, Interview, desk.interview_id)
        assert interview
        enter_transcript(act, interview, text)
    assert (shown(desk).choices, shown(desk).translation) == (text.choices, text.translation)
