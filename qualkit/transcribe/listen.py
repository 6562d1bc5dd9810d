"""One recording from sound to words: decoded, searched for speech, packed into windows, heard, put in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import NoSpeech
from qualkit.model import Utterance, Word
from qualkit.transcribe.audio import Sound, read_sound
from qualkit.transcribe.engines import Engine, Heard, Waveform
from qualkit.transcribe.kept import HeardBatch, Kept
from qualkit.transcribe.levels import active_level, frame_levels, gains_to_target, without_bleed
from qualkit.transcribe.speakers import attribute
from qualkit.transcribe.speech import speech_probabilities
from qualkit.transcribe.transcription import Options, Task
from qualkit.transcribe.translating import beside
from qualkit.transcribe.unheard import Hearing, Part, complete
from qualkit.transcribe.windows import ONSET, Window, cut_out, in_time, place, plan_channel, to_ms

SILENT_DB = -70.0
"""Under this level a recording holds nothing but the noise of its own electronics."""
SURE_OF_LANGUAGE = 0.5
LANGUAGE_WINDOWS = 4

OnProgress = Callable[[int, int], None]
"""Told how many ms of how many are done."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in a recording, in which language, how long it is, and which stretches were repaired (ms).

    `languages` are all that were heard, the most spoken first; `translation` stands beside the utterances.
    """

    utterances: tuple[Utterance, ...]
    language: str
    duration_ms: int
    repaired: tuple[tuple[int, int], ...]
    languages: tuple[str, ...] = ()
    translation: tuple[Utterance, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is decoded, in order, and in which frames of each channel the detector hears somebody."""

    windows: list[Window]
    speech: tuple[NDArray[np.bool_], ...] = ()


def listen(path: Path, engine: Engine, options: Options, on_progress: OnProgress, kept: Kept | None = None) -> Said:
    """What was said in a recording.

    Parameters
    ----------
    path : Path
        The recording.
    engine, options : Engine, Options
        A loaded model, and what is asked of it.
    on_progress : callable
        Told how far it is.
    kept : Kept, optional
        Where what was heard is kept on the way, and taken up again.

    Raises
    ------
    BadFile
        It cannot be read, or breaks off.
    NoSpeech
        Nobody speaks in it.
    """
    sound = read_sound(path, apart=options.speakers != "off")
    on_progress(0, sound.duration_ms)
    plan = plan_windows(sound)
    if not plan.windows:
        raise NoSpeech(path.name)
    kept = kept or Kept(None, "")
    language, heard = kept.read()
    if not language:
        language = find_language(sound, plan.windows, engine, options.language)
        kept.begin(language)
    listener = _Listener(sound, plan, engine, language, options.task == "translate")
    for batch in listener.batches(len(heard)):
        heard.append(listener.hear(batch))
        kept.add(heard[-1])
        on_progress(min(to_ms(batch[-1].end), sound.duration_ms), sound.duration_ms)
    return _said(path, sound, heard, language, options.speakers)


def plan_windows(sound: Sound) -> Plan:
    """What is decoded; nothing where the recording is as good as silent."""
    levels = [frame_levels(channel) for channel in sound.channels]
    if max(active_level(one) for one in levels) < SILENT_DB:
        return Plan([])
    windows: list[Window] = []
    speech = []
    for number, gains in enumerate(gains_to_target(levels)):
        heard = without_bleed(levels[number], levels[:number] + levels[number + 1 :])
        probabilities = speech_probabilities(sound.channels[number], gains)
        windows += plan_channel(number, heard, gains, probabilities)
        speech.append(probabilities >= ONSET)
    return Plan(in_time(windows), tuple(speech))


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


@dataclass(frozen=True, slots=True)
class _Listener:
    """An engine that goes through the windows of one recording."""

    sound: Sound
    plan: Plan
    engine: Engine
    language: str
    translating: bool

    def batches(self, done: int) -> Iterator[Sequence[Window]]:
        """Windows that are decoded together, without the first `done` batches."""
        size = self.engine.together
        for at in range(done * size, len(self.plan.windows), size):
            yield self.plan.windows[at : at + size]

    def hear(self, batch: Sequence[Window]) -> HeardBatch:
        """What was said in these windows, and what that is in English where it is asked for."""
        hearing = Hearing(self._waveform, self._speech, lambda windows: self._decode(windows, "transcribe"))
        pairs = zip(batch, hearing.decode(batch), strict=True)
        heard = [part for pair in pairs for part in complete(pair, hearing)]
        foreign = [window for window, said in heard if said.words and said.language != "en"]
        windows = foreign if self.translating else []
        return heard, [*zip(windows, self._decode(windows, "translate"), strict=True)]

    def _decode(self, windows: Sequence[Window], task: Task) -> list[Heard]:
        waveforms = [self._waveform(window) for window in windows]
        size = self.engine.together
        groups = (waveforms[at : at + size] for at in range(0, len(waveforms), size))
        return [said for group in groups for said in self.engine.decode(group, self.language, task)]

    def _waveform(self, window: Window) -> Waveform:
        return cut_out(self.sound.channels, window)

    def _speech(self, window: Window) -> NDArray[np.bool_]:
        return np.concatenate([self.plan.speech[piece.channel][piece.start : piece.end] for piece in window.pieces])


def _said(path: Path, sound: Sound, batches: Sequence[HeardBatch], language: str, speakers: str) -> Said:
    """Words put in order and given to their speakers; what may have been invented is left out."""
    heard = [part for batch, _ in batches for part in batch if not (part[0].guessed and part[1].doubtful)]
    voices = _words_by_channel(heard, len(sound.channels))
    utterances = tuple(attribute(sound, voices, speakers))
    if not utterances:
        raise NoSpeech(path.name)
    english = _words_by_channel([part for _, batch in batches for part in batch], len(sound.channels))
    return Said(
        utterances,
        language,
        sound.duration_ms,
        _repaired([window for window, _ in heard], [*chain(*voices)]),
        _languages(heard),
        _translated(utterances, english),
    )


def _languages(heard: Sequence[Part]) -> tuple[str, ...]:
    """The languages that words were heard in, the most frequent first."""
    counts: Counter[str] = Counter()
    for _, said in heard:
        counts[said.language] += len(said.words)
    return tuple(code for code in sorted(counts, key=lambda code: (-counts[code], code)) if counts[code])


def _translated(utterances: Sequence[Utterance], voices: Sequence[Sequence[Word]]) -> tuple[Utterance, ...]:
    stretches = chain.from_iterable(beside(utterances, words) for words in voices)
    return tuple(sorted(stretches, key=lambda one: (one.start_ms, one.speaker)))


def _words_by_channel(heard: Sequence[Part], channels: int) -> list[list[Word]]:
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
