"""One recording from sound to words: decoded, searched for speech, packed into windows, heard, put in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from qualkit.errors import NoSpeech
from qualkit.model import Utterance, Word
from qualkit.transcribe.audio import Sound, read_sound
from qualkit.transcribe.engines import Engine, Heard
from qualkit.transcribe.levels import active_level, frame_levels, gains_to_target, without_bleed
from qualkit.transcribe.speakers import attribute
from qualkit.transcribe.speech import speech_probabilities
from qualkit.transcribe.transcription import Options
from qualkit.transcribe.windows import Window, cut_out, in_time, place, plan_channel, to_ms

SILENT_DB = -70.0
"""Under this level a recording holds nothing but the noise of its own electronics."""
SURE_OF_LANGUAGE = 0.5
LANGUAGE_WINDOWS = 4

OnProgress = Callable[[int, int], None]
"""Told how many ms of how many are done."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in a recording, in which language, how long it is, and which stretches were repaired (ms)."""

    utterances: tuple[Utterance, ...]
    language: str
    duration_ms: int
    repaired: tuple[tuple[int, int], ...]


def listen(path: Path, engine: Engine, options: Options, on_progress: OnProgress) -> Said:
    """What was said in a recording.

    Raises
    ------
    BadFile
        It cannot be read, or breaks off.
    NoSpeech
        Nobody speaks in it.
    """
    sound = read_sound(path, apart=options.speakers != "off")
    on_progress(0, sound.duration_ms)
    windows = plan_windows(sound)
    if not windows:
        raise NoSpeech(path.name)
    language = find_language(sound, windows, engine, options.language)
    heard: list[tuple[Window, Heard]] = []
    for batch in _batches(windows, engine.together):
        waveforms = [cut_out(sound.channels, window) for window in batch]
        heard += zip(batch, engine.decode(waveforms, language), strict=True)
        on_progress(min(to_ms(batch[-1].end), sound.duration_ms), sound.duration_ms)
    believed = [(window, said) for window, said in heard if not (window.guessed and said.doubtful)]
    voices = _words_by_channel(believed, len(sound.channels))
    utterances = attribute(sound, voices, options.speakers)
    if not utterances:
        raise NoSpeech(path.name)
    return Said(tuple(utterances), language, sound.duration_ms, _repaired(windows, [*chain(*voices)]))


def plan_windows(sound: Sound) -> list[Window]:
    """What is decoded, in order; no windows where the recording is as good as silent."""
    levels = [frame_levels(channel) for channel in sound.channels]
    if max(active_level(one) for one in levels) < SILENT_DB:
        return []
    windows: list[Window] = []
    for number, gains in enumerate(gains_to_target(levels)):
        heard = without_bleed(levels[number], levels[:number] + levels[number + 1 :])
        windows += plan_channel(number, heard, gains, speech_probabilities(sound.channels[number], gains))
    return in_time(windows)


def find_language(sound: Sound, windows: Sequence[Window], engine: Engine, asked: str) -> str:
    """The language asked for, or the likeliest one in the first windows until the model is sure of it."""
    if not engine.multilingual:
        return "en"
    if asked != "auto":
        return asked
    votes: Counter[str] = Counter()
    for number, window in enumerate(windows[:LANGUAGE_WINDOWS], start=1):
        votes.update(engine.languages(cut_out(sound.channels, window)))
        if max(votes.values()) > SURE_OF_LANGUAGE * number:
            break
    return max(votes, key=lambda code: (votes[code], code))


def _batches(windows: Sequence[Window], size: int) -> Iterator[Sequence[Window]]:
    for at in range(0, len(windows), size):
        yield windows[at : at + size]


def _words_by_channel(heard: Sequence[tuple[Window, Heard]], channels: int) -> list[list[Word]]:
    """Words at their times in the recording, in order, for each channel."""
    voices: list[list[Word]] = [[] for _ in range(channels)]
    for window, said in heard:
        voices[window.channel] += (_placed(word, window) for word in said.words)
    return [sorted(voice, key=lambda word: (word.start_ms, word.end_ms)) for voice in voices]


def _placed(word: Word, window: Window) -> Word:
    start, end = place(window, word.start_ms, word.end_ms)
    return replace(word, start_ms=start, end_ms=end)


def _repaired(windows: Iterable[Window], words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """Stretches (ms) that the speech detector passed over and in which words were found all the same."""
    pieces = (piece for window in windows for piece in window.pieces if piece.repair)
    spans = sorted((to_ms(piece.start), to_ms(piece.end)) for piece in pieces)
    return tuple((start, end) for start, end in spans if any(start <= word.start_ms < end for word in words))
