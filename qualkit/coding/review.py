"""Going over the codes one by one: begin a round, what was seen, which codes deserve a look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualkit.coding.codebook import Entry
from qualkit.errors import BadAct
from qualkit.store import reviews
from qualkit.store.acts import new_id, now
from qualkit.store.reviews import Progress, Round
from qualkit.study import Study

FILTERS = ("all", "not kept", "not seen", "one quote", "one interview", "unused")
"""Which codes a review may be narrowed to; the name of a set of codes does as well."""


def begin_review(study: Study, *, name: str = "", by: str | None = None) -> Round:
    """A new round by this coder, with nothing seen; the rounds before stay on record. Raises BadAct without a name."""
    who = (by or study.coder()).strip()
    if not who:
        raise BadAct("A review needs the name of the person who makes it.")
    one = Round(id=new_id(), name=" ".join(name.split()), by=who, at=now())
    with study.database.writing() as connection:
        reviews.begin_round(connection, one)
    return one


def saw_quotes(study: Study, round_id: str, coding_ids: Iterable[str]) -> None:
    """These quotes were seen in the round."""
    with study.database.writing() as connection:
        reviews.mark_seen(connection, round_id, coding_ids)


def keep_code(study: Study, round_id: str, code_id: str) -> None:
    """The code was looked over in the round and stays as it is."""
    with study.database.writing() as connection:
        reviews.mark_kept(connection, round_id, code_id)


def keep_apart(study: Study, one: str, other: str, *, by: str | None = None) -> None:
    """Two codes whose names look alike mean two things: they are pointed out no more."""
    with study.database.writing() as connection:
        reviews.mark_apart(connection, (one, other), by=by or study.coder(), at=now())


def to_review(
    entries: Sequence[Entry], progress: Progress, wanted: str, sets: Mapping[str, Iterable[str]]
) -> list[Entry]:
    """The codes that a review looks at, in the order of the tree.

    Parameters
    ----------
    entries : sequence of Entry
        The codes in use.
    progress : Progress
        How far the round is.
    wanted : str
        One of `FILTERS`, or the name of one of `sets`.
    sets : mapping
        Ids of codes by the name of their set.
    """
    if wanted in sets:
        members = set(sets[wanted])
        return [entry for entry in entries if entry.code.id in members]
    return [entry for entry in entries if _wanted(entry, progress, wanted)]


def _wanted(entry: Entry, progress: Progress, wanted: str) -> bool:
    return {
        "not kept": entry.code.id not in progress.kept,
        "not seen": progress.seen.get(entry.code.id, 0) < entry.references,
        "one quote": entry.references == 1,
        "one interview": entry.files == 1,
        "unused": entry.references == 0,
    }.get(wanted, True)
