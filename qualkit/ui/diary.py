"""Where a study stands by phase, and what one might do next; a diary without percentages, since phases recur."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import streamlit as st

from qualkit.store.standing import CODED, READ, Standing
from qualkit.study import Study
from qualkit.ui import frame, moments, words

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
NOT_STARTED = ":gray[not started]"

Line = tuple[str, str, str]


def where_you_are(study: Study, now: Standing) -> None:
    """What was done in each phase, and when last."""
    st.markdown("**Where you are**")
    st.caption("Phases overlap and repeat; this is a diary, not a progress bar.")
    rows = [" | ".join(("", *line, "")) for line in as_far_as(diary(now, study.settings.approach))]
    st.markdown("\n".join(["| | | |", "|---|---|---|", *rows]))


def as_far_as(lines: list[Line]) -> list[Line]:
    """The lines up to the one after the latest phase that was begun: what is far off can wait."""
    begun = [number for number, (_, what, _) in enumerate(lines) if what != NOT_STARTED]
    return lines[: max(begun, default=0) + 2]


def diary(now: Standing, approach: str) -> list[Line]:
    """For each phase: its name, what there is, when something was last done."""
    themes = sum(now.themes.values())
    reviewed = themes - now.themes.get("candidate", 0)
    named = now.themes.get("named", 0)
    codes = _some(now.codes, words.codes_title(approach).lower() if approach == "reflexive" else "codes")
    withdrawn = f"{now.withdrawn} withdrawn" if now.withdrawn else ""
    checked, read = now.interviews - len(now.unchecked), now.interviews - len(now.unread)
    familiar = [_some(now.interviews, "interviews"), f"{read} read" if read else "", f"{checked} checked", withdrawn]
    done = (
        ("Familiarisation", familiar, FAMILIARISATION),
        ("Coding", [_some(now.marks.all, "marks"), f"{now.marks.coded} coded", codes], CODING + ON_CODES),
        ("Generating candidate themes", [_some(themes, "themes")], GENERATING),
        ("Developing and reviewing themes", [f"{reviewed} reviewed"] if reviewed else [], REVIEWING),
        ("Refining, defining and naming themes", [f"{named} named"] if named else [], NAMING),
    )
    return [(name, *_told(what, _latest(now, kinds))) for name, what, kinds in done]


def _some(count: int, noun: str) -> str:
    return "" if count == 0 else f"{count} {noun.removesuffix('s') if count == 1 else noun}"


def _told(what: list[str], last: str) -> tuple[str, str]:
    if not what or not what[0]:
        return NOT_STARTED, ""
    return ", ".join(part for part in what if part), f":gray[{last}]" if last else ""


def _latest(now: Standing, kinds: Iterable[str]) -> str:
    moments_of = [now.last[kind] for kind in kinds if now.last.get(kind)]
    return moments.day(max(moments_of)) if moments_of else ""


def might_go_on_with(study: Study, now: Standing) -> None:
    """Things that wait, each with the page on which it can be done."""
    st.markdown("**You might go on with**")
    waiting = list(suggestions(now, study.settings.approach))
    for address, line in waiting:
        frame.link(address, frame.plain(line))
    if not waiting:
        st.caption("Nothing waits. Read, write a memo, or look at the codes again.")


def suggestions(now: Standing, approach: str) -> Iterator[tuple[str, str]]:
    """(address of a page, what one might do there), the nearest first."""
    if now.marks.flagged:
        yield "transcript", f"{_some(now.marks.flagged, 'marks')} to look at after a correction of the transcript."
    to_read = tuple(name for name in now.uncoded if name in now.unread)
    if to_read:
        yield "read", f"Read {_named(to_read)}, and note what strikes you."
    if now.unchecked:
        yield "transcript", f"{_named(now.unchecked)}: nobody has checked the transcript."
    if now.uncoded:
        yield "code", f"{_named(now.uncoded)}: no codes yet."
    if now.marks.only_noted:
        yield "code", f"{_some(now.marks.only_noted, 'marks')} with a note and no code yet."
    if now.undefined:
        yield "codebook", f"{_some(now.undefined, 'codes')} without a definition: read their quotes first."
    if (now.codes >= FEW_CODES or now.versions) and now.changes_since_version:
        saved = f"version {now.versions} was saved" if now.versions else "the beginning; no version is saved"
        yield "codebook", f"{_some(now.changes_since_version, 'changes')} of codes since {saved}."
    if now.codes >= FEW_CODES and not now.themes and not now.uncoded and approach != "framework":
        yield "themes", "Codes that share a meaning may make a theme."
    if now.interviews and not now.memos:
        yield "memos", "A first memo: what strikes you so far?"


def _named(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:NAMED_AT_MOST])
    more = len(names) - NAMED_AT_MOST
    return f"{shown} and {more} more" if more > 0 else shown
