"""Speak the example study's scripts: one recording per script, the interviewer left and the participant right.

Only needed when a script in projects/example/script/ was changed. Needs two programs that Debian packages:
`apt-get install flite ffmpeg`. Run it from the repository's root:

    python examples/speak_example.py [P01 ...]
"""

from __future__ import annotations

import array
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "projects" / "example"
RATE = 16_000
PAUSE_S = 0.7
FEMALE, MALE = "slt", "rms"
# Whose voice is whose changes, so that no stage can tell the interviewer by the voice.
VOICES = {"P01": (MALE, FEMALE), "P02": (FEMALE, MALE), "P03": (MALE, FEMALE)}


def turns(script: str) -> list[tuple[bool, str]]:
    """(spoken by the interviewer, words) for each turn of a script."""
    lines = [line.partition(": ") for line in script.splitlines() if line.strip()]
    return [(speaker == "Interviewer", words) for speaker, _, words in lines]


def spoken(words: str, voice: str) -> array.array[int]:
    """The words as 16-bit samples at 16 kHz, one channel."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        stretch = ["--setf", "duration_stretch=1.04"]
        command = ["flite", "-voice", voice, *stretch, "-t", words, "-o", file.name]
        subprocess.run(command, check=True)
        with wave.open(file.name) as sound:
            if (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) != (RATE, 1, 2):
                raise SystemExit(f"flite's voice {voice} does not speak at {RATE} Hz in one channel of 16 bits.")
            return array.array("h", sound.readframes(sound.getnframes()))


def conversation(script: str, voices: tuple[str, str]) -> array.array[int]:
    """Left and right samples in turn: who does not speak is silent, as with two microphones."""
    pause = array.array("h", [0] * int(2 * RATE * PAUSE_S))
    samples = array.array("h", pause)
    for interviewer, words in turns(script):
        speech = spoken(words, voices[0 if interviewer else 1])
        stereo = array.array("h", [0] * (2 * len(speech)))
        stereo[0 if interviewer else 1 :: 2] = speech
        samples += stereo + pause
    return samples


def write_opus(samples: array.array[int], target: Path) -> None:
    """Encode for speech; 26 kbit/s for both channels is 0.4 MB for two minutes."""
    codec = ["-c:a", "libopus", "-b:a", "26k", "-application", "voip", "-map_metadata", "-1"]
    source = ["-f", "s16le", "-ar", str(RATE), "-ac", "2", "-i", "pipe:0"]
    quiet = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-y"]
    command = [*quiet, *source, *codec, "-fflags", "+bitexact", str(target)]
    subprocess.run(command, input=samples.tobytes(), check=True)


def main(names: list[str]) -> None:
    """Speak the named scripts, or all of them."""
    for name in names or sorted(VOICES):
        script = (EXAMPLE / "script" / f"{name}.txt").read_text(encoding="utf-8")
        target = EXAMPLE / "recordings" / f"{name}.opus"
        samples = conversation(script, VOICES[name])
        write_opus(samples, target)
        print(f"{target.name}: {len(samples) / 2 / RATE:.0f} s, {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
