"""Changes to themes, and what was decided about suggested groupings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualkit.journal.rows import changed, made, removed
from qualkit.model import Aside, Decision, Draft, Theme, ThemeCode


def create_theme(theme: Theme, codes: Sequence[ThemeCode], decision: Decision | None = None) -> Draft:
    """A researcher makes a theme, by hand or (with its decision) out of a suggested grouping."""
    decided = (made("decision", decision),) if decision else ()
    summary = f"made the theme “{theme.name}” of {len(codes)} codes"
    return Draft(
        kind="confirm_candidate" if decision else "create_theme",
        subject=theme.id,
        target=decision.candidate_id if decision else None,
        deltas=(made("theme", theme), *(made("theme_code", code) for code in codes), *decided),
        summary=summary + (f" from suggested grouping {decision.label}" if decision else ""),
    )


def merge_candidate(decision: Decision, theme: Theme, codes: Sequence[ThemeCode]) -> Draft:
    """The codes of a suggested grouping join a theme that is there."""
    return Draft(
        kind="merge_candidate",
        subject=theme.id,
        target=decision.candidate_id,
        deltas=(*(made("theme_code", code) for code in codes), made("decision", decision)),
        summary=f"put {len(codes)} codes of suggested grouping {decision.label} into the theme “{theme.name}”",
    )


def reject_candidate(decision: Decision) -> Draft:
    """A researcher sets a suggested grouping aside."""
    return Draft(
        kind="reject_candidate",
        subject=decision.candidate_id,
        deltas=(made("decision", decision),),
        summary=f"rejected the suggested grouping {decision.label}",
    )


def edit_theme(theme: Theme, **after: Any) -> Draft:
    """Name, concept, definition, status, parent or position of a theme change."""
    if "name" in after:
        return Draft(
            kind="rename_theme",
            subject=theme.id,
            deltas=(changed("theme", theme, **after),),
            summary=f"renamed the theme “{theme.name}” to “{after['name']}”",
        )
    return Draft(
        kind="edit_theme",
        subject=theme.id,
        deltas=(changed("theme", theme, **after),),
        summary=f"changed {', '.join(after)} of the theme “{theme.name}”",
    )


def place_code(place: ThemeCode, theme: Theme, code_name: str) -> Draft:
    """A code joins a theme."""
    return Draft(
        kind="place_code",
        subject=theme.id,
        target=place.code_id,
        deltas=(made("theme_code", place),),
        summary=f"put the code “{code_name}” into the theme “{theme.name}”",
    )


def take_code_out(place: ThemeCode, theme: Theme, code_name: str) -> Draft:
    """A code leaves a theme."""
    return Draft(
        kind="take_code_out",
        subject=theme.id,
        target=place.code_id,
        deltas=(removed("theme_code", place),),
        summary=f"took the code “{code_name}” out of the theme “{theme.name}”",
    )


def move_code(place: ThemeCode, old: Theme, new: Theme, code_name: str) -> Draft:
    """A code leaves one theme for another."""
    return Draft(
        kind="move_code_to_theme",
        subject=new.id,
        target=place.code_id,
        deltas=(changed("theme_code", place, theme_id=new.id),),
        summary=f"moved the code “{code_name}” from the theme “{old.name}” to “{new.name}”",
    )


def set_aside(aside: Aside, code_name: str) -> Draft:
    """A code is put beside the themes for now."""
    told = "fitting nowhere" if aside.place == "fits nowhere" else "set aside"
    return Draft(
        kind="set_code_aside",
        subject=aside.code_id,
        deltas=(made("aside", aside),),
        summary=f"put the code “{code_name}” down as {told}",
    )


def take_back(aside: Aside, code_name: str) -> Draft:
    """A code that was put beside the themes is among those to be placed again."""
    return Draft(
        kind="take_code_back",
        subject=aside.code_id,
        deltas=(removed("aside", aside),),
        summary=f"took the code “{code_name}” back from “{aside.place}”",
    )
