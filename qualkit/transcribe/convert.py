"""A Whisper model of CTranslate2 in the names and shapes of openai-whisper: the same weights serve both engines.

Pure numpy: the numbers are the very ones of the file. Format: CTranslate2's binary version 6, float16 or float32.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
VERSION = 6
TYPES: Mapping[int, type] = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
HEAD_SIZE = 64
"""Width of an attention head in every Whisper model."""
SIDES = ("encoder", "decoder")
AUDIO_POSITIONS, TEXT_POSITIONS = 1500, 448


@dataclass(frozen=True)
class Checkpoint:
    """openai-whisper's dimensions of a model and its weights by name."""

    dimensions: dict[str, int]
    weights: dict[str, Array]


def to_openai(model: bytes, *sides: str) -> Checkpoint:
    """The model as openai-whisper has it.

    Parameters
    ----------
    model : bytes
        The content of a model.bin.
    sides : str
        "encoder" or "decoder" where only one is wanted.

    Raises
    ------
    ValueError
        Another format, or weights that were stored as integers.
    """
    found = read_variables(model)
    if found["decoder/embeddings/weight"].dtype not in (np.float16, np.float32):
        raise ValueError("the weights were stored as integers; a model stored as float16 is needed")
    return Checkpoint(_dimensions(found), {name: np.array(values) for name, values in _renamed(found, sides or SIDES)})


# ---- CTranslate2's file ----


class _Reader:
    """Numbers and names one after the other from a model.bin."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    def number(self, code: str) -> int:
        (value,) = struct.unpack_from(f"<{code}", self.content, self.at)
        self.at += struct.calcsize(f"<{code}")
        return int(value)

    def name(self) -> str:
        length = self.number("H")
        self.at += length
        return self.content[self.at - length : self.at - 1].decode()

    def array(self) -> Array:
        shape = [self.number("I") for _ in range(self.number("B"))]
        kind = np.dtype(TYPES[self.number("B")])
        size = self.number("I")
        self.at += size
        return np.frombuffer(self.content, kind, size // kind.itemsize, self.at - size).reshape(shape)


def read_variables(model: bytes) -> dict[str, Array]:
    """The arrays of a model.bin by name, aliases included. Raises ValueError for another format."""
    reader = _Reader(model)
    if reader.number("I") != VERSION or reader.name() != "WhisperSpec":
        raise ValueError(f"not a Whisper model in CTranslate2's format {VERSION}")
    reader.number("I")
    found = {reader.name(): reader.array() for _ in range(reader.number("I"))}
    for _ in range(reader.number("I")):
        alias, name = reader.name(), reader.name()
        found[alias] = found[name]
    return found


# ---- names and shapes ----


def _dimensions(found: Mapping[str, Array]) -> dict[str, int]:
    width, mels, _ = found["encoder/conv1/weight"].shape
    return {
        "n_mels": mels,
        "n_audio_ctx": AUDIO_POSITIONS,
        "n_audio_state": width,
        "n_audio_head": width // HEAD_SIZE,
        "n_audio_layer": _layers(found, "encoder"),
        "n_vocab": len(found["decoder/embeddings/weight"]),
        "n_text_ctx": TEXT_POSITIONS,
        "n_text_state": width,
        "n_text_head": width // HEAD_SIZE,
        "n_text_layer": _layers(found, "decoder"),
    }


def _layers(found: Mapping[str, Array], side: str) -> int:
    return len({name.split("/")[1] for name in found if re.match(rf"{side}/layer_\d+/", name)})


def _renamed(found: Mapping[str, Array], sides: Sequence[str]) -> Iterator[tuple[str, Array]]:
    for side in sides:
        for layer in range(_layers(found, side)):
            yield from _block(found, f"{side}/layer_{layer}", f"{side}.blocks.{layer}", cross=side == "decoder")
        yield from _encoder_ends(found) if side == "encoder" else _decoder_ends(found)


def _encoder_ends(found: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    yield from _scale(found, "encoder/layer_norm", "encoder.ln_post")
    for name in ("conv1", "conv2"):
        yield from _linear(found, f"encoder/{name}", f"encoder.{name}")
    yield "encoder.positional_embedding", _audio_positions(found)


def _decoder_ends(found: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    yield from _scale(found, "decoder/layer_norm", "decoder.ln")
    yield "decoder.positional_embedding", found["decoder/position_encodings/encodings"]
    yield "decoder.token_embedding.weight", found["decoder/embeddings/weight"]


def _block(found: Mapping[str, Array], old: str, new: str, *, cross: bool) -> Iterator[tuple[str, Array]]:
    yield from _scale(found, f"{old}/self_attention/layer_norm", f"{new}.attn_ln")
    own = [f"{new}.attn.{part}" for part in ("query", "key", "value")]
    yield from _split(found, f"{old}/self_attention/linear_0", own)
    yield from _linear(found, f"{old}/self_attention/linear_1", f"{new}.attn.out")
    if cross:
        yield from _cross(found, f"{old}/attention", new)
    yield from _scale(found, f"{old}/ffn/layer_norm", f"{new}.mlp_ln")
    yield from _linear(found, f"{old}/ffn/linear_0", f"{new}.mlp.0")
    yield from _linear(found, f"{old}/ffn/linear_1", f"{new}.mlp.2")


def _cross(found: Mapping[str, Array], old: str, new: str) -> Iterator[tuple[str, Array]]:
    yield from _scale(found, f"{old}/layer_norm", f"{new}.cross_attn_ln")
    yield from _linear(found, f"{old}/linear_0", f"{new}.cross_attn.query")
    yield from _split(found, f"{old}/linear_1", [f"{new}.cross_attn.{part}" for part in ("key", "value")])
    yield from _linear(found, f"{old}/linear_2", f"{new}.cross_attn.out")


def _scale(found: Mapping[str, Array], old: str, new: str) -> Iterator[tuple[str, Array]]:
    yield f"{new}.weight", found[f"{old}/gamma"]
    yield f"{new}.bias", found[f"{old}/beta"]


def _linear(found: Mapping[str, Array], old: str, new: str) -> Iterator[tuple[str, Array]]:
    yield f"{new}.weight", found[f"{old}/weight"]
    yield f"{new}.bias", found[f"{old}/bias"]


def _split(found: Mapping[str, Array], old: str, new: list[str]) -> Iterator[tuple[str, Array]]:
    """CTranslate2 stacks the projections of one input; openai-whisper's key has no bias (it is zero there)."""
    weights, biases = (np.split(found[f"{old}/{kind}"], len(new)) for kind in ("weight", "bias"))
    for name, weight, bias in zip(new, weights, biases, strict=True):
        yield f"{name}.weight", weight
        if not name.endswith(".key"):
            yield f"{name}.bias", bias


def _audio_positions(found: Mapping[str, Array]) -> Array:
    """The sinusoids of the encoder: in the file, or computed as openai-whisper computes them."""
    stored = found.get("encoder/position_encodings/encodings")
    if stored is not None:
        return stored
    width = len(found["encoder/conv1/weight"])
    steps = np.exp(-np.log(10_000) / (width // 2 - 1) * np.arange(width // 2))
    angles = np.arange(AUDIO_POSITIONS)[:, None] * steps[None, :]
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)
