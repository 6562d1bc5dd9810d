"""From the database format of an older qualkit to today's, step by step; `docs/architecture.md` says how to add one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, select, update

from qualkit.errors import NewerStudy
from qualkit.store.schema import meta, metadata

FIRST = 1
"""The format before any step."""


@dataclass(frozen=True, slots=True)
class Step:
    """What leads from one format to the next: SQL statements, and what they are for."""

    what: str
    statements: tuple[str, ...]


STEPS: tuple[Step, ...] = (
    Step("memos have the day they are about", ("ALTER TABLE memos ADD COLUMN date TEXT DEFAULT ''",)),
    Step(
        "themes have what they are not, and their story",
        (
            "ALTER TABLE themes ADD COLUMN exclude TEXT DEFAULT ''",
            "ALTER TABLE themes ADD COLUMN story TEXT DEFAULT ''",
        ),
    ),
)
"""In order, the first leads to format 2. A step that was released is never changed: studies stand on it."""


def current_format(steps: Sequence[Step] = STEPS) -> int:
    """Number of the format that this qualkit writes."""
    return FIRST + len(steps)


def format_of(connection: Connection) -> int:
    """Number of the format that a study's database has."""
    return int(connection.execute(select(meta.c.value).where(meta.c.key == "format")).scalar_one())


def is_due(connection: Connection) -> bool:
    """Whether steps are to be taken before this qualkit can work with the database.

    Raises
    ------
    NewerStudy
        A newer qualkit wrote it.
    """
    found, known = format_of(connection), current_format()
    if found > known:
        raise NewerStudy(found, known)
    return found < known


def lacks_tables(connection: Connection) -> bool:
    """Whether nouns came after the study was made, whose tables are still to be made."""
    return bool(set(metadata.tables) - set(inspect(connection).get_table_names()))


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> None:
    """Take the steps that a database lacks, and make the tables that it lacks; for one transaction, all or nothing.

    The format is read again here, under the write lock: another process may have been quicker.
    """
    for step in steps[format_of(connection) - FIRST :]:
        for statement in step.statements:
            connection.exec_driver_sql(statement)
    metadata.create_all(connection)
    reached = str(current_format(steps))
    connection.execute(update(meta).where(meta.c.key == "format").values(value=reached))
