"""What was heard so far survives a process that is killed, and gives the same transcript when it is taken up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from transcribe_inputs import TINY, silence, tiny_engine, words, write_wav

from qualkit.transcribe.audio import read_sound
from qualkit.transcribe.engines import Engine, Heard, Waveform
from qualkit.transcribe.kept import HeardBatch, Kept
from qualkit.transcribe.listen import listen
from qualkit.transcribe.windows import Piece, Window


def batch(text: str) -> HeardBatch:
    window = Window((Piece(0, 3, 400, gain=1.5), Piece(0, 420, 500, repair=True)))
    heard = Heard(tuple(words((text, 10, 400))), -0.25, 0.01, "fr")
    return [(window, heard)], [(window, Heard((), float("-inf"), 1.0, "fr"))]


def test_batches_are_read_as_they_were_kept(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "new" / ".P1.partial", "key")
    kept.begin("fr")
    kept.add(batch("Bonjour"))
    kept.add(batch("à tous"))
    assert Kept(kept.path, "key").read() == ("fr", [batch("Bonjour"), batch("à tous")])


def test_nothing_is_taken_up_that_came_from_other_settings(tmp_path: Path) -> None:
    kept = Kept(tmp_path / ".P1.partial", "key")
    kept.begin("fr")
    kept.add(batch("Bonjour"))
    assert Kept(kept.path, "other").read() == ("", [])


@pytest.mark.parametrize("torn", [1, 30, 200])
def test_a_line_that_was_being_written_is_heard_again(tmp_path: Path, torn: int) -> None:
    kept = Kept(tmp_path / ".P1.partial", "key")
    kept.begin("fr")
    kept.add(batch("Bonjour"))
    whole = (tmp_path / ".P1.partial").read_bytes()
    kept.add(batch("à tous"))
    content = (tmp_path / ".P1.partial").read_bytes()
    (tmp_path / ".P1.partial").write_bytes(content[: len(whole) + torn])
    again = Kept(tmp_path / ".P1.partial", "key")
    assert again.read() == ("fr", [batch("Bonjour")])
    again.add(batch("à tous"))
    assert (tmp_path / ".P1.partial").read_bytes() == content


def test_two_writers_of_one_recording_leave_what_one_would(tmp_path: Path) -> None:
    first, second = Kept(tmp_path / ".P1.partial", "key"), Kept(tmp_path / ".P1.partial", "key")
    first.begin("fr")
    first.add(batch("Bonjour"))
    assert second.read() == ("fr", [batch("Bonjour")])
    for one in (first, second, first, second):
        one.add(batch("à tous" if one.count == 1 else "et bienvenue"))
    assert Kept(first.path, "key").read()[1] == [batch("Bonjour"), batch("à tous"), batch("et bienvenue")]


def test_a_file_of_another_kind_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / ".P1.partial"
    path.write_bytes(b"\x00\x01\nnothing\n")
    assert Kept(path, "key").read() == ("", [])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_a_full_disk_costs_the_resumption_only(tmp_path: Path) -> None:
    path = tmp_path / ".P1.partial"
    kept = Kept(path, "key")
    kept.begin("fr")
    kept.path = Path("/dev/full")
    kept.add(batch("Bonjour"))
    kept.add(batch("à tous"))
    assert Kept(path, "key").read() == ("fr", [])


class Stops:
    """An engine that goes away after some windows."""

    multilingual, together = False, 1

    def __init__(self, engine: Engine, after: int) -> None:
        self.engine, self.left = engine, after

    def languages(self, waveform: Waveform) -> dict[str, float]:
        return {"en": 1.0}

    def decode(self, waveforms: Sequence[Waveform], language: str, task: str = "transcribe") -> list[Heard]:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return self.engine.decode(waveforms, language)


@pytest.mark.models
def test_a_recording_that_was_interrupted_gives_the_same_words_and_hears_none_twice(
    shared: Path, tmp_path: Path
) -> None:
    speech = read_sound(shared / "audio" / "jfk.flac").channels[0][:]
    path = write_wav(tmp_path / "P1.wav", np.concatenate([speech, silence(7), speech, silence(7), speech]))
    whole = listen(path, tiny_engine(), TINY, lambda done, of: None)
    kept = tmp_path / ".P1.partial"
    with pytest.raises(KeyboardInterrupt):
        listen(path, Stops(tiny_engine(), after=2), TINY, lambda done, of: None, Kept(kept, "key"))
    rest = Stops(tiny_engine(), after=1)
    assert listen(path, rest, TINY, lambda done, of: None, Kept(kept, "key")) == whole
    assert rest.left == 0
