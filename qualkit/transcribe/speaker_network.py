"""CAM++, the network that tells voices apart, as an ONNX graph made from its published weights. onnx's only home.

Made once and kept, because onnxruntime needs a sixth less time than torch for it, and no torch at all in memory. Each
batch normalisation that follows a convolution is worked into it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import MissingExtra

Array = NDArray[np.float32]
FRAMES, MELS, VALUES = 148, 80, 192
"""A window of 1.5 s in steps of 10 ms, the bands of its spectrum, and the numbers that describe its voice."""
EPSILON = 1e-5
BLOCKS = (("block1", 1), ("block2", 2), ("block3", 2))
"""Blocks of densely connected layers, and how far apart the frames are that their convolutions look at."""


def speaker_network(weights: Mapping[str, Array]) -> bytes:
    """The network as a file for onnxruntime: input "sound" (n, 148, 80), output "voice" (n, 192), float32.

    Parameters
    ----------
    weights : mapping of str to array
        By the names of 3D-Speaker's CAMPPlus.

    Raises
    ------
    MissingExtra
        The part “speakers” is not installed.

    References
    ----------
    Wang, H., Zheng, S., Chen, Y., Cheng, L., & Chen, Q. (2023). CAM++: A fast and efficient network for speaker
    verification using context-aware masking. Interspeech 2023. doi:10.21437/Interspeech.2023-1513
    """
    try:
        from onnx import TensorProto, checker, helper
    except ImportError as error:
        raise MissingExtra("Telling voices apart", "speakers") from error
    graph = _Graph(weights)
    graph.add("Identity", [_voice(graph, _spectrum(graph, "sound"))], to="voice")
    sound = helper.make_tensor_value_info("sound", TensorProto.FLOAT, ("n", FRAMES, MELS))
    voice = helper.make_tensor_value_info("voice", TensorProto.FLOAT, ("n", VALUES))
    whole = helper.make_graph(graph.nodes, "CAM++", [sound], [voice], graph.constants)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    return bytes(model.SerializeToString())


class _Graph:
    """The nodes of a network as it is put together; every method returns the name of what it yields."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self.weights, self.nodes, self.constants = weights, list[Any](), list[Any]()

    def add(self, kind: str, inputs: list[str], *, to: str = "", **attributes: Any) -> str:
        """A node."""
        from onnx import helper

        name = to or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name

    def constant(self, values: NDArray[Any]) -> str:
        """Numbers that stay the same."""
        from onnx import numpy_helper

        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def convolve(self, given: str, name: str, norm: str = "", **attributes: Any) -> str:
        """A convolution, with the normalisation that follows it where one does."""
        weight, bias = self.weights[f"{name}.weight"], self.weights.get(f"{name}.bias")
        if norm:
            scale, bias = self._normal(norm)
            weight = weight * scale.reshape(-1, *(1,) * (weight.ndim - 1))
        inputs = [given, self.constant(weight)] + ([self.constant(bias)] if bias is not None else [])
        return self.add("Conv", inputs, **attributes)

    def normalise(self, given: str, norm: str) -> str:
        """A normalisation that follows no convolution, then max(0, x)."""
        scale, shift = (self.constant(values[None, :, None]) for values in self._normal(norm))
        return self.relu(self.add("Add", [self.add("Mul", [given, scale]), shift]))

    def relu(self, given: str) -> str:
        return self.add("Relu", [given])

    def _normal(self, name: str) -> tuple[Array, Array]:
        """A batch normalisation as what is multiplied and what is added."""
        mean, variance = (self.weights[f"{name}.running_{part}"] for part in ("mean", "var"))
        scale = self.weights.get(f"{name}.weight", np.ones_like(mean)) / np.sqrt(variance + np.float32(EPSILON))
        return scale, self.weights.get(f"{name}.bias", np.zeros_like(mean)) - mean * scale


# ---- the front: convolutions over time and frequency ----


def _spectrum(graph: _Graph, sound: str) -> str:
    """(n, frames, mels) to (n, channels, frames)."""
    turned = graph.add("Transpose", [sound], perm=[0, 2, 1])
    picture = graph.add("Unsqueeze", [turned, graph.constant(np.array([1]))])
    x = graph.relu(graph.convolve(picture, "head.conv1", "head.bn1", pads=[1, 1, 1, 1]))
    for layer in ("layer1", "layer2"):
        x = _residual(graph, x, f"head.{layer}.0", step=2)
        x = _residual(graph, x, f"head.{layer}.1", step=1)
    x = graph.relu(graph.convolve(x, "head.conv2", "head.bn2", pads=[1, 1, 1, 1], strides=[2, 1]))
    return graph.add("Reshape", [x, graph.constant(np.array([0, 32 * MELS // 8, FRAMES]))])


def _residual(graph: _Graph, given: str, name: str, *, step: int) -> str:
    first = graph.convolve(given, f"{name}.conv1", f"{name}.bn1", pads=[1, 1, 1, 1], strides=[step, 1])
    second = graph.convolve(graph.relu(first), f"{name}.conv2", f"{name}.bn2", pads=[1, 1, 1, 1])
    if step > 1:
        given = graph.convolve(given, f"{name}.shortcut.0", f"{name}.shortcut.1", strides=[step, 1])
    return graph.relu(graph.add("Add", [second, given]))


# ---- the voice: dense layers over time, each masked by its context ----


def _voice(graph: _Graph, given: str) -> str:
    """(n, channels, frames) to (n, 192)."""
    x = graph.convolve(given, "xvector.tdnn.linear", "xvector.tdnn.nonlinear.batchnorm", pads=[2, 2], strides=[2])
    x = graph.relu(x)
    for number, (block, reach) in enumerate(BLOCKS, start=1):
        for layer in _layers(graph.weights, block):
            x = graph.add("Concat", [x, _dense(graph, x, layer, reach)], axis=1)
        x = graph.normalise(x, f"xvector.transit{number}.nonlinear.batchnorm")
        x = graph.convolve(x, f"xvector.transit{number}.linear")
    x = _statistics(graph, graph.normalise(x, "xvector.out_nonlinear.batchnorm"))
    x = graph.convolve(x, "xvector.dense.linear", "xvector.dense.nonlinear.batchnorm")
    return graph.add("Reshape", [x, graph.constant(np.array([-1, VALUES]))])


def _layers(weights: Mapping[str, Array], block: str) -> list[str]:
    """Names of a block's layers in their order."""
    pattern = re.compile(rf"(xvector\.{block}\.tdnnd(\d+))\.linear1\.weight")
    found = [match for match in map(pattern.fullmatch, weights) if match]
    return [match[1] for match in sorted(found, key=lambda match: int(match[2]))]


def _dense(graph: _Graph, given: str, name: str, reach: int) -> str:
    x = graph.normalise(given, f"{name}.nonlinear1.batchnorm")
    x = graph.relu(graph.convolve(x, f"{name}.linear1", f"{name}.nonlinear2.batchnorm"))
    local = graph.convolve(x, f"{name}.cam_layer.linear_local", pads=[reach, reach], dilations=[reach])
    # The context of a frame is the mean of the window and that of its second, and a window is under two seconds
    # (100 frames after the first step): both are the same mean.
    context = graph.add("Mul", [_mean(graph, x), graph.constant(np.array([2.0], np.float32))])
    masked = graph.relu(graph.convolve(context, f"{name}.cam_layer.linear1"))
    mask = graph.add("Sigmoid", [graph.convolve(masked, f"{name}.cam_layer.linear2")])
    return graph.add("Mul", [local, mask])


def _mean(graph: _Graph, given: str) -> str:
    return graph.add("ReduceMean", [given], axes=[-1], keepdims=1)


def _statistics(graph: _Graph, given: str) -> str:
    """Mean and standard deviation (n - 1) over time."""
    mean, frames = _mean(graph, given), FRAMES // 2
    apart = graph.add("Sub", [given, mean])
    variance = _mean(graph, graph.add("Mul", [apart, apart]))
    unbiased = graph.add("Mul", [variance, graph.constant(np.array([frames / (frames - 1)], np.float32))])
    return graph.add("Concat", [mean, graph.add("Sqrt", [unbiased])], axis=1)
