"""Changes to the links between themes, and thematic maps that are kept."""

from __future__ import annotations

from qualkit.journal.rows import changed, made, removed
from qualkit.model import Draft, Theme, ThemeLink, ThemeMap


def link_themes(link: ThemeLink, start: Theme, end: Theme) -> Draft:
    """A researcher says how one theme bears on another."""
    return Draft(
        kind="link_themes",
        subject=link.id,
        target=end.id,
        deltas=(made("theme_link", link),),
        summary=f"linked the theme “{start.name}” with “{end.name}”: {link.name or 'no word for it'}",
    )


def name_link(link: ThemeLink, name: str) -> Draft:
    """Another word for how one theme bears on another."""
    return Draft(
        kind="name_link",
        subject=link.id,
        deltas=(changed("theme_link", link, name=name),),
        summary=f"named the link “{link.name}” “{name}”",
    )


def unlink_themes(link: ThemeLink, start: Theme, end: Theme) -> Draft:
    """A link between themes goes."""
    return Draft(
        kind="unlink_themes",
        subject=link.id,
        target=end.id,
        deltas=(removed("theme_link", link),),
        summary=f"took the link “{link.name}” between “{start.name}” and “{end.name}” away",
    )


def keep_map(kept: ThemeMap) -> Draft:
    """The thematic map as it stands is kept under the day."""
    return Draft(
        kind="keep_map",
        subject=kept.id,
        deltas=(made("theme_map", kept),),
        summary=f"kept the thematic map “{kept.name}”",
    )
