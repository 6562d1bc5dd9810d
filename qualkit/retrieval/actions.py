"""Looking across a study: what the command line, the page and a program call; tables are pandas DataFrames."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from qualkit.coding.codebook import entries
from qualkit.errors import NotFound
from qualkit.model import Attribute, Transcript
from qualkit.retrieval import concordance
from qualkit.retrieval.concordance import Forms, InContext, Said, spoken_words
from qualkit.retrieval.crosstab import Crosstab, Group, by_attribute, by_case, by_interview, cross
from qualkit.retrieval.together import Pair, pairs_together
from qualkit.store import reads, transcripts
from qualkit.store.quoted import coded_places
from qualkit.study import Study

if TYPE_CHECKING:
    from pandas import DataFrame
    from sqlalchemy import Connection

INTERVIEW, CASE = "interview", "participant"


def crosstab(study: Study, by: str = CASE) -> Crosstab:
    """Codes in use by "participant", by "interview", or by an attribute of that name.

    Raises
    ------
    NotFound
        No participant has such an attribute.
    """
    with study.reading() as connection:
        counts = reads.counts(connection)
        rows = entries(reads.codes(connection), counts)
        return cross(rows, counts, _groups(connection, by))


def attribute_names(study: Study) -> list[str]:
    """What is known about participants, by name."""
    with study.reading() as connection:
        return sorted({one.name for one in reads.all_of(connection, Attribute)})


def _groups(connection: Connection, by: str) -> list[Group]:
    sittings, people = reads.interviews(connection), reads.cases(connection)
    if by == INTERVIEW:
        return by_interview(sittings)
    if by == CASE:
        return by_case(sittings, people)
    facts = reads.all_of(connection, Attribute)
    known = sorted({one.name for one in facts})
    if by not in known:
        raise NotFound("attribute", by, [INTERVIEW, CASE, *known])
    return by_attribute(sittings, people, facts, by)


def crosstab_table(table: Crosstab) -> DataFrame:
    """One row per code: its path, a column of references for each group, and their sum."""
    import pandas as pd

    columns = [group.label for group in table.groups]
    frame = pd.DataFrame(table.references, columns=columns, dtype="int64")
    frame.insert(0, "code", [entry.path for entry in table.codes])
    return frame.assign(all=table.references.sum(axis=1))


def codes_together(study: Study) -> list[Pair]:
    """Pairs of codes in use, by id, whose passages share words, most often first."""
    with study.reading() as connection:
        used = {entry.code.id for entry in entries(reads.codes(connection), {})}
        places = list(coded_places(connection, used))
    return pairs_together((one.interview_id, one.start, one.end, one.code_id) for one in places)


def spoken(study: Study, *, leave_out: Collection[str] = ()) -> dict[str, list[str]]:
    """Words (lower case) by interview id, without what those speakers say."""
    return {i: list(spoken_words(said, leave_out)) for i, said in transcripts_of(study).items()}


def word_frequencies(
    study: Study, forms: Forms, *, small: Collection[str] = (), leave_out: Collection[str] = ()
) -> list[Said]:
    """How often each word was said; `forms` count as one, `small` words and these speakers are left out."""
    return concordance.word_frequencies(spoken(study, leave_out=leave_out), forms, small)


def words_in_context(study: Study, word: str, forms: Forms) -> list[InContext]:
    """Every place where a word is said in any of its forms, in collection order."""
    return concordance.in_context(transcripts_of(study), word, forms)


def transcripts_of(study: Study) -> Mapping[str, Transcript]:
    """Transcripts by interview id, in collection order; interviews without one are left out."""
    with study.reading() as connection:
        found = {one.id: transcripts.transcript(connection, one.id) for one in reads.interviews(connection)}
    return {interview_id: said for interview_id, said in found.items() if said}
