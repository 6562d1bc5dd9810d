"""Small networks that run beside Whisper: onnxruntime's only home."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qualkit.errors import MissingExtra


def open_network(path: Path) -> Any:
    """A network on one thread: more bring nothing for so small a one, and recordings already share the cores.

    Raises
    ------
    MissingExtra
        onnxruntime is not installed.
    """
    if find_spec("onnxruntime") is None:
        raise MissingExtra("Finding speech and voices in a recording", "transcribe")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
