"""qualkit: from a folder of interview recordings to a defensible thematic analysis, on your own computer.

>>> import qualkit
>>> study = qualkit.open_study("projects/example")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from qualkit.errors import QualkitError

if TYPE_CHECKING:
    from qualkit.study import Study, create_study, open_study

__all__ = ["QualkitError", "Study", "create_study", "open_study"]


def __getattr__(name: str) -> Any:
    """Read the study module (and with it SQLAlchemy) only when it is asked for."""
    if name in __all__:
        return getattr(import_module("qualkit.study"), name)
    raise AttributeError(f"module 'qualkit' has no attribute {name!r}")
