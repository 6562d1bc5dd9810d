"""Changes to groupings of codes that came in with a file."""

from __future__ import annotations

from qualkit.journal.rows import changed, made
from qualkit.model import Draft, Grouping


def keep_grouping(grouping: Grouping) -> Draft:
    """A file's grouping of codes is kept; it is not a theme."""
    return Draft(
        kind="keep_grouping",
        subject=grouping.id,
        deltas=(made("grouping", grouping),),
        summary=f"kept the imported grouping “{grouping.name}” of {len(grouping.code_ids)} codes",
    )


def widen_grouping(grouping: Grouping, code_ids: tuple[str, ...]) -> Draft:
    """A file adds codes to a grouping that is there."""
    return Draft(
        kind="widen_grouping",
        subject=grouping.id,
        deltas=(changed("grouping", grouping, code_ids=[*grouping.code_ids, *code_ids]),),
        summary=f"added {len(code_ids)} codes to the imported grouping “{grouping.name}”",
    )
