"""What need not be listened to again: words that an earlier run wrote, and files that must not be replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from qualkit.errors import NoSpeech
from qualkit.transcribe.formats import from_json, render
from qualkit.transcribe.jobs import Batch, Job, Outcome, failed
from qualkit.transcribe.kept import Kept
from qualkit.transcribe.manifest import Entry, Manifest
from qualkit.transcribe.transcription import Failure, Transcription


def settle(job: Job, batch: Batch) -> Outcome | None:
    """The outcome where the words are known already or must not be written; None where the engine must listen.

    The words are known by the content of the recording, the model and the settings: a recording that was only
    renamed or copied gets its files under the new name without being transcribed again. A format that was not asked
    for before is made from the JSON, and so are files that are laid out otherwise than is asked for now; those that
    somebody corrected stay as they are.
    """
    if batch.overwrite:
        return None
    manifest = Manifest(batch.folder)
    entries = manifest.entries()
    own = entries.get(job.name)
    if own and own.silent and own.key == batch.key(job.sha256):
        silence = NoSpeech(job.path.name)
        return failed(job.path, Failure(silence.message, silence.hint, silent=True), job.name)
    stale, corrected = _laid_out_otherwise(job, batch, own)
    missing = [name for name in batch.formats if name in stale or not (batch.folder / job.file(name)).exists()]
    words = _known_words(job, batch, entries)
    if words:
        put_by(job, batch)  # a run that ended between its files has left it
    if words and missing:
        failure = write_transcription(job, batch, words, missing)
        if failure:
            return failed(job.path, failure, job.name)
    if words or (own and own.written and own.key == batch.key(job.sha256) and not missing):
        message = _about_layout(job, stale, corrected)
        return Outcome(path=job.path, name=job.name, status="already", message=message, transcription=words)
    return _refusal(job, batch, own)


def _laid_out_otherwise(job: Job, batch: Batch, own: Entry | None) -> tuple[list[str], list[str]]:
    """Formats whose files here have another layout than is asked for: as they were written, and corrected since."""
    if own is None or own.key != batch.key(job.sha256) or own.layout == repr(batch.layout):
        return [], []
    here = [name for name in batch.formats if name != "json" and (batch.folder / job.file(name)).exists()]
    as_written = [name for name in here if Manifest(batch.folder).untouched(job.file(name), own)]
    return as_written, [name for name in here if name not in as_written]


def _about_layout(job: Job, stale: Sequence[str], corrected: Sequence[str]) -> str:
    told = ["laid out as asked for now"] if stale else []
    told += [f"“{job.file(name)}” was changed since and stays as it is" for name in corrected]
    return "; ".join(told)


def write_transcription(job: Job, batch: Batch, transcription: Transcription, formats: Sequence[str]) -> Failure | None:
    """Write the files of a recording and note them; why not, where the disk would not take them."""
    manifest = Manifest(batch.folder)
    contents = {job.file(name): render(transcription, name, batch.layout) for name in formats}
    before, key = manifest.entries().get(job.name), batch.key(job.sha256)
    kept = before.files if before and before.key == key else {}
    entry = Entry(
        recording=job.path.name, sha256=job.sha256, key=key, files=kept, written=False, layout=repr(batch.layout)
    )
    try:
        manifest.write(job.name, entry, contents)
    except OSError as error:
        hint = "Make room there, or choose another folder, and run again: what is done is not done twice."
        where = f"The transcript of “{job.path.name}” cannot be written into “{batch.folder}”"
        return Failure(f"{where}: {error.strerror}.", hint)
    return None


def kept_of(job: Job, batch: Batch) -> Kept:
    """Where what is heard of a recording is kept until its transcript is whole."""
    return Kept(batch.folder / f".{job.name}.partial", batch.heard_key(job.sha256))


def take_up(job: Job, batch: Batch) -> Kept:
    """What was heard of a recording before, also in a whole run that told its speakers apart in another way."""
    kept, whole = kept_of(job, batch), _whole(job, batch)
    if kept.path and not batch.overwrite and not kept.path.exists():
        with suppress(OSError):  # nothing was heard before
            whole.replace(kept.path)
    return kept


def put_by(job: Job, batch: Batch) -> None:
    """The transcript is written; what was heard is kept for another way of telling the speakers apart."""
    kept = kept_of(job, batch)
    with suppress(OSError):  # it is only listened to once more
        if kept.path:
            kept.path.replace(_whole(job, batch))


def forget(job: Job, batch: Batch) -> None:
    """What was heard of a recording is kept no longer."""
    kept_of(job, batch).remove()
    _whole(job, batch).unlink(missing_ok=True)


def _whole(job: Job, batch: Batch) -> Path:
    return batch.folder / f".{job.name}.heard"


def note_silence(job: Job, batch: Batch) -> None:
    """Remember that nobody speaks in a recording, so that it is not searched again at each run."""
    forget(job, batch)
    entry = Entry(recording=job.path.name, sha256=job.sha256, key=batch.key(job.sha256), files={}, written=True)
    with suppress(OSError):  # it is only listened to once more
        Manifest(batch.folder).write(job.name, replace(entry, silent=True), {})


def _known_words(job: Job, batch: Batch, entries: Mapping[str, Entry]) -> Transcription | None:
    """The transcription from a JSON that lies here as it was written, this interview's own first."""
    key = batch.key(job.sha256)
    for name in sorted(entries, key=lambda name: name != job.name):
        path = batch.folder / f"{name}.json"
        if entries[name].key == key and Manifest(batch.folder).untouched(path.name, entries[name]):
            words = _read(path)
            return replace(words, interview=job.name, recording=job.path.name) if words else None
    return None


def _read(path: Path) -> Transcription | None:
    try:
        return from_json(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError):  # an older qualkit wrote it
        return None


def _refusal(job: Job, batch: Batch, entry: Entry | None) -> Outcome | None:
    """Files that somebody else wrote, or changed since, are not replaced unless that is asked for."""
    if entry and not entry.written:
        return None
    for name in batch.formats:
        file = job.file(name)
        if (batch.folder / file).exists() and not Manifest(batch.folder).untouched(file, entry):
            message = f"“{file}” is there already and was written or changed by somebody else; it was left as it is."
            why = Failure(message, "--overwrite replaces it; --output names another folder.")
            return failed(job.path, why, job.name)
    return None
