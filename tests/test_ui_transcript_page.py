"""The Transcript page: reading, searching, correcting; first its text, then the page as Streamlit runs it."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from qualkit.errors import StaleRevision
from qualkit.interviews import RecordingFile, add_interview, find_interview
from qualkit.model import Interview, TimedWord, Transcript, TranscriptText
from qualkit.revisions import flagged, revise_transcript
from qualkit.store import reads
from qualkit.store.transcripts import transcript
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text
from qualkit.ui.correcting import field_key, renamed, save, side_by_side, written
from qualkit.ui.reading import Stretch, around, blocks, find_text, hits_html, reading_html, unsure_words

Opened = Callable[[Study], AppTest]
HOSTILE = 'Interviewer: <script>alert(1)</script> **b** $x$ :red[x]\n\nAnna: <img src=x onerror="a()"> & "so"\n'


def script() -> None:
    from qualkit.ui.transcript_page import page

    page()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    def run(study: Study) -> AppTest:
        monkeypatch.setenv("QUALKIT_STUDY", str(study.folder))
        test = AppTest.from_function(script, default_timeout=30).run()
        assert not test.exception
        return test

    return run


def as_transcript(text: TranscriptText) -> Transcript:
    return Transcript(
        id="t", interview_id="i", revision=1, sha256="", text=text.text, turns=text.turns, words=text.words
    )


def read(study: Study, name: str) -> tuple[Interview, Transcript]:
    with study.reading() as connection:
        interview = find_interview(connection, name)
        found = transcript(connection, interview.id)
    assert found
    return interview, found


class Reader(HTMLParser):
    """What a browser would show, and the tags that it would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said: list[str] = []
        self.marked: list[str] = []
        self.inside = self.in_mark = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.inside |= tag == "p"
        self.in_mark |= tag == "mark"
        if tag == "p":
            self.said.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "p"
        self.in_mark &= tag != "mark"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.said[-1] += data
        if self.in_mark:
            self.marked.append(data)


def page_html(test: AppTest) -> str:
    return "".join(one.proto.body for one in test.get("html"))


# ---- the text ----


def test_what_looks_like_markup_is_shown_letter_by_letter() -> None:
    shown = as_transcript(from_labelled_text(HOSTILE))
    reader = Reader(reading_html(shown, []))
    assert reader.said == ["<script>alert(1)</script> **b** $x$ :red[x]", '<img src=x onerror="a()"> & "so"']
    assert reader.tags == {"div", "b", "p"}


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 30)), max_size=6))
def test_no_letter_is_lost_or_changed_whatever_is_marked(text: str, spans: list[tuple[int, int]]) -> None:
    text = text.replace("\r", "").replace("\0", "")
    shown = as_transcript(from_labelled_text(text))
    kinds = ("mark", "unsure")
    stretches = [Stretch(start, start + length, kinds[n % 2]) for n, (start, length) in enumerate(spans)]
    reader = Reader(reading_html(shown, stretches))
    assert reader.said == [text[turn.text_start : turn.end] for turn in blocks(shown)]
    assert reader.tags <= {"div", "b", "p", "mark", "span"}


def test_text_outside_the_turns_is_shown_as_well() -> None:
    text = from_labelled_text("Anna: Yes.\n\nBen: No.\n")
    only_ben = as_transcript(TranscriptText(text.text, text.turns[1:]))
    assert [only_ben.text[turn.start : turn.end] for turn in blocks(only_ben)] == ["Anna: Yes.", "Ben: No."]


def test_words_are_found_across_line_breaks_and_in_any_case() -> None:
    (hit,) = find_text("a Quiet\nstreet", "quiet  street")
    assert (hit.start, hit.end) == (2, 14)
    assert find_text("a (b) c", "(b)") and not find_text("abc", "  ")


def test_what_is_found_is_shown_with_the_words_around_it() -> None:
    text = "x" * 5 + " one two three four <b> five six seven eight " + "y" * 5
    assert around(text, text.index("<b>"), text.index("<b>") + 3, 12) == ("three four ", "<b>", " five six")
    shown = as_transcript(from_labelled_text(text))
    html = hits_html(shown, find_text(text, "<b>"))
    assert "<b>" not in html and "<mark>&lt;b&gt;</mark>" in html and 'href="#turn-0"' in html


def test_only_words_under_one_half_are_unsure() -> None:
    words = [TimedWord(0, 3, 0, 100, 0.49), TimedWord(4, 7, 100, 200, 0.5), TimedWord(8, 9, 200, 300, None)]
    assert [(one.start, one.end) for one in unsure_words(words)] == [(0, 3)]


# ---- correcting ----


def test_only_the_turns_that_were_typed_in_change(study: Study) -> None:
    _, shown = read(study, "P1")
    assert written(shown, {}) == shown.text
    new = written(shown, {field_key(shown, 1): "By bus."})
    assert new == shown.text.replace(shown.text[shown.turns[1].text_start : shown.turns[1].end], "By bus.")


def test_windows_line_ends_are_no_correction() -> None:
    shown = as_transcript(from_labelled_text("Anna: one\r\ntwo\r\n\r\nBen: three\r\n"))
    assert written(shown, {field_key(shown, 0): "one\ntwo"}) == shown.text


def test_speakers_are_named_in_the_whole_transcript() -> None:
    shown = as_transcript(from_labelled_text("Speaker 1: Speaker 1?\n\nSpeaker 2: Yes.\n\nSpeaker 1: Good.\n"))
    assert renamed(shown, {"Speaker 1": "Ada", "Speaker 2": ""}) == "Ada: Speaker 1?\n\nSpeaker 2: Yes.\n\nAda: Good.\n"


def test_only_the_words_that_differ_stand_out() -> None:
    assert side_by_side("I *hate* rain\n\nYes.", "I love it, rain\n\nYes.") == (
        "I :orange-background[\\*hate\\*] rain\n\nYes\\.",
        "I :orange-background[love it,] rain\n\nYes\\.",
    )
    assert side_by_side("I love rain", "I love it rain")[1] == "I love :orange-background[it] rain"
    assert side_by_side("gone", "") == (":orange-background[gone]", "")


def test_a_correction_made_on_an_older_text_is_refused_with_the_name_of_who_was_first(study: Study) -> None:
    interview, shown = read(study, "P1")
    revise_transcript(study, "P1", shown.text.replace("rain", "snow"), by="Bram")
    with pytest.raises(StaleRevision, match="Bram"):
        save(study, interview, shown, shown.text.replace("clear", "empty"), "")


# ---- the page ----


def test_a_study_without_interviews_says_where_to_add_them(tmp_path: Path, opened: Opened) -> None:
    test = opened(create_study(tmp_path / "new", title="New"))
    assert "There are no interviews yet" in test.markdown[0].value.replace("\\", "")


def test_the_whole_interview_can_be_read(study: Study, opened: Opened) -> None:
    _, shown = read(study, "P1")
    test = opened(study)
    assert test.title[0].value == "P1"
    assert Reader(page_html(test)).said == [shown.text[t.text_start : t.end] for t in shown.turns]


def test_another_interview_can_be_chosen(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.selectbox[0].select_index(1).run()
    assert test.title[0].value == "P2"
    assert "quiet street" in page_html(test)


def test_what_is_looked_for_is_marked_in_the_text(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.text_input(key="search").set_value("THE RAIN").run()
    assert "1 found:" in [one.value for one in test.caption]
    assert Reader(page_html(test)).marked == ["the rain", "the rain"]
    test.text_input(key="search").set_value("hail").run()
    assert "Not found in this interview." in [one.value for one in test.caption]


def test_unsure_words_are_underlined_until_the_switch_is_off(study: Study, opened: Opened) -> None:
    text = from_labelled_text("Anna: so it is\n")
    add_interview(study, "P3", TranscriptText(text.text, text.turns, (TimedWord(6, 8, 0, 200, 0.2),)))
    test = opened(study)
    test.selectbox[0].select_index(2).run()
    assert 'class="qk-unsure" title="The engine was 20% sure of this word">so</span>' in page_html(test)
    test.toggle(key="unsure").set_value(False).run()
    assert "20%" not in page_html(test)


def test_a_correction_inside_a_mark_is_shown_beside_what_it_was(study: Study, opened: Opened) -> None:
    _, shown = read(study, "P1")
    test = opened(study)
    test.button(key="correct").click().run()
    field = test.text_area(key=field_key(shown, 1))
    assert field.label == "Participant"
    field.set_value(field.value.replace("hate the rain", "loved the rain"))
    next(b for b in test.button if b.label == "Save the corrections").click().run()
    assert not test.exception
    assert "I :orange-background[loved] the rain" in [one.value for one in test.markdown]
    assert "(revision 2, 1 marked" in study.recent_acts(1)[0].summary
    next(b for b in test.button if b.label == "Stands right").click().run()
    assert not flagged(study)
    assert not any("loved" in one.value for one in test.markdown)


def test_correcting_shows_only_the_turns_that_hold_what_is_looked_for(study: Study, opened: Opened) -> None:
    test = opened(study)
    test.text_input(key="search").set_value("winter").run()
    test.button(key="correct").click().run()
    assert [one.label for one in test.text_area] == ["Interviewer", "Participant"]


def test_an_interview_can_be_marked_as_checked_and_back(study: Study, opened: Opened) -> None:
    def checked() -> list[str | None]:
        with study.reading() as connection:
            return [one.checked_by for one in reads.interviews(connection)]

    test = opened(study)
    test.button(key="check").click().run()
    assert checked() == ["Ada", None]
    assert study.recent_acts(1)[0].summary == "checked the transcript of P1"
    test.button(key="check").click().run()
    assert checked() == [None, None]


def test_a_recording_that_is_not_there_or_too_large_is_told(
    study: Study, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = from_labelled_text("Anna: Yes.\n")
    recording = RecordingFile(file="P0.ogg", sha256="0", duration_ms=61_000)
    add_interview(study, "P0", text, recording=recording)

    def captions() -> str:
        test = opened(study)
        test.selectbox[0].select_index(2).run()
        return "\n".join(one.value for one in test.caption).replace("\\", "")

    assert "P0.ogg is not in the study's folder" in captions()
    assert "1:01 of sound" in captions()
    (study.folder / "recordings" / "P0.ogg").write_bytes(b"12345")
    monkeypatch.setattr("qualkit.ui.transcript_page.LARGEST_PLAYED", 4)
    assert "too large to play here" in captions()
