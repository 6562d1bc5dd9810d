"""Nothing lost, nothing invented: four recordings, three levels, silence or faint noise before, between and after.

    python benchmarks/transcription_variants.py [--model base]

Each of the 24 is compared word by word with what was heard in the recording as it is: words in the gaps, and stretches
of more than a second whose words are gone. Word error rates as in benchmarks/transcription.py.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from machine import show, write_result
from transcription import AUDIO, RATE, reference, timed, word_error_rate, write_wav

NAMES = ("phone-call", "spontaneous-1", "spontaneous-2", "spontaneous-3")
LEVELS = (0.1, 0.3, 3.0)
GAPS = ("silence", "faint noise")
GAP_S = 20
EDGE_S = 0.5
MISSING_S = 1.0
NOTES = (
    "Each recording is cut in two where its middle is quietest, scaled, and has 20 s of the gap before, between and "
    "after. errors = words wrong of those of the reference; alone = the same in the recording as it is. "
    "words_in_gaps = words whose middle is further than 0.5 s from any speech. missing_s = the longest stretch of over "
    "a second whose words were heard alone and not here; 0 where there is none."
)

Words = Sequence[tuple[str, float, float]]


@dataclass(frozen=True)
class Variant:
    """Samples with gaps, and where each half of the recording lies: (begins here, length, began there), in seconds."""

    samples: np.ndarray
    halves: tuple[tuple[float, float, float], ...]

    def there(self, second: float) -> float | None:
        """The time in the recording as it is; None within a gap."""
        for here, length, before in self.halves:
            if here - EDGE_S <= second <= here + length + EDGE_S:
                return second - here + before
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="base")
    model = parser.parse_args().model
    listen = listener(model)
    with tempfile.TemporaryDirectory() as folder:
        rows = [row for name in NAMES for row in compared(name, Path(folder), listen)]
    show(rows)
    settings = {"model": model, "recordings": NAMES, "levels": LEVELS, "gaps": GAPS, "gap_s": GAP_S}
    print(write_result("transcription_variants", rows, settings=settings, notes=NOTES))


def listener(model: str) -> Any:
    """Words of a file, by a model that is loaded once."""
    from qualkit.transcribe.engines import open_engine
    from qualkit.transcribe.listen import listen
    from qualkit.transcribe.transcription import Options
    from qualkit.transcribe.weights import find_weights

    options = Options(model=model, language="en", speakers="off")
    engine = open_engine(options, find_weights(model, offline=True).place, 1)
    return lambda path: timed(listen(path, engine, options, lambda done, of: None).utterances)


def compared(name: str, folder: Path, listen: Any) -> Iterator[dict[str, Any]]:
    """The six variants of one recording beside the recording as it is."""
    from qualkit.transcribe.audio import read_sound

    samples = read_sound(AUDIO / f"{name}.flac", apart=False).channels[0][:]
    alone = listen(write_wav(folder / "alone.wav", samples))
    count = sum(len(text.split()) for text, _, _ in reference(name))
    for scale, gap in product(LEVELS, GAPS):
        variant = with_gaps(np.clip(samples * scale, -32768, 32767).astype(np.int16), gap)
        words = listen(write_wav(folder / "variant.wav", variant.samples))
        yield {
            "recording": name,
            "scaled by": scale,
            "gaps": gap,
            "words": count,
            "errors": errors(name, words),
            "alone": errors(name, alone),
            "words_in_gaps": sum(variant.there(middle(word)) is None for word in words),
            "missing_s": longest_missing(alone, words),
        }


def with_gaps(samples: np.ndarray, gap: str) -> Variant:
    half, window = len(samples) // 2, 2 * RATE
    loud = np.abs(samples[half - window : half + window].astype(float)).reshape(-1, 500).mean(axis=1)
    at = half - window + int(np.argmin(loud)) * 500
    between = np.zeros(GAP_S * RATE, np.int16)
    if gap == "faint noise":
        between = np.random.default_rng(0).normal(0, 12, GAP_S * RATE).astype(np.int16)
    first, second = at / RATE, (len(samples) - at) / RATE
    halves = ((GAP_S, first, 0.0), (2 * GAP_S + first, second, first))
    return Variant(np.concatenate([between, samples[:at], between, samples[at:], between]), halves)


def middle(word: tuple[str, float, float]) -> float:
    return (word[1] + word[2]) / 2


def errors(name: str, words: Words) -> int:
    rate, count = word_error_rate([" ".join(text for text, _, _ in reference(name))], ["".join(w[0] for w in words)])
    return round(rate * count)


def longest_missing(alone: Words, words: Words) -> float:
    """Seconds of the longest run of words of the one that has no counterpart in the other; 0 up to a second."""
    import jiwer

    plain = [[text.strip(" .,?!").lower() for text, _, _ in one] for one in (alone, words)]
    found = jiwer.process_words(" ".join(plain[0]), " ".join(plain[1]))
    gone = [chunk for chunk in found.alignments[0] if chunk.type == "delete"]
    lengths = [alone[chunk.ref_end_idx - 1][2] - alone[chunk.ref_start_idx][1] for chunk in gone]
    longest = max(lengths, default=0.0)
    return round(longest, 1) if longest > MISSING_S else 0.0


if __name__ == "__main__":
    main()
