"""What pages have shown, for what the browser asks beside Streamlit: who was shown no page is told nothing."""

from __future__ import annotations

import secrets
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

from qualkit.study import Study

T = TypeVar("T")

PRIVATE = {"Cache-Control": "no-store"}
GONE = {"problem": "This page is older than the workspace.", "hint": "Reload the page."}


class Shown(Generic[T]):
    """Things by names that cannot be guessed.

    A thing keeps its name as long as the server runs, however often it is opened anew; the name stands for the latest.
    """

    def __init__(self) -> None:
        self._names: dict[Hashable, str] = {}
        self._things: dict[str, T] = {}
        self._turn = Lock()  # every page runs in a thread of its own

    def name_of(self, thing: T, *known_by: Hashable) -> str:
        """The name by which a browser may ask; `known_by` is what the thing is the same by."""
        with self._turn:
            name = self._names.setdefault(known_by, secrets.token_urlsafe(16))
            self._things[name] = thing
            return name

    def get(self, name: str) -> T | None:
        """What goes by this name; None where nothing was shown under it."""
        return self._things.get(name)


STUDIES = Shown[Study]()


def name_of(study: Study) -> str:
    """The name by which a browser that was shown this study may ask about it."""
    return STUDIES.name_of(study, study.folder)
