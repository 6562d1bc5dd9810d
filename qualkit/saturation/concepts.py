"""What researchers record on concepts: the dimensions of their meaning, and ratings of their depth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.coding.codebook import find_code
from qualkit.errors import BadAct, NotFound
from qualkit.interviews import find_interview
from qualkit.journal import sampling as journal
from qualkit.model import Code, DepthRating, Dimension, Memo, Theme, ThemeCode
from qualkit.saturation.depth import CRITERIA, RATINGS, Depth, Evidence, grid
from qualkit.saturation.meaning import CodeMeaning, meanings
from qualkit.saturation.sources import distinct_names
from qualkit.store import reads
from qualkit.store.acts import new_id
from qualkit.store.overlaps import codes_beside
from qualkit.study import Study

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

BESIDE = 6  # codes named as standing on the same passages


# ---- dimensions of meaning ----


def add_dimension(study: Study, code: str, label: str, *, interview: str, by: str | None = None) -> Dimension:
    """Record that a dimension of a code was heard in an interview. Raises BadAct, NotFound."""
    if not label.strip():
        raise BadAct("A dimension needs a name.", hint="Name the facet of the code's meaning that was heard.")
    with study.acting(by) as act:
        found, heard = _code(act.connection, code), find_interview(act.connection, interview)
        dimension = Dimension(
            id=new_id(), code_id=found.id, label=label.strip(), interview_id=heard.id, by=act.by, at=act.at
        )
        act.record(journal.add_dimension(dimension, found.name, heard.name))
        return dimension


def remove_dimension(study: Study, dimension_id: str, *, by: str | None = None) -> None:
    """Take a dimension off an interview. Raises NotFound."""
    with study.acting(by) as act:
        found = reads.one_of(act.connection, Dimension, dimension_id)
        if found is None:
            raise NotFound("dimension", dimension_id, hint="It was removed already.")
        code = reads.one_of(act.connection, Code, found.code_id)
        act.record(journal.remove_dimension(found, code.name if code else ""))


def study_meanings(connection: Connection) -> tuple[CodeMeaning, ...]:
    """Dimensions of each code over the interviews; those of a merged code count for the code it became."""
    interviews = {one.id: one.name for one in reads.interviews(connection)}
    names = _counted_names(connection)
    held = {
        names[code_id]: [interviews[one] for one, n in where.items() if n > 0 and one in interviews]
        for code_id, where in reads.counts(connection).items()
        if code_id in names
    }
    heard = [
        (names[one.code_id], one.label, interviews[one.interview_id])
        for one in reads.all_of(connection, Dimension, order=("at",))
        if one.code_id in names and one.interview_id in interviews
    ]
    return meanings(heard, list(interviews.values()), held)


def _counted_names(connection: Connection) -> dict[str, str]:
    codes = reads.codes(connection)
    names, by_id = distinct_names(codes), {code.id: code for code in codes}
    return {code.id: names[_now(code, by_id).id] for code in codes}


def _now(code: Code, by_id: Mapping[str, Code]) -> Code:
    while code.status == "merged" and (into := by_id.get(code.merged_into or "")):
        code = into
    return code


def _code(connection: Connection, name: str) -> Code:
    return find_code(reads.codes(connection), name)


# ---- depth ----


def rate_depth(
    study: Study, concept: str, criterion: str, rating: int, *, evidence: str, by: str | None = None
) -> DepthRating:
    """Rate a concept (a theme or a code, by id) on one criterion; rating it again replaces one's own rating.

    Raises
    ------
    BadAct
        The criterion or the rating is none, or no sentence of evidence is given.
    NotFound
        There is no such theme or code.
    """
    if criterion not in CRITERIA or rating not in RATINGS or not evidence.strip():
        allowed = f"Criteria are {', '.join(CRITERIA)}; ratings 1 to 3, each with a sentence of evidence."
        raise BadAct(f"“{rating}” on “{criterion}” is no rating with its evidence.", hint=allowed)
    with study.acting(by) as act:
        about, name = _concept(act.connection, concept)
        before = _own_rating(act.connection, concept, criterion, act.by)
        given = DepthRating(
            id=before.id if before else new_id(),
            about="theme" if about is Theme else "code",
            about_id=concept,
            criterion=criterion,
            rating=rating,
            evidence=evidence.strip(),
            by=act.by,
            at=act.at,
        )
        act.record(journal.rate_depth(given, before, name))
        return given


def remove_rating(study: Study, rating_id: str, *, by: str | None = None) -> None:
    """Take a rating back; its criterion is blank then. Raises NotFound."""
    with study.acting(by) as act:
        found = reads.one_of(act.connection, DepthRating, rating_id)
        if found is None:
            raise NotFound("rating", rating_id, hint="It was removed already.")
        act.record(journal.remove_rating(found, _concept(act.connection, found.about_id)[1]))


def study_depth(connection: Connection) -> tuple[Depth, ...]:
    """Every concept that somebody rated, by rater."""
    names = {theme.id: theme.name for theme in reads.themes(connection)} | _counted_names(connection)
    return grid(reads.all_of(connection, DepthRating), names)


def evidence_on(connection: Connection, concept: str) -> Evidence:
    """What the study holds on a theme or a code, by id. Raises NotFound."""
    about, _ = _concept(connection, concept)
    codes = {concept}
    if about is Theme:
        codes = {one.code_id for one in reads.all_of(connection, ThemeCode) if one.theme_id == concept}
    counts, interviews = reads.counts(connection), reads.interviews(connection)
    held = {where: n for code_id in codes for where, n in counts.get(code_id, {}).items() if n > 0}
    return Evidence(
        interviews=len(held),
        of=len(interviews),
        cases=len({case_id for one in interviews if one.id in held for case_id in one.case_ids}),
        references=sum(sum(counts.get(code_id, {}).values()) for code_id in codes),
        beside=_beside(connection, codes),
        dimensions=sum(one.code_id in codes for one in reads.all_of(connection, Dimension)),
        memos=sum(one.about_id in codes | {concept} for one in reads.all_of(connection, Memo)),
    )


def _beside(connection: Connection, codes: set[str]) -> tuple[str, ...]:
    """Names of the codes most often on the same passages."""
    names = {code.id: code.name for code in reads.codes(connection)}
    often = sorted((-count, names[code_id]) for code_id, count in codes_beside(connection, codes).items())
    return tuple(name for _, name in often[:BESIDE])


def _concept(connection: Connection, concept: str) -> tuple[type[Theme] | type[Code], str]:
    theme, code = reads.one_of(connection, Theme, concept), reads.one_of(connection, Code, concept)
    if theme is not None:
        return Theme, theme.name
    if code is None:
        raise NotFound("theme or code", concept)
    return Code, code.name


def _own_rating(connection: Connection, concept: str, criterion: str, by: str) -> DepthRating | None:
    table = reads.table_of(DepthRating)
    same = (table.c.about_id == concept, table.c.criterion == criterion, table.c.by == by)
    return next(iter(reads.all_of(connection, DepthRating, *same)), None)
