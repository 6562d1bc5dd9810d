"""Naming the speakers of a transcript, and looking at the passages that a correction changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

import streamlit as st

from qualkit.coding.segments import remove_segment
from qualkit.model import Interview, Transcript
from qualkit.revisions import Flagged, flagged, revise_transcript, settle_segment
from qualkit.speaker_names import keep_interviewer, propose_names
from qualkit.store import reads
from qualkit.study import Study
from qualkit.text.amend import name_speakers as name_speakers_in
from qualkit.text.parts import put_together, take_apart
from qualkit.text.roles import likely_interviewer, shares
from qualkit.ui import frame, words
from qualkit.ui.language import _, plural

# ---- who speaks ----


def name_speakers(study: Study, interview: Interview, shown: Transcript) -> None:
    """A field for each speaker's name, which changes in the whole transcript; and which of them asks the questions."""
    speakers = list(dict.fromkeys(turn.speaker for turn in shown.turns if turn.speaker))
    if not speakers:
        st.caption(_("The transcript does not say who speaks. Click a turn's dash to say it."))
        return
    proposed = {one.speaker: one for one in propose_names(study, interview.id)}
    with st.form(f"speakers-{shown.id}", border=False):
        names = {
            speaker: st.text_input(
                frame.plain(speaker),
                proposed[speaker].name if speaker in proposed else speaker,
                key=f"{shown.id}-{speaker}",
            )
            for speaker in speakers
        }
        if st.form_submit_button(_("Accept and save the names") if proposed else _("Save the names"), type="primary"):
            frame.do(lambda: rename(study, interview, shown, names))


def offer_names(study: Study, interview: Interview, shown: Transcript) -> None:
    """Who likely asks the questions, with the reason, to be accepted by one press; nothing where nobody stands out."""
    proposed = propose_names(study, interview.id)
    if not proposed:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        told = " ".join(
            _("{speaker} may be “{name}”: {because}", speaker=one.speaker, name=one.name, because=one.because)
            for one in proposed
        )
        st.caption(frame.plain(told), width="content")
        if st.button(_("Accept these names"), key="accept-names"):
            names = {one.speaker: one.name for one in proposed}
            frame.do(lambda: rename(study, interview, shown, names))


def rename(study: Study, interview: Interview, shown: Transcript, names: Mapping[str, str]) -> str:
    """Write the names into the transcript's labels, as its next revision.

    Raises
    ------
    StaleRevision
        Somebody else has corrected it meanwhile.
    """
    lead, parts = take_apart(shown)
    named = put_together(lead, name_speakers_in(parts, names), source=shown.source)
    if named.text == shown.text:
        return _("Nothing was changed.")
    why = "named the speakers"
    revise_transcript(study, interview.id, named, by=frame.coder(study), why=why, seen=shown.id)
    asking = likely_interviewer(shares(shown))
    if asking and names.get(asking.speaker, asking.speaker) != asking.speaker:
        keep_interviewer(study, names[asking.speaker])
    return _(words.SAVED)


# ---- passages that a correction changed ----


def changed_passages(study: Study, interview: Interview) -> None:
    """Marked passages whose words were corrected: before and after, to be found right or taken away."""
    with study.reading() as connection:
        if not any(segment.was for segment in reads.segments(connection, interview.id)):
            return
    waiting = [one for one in flagged(study) if one.interview.id == interview.id]
    with st.container(border=True):
        st.markdown(plural("**{n} marked passage to look at**", "**{n} marked passages to look at**", len(waiting)))
        st.caption(_("A correction changed words inside these marks. Their codes have been kept."))
        for one in waiting:
            _beside(study, one)


def _beside(study: Study, one: Flagged) -> None:
    before, after, buttons = st.columns([5, 5, 2])
    was, now = side_by_side(one.was, one.now)
    before.caption(_("Was"))
    before.markdown(was)
    after.caption(_("Now"))
    after.markdown(now or _("(nothing of it is left)"))
    with buttons:
        if one.now and st.button(_("Stands right"), key=f"right-{one.segment.id}", width="stretch"):
            frame.do(lambda: stands_right(study, one))
        if st.button(
            _("Remove"), key=f"remove-{one.segment.id}", width="stretch", help=_("The mark and its codes; undo helps.")
        ):
            frame.do(lambda: take_away(study, one))


def side_by_side(was: str, now: str) -> tuple[str, str]:
    """Both texts as Markdown, with the words that differ on a ground of their own."""
    old, new = (re.findall(r"\S+|\s+", text) for text in (was, now))
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    before = (_shown(old[a:b], differs=step != "equal") for step, a, b, *__ in steps)
    after = (_shown(new[a:b], differs=step != "equal") for step, *__, a, b in steps)
    return "".join(before), "".join(after)


def _shown(words: list[str], *, differs: bool) -> str:
    if not any(word.strip() for word in words) or not differs:
        return "".join(frame.plain(word) if word.strip() else _space(word) for word in words)
    said = frame.plain(" ".join("".join(words).split()))
    return f"{_space(words[0])}:orange-background[{said}]{_space(words[-1])}"


def _space(between: str) -> str:
    if between.strip():
        return ""
    return "\n\n" if between.count("\n") > 1 else "  \n" if "\n" in between else " "


def stands_right(study: Study, one: Flagged) -> str:
    """The mark stays where the correction left it."""
    settle_segment(study, one.segment.id, by=frame.coder(study))
    return _("The passage stands right.")


def take_away(study: Study, one: Flagged) -> str:
    """The mark goes, with the codes on it."""
    remove_segment(study, one.segment.id, by=frame.coder(study))
    return _("Removed the mark.")
