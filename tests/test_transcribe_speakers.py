"""Who speaks, by channel."""

from __future__ import annotations

import pytest
from transcribe_inputs import words

from qualkit.errors import BadOption
from qualkit.transcribe.speakers import attribute, check_speakers


def test_each_channel_is_a_speaker_and_their_utterances_alternate() -> None:
    left = words((" How", 0, 300), (" was it?", 300, 900), (" And then?", 5000, 5900))
    right = words((" Fine.", 1200, 1900))
    assert [(one.speaker, one.text) for one in attribute([left, right])] == [
        ("Speaker 1", "How was it?"),
        ("Speaker 2", "Fine."),
        ("Speaker 1", "And then?"),
    ]


def test_a_single_channel_with_words_has_no_speaker() -> None:
    assert [one.speaker for one in attribute([words((" Fine.", 0, 900)), []])] == [""]
    assert attribute([[], []]) == []


def test_speakers_are_off_auto_or_a_number() -> None:
    assert [check_speakers(value) for value in ("off", "auto", "2", "02")] == ["off", "auto", "2", "2"]
    for wrong in ("two", "0", "-1", ""):
        with pytest.raises(BadOption, match="--speakers"):
            check_speakers(wrong)
