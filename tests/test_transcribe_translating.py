"""English stands beside what was said, sentence by sentence."""

from __future__ import annotations

from transcribe_inputs import words

from qualkit.model import Utterance
from qualkit.transcribe.translating import beside

SAID = (Utterance("Speaker 1", 0, 4000, "Où habitez-vous ?"), Utterance("Speaker 2", 5000, 9000, "À Lyon. Depuis mai."))
ENGLISH = words(
    (" Where", 0, 900), (" do", 900, 1500), (" you", 1500, 3000), (" live?", 3000, 5200),
    (" In", 5600, 6000), (" Lyon.", 6000, 6500), (" Since", 7000, 8000), (" May.", 8000, 9000),
)  # fmt: skip


def test_each_utterance_has_its_sentences_with_its_own_times_and_speaker() -> None:
    assert beside(SAID, ENGLISH) == (
        Utterance("Speaker 1", 0, 4000, "Where do you live?"),
        Utterance("Speaker 2", 5000, 9000, "In Lyon. Since May."),
    )


def test_an_utterance_without_english_has_none_made_up() -> None:
    assert [one.speaker for one in beside(SAID, ENGLISH[:4])] == ["Speaker 1"]


def test_english_without_anything_said_is_dropped() -> None:
    assert beside((), ENGLISH) == ()
