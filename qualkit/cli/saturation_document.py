"""What `qualkit saturation` was asked for, what was counted, and both as one document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qualkit.saturation.gallery import Subject
    from qualkit.saturation.published import Difference
    from qualkit.saturation.reporting_items import Records
    from qualkit.saturation.result import Codebooks, Saturation
    from qualkit.study import Study


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What was asked for on the command line."""

    matrix: tuple[Path, ...]
    way: str
    criterion: str
    codebook: str
    level: str
    unit: str
    order: str
    group: str
    salient: float
    figure: Path | None
    kind: str
    table: Path | None
    against: Path | None
    advanced: bool
    lowe: bool
    reporting: bool
    seed: int
    as_json: bool


@dataclass(frozen=True)
class Told:
    """The count, what to know beside it, and for a study the same coding as it was first coded."""

    result: Saturation
    remarks: tuple[str, ...]
    records: Records
    both: Codebooks | None = None
    study: Study | None = None


def document(told: Told, wish: Wish) -> dict[str, Any]:
    """All that is known, with null and a reason for what is not defined."""
    from qualkit.saturation import advanced
    from qualkit.saturation.report import paragraph
    from qualkit.saturation.reporting_items import methods, reporting_items
    from qualkit.saturation.result import to_json

    found = advanced.advanced(told.result.matrix, told.result.chosen.criterion, seed=wish.seed)
    whole = {**to_json(told.result), **advanced.to_json(found), "wording": paragraph(told.result)}
    whole["reporting"] = reporting_items(told.result, told.records)
    whole["reporting"]["methods_advanced"] = methods(told.result, told.records, found)
    whole["warnings"] = [*told.remarks, *advanced.cautions(found)]
    if told.both:
        whole["as_coded"] = {"new_codes": told.both.as_coded.new, "operations": told.both.operations}
        whole["as_coded"]["operations_after"] = told.both.after
    if told.study:
        whole |= _of_study_only(told.study, told.result, wish)
    return whole | _asked_for(told.result, wish)


def _of_study_only(study: Study, result: Saturation, wish: Wish) -> dict[str, Any]:
    """What a matrix cannot have: records, salience by place in the text, groups of participants."""
    from qualkit.saturation.actions import salience, study_tables
    from qualkit.saturation.result import to_json

    found: dict[str, Any] = {"records": study_tables(study), "salience": salience(study)}
    if wish.group:
        found["groups"] = {name: to_json(part) for name, part in groups(study, result, wish).items()}
    return found


def groups(study: Study, result: Saturation, wish: Wish) -> dict[str, Saturation]:
    """Each group by itself, under the codebook and at the level that were asked for."""
    from qualkit.saturation.actions import by_group
    from qualkit.saturation.views import checked_view

    view = checked_view(wish.codebook, wish.level, "interview", "content")
    return by_group(study, wish.group, result.chosen.criterion, view)


def _asked_for(result: Saturation, wish: Wish) -> dict[str, Any]:
    asked: dict[str, Any] = {}
    if wish.lowe:
        from qualkit.saturation.accumulation import WARNING, lowe

        asked["lowe"] = {name: fit._asdict() for name, fit in lowe([s.cumulative for s in result.steps]).items()}
        asked["lowe_warning"] = WARNING
    if wish.against:
        asked["differences"] = [one._asdict() for one in printed_differences(result, wish.against)]
    return asked


def printed_differences(result: Saturation, path: Path) -> list[Difference]:
    """Where a printed table and the count differ."""
    from qualkit.saturation.matrix_files import read_cells
    from qualkit.saturation.published import differences

    return differences(read_cells(path), result.steps)


def subject(told: Told, wish: Wish) -> Subject:
    """What the figures are made of."""
    from qualkit.saturation.actions import drawn_from, study_subject

    if told.study is None:
        return drawn_from(told.result, seed=wish.seed)
    return study_subject(told.study, told.result, both=told.both, seed=wish.seed)
