"""What the decoder reads before it listens."""

from __future__ import annotations

from qualkit.transcribe.engines import LANGUAGES
from qualkit.transcribe.languages import HESITATIONS, prompt_for


def test_hesitations_are_those_of_languages_that_whisper_knows() -> None:
    assert set(HESITATIONS) <= set(LANGUAGES.split())


def test_the_prompt_holds_the_words_to_expect_and_the_fillers_of_the_language() -> None:
    assert prompt_for(("Nivolumab", "Ozimek"), "de").startswith("Nivolumab, Ozimek. Ähm")


def test_a_language_without_known_fillers_has_no_prompt() -> None:
    assert prompt_for((), "cy") == ""
