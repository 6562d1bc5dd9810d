"""A transcript taken apart and put together is the same transcript."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualkit.model import StyleChoice, TimedWord, TranscriptText
from qualkit.text.parts import put_together, take_apart
from qualkit.text.turns import from_labelled_text

TEXTS = st.text(st.sampled_from("Ann: Ben.\n 🙂é-"), max_size=80)


@given(TEXTS)
def test_no_letter_is_lost(text: str) -> None:
    whole = from_labelled_text(text)
    lead, parts = take_apart(whole)
    assert put_together(lead, parts).text == text


def test_words_and_choices_keep_their_places() -> None:
    text = "A heading\n\nAnn: Um, yes.\n\nBen: No 🙂 no.\n"
    turns = from_labelled_text(text).turns
    words = tuple(TimedWord(text.index(w), text.index(w) + len(w), n, n + 1) for n, w in enumerate(("Um", "yes", "No")))
    whole = TranscriptText(text, turns, words, "x", (StyleChoice(text.index("Um"), text.index("Um") + 2, True),))
    lead, parts = take_apart(whole)
    assert [(part.speaker, part.said) for part in parts] == [
        ("", "A heading"),
        ("Ann", "Um, yes."),
        ("Ben", "No 🙂 no."),
    ]
    assert parts[1].words[0] == TimedWord(0, 2, 0, 1)
    assert put_together(lead, parts, source="x") == whole
