"""The codebook as a table in NVivo's words. NVivo itself takes codes from the .qdc beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from qualkit.coding.codebook import Entry
from qualkit.model import Code

COLUMNS = (
    "Name",
    "Description",
    "Files",
    "References",
    "Hierarchical Name",
    "Parent",
    "Level",
    "Aggregate References",
    "Color",
    "Status",
    "Created On",
    "Created By",
    "Modified On",
    "Modified By",
    "Code GUID",
    "Codebook Version",
)
SYSTEM_FOLDER = "Codes"
INDENT = "  "


def codebook_rows(
    entries: Iterable[Entry], *, modified: Mapping[str, tuple[str, str]], version: str, flat: bool = False
) -> list[list[object]]:
    """Rows of the codebook table, depth first.

    Parameters
    ----------
    entries : iterable of Entry
        The codes in use as a tree.
    modified : mapping
        Who last changed each code, and when, by id.
    version : str
        The codebook's version, such as "v2".
    flat : bool
        Leave out the two spaces per level before the name.

    Returns
    -------
    list of list
        One row per code: `COLUMNS`. Files are the interviews with at least one reference of the code itself, References
        its own ones; Level counts from 1.
    """
    rows: list[list[object]] = []
    above: list[str] = []
    for entry in entries:
        above = [*above[: entry.level], entry.code.name]
        rows.append(_row(entry, above, modified.get(entry.code.id, ("", "")), version, flat))
    return rows


def _row(entry: Entry, names: list[str], modified: tuple[str, str], version: str, flat: bool) -> list[object]:
    code = entry.code
    return [
        code.name if flat else INDENT * entry.level + code.name,
        description(code),
        entry.files,
        entry.references,
        hierarchical_name(names),
        names[-2] if entry.level else "",
        entry.level + 1,
        entry.aggregate,
        code.color,
        code.status,
        code.created_at,
        code.created_by,
        modified[1],
        modified[0],
        code.id,
        version,
    ]


def hierarchical_name(names: Iterable[str]) -> str:
    r"""NVivo's name for a code by its path: `Codes\\Barriers\Privacy`, two backslashes after the system folder."""
    return rf"{SYSTEM_FOLDER}\\" + "\\".join(names)


def description(code: Code) -> str:
    """Definition, when to apply it, when not to and an example as one text, for programs that have one field."""
    parts = (
        ("", code.definition),
        ("Include: ", code.include),
        ("Exclude: ", code.exclude),
        ("Example: ", code.example),
    )
    return "\n".join(label + text for label, text in parts if text)


def described(code: Code, text: str) -> Code:
    """The code with the parts of a text that `description` wrote; any other text is its definition as a whole."""
    parts, rest = {}, f"\n{text}"
    for name in ("example", "exclude", "include"):
        rest, _, parts[name] = rest.partition(f"\n{name.capitalize()}: ")
    found = replace(
        code, definition=rest[1:], include=parts["include"], exclude=parts["exclude"], example=parts["example"]
    )
    return found if description(found) == text else replace(code, definition=text)
