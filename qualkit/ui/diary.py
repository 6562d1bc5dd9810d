"""Where a study stands by phase, and what one might do next; a diary without percentages, since phases recur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import streamlit as st

from qualkit.store.standing import CODED, READ, Standing
from qualkit.study import Study
from qualkit.ui import frame, moments
from qualkit.ui.language import _, marked, plural

FAMILIARISATION = (READ, "import_file", "add_interview", "add_transcript", "revise_transcript", "check_transcript")
CODING = (
    CODED,
    "apply_code",
    "code_passages",
    "mark_segment",
    "note_segment",
    "recode_coding",
    "recode_codings",
    "remove_coding",
    "remove_codings",
    "create_code",
    "rename_code",
)
ON_CODES = ("define_code", "move_code", "promote_code", "merge_code", "split_code", "retire_code", "commit_codebook")
GENERATING = (
    *("create_theme", "confirm_candidate", "merge_candidate", "reject_candidate", "place_code", "move_code_to_theme"),
    *("take_code_out", "set_code_aside", "take_code_back"),
)
REVIEWING = (
    *("merge_theme", "split_theme", "remove_theme", "move_theme", "order_themes", "link_themes", "name_link"),
    *("unlink_themes", "keep_map", "map_onto_framework"),
)
NAMING = ("edit_theme", "rename_theme")
NAMED_AT_MOST = 3
FEW_CODES = 8
"""Fewer than these are a beginning: versions and themes can wait."""
NOT_STARTED = marked(":gray[not started]")

Line = tuple[str, str, str]


def where_you_are(study: Study, now: Standing) -> None:
    """What was done in each phase, and when last."""
    st.markdown(_("**Where you are**"))
    st.caption(_("Phases overlap and repeat; this is a diary, not a progress bar."))
    rows = [" | ".join(("", *line, "")) for line in as_far_as(diary(now))]
    st.markdown("\n".join(["| | | |", "|---|---|---|", *rows]))


def as_far_as(lines: list[Line]) -> list[Line]:
    """The lines up to the one after the latest phase that was begun: what is far off can wait."""
    begun = [number for number, (__, what, __) in enumerate(lines) if what != _(NOT_STARTED)]
    return lines[: max(begun, default=0) + 2]


def diary(now: Standing) -> list[Line]:
    """For each phase: its name, what there is, when something was last done."""
    themes = sum(now.themes.values())
    reviewed = themes - now.themes.get("candidate", 0)
    named = now.themes.get("named", 0)
    done = (
        (_("Familiarisation"), _familiar(now), FAMILIARISATION),
        (_("Coding"), _coded(now), CODING + ON_CODES),
        (_("Generating candidate themes"), [_some(plural("{n} theme", "{n} themes", themes), themes)], GENERATING),
        (
            _("Developing and reviewing themes"),
            [_("{reviewed} reviewed", reviewed=reviewed)] if reviewed else [],
            REVIEWING,
        ),
        (_("Refining, defining and naming themes"), [_("{named} named", named=named)] if named else [], NAMING),
    )
    return [(name, *_told(what, _latest(now, kinds))) for name, what, kinds in done]


def _familiar(now: Standing) -> list[str]:
    checked, read = now.interviews - len(now.unchecked), now.interviews - len(now.unread)
    return [
        _some(plural("{n} interview", "{n} interviews", now.interviews), now.interviews),
        _some(_("{read} read", read=read), read),
        _("{checked} checked", checked=checked),
        _some(_("{withdrawn} withdrawn", withdrawn=now.withdrawn), now.withdrawn),
    ]


def _coded(now: Standing) -> list[str]:
    return [
        _some(plural("{n} mark", "{n} marks", now.marks.all), now.marks.all),
        _("{coded} coded", coded=now.marks.coded),
        _some(plural("{n} code", "{n} codes", now.codes), now.codes),
    ]


def _some(told: str, count: int) -> str:
    return told if count else ""


def _told(what: list[str], last: str) -> tuple[str, str]:
    if not what or not what[0]:
        return _(NOT_STARTED), ""
    return ", ".join(part for part in what if part), f":gray[{last}]" if last else ""


def _latest(now: Standing, kinds: Iterable[str]) -> str:
    moments_of = [now.last[kind] for kind in kinds if now.last.get(kind)]
    return moments.day(max(moments_of)) if moments_of else ""


def might_go_on_with(study: Study, now: Standing) -> None:
    """Things that wait, each with the page on which it can be done."""
    st.markdown(_("**You might go on with**"))
    waiting = list(suggestions(now, study.settings.approach))
    for address, line in waiting:
        frame.link(address, frame.plain(line))
    if not waiting:
        st.caption(_("Nothing waits. Read, write a memo, or look at the codes again."))


def suggestions(now: Standing, approach: str) -> Iterator[tuple[str, str]]:
    """(address of a page, what one might do there), the nearest first."""
    yield from _on_interviews(now)
    yield from _on_codes(now)
    if now.codes >= FEW_CODES and not now.themes and not now.uncoded and approach != "framework":
        yield "themes", _("Codes that share a meaning may make a theme.")
    if now.interviews and not now.memos:
        yield "memos", _("A first memo: what strikes you so far?")


def _on_interviews(now: Standing) -> Iterator[tuple[str, str]]:
    """What waits to be read, checked or coded."""
    if now.marks.flagged:
        yield (
            "transcript",
            plural(
                "{n} mark to look at after a correction of the transcript.",
                "{n} marks to look at after a correction of the transcript.",
                now.marks.flagged,
            ),
        )
    to_read = tuple(name for name in now.uncoded if name in now.unread)
    if to_read:
        yield "read", _("Read {named}, and note what strikes you.", named=_named(to_read))
    if now.unchecked:
        yield "transcript", _("{named}: nobody has checked the transcript.", named=_named(now.unchecked))
    if now.uncoded:
        yield "code", _("{named}: no codes yet.", named=_named(now.uncoded))


def _on_codes(now: Standing) -> Iterator[tuple[str, str]]:
    """What waits to be named, defined or kept as a version."""
    if now.marks.only_noted:
        yield (
            "code",
            plural(
                "{n} mark with a note and no code yet.", "{n} marks with a note and no code yet.", now.marks.only_noted
            ),
        )
    if now.undefined:
        yield (
            "codebook",
            plural(
                "{n} code without a definition: read their quotes first.",
                "{n} codes without a definition: read their quotes first.",
                now.undefined,
            ),
        )
    if (now.codes >= FEW_CODES or now.versions) and now.changes_since_version:
        saved = (
            _("version {versions} was saved", versions=now.versions)
            if now.versions
            else _("the beginning; no version is saved")
        )
        yield (
            "codebook",
            plural(
                "{n} change of codes since {saved}.",
                "{n} changes of codes since {saved}.",
                now.changes_since_version,
                saved=saved,
            ),
        )


def _named(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:NAMED_AT_MOST])
    more = len(names) - NAMED_AT_MOST
    return _("{shown} and {more} more", shown=shown, more=more) if more > 0 else shown
