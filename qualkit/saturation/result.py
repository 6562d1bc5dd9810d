"""What was counted, under which order and codebook, and what the criteria say about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qualkit.saturation.criteria import Criterion, Guest, guest, guest_table
from qualkit.saturation.curve import Step, new_codes, steps
from qualkit.saturation.matrix import Matrix
from qualkit.saturation.salience import salient
from qualkit.saturation.stopping import Francis, batches, francis, francis_by_category, quarters

if TYPE_CHECKING:
    import pandas as pd

FILE_ORDER = "the order of the file's rows"
CONTENT_ORDER = "content order"
DISCOVERY_ORDER = "order of discovery"
NEAR = 90.0
"""Percent of all codes from which an interview counts as near the end of new ones (Squire et al. 2024)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saturation:
    """New codes per interview with the criteria on them.

    Attributes
    ----------
    steps : tuple of Step, length T
    guest : tuple of Guest
        The criterion chosen first, then the others of the table.
    order : str
        "content order" (first interview whose current codings hold the code) or the order of the file's rows.
    codebook : str
        "codebook v3", or what is known of it; empty where it is not recorded.
    chosen_when : str
        When the criterion was recorded, and whether that was before coding began; empty where it was not recorded.
    categories : mapping of str to str
        The top-level code under which a code stands, by names; empty where codes do not stand under one another.
    """

    matrix: Matrix
    steps: tuple[Step, ...]
    guest: tuple[Guest, ...]
    order: str
    codebook: str = ""
    unit: str = "interview"
    level: str = "code"
    remarks: tuple[str, ...] = ()
    chosen_when: str = ""
    categories: Mapping[str, str] = field(default_factory=dict)

    @property
    def chosen(self) -> Guest:
        """The criterion that was asked for."""
        return self.guest[0]

    @property
    def new(self) -> list[int]:
        """New codes per interview; length T."""
        return [step.new for step in self.steps]

    @property
    def francis(self) -> Francis:
        """What ten interviews and three more without a new code say (Francis et al. 2010)."""
        return francis(self.new)

    @property
    def francis_by_category(self) -> dict[str, Francis]:
        """The same for the codes under each top-level code by themselves."""
        return francis_by_category([step.new_names for step in self.steps], self.categories)

    @property
    def without_codes(self) -> tuple[str, ...]:
        """Interviews in which no code was applied; they keep their place."""
        return tuple(step.interview for step in self.steps if step.codes == 0)

    @property
    def uncoded_in_run(self) -> tuple[str, ...]:
        """Interviews of the run that met the criterion in which no code was applied: coded, or still to be coded?"""
        chosen = self.chosen
        run = self.steps[chosen.met_at : chosen.stop_after] if chosen.met_at is not None else ()
        return tuple(step.interview for step in run if step.codes == 0)


@dataclass(frozen=True, slots=True)
class Codebooks:
    """The same coding under the codes as first applied and under another codebook.

    Attributes
    ----------
    operations : int
        Merges, splits and retirements in all.
    after : int or None
        Those made after coding began in the interview at which the criterion was met; None where it was not met.
    """

    as_coded: Saturation
    other: Saturation
    operations: int
    after: int | None


def only_salient(result: Saturation, share: float) -> Saturation:
    """The same count of the codes alone that at least this share (0 to 1) of the interviews hold."""
    kept = salient(result.matrix, share)
    told = f"Only the {len(kept.codes)} of {len(result.matrix.codes)} codes in at least {100 * share:g}% are counted."
    new = new_codes(kept).tolist()
    cells = tuple(guest(new, **cell.criterion._asdict()) for cell in result.guest)
    order = f"{result.order}, only codes in at least {100 * share:g}% of the {result.unit}s,"
    return replace(result, matrix=kept, steps=steps(kept), guest=cells, order=order, remarks=(*result.remarks, told))


def measured(matrix: Matrix, criterion: Criterion, *, order: str, **about: Any) -> Saturation:
    """Count a matrix and put the criteria to it; `criterion` comes first, the table of the paper after it.

    `about` are the fields of Saturation that say what was counted: codebook, unit, level, remarks, chosen_when and
    categories.
    """
    new = new_codes(matrix).tolist()
    chosen = guest(new, **criterion._asdict())
    others = (cell for cell in guest_table(new) if cell.criterion != criterion)
    return Saturation(matrix=matrix, steps=steps(matrix), guest=(chosen, *others), order=order, **about)


def to_json(result: Saturation) -> dict[str, Any]:
    """The document of `qualkit saturation --json`, without the wording; lists per interview have length T."""
    return {
        "unit": result.unit,
        "level": result.level,
        "order": result.order,
        "codebook": result.codebook or None,
        "interviews": len(result.matrix.interviews),
        "codes": len(result.matrix.codes),
        "names": list(result.matrix.interviews),
        "code_names": list(result.matrix.codes),
        "never_applied": list(result.matrix.never_applied),
        "codes_per_interview": [step.codes for step in result.steps],
        "new_codes": [step.new for step in result.steps],
        "repeats": [step.repeat for step in result.steps],
        "cumulative": [step.cumulative for step in result.steps],
        "prop_new": [step.prop_new for step in result.steps],
        "percent": [step.percent for step in result.steps],
        "new_code_names": [list(step.new_names) for step in result.steps],
        "last_new": max((step.place for step in result.steps if step.new), default=None),
        "near": next((step.place for step in result.steps if (step.percent or 0) >= NEAR), None),
        "criteria": {"guest": [{**asdict(cell), "label": cell.label} for cell in result.guest], **_others(result)},
    }


def _others(result: Saturation) -> dict[str, Any]:
    """The other ways in use to say that few new codes came."""
    by_category = {name: asdict(found) for name, found in result.francis_by_category.items()}
    return {
        "francis": {**asdict(result.francis), "by_category": by_category},
        "batches": [asdict(batch) for batch in batches(result.new)],
        "quarters": [asdict(part) for part in quarters(result.new)],
    }


def per_interview(result: Saturation) -> pd.DataFrame:
    """One row per interview: what it brought and what was known by then."""
    rows = [{**asdict(step), "new_names": "; ".join(step.new_names)} for step in result.steps]
    return _frame(rows, Step.__dataclass_fields__)


def guest_cells(result: Saturation) -> pd.DataFrame:
    """One row per combination of base, run and threshold, the one chosen first."""
    columns = ("base", "run", "threshold", "base_codes", "label", "met_at", "stop_after", "later_breaches", "status")
    rows = [{name: getattr(cell, name) for name in columns} for cell in result.guest]
    for row in rows:
        row["later_breaches"] = ", ".join(map(str, row["later_breaches"]))
    return _frame(rows, columns)


def incidence(result: Saturation) -> pd.DataFrame:
    """The matrix itself: interviews by codes, 0 or 1."""
    import pandas as pd

    values = result.matrix.present.astype(int)
    return pd.DataFrame(values, index=list(result.matrix.interviews), columns=list(result.matrix.codes))


def _frame(rows: list[dict[str, Any]], columns: Iterable[str]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(columns))
    places = [name for name in ("met_at", "stop_after") if name in frame]
    return frame.astype(dict.fromkeys(places, "Int64"))
