"""How near transcription comes to what the machine must do: the encoder's matrix products and greedy decoding alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

POSITIONS = 1500
FRAMES = 3000
HEAD = 64


def floor(recordings: Sequence[Path], model: str) -> dict[str, Any]:
    """Seconds of the core for a second of sound, step by step, with one thread; and what part of it is the floor.

    The floor is what no program with these weights can do without on this processor: the products of matrices in the
    encoder, once for each window that is heard, and a decoder that writes the same windows with one hypothesis.
    """
    engine, options = opened(model)
    steps = dict.fromkeys(("finding speech", "spectrogram", "encoder", "matrix products", "greedy", "decoder"), 0.0)
    steps["word times"] = 0.0
    products = matrix_products(engine)
    seconds = whole = 0.0
    for path in recordings:
        for step, used in taken(path, engine, products):
            steps[step] += used
        whole += of_the_core(lambda: transcribe(path, engine, options))[0]  # noqa: B023
        seconds += path.stat().st_size / 16_000 / 2
    lowest = steps["matrix products"] + steps["greedy"]
    again = whole - sum(steps.values()) + lowest
    return {
        "engine": "floor",
        "rtf_cpu": round(lowest / seconds, 4),
        "qualkit rtf_cpu": round(whole / seconds, 4),
        "fraction_pct": round(100 * lowest / whole),
        **{f"{step} rtf_cpu": round(used / seconds, 4) for step, used in steps.items()},
        "heard again, and the rest rtf_cpu": round(again / seconds, 4),
    }


def opened(model: str) -> tuple[Any, Any]:
    from qualkit.transcribe.engines import open_engine
    from qualkit.transcribe.transcription import Options
    from qualkit.transcribe.weights import find_weights

    options = Options(model=model, language="en", speakers="off")
    return open_engine(options, find_weights(model, offline=True).place, 1), options


def transcribe(path: Path, engine: Any, options: Any) -> Any:
    from qualkit.transcribe.listen import listen

    return listen(path, engine, options, lambda done, of: None)


def taken(path: Path, engine: Any, products: Callable[[], object]) -> Iterator[tuple[str, float]]:
    """Each step of hearing a recording, one after the other, with the seconds it takes."""
    from faster_whisper.audio import pad_or_trim

    from qualkit.transcribe.audio import read_sound
    from qualkit.transcribe.engine_faster import _Decoding
    from qualkit.transcribe.listen import plan_windows
    from qualkit.transcribe.windows import cut_out

    sound = read_sound(path, apart=False)
    used, plan = of_the_core(lambda: plan_windows(sound))
    yield "finding speech", used
    decoding = _Decoding(engine, "en", "transcribe")
    for window in plan.windows:
        heard = cut_out(sound.channels, window)
        used, _ = of_the_core(lambda: pad_or_trim(engine._model.feature_extractor(heard)[..., :-1]))  # noqa: B023
        yield "spectrogram", used
        both, encoded = of_the_core(lambda: engine._encode([heard]))  # noqa: B023
        yield "encoder", both - used
        yield "matrix products", of_the_core(products)[0]
        prompt = [decoding._prompt(decoding.expected)]
        yield "greedy", of_the_core(lambda: decoding._generate(encoded, prompt, beam_size=1))[0]  # noqa: B023
        used, texts = of_the_core(lambda: decoding.quickly(encoded, 1))  # noqa: B023
        yield "decoder", used
        yield "word times", of_the_core(lambda: decoding.timed(encoded, texts, [len(heard) // 160]))[0]  # noqa: B023


def of_the_core(work: Callable[[], Any]) -> tuple[float, Any]:
    before = time.process_time()
    made = work()
    return time.process_time() - before, made


def matrix_products(engine: Any) -> Callable[[], object]:
    """The encoder's products for one window and nothing else, in the numbers the encoder is computed with."""
    import torch

    numbers = torch.bfloat16 if engine._encoder else torch.float32
    random = np.random.default_rng(0)

    def filled(*shape: int) -> Any:
        return torch.from_numpy(random.normal(0, 0.1, shape).astype(np.float32)).to(numbers)

    pairs = [(filled(*left), filled(*right), times) for left, right, times in shapes(engine._model)]

    def multiply() -> None:
        with torch.inference_mode():
            for left, right, times in pairs:
                for _ in range(times):
                    torch.matmul(left, right)

    return multiply


def shapes(model: Any) -> list[tuple[tuple[int, ...], tuple[int, ...], int]]:
    """The two factors of each product, and how many of the kind there are."""
    from faster_whisper.audio import pad_or_trim

    silence = pad_or_trim(model.feature_extractor(np.zeros(16_000, np.float32)))
    mels, width = len(silence), np.asarray(model.encode(silence[None])).shape[-1]
    layers = {384: 4, 512: 6, 768: 12, 1024: 24, 1280: 32}[width]
    heads = width // HEAD
    return [
        ((FRAMES, 3 * mels), (3 * mels, width), 1),
        ((POSITIONS, 3 * width), (3 * width, width), 1),
        ((POSITIONS, width), (width, width), 4 * layers),
        ((POSITIONS, width), (width, 4 * width), layers),
        ((POSITIONS, 4 * width), (4 * width, width), layers),
        ((heads, POSITIONS, HEAD), (heads, HEAD, POSITIONS), layers),
        ((heads, POSITIONS, POSITIONS), (heads, POSITIONS, HEAD), layers),
    ]
