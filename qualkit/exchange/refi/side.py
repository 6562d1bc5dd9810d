"""What REFI-QDA cannot hold, in a file of its own beside the project: qualkit reads it back, other programs pass it by.

It is made by reading the project as anybody would and noting what is missing or different, so it is complete by the way
it is made: whatever the project loses is in it, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, astuple, fields, replace
from types import NoneType
from typing import Any, get_args, get_type_hints

from qualkit.exchange.bundle import Bundle
from qualkit.exchange.further import FURTHER
from qualkit.model import (
    Attribute,
    Case,
    Code,
    Coder,
    Coding,
    Grouping,
    Interview,
    Memo,
    Problem,
    Recording,
    Segment,
    Theme,
    ThemeCode,
    TimedWord,
    TranscriptText,
    Turn,
    Variable,
)

FORMAT = 1
LARGEST = 2**53
NOUNS: dict[str, type[Any]] = {
    "coders": Coder,
    "variables": Variable,
    "cases": Case,
    "attributes": Attribute,
    "interviews": Interview,
    "recordings": Recording,
    "codes": Code,
    "segments": Segment,
    "codings": Coding,
    "memos": Memo,
    "themes": Theme,
    "theme_codes": ThemeCode,
    "groupings": Grouping,
}


def side_bytes(meant: Bundle, held: Bundle) -> bytes:
    """What of the meant nouns the held ones, as they were read back, do not say."""
    body: dict[str, Any] = {"format": FORMAT, "about": "What qualkit knows and REFI-QDA cannot hold.", "nouns": {}}
    for name in NOUNS:
        body["nouns"][name] = _difference(getattr(meant, name), getattr(held, name))
    body["further"] = {noun: [asdict(one) for one in rows] for noun, rows in meant.further.items()}
    body["texts"] = {i: _timing(text) for i, text in meant.texts.items() if text != held.texts.get(i)}
    return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _difference(meant: Iterable[Any], held: Iterable[Any]) -> dict[str, Any]:
    there = {one.id: one for one in held}
    changed, ids = {}, set()
    for one in meant:
        ids.add(one.id)
        other = there.get(one.id)
        names = [f.name for f in fields(one) if f.name != "id"]
        values = {n: getattr(one, n) for n in names if other is None or getattr(one, n) != getattr(other, n)}
        if values:
            changed[one.id] = values
    return {"are": changed, "are not": sorted(there.keys() - ids)}


def _timing(text: TranscriptText) -> dict[str, Any]:
    turns, words = [astuple(one) for one in text.turns], [astuple(one) for one in text.words]
    return {"source": text.source, "turns": turns, "words": words}


# ---- back in ----


def with_side(bundle: Bundle, body: bytes, where: str) -> Bundle:
    """The bundle as it was meant; a side file that somebody changed is taken as far as it makes sense, and told."""
    try:
        side = json.loads(body)
        nouns, texts = side["nouns"], side["texts"]
        for name, cls in NOUNS.items():
            setattr(bundle, name, _as_meant(getattr(bundle, name), cls, nouns.get(name, {})))
        bundle.further = {
            noun: [cls(**_typed(cls, one)) for one in side.get("further", {}).get(noun, ())]
            for noun, cls in FURTHER.items()
        }
        bundle.texts = {i: _timed(text, texts.get(i)) for i, text in bundle.texts.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        told = "qualkit's own notes in it cannot be read; the rest came in as the standard holds it"
        bundle.problems.append(Problem(where, told, "Export it from the study again."))
    return bundle


def _as_meant(held: Iterable[Any], cls: type[Any], side: Mapping[str, Any]) -> list[Any]:
    gone = set(side.get("are not", ()))
    rows = {one.id: one for one in held if one.id not in gone}
    for noun_id, values in side.get("are", {}).items():
        given = _typed(cls, values)
        rows[noun_id] = replace(rows[noun_id], **given) if noun_id in rows else cls(id=noun_id, **given)
    return list(rows.values())


def _typed(cls: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the noun has them. Raises TypeError where one is of another type, or names no field."""
    hints = get_type_hints(cls)
    typed = {}
    for name, value in values.items():
        value = tuple(value) if isinstance(value, list) else value
        if not _is_of(value, hints.get(name)):
            raise TypeError(f"{name} of {cls.__name__} is {value!r}")
        typed[name] = value
    return typed


def _is_of(value: object, hint: Any) -> bool:
    """Whether a value is of a field's type, and one that a database takes."""
    options = get_args(hint) or (hint,)
    if isinstance(value, tuple):
        return "tuple" in str(hint) and all(_is_of(one, str | int) for one in value)
    if isinstance(value, str):
        return (str in options or value in options) and _is_text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int in options and abs(value) < LARGEST
    return (isinstance(value, float) and float in options) or (value is None and NoneType in options)


def _is_text(value: str) -> bool:
    """Whether it has no half of a character, which JSON can spell and nothing can store."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _timed(text: TranscriptText, side: Mapping[str, Any] | None) -> TranscriptText:
    if side is None:
        return text
    turns = tuple(Turn(*_each(Turn, one)) for one in side["turns"])
    words = tuple(TimedWord(*_each(TimedWord, one)) for one in side["words"])
    return replace(text, turns=turns, words=words, source=str(side["source"]))


def _each(cls: type[Any], values: Iterable[Any]) -> list[Any]:
    """Positional values of a noun, of the right types. Raises TypeError, ValueError."""
    names = [f.name for f in fields(cls)]
    return list(_typed(cls, dict(zip(names, values, strict=True))).values())
