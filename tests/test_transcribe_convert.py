"""CTranslate2's file of a Whisper model, and the names openai-whisper has for its weights."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from transcribe_inputs import tiny_weights

from qualkit.transcribe.convert import read_variables, to_openai


def named(name: str) -> bytes:
    return struct.pack("<H", len(name) + 1) + name.encode() + b"\0"


def model_file(arrays: dict[str, np.ndarray], aliases: dict[str, str], *, version: int = 6) -> bytes:
    """A model.bin as CTranslate2 writes it."""
    kinds = {"float32": 0, "int8": 1, "float16": 4}
    body = struct.pack("<I", version) + named("WhisperSpec") + struct.pack("<II", 3, len(arrays))
    for name, values in arrays.items():
        body += named(name) + struct.pack(f"<B{values.ndim}I", values.ndim, *values.shape)
        body += struct.pack("<BI", kinds[values.dtype.name], values.nbytes) + values.tobytes()
    body += struct.pack("<I", len(aliases))
    return body + b"".join(named(alias) + named(name) for alias, name in aliases.items())


def test_arrays_and_aliases_are_read_as_they_were_written() -> None:
    weight = np.arange(6, dtype=np.float16).reshape(2, 3)
    found = read_variables(model_file({"a/weight": weight}, {"b/weight": "a/weight"}))
    assert np.array_equal(found["a/weight"], weight)
    assert found["b/weight"] is found["a/weight"]


def test_another_version_of_the_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 6"):
        read_variables(model_file({}, {}, version=7))


def test_weights_stored_as_integers_are_refused() -> None:
    embeddings = np.zeros((4, 2), np.int8)
    with pytest.raises(ValueError, match="stored as integers"):
        to_openai(model_file({"decoder/embeddings/weight": embeddings}, {}))


@pytest.mark.models
def test_a_real_model_has_every_weight_that_openai_whisper_asks_for() -> None:
    from whisper.model import ModelDimensions, Whisper

    made = to_openai((tiny_weights().place / "model.bin").read_bytes())
    wanted = Whisper(ModelDimensions(**made.dimensions)).state_dict()
    assert {name: tuple(values.shape) for name, values in made.weights.items()} == {
        name: tuple(values.shape) for name, values in wanted.items()
    }
