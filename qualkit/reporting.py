"""What the stages say in a report of the whole study, brought together where all of them can be seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qualkit.documents.blocks import Block, Heading, Picture, Rows, Text
from qualkit.exchange.export import Wish
from qualkit.study import Study

if TYPE_CHECKING:
    from qualkit.saturation.result import Saturation

STEPS = ("Interview", "New codes", "Codes so far")


def completed(wish: Wish, study: Study, format_name: str) -> Wish:
    """The wish with what other stages say in that format."""
    return replace(wish, sections=report_sections(study, named=wish.named)) if format_name == "report" else wish


def report_sections(study: Study, *, named: bool = False) -> tuple[Block, ...]:
    """The part on sampling and sufficiency, with interviews by number unless their names are asked for.

    Counts of new codes are left out of a reflexive study: there meaning is generated rather than excavated.
    """
    from qualkit.saturation.actions import drawn_from, saturation, study_records
    from qualkit.saturation.drawing import png
    from qualkit.saturation.gallery import figure
    from qualkit.saturation.report import caption_lines, notes
    from qualkit.saturation.reporting_items import methods

    counted, records = saturation(study), study_records(study)
    result = counted if named else _numbered(counted)
    blocks: list[Block] = [Heading("Sampling and sufficiency"), Text(methods(result, records))]
    if records.reflexive or not result.steps:
        return tuple(blocks)
    blocks.append(Rows(STEPS, [(step.interview, step.new, step.cumulative) for step in result.steps]))
    chart, _ = figure("curve", drawn_from(result))
    blocks += [Picture(png(chart), " ".join(caption_lines(result)))] if chart else []
    return (*blocks, *(Text(note) for note in notes(result)))


def _numbered(result: Saturation) -> Saturation:
    """The same with "Interview 1" for the first: an interview's name may be a person's."""
    names = tuple(f"Interview {place}" for place, _ in enumerate(result.matrix.interviews, start=1))
    steps = tuple(replace(step, interview=name) for step, name in zip(result.steps, names, strict=True))
    return replace(result, matrix=replace(result.matrix, interviews=names), steps=steps)
