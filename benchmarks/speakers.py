"""Who speaks: diarisation error on recordings with references, and what it costs beside the transcription.

    python benchmarks/speakers.py [--audio ../shared/audio] [--model base]

The folder holds dialogue-built.flac and phone-call.flac with their .rttm, spontaneous-1.flac and jfk.flac.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
import warnings
import wave
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from machine import show, write_result
from pyannote.core import Annotation, Segment
from pyannote.metrics.diarization import DiarizationErrorRate

from qualkit.model import Utterance, Word
from qualkit.transcribe.actions import Running, transcribe
from qualkit.transcribe.audio import read_sound
from qualkit.transcribe.formats import from_json
from qualkit.transcribe.speakers import attribute
from qualkit.transcribe.transcription import Options

NOTES = (
    "Words and times as the engine gave them; speakers by voice, one channel. DER, confusion and missed in % of the "
    "reference, overlapping speech counted; collar: seconds left out on each side of a reference boundary (0.25 is "
    "what pyannote.metrics calls 0.5). The meeting is joined from clips of four people, its reference is the clips "
    "with their pauses, so that missed speech says nothing there. CPU seconds per second of sound; those of the "
    "transcription are of its process, the loading of the model taken out as the difference of a long and a short run."
)
COLLARS = (0.0, 0.125, 0.25)
RATE = 16_000

Reference = Sequence[tuple[float, float, str]]


def main() -> None:
    warnings.filterwarnings("ignore", message="'uem' was approximated")
    wish = wanted()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        rows = [*measure(wish.audio, work, wish.model)]
    show(rows)
    print(write_result("speakers", rows, settings={"model": wish.model, "window_s": 1.5, "step_s": 1.0}, notes=NOTES))


def wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--audio", type=Path, default=Path("../shared/audio"))
    parser.add_argument("--model", default="base")
    return parser.parse_args()


def measure(audio: Path, work: Path, model: str) -> Iterator[dict[str, object]]:
    """A row for each recording and way to ask, then the costs."""
    references = {name: rttm(audio / f"{name}.rttm") for name in ("dialogue-built", "phone-call")}
    paths = {name: audio / f"{name}.flac" for name in references}
    paths["meeting"] = work / "meeting.wav"
    references["meeting"] = meeting(audio, references["dialogue-built"], paths["meeting"])
    short = heard([audio / "jfk.flac"], work / "short", model)
    long = heard(list(paths.values()), work / "long", model)
    voices = 0.0
    for name, path in paths.items():
        for asked in (str(len({who for _, _, who in references[name]})), "auto"):
            told, seconds = attributed(path, work / "long" / f"{path.stem}.json", asked)
            voices += seconds if asked != "auto" else 0
            yield {"recording": name, "asked": asked, **judged(told, references[name])}
    lengths = sum(read_sound(path).duration_ms for path in paths.values()) / 1000
    jfk = read_sound(audio / "jfk.flac").duration_ms / 1000
    words = (long - short) / (lengths - jfk)
    yield {"what": "CPU s per s", "transcription": round(words, 4), "speakers": round(voices / lengths, 4)}
    yield {"what": "speakers beside transcription", "share": round(voices / lengths / words, 2), "aim": "at most 0.33"}


def rttm(path: Path) -> Reference:
    rows = (line.split() for line in path.read_text().splitlines())
    return [(float(row[3]), float(row[3]) + float(row[4]), row[7]) for row in rows]


def meeting(audio: Path, dialogue: Reference, to: Path) -> Reference:
    """Four people who take turns, three times each, as a WAV file; returns who speaks when."""
    read = {name: read_sound(audio / f"{name}.flac").channels[0] for name in ("dialogue-built", "spontaneous-1", "jfk")}
    by_person = {who: [one for one in dialogue if one[2] == who][:3] for who in ("INTERVIEWER", "PARTICIPANT")}
    parts, reference, at = [], [], 0.0
    for turn in range(3):
        clips = [("dialogue-built", *by_person[who][turn]) for who in by_person]
        clips += [
            ("spontaneous-1", turn * 8.0, turn * 8.0 + 8, "THIRD"),
            ("jfk", turn * 3.6, turn * 3.6 + 3.6, "FOURTH"),
        ]
        for name, start, end, who in clips:
            parts.append(read[name][round(start * RATE) : round(end * RATE)])
            reference.append((at, at + len(parts[-1]) / RATE, who))
            at = reference[-1][1]
    with wave.open(str(to), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.concatenate(parts).astype("<i2").tobytes())
    return reference


def heard(paths: Sequence[Path], folder: Path, model: str) -> float:
    """Transcribe without speakers; returns the CPU seconds of the processes that did it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    options = Options(model=model, language="en", speakers="off")
    transcribe(paths, folder, options=options, running=Running(formats=("json",), processes=1, offline=True))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def attributed(path: Path, transcript: Path, asked: str) -> tuple[list[Utterance], float]:
    """Who speaks, and the CPU seconds that it took to find out."""
    said = from_json(transcript.read_text(encoding="utf-8"))
    words: list[Word] = [replace(word, text=f" {word.text}") for one in said.utterances for word in one.words]
    sound = read_sound(path)
    attribute(sound, [words[:3]], "2")  # the network is loaded once for all recordings of a process
    began = time.process_time()
    told = attribute(sound, [words], asked)
    return told, time.process_time() - began


def judged(told: Sequence[Utterance], reference: Reference) -> dict[str, object]:
    """How many speakers, and the error for each collar."""
    truth, found = Annotation(), Annotation()
    for number, (start, end, who) in enumerate(reference):
        truth[Segment(start, end), number] = who
    for number, one in enumerate(told):
        found[Segment(one.start_ms / 1000, one.end_ms / 1000), number] = one.speaker
    row: dict[str, object] = {"speakers": len(found.labels())}
    for collar in COLLARS:
        parts = DiarizationErrorRate(collar=2 * collar)(truth, found, detailed=True)
        for name, key in (("DER", "diarization error rate"), ("confusion", None), ("missed", "missed detection")):
            value = parts[key] if key == "diarization error rate" else parts[key or name] / parts["total"]
            row[f"{name} ±{collar}"] = round(100 * value, 1)
    return row


if __name__ == "__main__":
    main()
