"""Changes to frameworks: brought in, what is mapped onto them, and the summaries in the matrix."""

from __future__ import annotations

from collections.abc import Sequence

from qualkit.journal.rows import changed, made, removed
from qualkit.model import Case, CellSummary, Draft, Framework, FrameworkDimension, FrameworkPlace


def add_framework(framework: Framework, dimensions: Sequence[FrameworkDimension]) -> Draft:
    """A framework comes in with its dimensions."""
    return Draft(
        kind="add_framework",
        subject=framework.id,
        deltas=(made("framework", framework), *(made("framework_dimension", one) for one in dimensions)),
        summary=f"brought in the framework “{framework.name}” of {len(dimensions)} dimensions",
    )


def revise_framework(
    framework: Framework,
    was: Sequence[FrameworkDimension],
    now: Sequence[FrameworkDimension],
    *,
    places: Sequence[FrameworkPlace],
    summaries: Sequence[CellSummary],
) -> Draft:
    """Dimensions are renamed, defined anew, added, put in another order or taken out with what rested on them."""
    old, kept = {one.id: one for one in was}, {one.id for one in now}
    gone = [*(removed("framework_place", one) for one in places if one.dimension_id in old.keys() - kept)]
    gone += [removed("cell_summary", one) for one in summaries if one.about_id in old.keys() - kept]
    gone += [removed("framework_dimension", one) for one in was if one.id not in kept]
    written = [
        changed("framework_dimension", old[one.id], name=one.name, definition=one.definition, position=one.position)
        for one in now
        if one.id in old and one != old[one.id]
    ]
    new = [made("framework_dimension", one) for one in now if one.id not in old]
    return Draft(
        kind="revise_framework",
        subject=framework.id,
        deltas=(*gone, *written, *new),
        summary=f"changed the dimensions of the framework “{framework.name}”",
    )


def remove_framework(
    framework: Framework,
    dimensions: Sequence[FrameworkDimension],
    places: Sequence[FrameworkPlace],
    summaries: Sequence[CellSummary],
) -> Draft:
    """A framework goes, with what was mapped onto it and what was summarised under its dimensions."""
    gone = [*(removed("framework_place", one) for one in places), *(removed("cell_summary", one) for one in summaries)]
    gone += [removed("framework_dimension", one) for one in dimensions]
    return Draft(
        kind="remove_framework",
        subject=framework.id,
        deltas=(*gone, removed("framework", framework)),
        summary=f"took the framework “{framework.name}” out",
    )


def map_onto(
    framework: Framework, new: Sequence[FrameworkPlace], old: Sequence[FrameworkPlace], *, named: str, told: str
) -> Draft:
    """A code or a theme (`named`) is mapped on dimensions of a framework (`told`), or on none of them."""
    return Draft(
        kind="map_onto_framework",
        subject=framework.id,
        target=(new or old)[0].about_id,
        deltas=(*(removed("framework_place", one) for one in old), *(made("framework_place", one) for one in new)),
        summary=f"mapped {named} on {told} of “{framework.name}”",
    )


def write_summary(summary: CellSummary, was: CellSummary | None, case: Case, column: str) -> Draft:
    """What a case says on a theme or a dimension is summed up, anew or for the first time; an empty text goes."""
    if was is None:
        delta = made("cell_summary", summary)
    elif summary.text:
        delta = changed("cell_summary", was, text=summary.text, by=summary.by, at=summary.at)
    else:
        delta = removed("cell_summary", was)
    return Draft(
        kind="write_summary",
        subject=was.id if was else summary.id,
        target=case.id,
        deltas=(delta,),
        summary=f"summed up what {case.name} says on “{column}”",
    )
