from __future__ import annotations

import pytest

from qualkit.coding.segments import codings_table
from qualkit.errors import BadAct, StaleRevision
from qualkit.interviews import add_interview, find_interview
from qualkit.model import TimedWord, TranscriptText, Turn
from qualkit.revisions import flagged, revise_transcript, settle_segment
from qualkit.store import reads
from qualkit.store.transcripts import texts, transcript
from qualkit.study import Study


def text_of(study: Study, name: str) -> str:
    with study.reading() as connection:
        return texts(connection)[find_interview(connection, name).id]


def id_of(study: Study, name: str) -> str:
    """The transcript's, as it stands."""
    with study.reading() as connection:
        said = transcript(connection, find_interview(connection, name).id)
    assert said
    return said.id


def test_a_correction_elsewhere_keeps_every_coding_on_its_words(study: Study) -> None:
    before = list(codings_table(study)["text"])
    found = revise_transcript(study, "P1", text_of(study, "P1").replace("How do you get", "And how do you usually get"))
    assert found == [] and flagged(study) == []
    assert list(codings_table(study)["text"]) == before


def test_a_correction_inside_a_passage_flags_it_with_old_and_new_words_side_by_side(study: Study) -> None:
    found = revise_transcript(
        study, "P1", text_of(study, "P1").replace("hate the rain", "hate that drain"), why="misheard"
    )
    assert [(one.was, one.now) for one in found] == [("I hate the rain", "I hate that drain")]
    assert [one.segment.id for one in flagged(study)] == [found[0].segment.id]
    assert "1 marked passages to look at" in study.recent_acts(1)[0].summary
    settled = settle_segment(study, found[0].segment.id)
    assert settled.was is None and flagged(study) == []


def test_a_second_correction_still_shows_the_words_that_were_coded(study: Study) -> None:
    revise_transcript(study, "P1", text_of(study, "P1").replace("the rain", "that drain"))
    revise_transcript(study, "P1", text_of(study, "P1").replace("that drain", "this train"))
    assert [(one.was, one.now) for one in flagged(study)] == [("I hate the rain", "I hate this train")]


def test_undo_brings_the_text_and_every_passage_back(study: Study) -> None:
    before, said = codings_table(study), text_of(study, "P1")
    revise_transcript(study, "P1", said.replace("the rain", "that drain"))
    study.undo()
    assert text_of(study, "P1") == said and codings_table(study).equals(before)
    assert study.check() == []


def test_the_same_text_again_writes_nothing_and_an_empty_one_is_refused(study: Study) -> None:
    acts = len(study.recent_acts(100))
    assert revise_transcript(study, "P1", text_of(study, "P1")) == []
    assert len(study.recent_acts(100)) == acts
    with pytest.raises(BadAct, match="without a text"):
        revise_transcript(study, "P1", "  ")


def test_a_correction_made_on_an_older_revision_says_who_was_there_since(study: Study) -> None:
    said, first = text_of(study, "P1"), id_of(study, "P1")
    revise_transcript(study, "P1", said.replace("winter?", "the winter?"), by="Bo", seen=first)
    with pytest.raises(StaleRevision, match="changed by Bo"):
        revise_transcript(study, "P1", said.replace("shoes", "boots"), seen=first)
    assert "boots" not in text_of(study, "P1")


def test_a_correction_made_on_one_that_was_undone_does_not_replace_what_came_after(study: Study) -> None:
    said = text_of(study, "P1")
    revise_transcript(study, "P1", said.replace("winter?", "the winter?"), by="Bo")
    undone = id_of(study, "P1")
    study.undo("Bo")
    revise_transcript(study, "P1", said.replace("winter?", "a winter?"), by="Bo")
    with pytest.raises(StaleRevision, match="changed by Bo"):
        revise_transcript(study, "P1", said.replace("shoes", "boots"), seen=undone)
    assert "a winter?" in text_of(study, "P1")


def test_a_passage_of_which_nothing_is_left_is_told_and_nothing_is_changed(study: Study) -> None:
    said = text_of(study, "P1")
    with pytest.raises(BadAct, match="1 marked passage, such as “I hate the rain”, would be left without a word"):
        revise_transcript(study, "P1", said.replace("I hate the rain, but ", ""))
    assert text_of(study, "P1") == said and flagged(study) == []


def test_edges_outside_the_text_are_refused(study: Study) -> None:
    with study.reading() as connection:
        segment = reads.segments(connection)[0]
    with pytest.raises(BadAct, match="outside the text"):
        settle_segment(study, segment.id, end=100_000)
    assert settle_segment(study, segment.id, end=segment.end - 1).end == segment.end - 1


def test_word_times_and_turn_times_survive_a_correction(study: Study) -> None:
    text = "Ada: one two\n\nBo: three"
    words = (TimedWord(5, 8, 100, 200, 0.9), TimedWord(9, 12, 300, 400, 0.4), TimedWord(18, 23, 900, 990, 0.8))
    turns = (Turn(0, 5, 12, "Ada", 100), Turn(14, 18, 23, "Bo", 900))
    interview = add_interview(study, "P3", TranscriptText(text, turns, words, "engine"))
    revise_transcript(study, "P3", "Adele: one too\n\nBo: three")
    with study.reading() as connection:
        found = transcript(connection, interview.id)
    assert found is not None
    assert [(found.text[w.start : w.end], w.start_ms, w.probability) for w in found.words] == [
        ("one", 100, 0.9),
        ("too", 300, None),
        ("three", 900, 0.8),
    ]
    assert [(t.speaker, t.start_ms) for t in found.turns] == [("Adele", 100), ("Bo", 900)]
