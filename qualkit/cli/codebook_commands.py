"""`qualkit codebook` with all its commands: those on single codes, on many passages, and on versions."""

from __future__ import annotations

from qualkit.cli import code_sets, recoding, versions
from qualkit.cli.codebook import codebook

__all__ = ["code_sets", "codebook", "recoding", "versions"]
