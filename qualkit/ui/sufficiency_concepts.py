"""Forms for meaning saturation and conceptual depth: kept by researchers, never computed."""

from __future__ import annotations

import streamlit as st

from qualkit.coding.codebook import IN_USE
from qualkit.model import DepthRating
from qualkit.saturation import concepts
from qualkit.saturation.depth import CRITERIA, RATINGS, depth_sentence
from qualkit.saturation.gallery import Subject
from qualkit.saturation.meaning import meaning_sentence
from qualkit.saturation.sources import distinct_names
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import frame
from qualkit.ui.language import _, marked
from qualkit.ui.sufficiency_figures import show_figure

Given = dict[str, tuple[int | None, str]]
UNRATED = marked("not rated")


def concepts_section(study: Study, subject: Subject) -> None:
    """Both forms, each with its figure once something was recorded."""
    with st.expander(_("Meaning: the dimensions of a code ({n} codes)", n=len(subject.meanings))):
        st.caption(frame.plain(meaning_sentence(subject.meanings)))
        if subject.meanings:
            show_figure("meaning", subject)
        dimension_form(study)
    with st.expander(_("Conceptual depth: five ratings with evidence ({n})", n=len(subject.depth))):
        st.caption(frame.plain(depth_sentence(subject.depth)))
        if subject.depth:
            show_figure("depth", subject)
        depth_form(study)


def dimension_form(study: Study) -> None:
    """Which facet of which code was heard in which interview."""
    with study.reading() as connection:
        names = distinct_names(reads.codes(connection, *IN_USE))
        interviews = [one.name for one in reads.interviews(connection)]
    with st.form("dimension", clear_on_submit=True, border=False):
        code = st.selectbox(_("Code"), names, format_func=names.__getitem__, key="dimension-code")
        label = st.text_input(_("Dimension that was heard"), key="dimension-label")
        interview = st.selectbox(_("In interview"), interviews, key="dimension-interview")
        if st.form_submit_button(_("Add this dimension")):
            frame.do(lambda: _heard(study, code, label, interview=interview))


def _heard(study: Study, code: str, label: str, *, interview: str) -> str:
    concepts.add_dimension(study, code, label, interview=interview, by=frame.coder(study))
    return _("Added.")


def depth_form(study: Study) -> None:
    """Range, complexity, subtlety, resonance, validity of a theme or a code, beside what the study holds on it."""
    with study.reading() as connection:
        themes = {theme.id: _("Theme: {name}", name=theme.name) for theme in reads.themes(connection)}
        codes = distinct_names(reads.codes(connection, *IN_USE))
    concept = st.selectbox(
        _("Concept"), options := themes | codes, format_func=options.__getitem__, key="depth-concept"
    )
    if concept is None:
        return
    with study.reading() as connection:
        st.caption(frame.plain(_("The study holds: {words}", words=concepts.evidence_on(connection, concept).words())))
        own = _own(reads.all_of(connection, DepthRating), concept, frame.coder(study))
    with st.form(f"depth-{concept}", border=False):
        given = {criterion: _rated(concept, criterion, own.get(criterion)) for criterion in CRITERIA}
        if st.form_submit_button(_("Keep these ratings")):
            frame.do(lambda: _keep(study, concept, given, own))


def _own(ratings: list[DepthRating], concept: str, by: str) -> dict[str, DepthRating]:
    return {one.criterion: one for one in ratings if one.about_id == concept and one.by == by}


def _rated(concept: str, criterion: str, before: DepthRating | None) -> tuple[int | None, str]:
    """One criterion's rating and its sentence, as the form holds them."""
    scale = {_(UNRATED): None} | {f"{rating} {word}": rating for rating, word in RATINGS.items()}
    left, right = st.columns([2, 5], vertical_alignment="bottom")
    rating = left.selectbox(
        criterion.capitalize(),
        scale,
        index=before.rating if before else 0,
        help=CRITERIA[criterion],
        key=f"depth-{concept}-{criterion}",
    )
    text = before.evidence if before else ""
    return scale[rating], right.text_input(
        _("Evidence, in a sentence"), text, key=f"evidence-{concept}-{criterion}", label_visibility="collapsed"
    )


def _keep(study: Study, concept: str, given: Given, own: dict[str, DepthRating]) -> str:
    kept = 0
    for criterion, (rating, evidence) in given.items():
        before = own.get(criterion)
        if rating is None:
            if before is not None:
                concepts.remove_rating(study, before.id, by=frame.coder(study))
                kept += 1
        elif before is None or (rating, evidence.strip()) != (before.rating, before.evidence):
            concepts.rate_depth(study, concept, criterion, rating, evidence=evidence, by=frame.coder(study))
            kept += 1
    return _("{kept} ratings kept.", kept=kept) if kept else _("Nothing had changed.")
