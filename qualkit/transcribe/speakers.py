"""Who speaks: for now one speaker per channel where a recording has two that hear different people."""

from __future__ import annotations

from collections.abc import Sequence

from qualkit.errors import BadOption
from qualkit.model import Utterance, Word
from qualkit.transcribe.utterances import build_utterances, interleave


def check_speakers(asked: str) -> str:
    """The value of --speakers as it is kept. Raises BadOption."""
    number = asked.isdecimal() and int(asked) > 0
    if asked not in ("off", "auto") and not number:
        raise BadOption("--speakers", asked, "off, auto, or how many people speak, such as 2")
    return str(int(asked)) if number else asked


def attribute(voices: Sequence[Sequence[Word]]) -> list[Utterance]:
    """Utterances from the words of each channel: "Speaker 1" on the first, "Speaker 2" on the second.

    Where only one channel holds words, voices were not told apart and `speaker` stays empty.
    """
    speaking = [voice for voice in voices if voice]
    if len(speaking) < 2:
        return build_utterances(speaking[0]) if speaking else []
    named = ((f"Speaker {number}", voice) for number, voice in enumerate(voices, start=1))
    return interleave(build_utterances(voice, name) for name, voice in named)
