"""All of `qualkit themes`: the group, with the commands of each of its files."""

from __future__ import annotations

from qualkit.cli import themes_framework, themes_map, themes_quotes, themes_shape, themes_views
from qualkit.cli.themes import themes

__all__ = ["themes", "themes_framework", "themes_map", "themes_quotes", "themes_shape", "themes_views"]
