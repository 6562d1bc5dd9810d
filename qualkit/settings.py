"""study.yaml: what a study is about and how it is done; edited by hand, checked whenever it is read."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from qualkit.errors import BadSettings
from qualkit.model import Approach
from qualkit.yaml_files import line_of, read_yaml, yaml_text

FILE = "study.yaml"


class Settings(BaseModel):
    """The keys of study.yaml, each with its default;

    One per line: `words` that a transcription should expect, `signs` that a key inserts while one types.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    title: str = ""
    question: str = ""
    language: str = "auto"
    approach: Approach = "not stated"
    orientation: Literal["", "inductive", "deductive", "both"] = ""
    coder: str = ""
    interviewer: str = ""
    words: str = ""
    signs: str = "[laughs]\n[gesture]\n[cries]\n[unclear]\n[both speak]"
    id: str = ""


def load_settings(folder: Path) -> Settings:
    """The settings of a study folder.

    Raises
    ------
    BadSettings
        The file is not YAML, or holds a key or value qualkit does not know; the message names the line.
    """
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
        values = read_yaml(text)
    except UnicodeDecodeError as error:
        raise BadSettings(f"“{path}” is not a text in UTF-8.", hint="Save it again as UTF-8.") from error
    except ValueError as error:
        raise BadSettings(f"“{path}” is not YAML: {error}.", hint="Check the colons and the indentation.") from error
    if not isinstance(values, dict):
        raise BadSettings(f"“{path}” holds no settings.", hint="Write one per line, such as: title: My study")
    return checked(values, lambda key: f"“{path}”, line {line_of(text, key)}: ")


def checked(values: Mapping[str, Any], where: Callable[[str], str] = lambda key: "") -> Settings:
    """Settings of these values; `where` names the place of a key for the message. Raises BadSettings."""
    try:
        return Settings.model_validate({str(key): "" if value is None else value for key, value in values.items()})
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        if first["type"] == "extra_forbidden":
            hint = f"It may hold: {', '.join(Settings.model_fields)}."
            raise BadSettings(f"{where(key)}“{key}” is not a setting.", hint=hint) from error
        allowed = get_args(Settings.model_fields[key].annotation)
        hint = f"It may be: {', '.join(str(value) for value in allowed if value)}." if allowed else "It must be a text."
        raise BadSettings(f"{where(key)}“{values[key]}” is not a value for {key}.", hint=hint) from error


def save_settings(folder: Path, settings: Settings) -> None:
    """Write study.yaml in one move, with a line above each key that says what it may be."""
    lines = [
        "# Settings of this study. Edit by hand or on the Study page; qualkit checks them when it opens the study."
    ]
    for key, field in Settings.model_fields.items():
        allowed = [str(value) for value in get_args(field.annotation) if value]
        if allowed:
            lines.append(f"# {key}: {' | '.join(allowed)}")
        lines.append(yaml_text({key: getattr(settings, key)}).strip())
    write_whole(folder / FILE, ("\n".join(lines) + "\n").encode())


def write_whole(path: Path, body: bytes) -> None:
    """Write a file so that a reader finds the old one or the new one, whole, whatever happens in between."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
