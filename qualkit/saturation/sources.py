"""A study's coding as a matrix, under the view that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from qualkit.coding.codebook import IN_USE, path_of
from qualkit.coding.versions import find_version
from qualkit.errors import NotFound
from qualkit.model import Attribute, Code, Coding, Interview, ThemeCode
from qualkit.saturation.views import (
    AS_CODED,
    AS_IT_STANDS,
    CURRENT,
    Applied,
    Counted,
    View,
    codings_then,
    counted,
    lifted,
)
from qualkit.store import reads
from qualkit.store.erase import withdrawn_interviews
from qualkit.store.recodings import coding_moves
from qualkit.store.standing import changes_since

if TYPE_CHECKING:
    from sqlalchemy import Connection

NO_GROUP = "no group recorded"
CODE_FIELDS = tuple(f.name for f in fields(Code))


class Codes(NamedTuple):
    """The codes of a view: the name under which each id counts (None: not counted), and those never to be lost."""

    names: Mapping[str, str | None]
    in_use: tuple[str, ...]
    categories: Mapping[str, str]


def study_matrix(connection: Connection, view: View = AS_IT_STANDS) -> Counted:
    """Which code (or theme) is applied in which interview (or to which case) under this view. Raises NotFound."""
    codes = _codes(connection, view)
    units = _units(connection, view)
    applied = [
        Applied(units[interview_id], name, at)
        for interview_id, code_id, at in _applications(connection, view)
        if (name := codes.names[code_id]) is not None and interview_id in units
    ]
    rows = list(dict.fromkeys(units.values()))
    if view.level == "code":
        found = counted(rows, codes.in_use, applied, view.order)
    else:
        found = _of_themes(connection, view, codes, (rows, applied))
    return Counted(found.matrix, (*found.remarks, *_withdrawn(connection), *_dates_out_of_order(connection)))


def _sittings(connection: Connection) -> list[Interview]:
    """The interviews in collection order, without those whose participants withdrew."""
    gone = withdrawn_interviews(connection)
    return [one for one in reads.interviews(connection) if one.id not in gone]


def _withdrawn(connection: Connection) -> list[str]:
    count = len(withdrawn_interviews(connection))
    what = "1 interview is" if count == 1 else f"{count} interviews are"
    return [f"{what} not counted: the participant withdrew."] if count else []


def _dates_out_of_order(connection: Connection) -> list[str]:
    """The order given is kept; where the dates say another, that is told."""
    dated = [one for one in _sittings(connection) if one.date]
    late = [b.name for a, b in pairwise(dated) if (b.date or "") < (a.date or "")]
    if not late:
        return []
    return [f"By its date {late[0]} came before the interview it stands after; the order of the list was kept."]


def categories(connection: Connection, view: View = AS_IT_STANDS) -> Mapping[str, str]:
    """The top-level code under which each code of this view stands, by names; none where themes are counted."""
    return _codes(connection, view).categories if view.level == "code" else {}


def codebook_label(connection: Connection, view: View = AS_IT_STANDS) -> str:
    """Which codebook was counted: as coded, a saved version, or the current one and whether it changed since."""
    if view.codebook == AS_CODED:
        return "the codes as first applied"
    if view.codebook != CURRENT:
        return f"codebook v{find_version(connection, view.codebook).number}"
    versions = reads.versions(connection)
    if not versions:
        return "the current codebook, no version of it saved yet"
    last = versions[-1]
    changed = changes_since(connection, last.seq_upto)
    return f"codebook v{last.number}{' with later changes' if changed else ''}"


def distinct_names(codes: Sequence[Code]) -> dict[str, str]:
    """A name for each code id that no other code has: its own, else its path, else its path with its id."""
    by_id = {code.id: code for code in codes}
    taken: dict[str, str] = {}
    for code in sorted(codes, key=lambda code: code.status not in IN_USE):  # codes in use get the shorter names
        path = path_of(code, by_id)
        spellings = (code.name, path, f"{path} ({code.id})")
        taken[next(name for name in spellings if name not in taken)] = code.id
    return {code_id: name for name, code_id in taken.items()}


# ---- codes ----


def _codes(connection: Connection, view: View) -> Codes:
    now = reads.codes(connection)
    if view.codebook == AS_CODED:
        names = distinct_names(now)
        return Codes(names, tuple(names.values()), _categories(now, names))
    if view.codebook != CURRENT:
        then = reads.snapshot(connection, find_version(connection, view.codebook))
        now = _with_later(then, now)
    return _mapped(now)


def _with_later(then: Sequence[Mapping[str, Any]], now: Sequence[Code]) -> list[Code]:
    """The codes of a version, and those made after it as themselves: what was done to them later does not count yet."""
    known = [Code(**{name: row[name] for name in CODE_FIELDS}) for row in then]
    ids = {code.id for code in known}
    made_later = [Code(id=code.id, name=code.name, parent_id=code.parent_id) for code in now if code.id not in ids]
    return known + made_later


def _mapped(codes: Sequence[Code]) -> Codes:
    names, by_id = distinct_names(codes), {code.id: code for code in codes}
    found = {code.id: _became(code, names, by_id) for code in codes}
    in_use = tuple(dict.fromkeys(name for name in found.values() if name is not None))
    return Codes(found, in_use, _categories([code for code in codes if code.status in IN_USE], names))


def _categories(counted: Sequence[Code], names: Mapping[str, str]) -> dict[str, str]:
    """The top-level code of each code, by names; one above none and under none is in no category."""
    by_id = {code.id: code for code in counted}
    tops = {code.id: _top(code, by_id).id for code in counted}
    above = {top for code_id, top in tops.items() if top != code_id}
    return {names[code_id]: names[top] for code_id, top in tops.items() if top in above}


def _top(code: Code, by_id: Mapping[str, Code]) -> Code:
    while above := by_id.get(code.parent_id or ""):
        code = above
    return code


def _became(code: Code, names: Mapping[str, str], by_id: Mapping[str, Code]) -> str | None:
    """The name under which a code counts: its own, that of the code it was merged into, or none (retired)."""
    while code.status == "merged" and (into := by_id.get(code.merged_into or "")):
        code = into
    return names[code.id] if code.status in IN_USE else None


# ---- codings ----


def mentions(connection: Connection) -> list[list[str]]:
    """The codes of each interview in the order in which the text first holds them, as the codebook is now."""
    names = _codes(connection, AS_IT_STANDS).names
    held: dict[str, dict[str, None]] = {one.id: {} for one in _sittings(connection)}
    codes_on: dict[str, list[str]] = {}
    for coding in reads.codings(connection):
        if (name := names[coding.code_id]) is not None:
            codes_on.setdefault(coding.segment_id, []).append(name)
    for segment in (one for one in reads.segments(connection) if one.interview_id in held):
        held[segment.interview_id] |= dict.fromkeys(sorted(codes_on.get(segment.id, ())))
    return [list(codes) for codes in held.values()]


def _applications(connection: Connection, view: View) -> Iterable[tuple[str, str, str]]:
    """(interview id, code id, moment); moments are left out where nobody asks for them and counts are at hand."""
    if view.codebook == CURRENT and view.order == "content":
        pairs = reads.counts(connection).items()
        return ((interview_id, code_id, "") for code_id, where in pairs for interview_id, n in where.items() if n > 0)
    return _from_codings(connection, _codings(connection, view))


def _codings(connection: Connection, view: View) -> list[Coding]:
    standing = reads.codings(connection)
    if view.codebook == CURRENT:
        return standing
    line = 0 if view.codebook == AS_CODED else find_version(connection, view.codebook).seq_upto
    return codings_then(standing, coding_moves(connection), line)


def _from_codings(connection: Connection, codings: Sequence[Coding]) -> Iterable[tuple[str, str, str]]:
    where = {segment.id: segment.interview_id for segment in reads.segments(connection)}
    return ((where[one.segment_id], one.code_id, one.created_at) for one in codings if one.segment_id in where)


# ---- units ----


def _units(connection: Connection, view: View) -> dict[str, str]:
    """The row of each interview: itself, or its participant; one with several participants stays a row of its own."""
    interviews = _sittings(connection)
    if view.unit == "interview":
        return {one.id: one.name for one in interviews}
    if view.unit == "group":
        return groups_of(connection, view.group)
    cases = {case.id: case.name for case in reads.cases(connection)}
    return {one.id: _case_of(one, cases) for one in interviews}


def groups_of(connection: Connection, attribute: str) -> dict[str, str]:
    """The group of each interview by an attribute of its participants; several values are told together.

    Raises
    ------
    NotFound
        No participant has such an attribute.
    """
    known = reads.all_of(connection, Attribute)
    values = {one.case_id: one.value for one in known if one.name.casefold() == attribute.casefold()}
    if not values:
        raise NotFound("attribute", attribute, sorted({one.name for one in known}))
    return {
        one.id: " and ".join(sorted({values[case] for case in one.case_ids if case in values})) or NO_GROUP
        for one in _sittings(connection)
    }


def _case_of(interview: Interview, cases: Mapping[str, str]) -> str:
    known = [cases[case_id] for case_id in interview.case_ids if case_id in cases]
    return known[0] if len(known) == 1 else interview.name


# ---- themes ----


def _of_themes(connection: Connection, view: View, codes: Codes, table: tuple[list[str], list[Applied]]) -> Counted:
    rows, applied = table
    above = _themes_of_codes(connection, view, codes)
    themes = tuple(dict.fromkeys(theme for held in above.values() for theme in held))
    found = counted(rows, themes, lifted(applied, above), view.order)
    apart = sorted({one.code for one in applied} - set(above))
    if not apart:
        return found
    told = f"{len(apart)} of {len({one.code for one in applied})} codes are in no {view.level} and are not counted."
    return Counted(found.matrix, (*found.remarks, told))


def _themes_of_codes(connection: Connection, view: View, codes: Codes) -> dict[str, tuple[str, ...]]:
    """Names of the themes (or subthemes) that each counted code is in, by the code's name."""
    themes = {theme.id: theme for theme in reads.themes(connection)}
    found: dict[str, dict[str, None]] = {}
    for place in reads.all_of(connection, ThemeCode):
        theme, code = themes.get(place.theme_id), codes.names.get(place.code_id)
        while view.level == "theme" and theme is not None and theme.parent_id in themes:
            theme = themes[theme.parent_id]
        if theme is not None and code is not None:
            found.setdefault(code, {})[theme.name] = None
    return {code: tuple(held) for code, held in found.items()}
