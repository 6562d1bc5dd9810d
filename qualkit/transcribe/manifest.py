"""What an output folder holds already, so that nothing is transcribed twice: one small file beside the transcripts.

The home of filelock.

An entry per interview: which recording, model and settings it was made from, and the digest of each file written. It
is written before the files ("written": false) and after them, so an interruption between the two is seen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from qualkit.errors import BadFile
from qualkit.settings import write_whole
from qualkit.transcribe.files import sha256_of
from qualkit.transcribe.transcription import Setting

FILE = ".qualkit-manifest.json"
LOCK = ".qualkit-manifest.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How one interview's files came about.

    Attributes
    ----------
    recording, sha256 : str
        File name and digest of the recording.
    key : str
        Digest of what the words depend on: recording, engine, model and settings.
    files : mapping
        Digest of the content of each file by name.
    written : bool
        Whether all of them reached the disk.
    silent : bool
        Whether nobody speaks in the recording, so that there are none.
    layout : str
        How the files for people are laid out, so that another layout is noticed.
    """

    recording: str
    sha256: str
    key: str
    files: Mapping[str, str]
    written: bool
    silent: bool = False
    layout: str = ""


def key_of(sha256: str, engine: str, model_sha256: str, settings: Mapping[str, Setting]) -> str:
    """The same whenever the same words would come out; a file's name and place do not count."""
    facts = json.dumps([sha256, engine, model_sha256, settings], sort_keys=True)
    return digest(facts.encode())


def digest(content: bytes) -> str:
    """SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Others who write into the folder wait, on other computers too; a process that dies holds nobody up."""
    from filelock import FileLock

    lock = FileLock(folder / LOCK)
    with suppress(OSError, NotImplementedError):  # a disk without locks
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


class Manifest:
    """The entries of an output folder, by interview name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def entries(self) -> dict[str, Entry]:
        """All entries. Raises BadFile where the manifest was damaged."""
        path = self.folder / FILE
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            return {name: Entry(**entry) for name, entry in values["interviews"].items()}
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            hint = "Remove it; the transcripts stay, and --overwrite makes them anew."
            raise BadFile(f"“{path}” is damaged: {error}.", hint=hint) from error

    def note(self, name: str, entry: Entry) -> None:
        """Keep an entry, beside those that another run has written meanwhile."""
        with one_at_a_time(self.folder):
            self._note(name, entry)

    def _note(self, name: str, entry: Entry) -> None:
        values = {known: asdict(one) for known, one in {**self.entries(), name: entry}.items()}
        body = json.dumps({"version": 1, "interviews": values}, ensure_ascii=False, indent=1)
        write_whole(self.folder / FILE, body.encode())

    def write(self, name: str, entry: Entry, contents: Mapping[str, bytes]) -> None:
        """Write the files of an interview, each in one move, and note them before and after."""
        self.folder.mkdir(parents=True, exist_ok=True)
        digests = {**entry.files, **{file: digest(content) for file, content in contents.items()}}
        begun = replace(entry, files=digests, written=False)
        self.note(name, begun)
        for file, content in contents.items():
            write_whole(self.folder / file, content)
        self.note(name, replace(begun, written=True))

    def untouched(self, file: str, entry: Entry | None) -> bool:
        """Whether a file lies there exactly as the entry says it was written."""
        path = self.folder / file
        return entry is not None and path.is_file() and entry.files.get(file) == sha256_of(path)
