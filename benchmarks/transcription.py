"""qualkit beside openai-whisper and faster-whisper: the same recordings, the same weights, a process for each engine.

    python benchmarks/transcription.py [--quick] [--model base] [--only NAME]

Recordings with references lie in ../shared/audio beside the repository. Word error rate by jiwer after Whisper's
normaliser for English; diarisation error by pyannote.metrics, 0.25 s about each boundary left out, overlap scored.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from machine import peak_mib, show, write_result
from transcription_floor import floor, of_the_core

AUDIO = Path(__file__).resolve().parent.parent.parent / "shared" / "audio"
NAMES = ("dialogue-built", "phone-call", "spontaneous-1", "spontaneous-2", "spontaneous-3")
RATE = 16_000
NEAR_S = 1.0
NOTES = (
    "All with word times, temperature 0 and English given; the peers and “qualkit, one file” use all cores in one "
    "process, “qualkit, folder” one process for each core. rtf = seconds for a second of sound after loading, by the "
    "clock and of the cores; start_s = from the start of the process to the first recording (imports, weights). "
    "wer_pct is over all words of all recordings together. missed_s = seconds of the timed references further than "
    "1 s from any word heard. peak_mib = of the largest process. Speakers are timed apart: what telling two voices "
    "apart costs on top, in seconds of the core for a second of sound. floor = the products of matrices in the "
    "encoder, once for each window, and a decoder that writes each window with one hypothesis: timed alone, with one "
    "thread, in the same run; fraction_pct = what part of qualkit's time that is. The rest goes, step by step, to what "
    "the encoder does between its products, to two more hypotheses, to the times of words, to finding speech, and to "
    "windows and stretches that are heard again because the decoder was unsure or left something out."
)


@dataclass(frozen=True)
class Result:
    """What one engine said and needed; `said` by recording: words with (text, start s, end s)."""

    said: dict[str, list[tuple[str, float, float]]]
    start_s: float
    wall_s: float
    cpu_s: float
    peak_mib: int


def main() -> None:
    wish = wanted()
    if wish.child:
        print(json.dumps(vars(ENGINES[wish.child](wish.recordings, wish.model))))
        return
    with tempfile.TemporaryDirectory() as folder:
        recordings = prepare(Path(folder), quick=wish.quick)
        names = [name for name in ENGINES if wish.only in name]
        rows = [row(name, run(name, recordings, wish.model), recordings) for name in names]
        rows += [speakers(recordings, wish.model), floor(recordings[1:], wish.model)] if not wish.only else []
    compare(rows)
    show(rows)
    if not wish.only and not wish.quick:
        settings = {"model": wish.model, "recordings": [path.stem for path in recordings], "beam": 5}
        print(write_result("transcription", rows, settings=settings, notes=NOTES))


def wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="without the long dialogue; nothing is written")
    parser.add_argument("--model", default="base")
    parser.add_argument("--only", default="", help="engines whose name holds this; nothing is written")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("recordings", nargs="*", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def prepare(folder: Path, *, quick: bool) -> list[Path]:
    """The recordings, decoded once; the dialogue a second time and a little later, so that two cores are kept busy."""
    from qualkit.transcribe.audio import read_sound

    made = []
    for name in NAMES[1:] if quick else NAMES:
        samples = read_sound(AUDIO / f"{name}.flac", apart=False).channels[0][:]
        made.append(write_wav(folder / f"{name}.wav", samples))
        if name == "dialogue-built":
            later = np.concatenate([np.zeros(RATE // 4, np.int16), samples])
            made.append(write_wav(folder / f"{name}_again.wav", later))
    return made


def write_wav(path: Path, samples: Any) -> Path:
    import wave

    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.asarray(samples, "<i2").tobytes())
    return path


def run(name: str, recordings: Sequence[Path], model: str) -> Result:
    """One engine in a process of its own."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    command = [sys.executable, __file__, "--child", name, "--model", model, *map(str, recordings)]
    environment = {**os.environ, "BEGAN": repr(time.time())}
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    return Result(**json.loads(said.stdout.splitlines()[-1]))


# ---- the engines, each in its own process ----


Transcribe = Callable[[Path], list[tuple[str, float, float]]]


def measured(recordings: Sequence[Path], transcribe: Transcribe) -> Result:
    """Each recording in turn, by an engine that is loaded."""
    start = time.time() - float(os.environ["BEGAN"])
    clock, core = time.perf_counter(), time.process_time()
    said = {path.stem: transcribe(path) for path in recordings}
    return Result(said, start, time.perf_counter() - clock, time.process_time() - core, peak_mib())


def openai_whisper(recordings: Sequence[Path], model: str) -> Result:
    import torch

    from qualkit.transcribe.engine_openai import _from_ctranslate2
    from qualkit.transcribe.weights import find_weights

    torch.set_num_threads(os.cpu_count() or 1)
    loaded = _from_ctranslate2(find_weights(model, offline=True).place)
    asked = {"language": "en", "beam_size": 5, "temperature": 0.0, "word_timestamps": True, "fp16": False}

    def transcribe(path: Path) -> list[tuple[str, float, float]]:
        segments = loaded.transcribe(waveform(path), **asked)["segments"]
        return [(w["word"], w["start"], w["end"]) for one in segments for w in one["words"]]

    return measured(recordings, transcribe)


def faster_whisper(recordings: Sequence[Path], model: str, **batched: int) -> Result:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    from qualkit.transcribe.weights import find_weights

    place = str(find_weights(model, offline=True).place)
    loaded = WhisperModel(place, device="cpu", compute_type="int8", cpu_threads=os.cpu_count() or 1)
    engine = BatchedInferencePipeline(loaded) if batched else loaded
    asked = {"language": "en", "beam_size": 5, "temperature": 0.0, "word_timestamps": True, **batched}

    def transcribe(path: Path) -> list[tuple[str, float, float]]:
        segments, _ = engine.transcribe(waveform(path), **asked)
        return [(w.word, float(w.start), float(w.end)) for one in segments for w in one.words or ()]

    return measured(recordings, transcribe)


def faster_whisper_batched(recordings: Sequence[Path], model: str) -> Result:
    return faster_whisper(recordings, model, batch_size=8)


def qualkit_one_file(recordings: Sequence[Path], model: str) -> Result:
    from qualkit.transcribe.engines import open_engine
    from qualkit.transcribe.listen import listen
    from qualkit.transcribe.transcription import Options
    from qualkit.transcribe.weights import find_weights

    options = Options(model=model, language="en", speakers="off")
    engine = open_engine(options, find_weights(model, offline=True).place, os.cpu_count() or 1)
    return measured(recordings, lambda path: timed(listen(path, engine, options, lambda done, of: None).utterances))


def qualkit_folder(recordings: Sequence[Path], model: str) -> Result:
    """The whole way, files written; the clock runs from the first recording that is taken up."""
    from qualkit.transcribe.actions import transcribe
    from qualkit.transcribe.jobs import Progress
    from qualkit.transcribe.transcription import Options

    began: list[float] = []

    def on_event(event: object) -> None:
        if isinstance(event, Progress) and not began:
            began.extend((time.time(), children_of_the_core()))

    with tempfile.TemporaryDirectory() as to:
        options = Options(model=model, language="en", speakers="off")
        report = transcribe(recordings, Path(to), options=options, on_event=on_event)
    end = time.time()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = {one.path.stem: timed(one.transcription.utterances) for one in report.outcomes if one.transcription}
    start = began[0] - float(os.environ["BEGAN"])
    core = used.ru_utime + used.ru_stime - began[1]
    return Result(said, start, end - began[0], core, round(used.ru_maxrss / 1024))


def children_of_the_core() -> float:
    """Seconds of the core that the processes of a folder have used so far, to load the model (Linux tells)."""
    ticks = 0
    for child in multiprocessing.active_children():
        fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


ENGINES: Mapping[str, Callable[[Sequence[Path], str], Result]] = {
    "openai-whisper beam 5": openai_whisper,
    "faster-whisper sequential beam 5": faster_whisper,
    "faster-whisper batched beam 5": faster_whisper_batched,
    "qualkit, one file": qualkit_one_file,
    "qualkit, folder": qualkit_folder,
}


def waveform(path: Path) -> Any:
    from qualkit.transcribe.audio import read_sound

    return read_sound(path, apart=False).channels[0][:] / np.float32(32768)


def timed(utterances: Sequence[Any]) -> list[tuple[str, float, float]]:
    return [(f" {w.text}", w.start_ms / 1000, w.end_ms / 1000) for one in utterances for w in one.words]


# ---- what it comes to ----


def row(name: str, result: Result, recordings: Sequence[Path]) -> dict[str, Any]:
    seconds = sum(path.stat().st_size for path in recordings) / RATE / 2
    errors = {stem: word_errors([stem], result) for stem in result.said}
    return {
        "engine": name,
        "rtf_wall": round(result.wall_s / seconds, 4),
        "rtf_cpu": round(result.cpu_s / seconds, 4),
        "start_s": round(result.start_s, 1),
        "peak_mib": result.peak_mib,
        "wer_pct": round(100 * word_errors([*result.said], result), 2),
        "missed_s": round(sum(missed(stem, words) for stem, words in result.said.items()), 1),
        "wer_pct_each": {stem: round(100 * rate, 1) for stem, rate in errors.items()},
    }


def compare(rows: Sequence[dict[str, Any]]) -> None:
    """How many times the throughput of the two peers, by the clock."""
    walls = {one["engine"]: one["rtf_wall"] for one in rows if "rtf_wall" in one}
    for one in rows:
        for peer in ("openai-whisper", "faster-whisper sequential"):
            if f"{peer} beam 5" in walls and "rtf_wall" in one and str(one["engine"]).startswith("qualkit,"):
                one[f"times {peer}"] = round(walls[f"{peer} beam 5"] / one["rtf_wall"], 2)


def word_errors(stems: Sequence[str], result: Result) -> float:
    heard = ["".join(word for word, _, _ in result.said[stem]) for stem in stems]
    return word_error_rate([" ".join(text for text, _, _ in reference(stem)) for stem in stems], heard)[0]


def word_error_rate(references: Sequence[str], heard: Sequence[str]) -> tuple[float, int]:
    """Word errors for each word of the references after Whisper's normaliser, and how many words those are."""
    import jiwer
    from whisper.normalizers import EnglishTextNormalizer

    normal = EnglishTextNormalizer()
    found = jiwer.process_words([normal(one) for one in references], [normal(one) for one in heard])
    return float(found.wer), found.hits + found.substitutions + found.deletions


def reference(stem: str) -> list[tuple[str, float | None, float | None]]:
    """What was said, with its times where they are known."""
    name, shift = stem.removesuffix("_again"), 0.25 if stem.endswith("_again") else 0.0
    if (AUDIO / f"{name}.json").exists():
        turns = json.loads((AUDIO / f"{name}.json").read_text())
        return [(one["text"], one["start"] + shift, one["end"] + shift) for one in turns]
    if (AUDIO / f"{name}.stm").exists():
        lines = [line.split(None, 5) for line in (AUDIO / f"{name}.stm").read_text().splitlines() if line.strip()]
        return [(line[5], float(line[3]), float(line[4])) for line in lines]
    return [((AUDIO / f"{name}.txt").read_text(), None, None)]


def missed(stem: str, words: Sequence[tuple[str, float, float]]) -> float:
    """Seconds of timed turns that are further than a second from every word."""
    step = 0.05
    gone = 0.0
    for _, start, end in reference(stem):
        times = np.arange(start, end, step) if start is not None and end is not None else np.zeros(0)
        heard = np.zeros(len(times), np.bool_)
        for _, first, last in words:
            heard |= (times >= first - NEAR_S) & (times <= min(last, first + NEAR_S) + NEAR_S)
        gone += step * float((~heard).sum())
    return gone


# ---- speakers ----


def speakers(recordings: Sequence[Path], model: str) -> dict[str, Any]:
    """What telling two voices apart costs on top of the words, and how well it is done."""
    from qualkit.transcribe.engines import open_engine
    from qualkit.transcribe.kept import Kept
    from qualkit.transcribe.listen import listen
    from qualkit.transcribe.transcription import Options
    from qualkit.transcribe.weights import find_weights

    options = Options(model=model, language="en", speakers="channels")
    engine = open_engine(options, find_weights(model, offline=True).place, 1)
    with_reference = [path for path in recordings if (AUDIO / f"{path.stem}.rttm").exists()]
    found: dict[str, Any] = {"engine": "qualkit, speakers"}
    for path in with_reference:
        kept = Kept(path.with_suffix(".partial"), "")
        listen(path, engine, options, lambda done, of: None, kept)
        without, _ = of_the_core(lambda: listen(path, engine, options, lambda done, of: None, kept))  # noqa: B023
        asked = replace(options, speakers="2")
        took, said = of_the_core(lambda: listen(path, engine, asked, lambda done, of: None, kept))  # noqa: B023
        seconds = path.stat().st_size / RATE / 2
        found |= {f"{path.stem} rtf_cpu": round((took - without) / seconds, 4)}
        found |= {f"{path.stem} {what}": value for what, value in diarisation(path.stem, said.utterances)}
    return found


def diarisation(stem: str, utterances: Sequence[Any]) -> Iterator[tuple[str, float]]:
    """Error and confusion in per cent of the speech."""
    from pyannote.core import Annotation, Segment
    from pyannote.metrics.diarization import DiarizationErrorRate

    known, heard = Annotation(), Annotation()
    for line in (AUDIO / f"{stem}.rttm").read_text().splitlines():
        fields = line.split()
        known[Segment(float(fields[3]), float(fields[3]) + float(fields[4])), len(known)] = fields[7]
    for one in utterances:
        heard[Segment(one.start_ms / 1000, one.end_ms / 1000), len(heard)] = one.speaker
    parts = DiarizationErrorRate(collar=0.5, skip_overlap=False)(known, heard, detailed=True)
    yield "der_pct", round(100 * parts["diarization error rate"], 1)
    yield "confusion_pct", round(100 * parts["confusion"] / parts["total"], 1)


if __name__ == "__main__":
    main()
