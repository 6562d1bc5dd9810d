"""Saturation of a study or of a matrix: what the command line and the page call."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from qualkit.model import DepthRating, Dimension
from qualkit.saturation.advanced import advanced
from qualkit.saturation.concepts import study_depth, study_meanings
from qualkit.saturation.criteria import FIRST_CHOICE, Criterion
from qualkit.saturation.depth import depth_sentence
from qualkit.saturation.figures import Mark
from qualkit.saturation.gallery import Subject
from qualkit.saturation.matrix import Matrix, split
from qualkit.saturation.meaning import meaning_sentence
from qualkit.saturation.orders import SEED
from qualkit.saturation.records import (
    ENDED,
    GUIDE,
    JUDGEMENT,
    POWER,
    RATIONALE,
    notes_of,
    notes_table,
    places_on_axis,
    recorded_criterion,
)
from qualkit.saturation.reporting_items import Records
from qualkit.saturation.result import CONTENT_ORDER, DISCOVERY_ORDER, FILE_ORDER, Codebooks, Saturation, measured
from qualkit.saturation.salience import smith
from qualkit.saturation.sources import categories, codebook_label, groups_of, mentions, study_matrix
from qualkit.saturation.views import AS_CODED, AS_IT_STANDS, View
from qualkit.store import reads
from qualkit.store.recodings import codebook_operations, coding_began
from qualkit.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection


def saturation(
    source: Study | Matrix,
    criterion: Criterion | None = None,
    view: View = AS_IT_STANDS,
) -> Saturation:
    """New codes per interview and the criteria on them.

    Parameters
    ----------
    source : Study or Matrix
        A study is counted as it is coded now unless `view` says otherwise: interviews in collection order, a merged
        code as the code it became, retired codes left out.
    criterion : Criterion
        The one to report first; the table of the paper follows it. None takes the one that the study recorded, else
        that of the paper's worked example.
    view : View
        Codebook ("current", "as-coded", "v2"), level, unit and clock; a matrix has only its own.

    Raises
    ------
    BadCriterion
        A parameter makes no sense.
    NotFound
        There is no such version.
    """
    if isinstance(source, Matrix):
        return measured(source, criterion or FIRST_CHOICE, order=FILE_ORDER)
    with source.reading() as connection:
        return _of_study(connection, criterion, view)


def _of_study(connection: Connection, asked: Criterion | None, view: View) -> Saturation:
    found, recorded = study_matrix(connection, view), recorded_criterion(connection)
    criterion = asked or (recorded[0] if recorded else FIRST_CHOICE)
    return measured(
        found.matrix,
        criterion,
        chosen_when=_chosen_when(criterion, recorded),
        order=CONTENT_ORDER if found.matrix.discovered is None else DISCOVERY_ORDER,
        codebook=codebook_label(connection, view),
        unit=view.unit,
        level=view.level,
        remarks=found.remarks,
        categories=categories(connection, view),
    )


def _chosen_when(criterion: Criterion, recorded: tuple[Criterion, str] | None) -> str:
    if recorded is None:
        return ""
    return recorded[1] if criterion == recorded[0] else "not the criterion that was recorded, so chosen after the fact"


def study_records(study: Study) -> Records:
    """What people recorded on sampling and sufficiency, for the texts that journals ask for."""
    with study.reading() as connection:
        notes = notes_of(connection)
        meaning, depth = study_meanings(connection), study_depth(connection)
    texts = {kind: tuple(note.text for note in notes if note.kind == kind) for kind in (RATIONALE, ENDED)}
    return Records(
        reflexive=study.settings.approach == "reflexive",
        rationale=texts[RATIONALE],
        ended=texts[ENDED],
        judgements=tuple((note.date, note.text) for note in notes if note.kind == JUDGEMENT),
        guide_changes=sum(note.kind == GUIDE for note in notes),
        power={note.kind: note.text for note in notes if note.kind in POWER},
        meaning=meaning_sentence(meaning),
        depth=depth_sentence(depth),
    )


def by_group(
    study: Study, attribute: str, criterion: Criterion | None = None, view: View = AS_IT_STANDS
) -> dict[str, Saturation]:
    """Each group of interviews by itself (a site, a round); pooling them is another question. Raises NotFound."""
    with study.reading() as connection:
        pooled = _of_study(connection, criterion, view._replace(unit="interview", order="content"))
        of = groups_of(connection, attribute)
        groups = [of[one.id] for one in reads.interviews(connection)]
    about = {name: getattr(pooled, name) for name in ("order", "codebook", "level", "categories")}
    chosen, when = pooled.chosen.criterion, pooled.chosen_when
    parts = split(pooled.matrix, groups).items()
    return {name: measured(part, chosen, chosen_when=when, **about) for name, part in parts}


def study_tables(study: Study) -> dict[str, list[dict[str, Any]]]:
    """What people recorded, as rows: notes, dimensions of meaning, ratings of depth."""
    with study.reading() as connection:
        dimensions, ratings = reads.all_of(connection, Dimension), reads.all_of(connection, DepthRating)
        names = {code.id: code.name for code in reads.codes(connection)}
        names |= {theme.id: theme.name for theme in reads.themes(connection)}
        where = {one.id: one.name for one in reads.interviews(connection)}
    notes = [{str(key): value for key, value in row.items()} for row in notes_table(study).to_dict("records")]
    return {
        "notes": notes,
        "dimensions": [
            {**asdict(one), "code": names.get(one.code_id), "interview": where.get(one.interview_id)}
            for one in dimensions
        ],
        "depth_ratings": [{**asdict(one), "concept": names.get(one.about_id)} for one in ratings],
    }


def salience(study: Study) -> dict[str, float]:
    """Smith's index of each code, most salient first."""
    with study.reading() as connection:
        return smith(mentions(connection))


def codebooks(study: Study, criterion: Criterion | None = None, view: View = AS_IT_STANDS) -> Codebooks:
    """Both curves: merging codes can only lower how many come late, so one of them alone would flatter."""
    with study.reading() as connection:
        other = _of_study(connection, criterion, view)
        as_coded = _of_study(connection, criterion, view._replace(codebook=AS_CODED))
        moments = codebook_operations(connection)
        since = _begun(connection, other)
    after = None if since is None else sum(moment > since for moment in moments)
    return Codebooks(as_coded, other, len(moments), after)


def _begun(connection: Connection, result: Saturation) -> str | None:
    """When the first coding was made in the interview at which the criterion was met."""
    stop_after = result.chosen.stop_after
    if stop_after is None or result.unit != "interview":
        return None
    interview = reads.interviews(connection)[stop_after - 1]
    return coding_began(connection, interview.id)


def drawn_from(result: Saturation, *, seed: int = SEED, **more: Any) -> Subject:
    """What the figures of a matrix are made of; estimates are computed once, when the first figure needs them."""
    compute = cache(partial(advanced, result.matrix, result.chosen.criterion, seed=seed))
    return Subject(result=result, advanced=compute, **more)


def study_subject(study: Study, result: Saturation, *, both: Codebooks | None = None, seed: int = SEED) -> Subject:
    """What the figures of a study are made of: notes on the axis and what was recorded on concepts as well."""
    with study.reading() as connection:
        placed = places_on_axis(connection, reads.interviews(connection)) if result.unit == "interview" else []
        meaning, depth = study_meanings(connection), study_depth(connection)
    marks = [Mark(place, f"{note.kind}: {note.text}") for place, note in sorted(placed, key=lambda pair: pair[0])]
    return drawn_from(result, seed=seed, both=both, marks=marks, meanings=meaning, depth=depth)
