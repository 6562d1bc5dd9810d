"""Reading recordings, and saying in plain words why one cannot be read."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from transcribe_inputs import RATE, silence, tone, write_wav

from qualkit.errors import BadFile
from qualkit.transcribe.audio import hear_different_voices, probe, read_sound


def encode(path: Path, samples: np.ndarray, codec: str, **options: str) -> Path:
    """A recording in another container, made with the libraries that read it."""
    import av

    with av.open(str(path), "w", options=options) as container:
        stream = container.add_stream(codec, rate=RATE)
        stream.layout = "mono"
        for at in range(0, len(samples), 1024):
            frame = av.AudioFrame.from_ndarray(samples[None, at : at + 1024], format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def taking_turns(seconds: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Two microphones, each with its own speaker."""
    pairs = [(tone(1), silence(1)) if n % 2 else (silence(1), tone(1, hertz=300)) for n in range(seconds)]
    left, right = zip(*pairs, strict=True)
    return np.concatenate(left), np.concatenate(right)


def test_samples_come_out_as_they_went_in(tmp_path: Path) -> None:
    samples = tone(1)
    (channel,) = read_sound(write_wav(tmp_path / "a.wav", samples)).channels
    assert np.array_equal(channel, samples)


@pytest.mark.parametrize("rate", [8_000, 44_100, 96_000])
def test_every_rate_becomes_sixteen_kilohertz(tmp_path: Path, rate: int) -> None:
    samples = np.asarray(np.sin(2 * np.pi * 440 * np.arange(rate) / rate) * 9000, np.int16)
    sound = read_sound(write_wav(tmp_path / "a.wav", samples, rate=rate))
    assert sound.duration_ms == pytest.approx(1000, abs=5)
    peaks = np.abs(np.fft.rfft(sound.channels[0][:RATE].astype(float)))
    assert int(np.argmax(peaks)) == pytest.approx(440, abs=2)


@pytest.mark.parametrize(("suffix", "codec"), [("m4a", "aac"), ("ogg", "libopus"), ("flac", "flac"), ("mp3", "mp3")])
def test_what_recorders_and_telephones_write_is_read(tmp_path: Path, suffix: str, codec: str) -> None:
    sound = read_sound(encode(tmp_path / f"a.{suffix}", tone(3), codec))
    assert sound.duration_ms == pytest.approx(3000, abs=120)


def test_six_channels_become_one(tmp_path: Path) -> None:
    sound = read_sound(write_wav(tmp_path / "a.wav", *[tone(1)] * 6))
    assert len(sound.channels) == 1
    assert np.abs(sound.channels[0][:]).max() > 3000


def test_two_channels_of_one_room_become_one(tmp_path: Path) -> None:
    left, right = taking_turns()
    room = left // 2 + right // 8
    sound = read_sound(write_wav(tmp_path / "a.wav", room, np.roll(room, 30) // 2))
    assert len(sound.channels) == 1


def test_two_channels_with_a_speaker_each_stay_apart_unless_they_are_to_be_mixed(tmp_path: Path) -> None:
    left, right = taking_turns()
    path = write_wav(tmp_path / "a.wav", left, right)
    assert np.array_equal(read_sound(path).channels[1], right)
    assert len(read_sound(path, apart=False).channels) == 1


def test_a_channel_with_nothing_on_it_is_not_a_second_speaker() -> None:
    assert not hear_different_voices(tone(2), silence(2))


@pytest.mark.parametrize(("bleed", "apart"), [(0.0, True), (0.15, True), (0.4, False), (0.9, False)])
def test_microphones_that_hear_both_people_well_are_no_better_than_one(
    shared: Path, tmp_path: Path, bleed: float, apart: bool
) -> None:
    """Otherwise every sentence would be written down twice."""
    speech = read_sound(shared / "audio" / "spontaneous-1.flac").channels[0][:].astype(float)
    turns = np.arange(len(speech)) // (3 * RATE) % 2
    one, other = speech * (turns == 0), speech * (turns == 1)
    channels = ((own + bleed * away).astype(np.int16) for own, away in ((one, other), (other, one)))
    sound = read_sound(write_wav(tmp_path / "interview.wav", *channels))
    assert len(sound.channels) == (2 if apart else 1)


def test_two_people_who_talk_at_once_on_two_channels_are_told_apart(shared: Path) -> None:
    assert len(read_sound(shared / "audio" / "stereo-two-speakers.flac").channels) == 2


# ---- what cannot be read ----


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "zero.wav").touch()
    with pytest.raises(BadFile, match=r"“zero.wav” is empty \(0 bytes\)"):
        probe(tmp_path / "zero.wav")


def test_a_text_with_the_name_of_a_recording_is_not_a_recording(tmp_path: Path) -> None:
    (tmp_path / "text.mp3").write_text("Interviewer: How do you get to work?\n" * 200)
    with pytest.raises(BadFile, match=r"“text.mp3” is not a recording that can be read"):
        probe(tmp_path / "text.mp3")


def test_a_picture_has_no_audio_track(tmp_path: Path) -> None:
    import av

    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 64
        for _ in range(5):
            picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    with pytest.raises(BadFile, match="has no audio track"):
        probe(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_says_so(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", tone(1))
    path.chmod(0)
    with pytest.raises(BadFile, match="permission denied"):
        probe(path)


@pytest.mark.parametrize(("suffix", "codec"), [("flac", "flac"), ("mp3", "mp3")])
def test_a_recording_that_was_cut_is_not_taken_for_whole(tmp_path: Path, suffix: str, codec: str) -> None:
    whole = encode(
        tmp_path / f"whole.{suffix}", np.random.default_rng(0).integers(-9000, 9000, 20 * RATE).astype(np.int16), codec
    )
    cut = tmp_path / f"cut.{suffix}"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with pytest.raises(BadFile, match=r"“cut\.\w+” breaks off: only \d+ of 20 seconds are there"):
        read_sound(cut)


def test_a_cut_wav_file_is_not_taken_for_whole(tmp_path: Path) -> None:
    whole = write_wav(tmp_path / "whole.wav", tone(10))
    cut = tmp_path / "cut.wav"
    cut.write_bytes(whole.read_bytes()[:160_000])
    with pytest.raises(BadFile, match="only 5 of 10 seconds"):
        read_sound(cut)


def test_a_wav_file_of_a_recorder_that_never_wrote_its_length_is_read(tmp_path: Path) -> None:
    content = bytearray(write_wav(tmp_path / "a.wav", tone(2)).read_bytes())
    content[4:8] = content[40:44] = b"\xff\xff\xff\xff"
    (tmp_path / "streamed.wav").write_bytes(content)
    assert read_sound(tmp_path / "streamed.wav").duration_ms == 2000


def test_a_playlist_opens_nothing(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone(1))
    (tmp_path / "list.m3u8").write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.wav\n#EXT-X-ENDLIST\n")
    with pytest.raises(BadFile):
        probe(tmp_path / "list.m3u8")


def test_a_name_with_a_line_break_and_other_letters_is_read(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "مقابلة\nأولى.wav", tone(1))
    assert probe(path).duration_ms == 1000
