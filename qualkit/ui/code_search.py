"""Search in an interview or in all: words, word forms or a pattern; what was ticked is coded in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

import streamlit as st

from qualkit.coding.segments import Span
from qualkit.model import Interview, Transcript
from qualkit.store.transcripts import transcript
from qualkit.study import Study
from qualkit.text.search import Hit, find_forms, find_pattern, find_words, spoken_only, widened
from qualkit.ui import frame, passages, words
from qualkit.ui.language import _, marked, spoken

KINDS = {"words": marked("Words"), "forms": marked("Word forms"), "pattern": marked("Pattern")}
KIND_MEANS = {
    "words": marked("These words, one after the other. Small and capital letters are alike."),
    "forms": marked("Any form of the words: walk finds walks, walked, walking. English only."),
    "pattern": marked("A regular expression, such as walk(s|ed|ing)? or \\bnever\\b."),
}
SECONDS_IN_ALL = 4.0
"""After so long no further interview is searched; the one at hand may take two seconds more."""
FOUND = "search found"
UNITS = {"words": marked("the words found"), "sentence": marked("the sentence"), "turn": marked("the whole turn")}


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for, how, and where; no interview is all of them."""

    wanted: str
    kind: str = "words"
    interview_id: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, by interview in collection order, and the interviews for which there was no time."""

    hits: Mapping[str, Sequence[Hit]]
    unsearched: Sequence[str] = ()


def view(study: Study, interview: Interview, sittings: Mapping[str, Interview]) -> None:
    """The search and what it found."""
    question = ask(interview)
    if not question.wanted.strip():
        frame.empty(_(words.SEARCH_NOTHING), _(words.SEARCH_HINT))
        return
    with frame.telling_errors():
        chosen = [interview.id] if question.interview_id else list(sittings)
        found = kept_search(study, question, chosen)
        if found.unsearched:
            st.warning(frame.plain(words.not_searched(len(found.unsearched), len(chosen))))
        unit = st.segmented_control(
            _("What is shown and coded"), list(UNITS), default="words", format_func=spoken(UNITS), key="search unit"
        )
        spans = spans_of(study, found.hits, unit or "words")
        if not spans:
            st.caption(_(words.NOT_FOUND))
            return
        passages.choose(
            study, spans, sittings, told=passages.counted(spans), how=f"search for “{question.wanted.strip()}”"
        )


def ask(interview: Interview) -> Question:
    """What is looked for, how and where."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = st.text_input(_("Search for"), key="search wanted", placeholder=_("never again"), width=280)
        kind = st.segmented_control(
            _("As"), list(KINDS), default="words", format_func=spoken(KINDS), key="search kind", width="content"
        )
        everywhere = st.toggle(_("In all interviews"), value=True, key="search everywhere")
    kind = kind or "words"
    st.caption(frame.plain(_(KIND_MEANS[kind])))
    return Question(wanted, kind, "" if everywhere else interview.id)


def kept_search(study: Study, question: Question, interview_ids: Sequence[str]) -> Found:
    """As `search`, and kept: to tick a box is not to search again."""
    key = (str(study.folder), question, tuple(interview_ids), frame.revision(study))
    if st.session_state.get(FOUND, (None,))[0] != key:
        st.session_state[FOUND] = (key, search(study, question, interview_ids))
    found: Found = st.session_state[FOUND][1]
    return found


def search(study: Study, question: Question, interview_ids: Sequence[str]) -> Found:
    """Look through interviews in order for a few seconds; a pattern can be made that takes for ever.

    Raises
    ------
    BadAct
        The pattern cannot be read, or takes more than two seconds on one interview.
    MissingExtra
        Word forms are looked for without spaCy.
    """
    forms = _forms(study, question, interview_ids) if question.kind == "forms" else {}
    until = monotonic() + SECONDS_IN_ALL
    hits: dict[str, list[Hit]] = {}
    for place, interview_id in enumerate(interview_ids):
        if monotonic() > until:
            return Found(hits, interview_ids[place:])
        for one in transcripts_of(study, [interview_id]).values():
            found = spoken_only(one, _hits(one, question, forms))
            hits |= {interview_id: found} if found else {}
    return Found(hits)


def _forms(study: Study, question: Question, interview_ids: Sequence[str]) -> Mapping[str, set[str]]:
    from qualkit.themes.lemmas import word_forms

    said = transcripts_of(study, interview_ids).values()
    seen = {word for one in said for word in one.text.casefold().split()}
    spoken = {word.strip(PUNCTUATION) for word in seen} | set(question.wanted.casefold().split())
    return word_forms(spoken - {""}, study.settings.language)


PUNCTUATION = ".,;:!?…\"'“”‘’()[]-–—"


def _hits(said: Transcript, question: Question, forms: Mapping[str, set[str]]) -> list[Hit]:
    if question.kind == "forms":
        return find_forms(said.text, question.wanted, {word: sorted(same) for word, same in forms.items()})
    find = find_pattern if question.kind == "pattern" else find_words
    return find(said.text, question.wanted)


def transcripts_of(study: Study, interview_ids: Sequence[str]) -> dict[str, Transcript]:
    """The latest transcripts of interviews, by id."""
    with study.reading() as connection:
        return {i: said for i in interview_ids if (said := transcript(connection, i))}


def spans_of(study: Study, found: Mapping[str, Sequence[Hit]], unit: str) -> list[Span]:
    """Where hits stand, widened to what one wants to code; two hits in one sentence are one passage."""
    said = transcripts_of(study, list(found))
    wide = {i: dict.fromkeys(widened(said[i], hit, unit) for hit in hits) for i, hits in found.items()}
    return [Span(i, hit.start, hit.end) for i, hits in wide.items() for hit in hits]
