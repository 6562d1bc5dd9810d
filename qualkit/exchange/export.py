"""What an export is made of, and what can be asked of it."""

from __future__ import annotations

from dataclasses import dataclass

from qualkit.documents.blocks import Block
from qualkit.exchange.audit_filter import EVERYTHING, Only
from qualkit.exchange.tables import Table
from qualkit.model import Problem
from qualkit.text.layout import PLAIN as PLAIN_LAYOUT
from qualkit.text.layout import Layout


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export: the ending of its name, and its bytes."""

    suffix: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Export:
    """What an export consists of, the named file first; what it cannot hold; and its beginning as a table."""

    parts: tuple[Part, ...]
    preview: Table
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What can be asked of an export.

    Attributes
    ----------
    flat : bool
        Names of child codes without leading spaces.
    named : bool
        People by their names.
    recordings : bool
        With sound and video.
    layout : Layout
        How transcripts that people read are laid out; codings refer to the verbatim text in any case.
    only : Only
        What an audit is to be about.
    sections : tuple of Block
        What a report says beside what this stage knows, such as its part on saturation.
    """

    flat: bool = False
    named: bool = False
    recordings: bool = False
    only: Only = EVERYTHING
    sections: tuple[Block, ...] = ()
    layout: Layout = PLAIN_LAYOUT


PLAIN = Wish()
