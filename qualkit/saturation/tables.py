"""Tables out, as spreadsheets read them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualkit.errors import BadFile, UnknownFormat
from qualkit.saturation.result import Saturation, per_interview
from qualkit.settings import write_whole


def write_table(result: Saturation, path: Path) -> None:
    """The curve as comma-separated values, one row per interview.

    Raises
    ------
    UnknownFormat
        The name does not end in .csv.
    BadFile
        The file cannot be written there.
    """
    if path.suffix.lower() != ".csv":
        raise UnknownFormat(path.suffix or path.name, [".csv"])
    with telling_why(path):
        write_whole(path, csv_bytes(result))


def csv_bytes(result: Saturation) -> bytes:
    """The curve's table as spreadsheets read it: UTF-8 with its mark."""
    return per_interview(result).to_csv(index=False).encode("utf-8-sig")


@contextmanager
def telling_why(path: Path) -> Iterator[None]:
    """A folder that is missing or closed is said plainly."""
    try:
        yield
    except OSError as error:
        hint = "Name a file in a folder that is there and may be written to."
        raise BadFile(f"“{path}” cannot be written: {error.strerror}.", hint=hint) from None
