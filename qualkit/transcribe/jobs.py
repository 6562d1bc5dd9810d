"""What a batch is made of: what is to be done, one recording on its way, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qualkit.text.layout import PLAIN, Layout
from qualkit.transcribe.formats import FORMATS
from qualkit.transcribe.manifest import Entry, key_of
from qualkit.transcribe.naming import free_name, is_name_of
from qualkit.transcribe.transcription import Failure, Options, Setting, Transcription
from qualkit.transcribe.weights import Weights

Status = Literal["done", "already", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is to be done with a list of recordings; `processes` None: one for each core; `by`: who adds to a study.

    `layout` is how the files for people are laid out; it changes neither the words nor the JSON. `scheduler` is the
    address of a cluster that hears the recordings; empty: this computer does.
    """

    folder: Path
    options: Options
    weights: Weights
    precision: str
    formats: tuple[str, ...]
    layout: Layout = PLAIN
    processes: int | None = None
    scheduler: str = ""
    overwrite: bool = False
    by: str | None = None

    @property
    def settings(self) -> dict[str, Setting]:
        """What changes the words and who says them, as it stands in the JSON."""
        return self.options.settings(self.precision)

    def key(self, sha256: str) -> str:
        """What the JSON of a recording depends on."""
        return key_of(sha256, self.options.engine, self.weights.sha256, self.settings)

    def heard_key(self, sha256: str) -> str:
        """What the words alone depend on: who says them is found out afterwards."""
        heard_by = self.options.heard_by(self.precision)
        return key_of(sha256, self.options.engine, self.weights.sha256, heard_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One recording on its way: its digest, and the name of its interview."""

    path: Path
    sha256: str
    name: str

    def file(self, format_name: str) -> str:
        """Name of its file of a format."""
        return f"{self.name}.{FORMATS[format_name].suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a recording: transcribed now, known already, or not transcribed and why."""

    path: Path
    name: str = ""
    status: Status
    message: str = ""
    hint: str = ""
    transcription: Transcription | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """What is to be transcribed: the length of each recording in ms, 0 where it does not say."""

    lengths: Mapping[Path, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one recording is."""

    path: Path
    done_ms: int
    of_ms: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should know while they wait."""

    text: str


OnEvent = Callable[[Planned | Progress | Outcome | Notice], None]


def failed(path: Path, failure: Failure, name: str = "") -> Outcome:
    """The outcome of a recording that could not be transcribed."""
    return Outcome(path=path, name=name, status="failed", message=failure.message, hint=failure.hint)


def name_jobs(
    digests: Sequence[tuple[Path, str]], known: Mapping[str, Entry], taken: Sequence[str], *, replace: bool = False
) -> list[Job]:
    """A name for each recording: the one it was given here before, else its stem if that is free.

    Parameters
    ----------
    digests : sequence of (Path, str)
        Recordings with their SHA-256. Two with one stem get "P1" and "P1 (2)".
    known : mapping
        What the output folder holds already, by name.
    taken : sequence of str
        Names that are in use elsewhere.
    replace : bool
        Whether a recording takes the name of an earlier one of the same file name with other content.
    """
    jobs: list[Job] = []
    for path, sha256 in digests:
        kept = {name for name, entry in known.items() if not (replace and entry.recording == path.name)}
        in_use = {*taken, *kept, *(job.name for job in jobs)}
        before = [name for name, entry in known.items() if entry.sha256 == sha256 and is_name_of(name, path.stem)]
        again = [name for name in before if name not in {job.name for job in jobs}]
        jobs.append(Job(path=path, sha256=sha256, name=again[0] if again else free_name(path.stem, in_use)))
    return jobs
