"""Words on the Retrieval page: how often they are said, and each where it is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from typing import NamedTuple

import streamlit as st

from qualkit.coding.segments import Span
from qualkit.errors import QualkitError
from qualkit.model import Interview
from qualkit.retrieval.actions import spoken, word_frequencies, words_in_context
from qualkit.retrieval.charts import bars_chart
from qualkit.retrieval.concordance import InContext, Said
from qualkit.store import reads
from qualkit.study import Study
from qualkit.themes.lemmas import small_words, word_forms
from qualkit.ui import frame, grid, passages, words
from qualkit.ui.language import _, plural
from qualkit.ui.quotes import page_of
from qualkit.ui.sufficiency_figures import download_rows

SHOWN, LINES = 300, 20
OPENING = "([“‘\"'–"
STYLE = """
<style>
  [class*="st-key-kwic-"] { border-inline-start: 3px solid color-mix(in srgb, currentColor 16%, transparent);
                            padding-inline-start: .85rem; }
  [class*="st-key-kwic-"] [data-testid="stMarkdownContainer"] p { unicode-bidi: plaintext; text-align: start; }
  [class*="st-key-kwic-"] [data-testid="stButton"] button { min-height: 0; padding: 0; }
  [class*="st-key-kwic-"] [data-testid="stButton"] p { font-size: .84rem; }
</style>
"""
WORD, CLICKED = "words context", "words clicked"


def words_section(study: Study) -> None:
    """The words that are said most, and one of them in its contexts."""
    asker = study.settings.interviewer
    with st.container(horizontal=True, vertical_alignment="center"):
        every = st.checkbox(_("With small words"), key="words every", help=_("Such as “the”, “and”, “like”."))
        without = st.checkbox(_("Without {asker}", asker=asker), value=True, key="words without") if asker else False
    heard = Heard(str(study.folder), frame.revision(study), asker if without else "")
    vocabulary = _vocabulary(heard, study)
    if not vocabulary:
        frame.empty(_("Nothing is transcribed yet."), _(words.ADD_INTERVIEWS))
        return
    forms = forms_of(study, vocabulary)
    found = _counted(heard, bool(every), study, forms)
    st.html(STYLE)
    left, right = st.columns([2, 3], gap="large")
    with left:
        rows = [{**asdict(one), "forms": ", ".join(one.forms)} for one in found]
        chart = bars_chart([one.word for one in found], [one.times for one in found], told=(_("Word"), _("Times said")))
        take_up(grid.clicked(chart, "word", key="words-bars") if chart else ())
        grid.files("words", chart, rows)
        with st.expander(_("All {n} words", n=len(rows))):
            st.dataframe(rows[:SHOWN], hide_index=True, alt=_("Words by how often they are said"))
    with right, st.container(key="led-to"):
        contexts(study, [one.word for one in found], partial(_in_context, heard, _study=study, _known=forms))


class Heard(NamedTuple):
    """What words are counted of: a study as it stands, without what one speaker says where a name is given."""

    folder: str
    revision: int
    without: str

    @property
    def leave_out(self) -> list[str]:
        """The speakers who are not counted."""
        return [self.without] if self.without else []


# each is read once for each state of a study: a click is not to read a thousand interviews anew


@st.cache_data(show_spinner=False, max_entries=2)
def _vocabulary(heard: Heard, _study: Study) -> frozenset[str]:
    return frozenset(word for own in spoken(_study, leave_out=heard.leave_out).values() for word in own)


@st.cache_data(show_spinner=False, max_entries=4)
def _counted(heard: Heard, every: bool, _study: Study, _known: Mapping[str, set[str]]) -> list[Said]:
    small = frozenset() if every else small_words(_study.settings.language)
    return word_frequencies(_study, _known, small=small, leave_out=heard.leave_out)


@st.cache_data(show_spinner=False, max_entries=8)
def _in_context(heard: Heard, word: str, _study: Study, _known: Mapping[str, set[str]]) -> list[InContext]:
    return words_in_context(_study, word, _known)


def take_up(clicked: tuple[str, ...]) -> None:
    """The word whose bar was clicked is the one that is seen in its contexts, until another is chosen."""
    if clicked and st.session_state.get(CLICKED) != clicked:
        st.session_state[WORD] = clicked[0]
    st.session_state[CLICKED] = clicked


@st.cache_data(show_spinner=False, max_entries=20)
def _forms(words_said: frozenset[str], language: str) -> dict[str, set[str]]:
    return word_forms(words_said, language)


def forms_of(study: Study, said: frozenset[str]) -> dict[str, set[str]]:
    """Forms that count as one word; none, and a line that says so, where they are not known."""
    try:
        with st.spinner(_("Finding the forms of words")):
            return _forms(said, study.settings.language)
    except QualkitError as error:
        st.caption(frame.plain(_("Words are counted as they stand. {message}", message=error.message)))
        return {}


def contexts(study: Study, known: list[str], seek: Callable[[str], list[InContext]]) -> None:
    """A word with the words around it, wherever it is said."""
    st.caption(_("Click a bar to see its word where it is said, or choose one."))
    st.session_state.setdefault(WORD, known[0] if known else None)
    word = st.selectbox(
        _("In context"),
        known,
        placeholder=_("Choose a word, or write one"),
        accept_new_options=True,
        key=WORD,
    )
    if not word:
        return
    found = seek(word)
    if not found:
        st.caption(frame.plain(_("“{word}” is not said in any interview.", word=word)))
        return
    with study.reading() as connection:
        sittings = {one.id: one for one in reads.interviews(connection)}
    st.markdown(
        _(
            "**{places} in {interviews}**",
            places=plural("{n} place", "{n} places", len(found)),
            interviews=plural("{n} interview", "{n} interviews", len({one.interview_id for one in found})),
        )
    )
    skip = page_of(len(found), key=f"context page {word}") * LINES
    for one in found[skip : skip + LINES]:
        line(one, sittings)
    download_rows("in-context", [{**asdict(one), "interview": sittings[one.interview_id].name} for one in found])


def line(one: InContext, sittings: Mapping[str, Interview]) -> None:
    """One place, which opens in the interview."""
    key = f"{one.interview_id}-{one.start}"
    with st.container(key=f"kwic-{key}", gap=None):
        name = sittings[one.interview_id].name
        before, word, after = (frame.plain(part) for part in (one.before, one.word, one.after))
        followed = f"{spaced(one.after)}:gray[{after}]" if after else ""
        st.markdown(f":gray[{before}] **{word}**{followed}")
        if st.button(
            frame.plain(" · ".join(filter(None, (name, one.speaker)))),
            key=f"open-kwic-{key}",
            type="tertiary",
            help=_("Open at this place"),
        ):
            open_place(one)


def spaced(after: str) -> str:
    """A space before what follows a word, unless that is a full stop or its like."""
    return " " if after[:1].isalnum() or after.startswith(tuple(OPENING)) else ""


def open_place(one: InContext) -> None:
    """Open the Code page where the word stands."""
    passages.show(Span(one.interview_id, one.start, one.end))
    frame.go("code")
