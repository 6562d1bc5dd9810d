"""The language that pages speak: English, as it stands in the source, or a catalogue of qualkit/ui/locale."""

from __future__ import annotations

import gettext
import os
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "qualkit"
WHOLE: frozenset[str] = frozenset()
"""Languages that are translated to the end: a browser gets only these; a part is for who asks by the setting."""
SETTING = "QUALKIT_LANGUAGE"


def _(text: str, /, **filled: object) -> str:
    """A text in the language of the page, with what stands in braces filled in."""
    told = said(text, wanted())
    return told.format(**filled) if filled else told


def plural(one: str, many: str, n: int, /, **filled: object) -> str:
    """A text about a number, `{n}` in it, in the form that the language of the page has for that number."""
    return in_number(one, many, n, wanted()).format(n=n, **filled)


def said(text: str, language: str) -> str:
    """A text in a language, as its catalogue has it."""
    return _catalogue(language).gettext(text) if text else ""


def in_number(one: str, many: str, n: int, language: str) -> str:
    """A text about a number in the form that a language has for it, as its catalogue has it."""
    return _catalogue(language).ngettext(one, many, n)


def marked(text: str, /) -> str:
    """The text as it is: said where a module is read, before any page has a language; `_` translates it when shown."""
    return text


def spoken(texts: Mapping[Key, str]) -> Callable[[Key], str]:
    """For `format_func`: what an option is called, of texts that were `marked`."""
    return lambda option: _(texts[option])


def headings(columns: Mapping[str, Any]) -> dict[str, Any]:
    """For `column_config`: columns whose headings were `marked`."""
    return {name: _(one) if isinstance(one, str) else one and _headed(one) for name, one in columns.items()}


def _headed(column: dict[str, Any]) -> dict[str, Any]:
    return {**column, **{part: _(text) for part in ("label", "help") if (text := column.get(part))}}


def translated(words: Any) -> Any:
    """What a component of the browser says: its texts that were `marked`, in whatever dicts and lists they stand."""
    if isinstance(words, Mapping):
        return {name: translated(one) for name, one in words.items()}
    return _(words) if isinstance(words, str) else [translated(one) for one in words]


def wanted() -> str:
    """The language to speak: QUALKIT_LANGUAGE, else the browser's; empty, for English, where there is no catalogue."""
    setting = os.environ.get(SETTING)
    if setting:
        return _nearest(setting, _known(LOCALE))
    return _nearest(_of_browser(), _known(LOCALE) & WHOLE) if WHOLE else ""


def _nearest(asked: str, known: frozenset[str]) -> str:
    """The language itself, "pt_BR", else the one that it is a kind of, "pt"."""
    full = asked.replace("-", "_")
    return next((one for one in (full, full.partition("_")[0]) if one in known), "")


def _of_browser() -> str:
    """The language of the browser; empty outside a page, as in a command."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    return (st.context.locale or "") if get_script_run_ctx(suppress_warning=True) else ""


@cache
def _known(folder: Path) -> frozenset[str]:
    return frozenset(path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of one of the known languages, read once."""
    return gettext.translation(DOMAIN, LOCALE, [language]) if language else gettext.NullTranslations()
