"""The Transcript page in a real browser: hear, correct, split, undo, put back, type from nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browser_inputs import NEEDS_BROWSER, free_port, serving
from transcribe_inputs import tone, write_wav

from qualkit.interviews import RecordingFile, add_interview, find_interview
from qualkit.model import TimedWord, Transcript, TranscriptText
from qualkit.store.transcripts import transcript
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text
from qualkit.transcribe.into_study import add_recording

HOSTILE = "<script>window.stolen = 1</script>"
TEXT = f"Ann: Um, how was 🙂 the night?\n\nسلمى: كان العمل طويلا.\n\nBen: {HOSTILE} I was tired.\n"

pytestmark = NEEDS_BROWSER
Page = Any


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Study, str]]:
    """A study with an interview and its recording, and one whose transcript is still to be typed."""
    folder = tmp_path_factory.mktemp("transcript")
    study = create_study(folder / "nights", title="Nights", coder="Ada", language="en")
    write_wav(study.folder / "recordings" / "P1.wav", tone(20))
    said = from_labelled_text(TEXT)
    words = tuple(timed(word, n * 2000, 0.3 if word == "tired" else 0.9) for n, word in enumerate(WORDS))
    recording = RecordingFile(file="P1.wav", sha256="a" * 64, duration_ms=20_000)
    add_interview(study, "P1", TranscriptText(said.text, said.turns, words), recording=recording)
    write_wav(folder / "P2.wav", np.concatenate([tone(5), tone(5, hertz=300)]))
    add_recording(study, folder / "P2.wav")
    write_film(folder / "P3.webm")
    add_recording(study, folder / "P3.webm")
    port = free_port()
    with serving(study, port):
        yield study, f"http://127.0.0.1:{port}/transcript"
    study.close()


def write_film(path: Path) -> None:
    """Two seconds of a grey picture with a tone."""
    import av

    with av.open(str(path), "w") as film:
        seen, heard = film.add_stream("libvpx", rate=10), film.add_stream("libopus", rate=48000)
        seen.width, seen.height, seen.pix_fmt = 64, 48, "yuv420p"
        frames = [av.VideoFrame.from_ndarray(np.full((72, 64), 128, np.uint8), "yuv420p") for _ in range(20)]
        sound = np.resize(tone(2), (1, 96_000)).astype(np.float32)
        packets = [packet for frame in [*frames, None] for packet in seen.encode(frame)]
        piece = av.AudioFrame.from_ndarray(np.repeat(sound, 2, axis=0), "fltp", "stereo")
        piece.sample_rate = 48_000
        packets += [packet for frame in [piece, None] for packet in heard.encode(frame)]
        film.mux(packets)


WORDS = ("Um", "how", "was", "night", "كان", "tired")


def timed(word: str, start_ms: int, probability: float) -> TimedWord:
    start = TEXT.index(word)
    return TimedWord(start, start + len(word), start_ms, start_ms + 1500, probability)


@pytest.fixture
def page(browser: Any, served: tuple[Study, str]) -> Iterator[Page]:
    """The Transcript page, its words on the screen; an error of a script fails the test."""
    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(served[1])
    opened.wait_for_selector(".ql-turn", timeout=60_000)
    opened.wait_for_function("window.__qkMessages?.size > 0")
    opened.locator(".ql-scroll").focus()
    yield opened
    opened.close()
    assert errors == []


def stored(served: tuple[Study, str], name: str) -> Transcript | None:
    with served[0].reading() as connection:
        return transcript(connection, find_interview(connection, name).id)


def answered(page: Page, act: Callable[[], None]) -> None:
    """Do something that is one act, and wait until the server has answered."""
    before = page.evaluate("window.__qkListening.answered")
    act()
    page.wait_for_function("n => window.__qkListening.answered > n && !window.__qkListening.pending", arg=before)


def layer(page: Page, name: str) -> list[str]:
    found: list[str] = page.evaluate("name => [...CSS.highlights.get(name)].map(String)", name)
    return found


def test_a_word_that_is_clicked_is_heard_and_marked_and_a_key_goes_back(page: Page) -> None:
    page.wait_for_function("document.querySelector('.ql-place').max > 19")
    x, y = page.evaluate(
        """() => {
          const words = document.querySelector('.ql-said').firstChild;
          const range = document.createRange();
          range.setStart(words, words.data.indexOf('night'));
          range.setEnd(words, words.data.indexOf('night') + 5);
          const { x, y } = range.getBoundingClientRect();
          return [x + 4, y + 4];
        }"""
    )
    page.mouse.click(x, y)
    page.wait_for_function("document.querySelector('.ql-play').ariaLabel === 'Pause'")
    page.wait_for_function("[...CSS.highlights.get('ql-now')].map(String).join() === 'night'")
    page.keyboard.press("Space")
    page.keyboard.press("b")
    page.wait_for_function("document.querySelector('.ql-clock').textContent === '0:03'")
    assert page.locator(".ql-play").get_attribute("aria-label") == "Play"


def test_an_unsure_word_is_found_by_key_corrected_in_place_and_taken_back(
    page: Page, served: tuple[Study, str]
) -> None:
    page.keyboard.press("u")
    assert layer(page, "ql-here") == ["tired"]
    page.keyboard.press("e")
    assert page.evaluate("getSelection().toString()") == "tired"
    page.keyboard.type("wired")
    answered(page, lambda: page.keyboard.press("Enter"))
    now = stored(served, "P1")
    assert now and now.text == TEXT.replace("tired", "wired")
    (word,) = [one for one in now.words if now.text[one.start : one.end] == "wired"]
    assert (word.start_ms, word.probability) == (10_000, None)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.inner_text(".ql-status") == "Nothing was changed."
    answered(page, lambda: page.keyboard.press("Control+z"))
    again = stored(served, "P1")
    assert again and again.text == TEXT
    assert page.locator(".ql-said").nth(2).inner_text() == f"{HOSTILE} I was tired."
    assert page.evaluate("window.stolen") is None


def test_an_unsure_word_that_is_right_is_marked_no_more_until_that_is_taken_back(
    page: Page, served: tuple[Study, str]
) -> None:
    assert page.inner_text(".ql-unsure") == "Unsure words 1"
    page.keyboard.press("u")
    answered(page, lambda: page.keyboard.press("Enter"))
    assert page.locator(".ql-unsure").is_hidden() and layer(page, "ql-unsure") == []
    assert page.inner_text(".ql-status") == "No word is left that the engine was unsure of."
    now = stored(served, "P1")
    assert now and now.text == TEXT and all(word.probability != 0.3 for word in now.words)
    answered(page, lambda: page.keyboard.press("Control+z"))
    assert page.inner_text(".ql-unsure") == "Unsure words 1" and layer(page, "ql-unsure") == ["tired"]


def test_a_turn_is_split_at_the_caret_and_said_by_another(page: Page, served: tuple[Study, str]) -> None:
    page.locator(".ql-said").nth(0).dblclick()
    page.keyboard.press("Home")
    for _ in range(len("Um, how was 🙂")):
        page.keyboard.press("ArrowRight")
    answered(page, lambda: page.keyboard.press("Control+Enter"))
    assert page.locator(".ql-said").all_inner_texts()[:2] == ["Um, how was 🙂", "the night?"]
    page.locator(".ql-name").nth(1).click()
    page.get_by_placeholder("Somebody else …").fill("Zoë")
    answered(page, lambda: page.keyboard.press("Enter"))
    now = stored(served, "P1")
    assert now and [turn.speaker for turn in now.turns] == ["Ann", "Zoë", "سلمى", "Ben"]
    answered(page, lambda: page.keyboard.press("Control+z"))
    answered(page, lambda: page.keyboard.press("Control+z"))
    assert page.locator(".ql-turn").count() == 3


def test_what_the_clean_style_leaves_out_is_shown_and_put_back(page: Page, served: tuple[Study, str]) -> None:
    page.keyboard.press("v")
    assert layer(page, "ql-out") == ["Um, "]
    page.locator(".ql-said").nth(0).click(position={"x": 8, "y": 8})
    answered(page, lambda: page.get_by_role("button", name="Put it back").click())
    page.wait_for_function("[...CSS.highlights.get('ql-back')].map(String).join() === 'Um, '")
    now = stored(served, "P1")
    assert now and now.text == TEXT and [one.shown for one in now.choices] == [True]


def test_who_speaks_in_a_turn_is_changed_by_two_keys(page: Page, served: tuple[Study, str]) -> None:
    page.keyboard.press("s")
    answered(page, lambda: page.keyboard.press("3"))
    now = stored(served, "P1")
    assert now and [turn.speaker for turn in now.turns] == ["Ben", "سلمى", "Ben"]
    answered(page, lambda: page.keyboard.press("Control+z"))
    assert page.locator(".ql-name").first.inner_text() == "Ann"


def test_words_that_are_looked_for_stand_out_and_are_gone_to_by_key(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("WAS")
    assert layer(page, "ql-found") == ["was", "was"] and layer(page, "ql-hit") == ["was"]
    assert page.inner_text(".ql-find [role=status]") == "1 of 2"
    page.keyboard.press("Enter")
    assert page.inner_text(".ql-find [role=status]") == "2 of 2"
    assert page.locator(".ql-current .ql-name").inner_text() == "Ben"
    page.keyboard.type("(x")
    assert page.inner_text(".ql-find [role=status]") == "not found" and layer(page, "ql-found") == []
    page.keyboard.press("Escape")
    assert page.locator(".ql-find").is_hidden()
    assert page.evaluate("document.activeElement.className").startswith("ql-scroll")


def test_a_film_is_shown_and_played_above_its_words(page: Page) -> None:
    page.locator("[data-testid=stSelectbox] input").click()
    page.get_by_role("option", name="3. P3").click()
    page.wait_for_selector("video.ql-video")
    assert page.evaluate("document.querySelector('video').videoWidth") == 64
    page.locator(".ql-play").click()
    page.wait_for_function("document.querySelector('video').currentTime > 0.2")


def test_a_transcript_is_typed_from_nothing_with_signs_by_one_key(page: Page, served: tuple[Study, str]) -> None:
    page.locator("[data-testid=stSelectbox] input").click()
    page.get_by_role("option", name="2. P2").click()
    page.wait_for_function("window.__qkListening.turns === 0")
    how_to_type = page.get_by_text("Nothing is written yet. N begins a turn")
    how_to_type.wait_for()
    page.wait_for_function("document.activeElement.className.includes('ql-scroll')")
    page.keyboard.press("n")
    how_to_type.wait_for(state="hidden")
    page.keyboard.type("How was it?")
    answered(page, lambda: page.keyboard.press("Enter"))
    page.keyboard.type("Long. ")
    page.keyboard.press("Alt+1")
    answered(page, lambda: page.keyboard.press("Enter"))
    page.keyboard.press("Escape")
    now = stored(served, "P2")
    assert now and now.text == "Interviewer: How was it?\n\nParticipant: Long. [laughs]\n"
    assert page.locator(".ql-said").all_inner_texts() == ["How was it?", "Long. [laughs]"]
