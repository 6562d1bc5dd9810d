"""Sampling and sufficiency: what was judged and recorded, and new codes per interview where counting fits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from qualkit.saturation.actions import codebooks, saturation, study_records, study_subject
from qualkit.saturation.curve import Step
from qualkit.saturation.gallery import Subject
from qualkit.saturation.report import notes, paragraph
from qualkit.saturation.reporting_items import reporting_items
from qualkit.saturation.result import Saturation, guest_cells, per_interview
from qualkit.saturation.views import View
from qualkit.store.recodings import codebook_operations
from qualkit.study import Study
from qualkit.ui import frame, words
from qualkit.ui.language import _, headings, marked
from qualkit.ui.sufficiency_advanced import advanced_section, criteria_section
from qualkit.ui.sufficiency_choices import chosen_criterion, chosen_view
from qualkit.ui.sufficiency_concepts import concepts_section
from qualkit.ui.sufficiency_figures import clicked_chart, show_figure
from qualkit.ui.sufficiency_records import axis_notes, information_power, judgements

STEPS: dict[str, Any] = {
    "place": "",
    "interview": marked("Interview"),
    "codes": marked("Codes"),
    "new": marked("New"),
    "repeat": marked("Repeated"),
    "cumulative": marked("So far"),
    "percent": st.column_config.NumberColumn(marked("Of all"), format="%.0f%%"),
    "new_names": marked("New codes"),
}
CELLS: dict[str, Any] = {
    "base": marked("Base"),
    "run": marked("Run"),
    "threshold": st.column_config.NumberColumn(marked("Threshold"), format="percent"),
    "label": marked("Criterion met at"),
    "later_breaches": marked("Exceeded by runs ending at"),
    "status": marked("Status"),
}
TITLES = {
    ("code", "interview"): marked("New codes per interview"),
    ("subtheme", "interview"): marked("New subthemes per interview"),
    ("theme", "interview"): marked("New themes per interview"),
    ("code", "case"): marked("New codes per case"),
    ("subtheme", "case"): marked("New subthemes per case"),
    ("theme", "case"): marked("New themes per case"),
}
ITEMS = {
    "coreq_12": marked("COREQ 12, sample size"),
    "coreq_22": marked("COREQ 22, data saturation"),
    "srqr": marked("SRQR, sampling"),
    "methods": marked("Methods section"),
}


def page() -> None:
    """The page, as far as there is something to show."""
    study = frame.needed_study()
    frame.header(
        _("Sampling and sufficiency"), _("Is what was gathered enough for the question? A judgement, with records.")
    )
    reflexive = study.settings.approach == "reflexive"
    if reflexive:
        information_power(study, opened=True)
    judgements(study, opened=reflexive)
    if not reflexive:
        information_power(study, opened=False)
    if not reflexive or st.toggle(_("Show counts"), key="show-counts"):
        counts(study)


def counts(study: Study) -> None:
    """The curve, its numbers, the criteria and the sentence; or what to do first."""
    with st.container(horizontal=True):
        criterion, view = chosen_criterion(study), chosen_view(study)
    result = saturation(study, criterion, view)
    if not result.steps:
        frame.empty(_(words.NO_INTERVIEWS), _(words.ADD_INTERVIEWS))
    elif not result.matrix.codes:
        hint = _("Code passages on the Code page; new codes per interview then show here.")
        frame.empty(_("No passage is coded yet."), hint)
    else:
        show(study, result, view)


def show(study: Study, result: Saturation, view: View) -> None:
    """All there is to see of a study with codings."""
    subject = study_subject(study, result)
    st.subheader(_(TITLES[result.level, result.unit]), anchor=False)
    behind(result, clicked_chart(subject))
    axis_notes(study)
    steps = per_interview(result)
    st.dataframe(
        steps,
        hide_index=True,
        column_config=headings(STEPS),
        column_order=tuple(STEPS),
        alt=_("New codes per interview"),
    )
    st.subheader(_("Guest, Namey & Chen (2020)"), anchor=False)
    cells = guest_cells(result).fillna({"label": ""})
    st.caption(_("The first row is the one that the figure and the sentence report."))
    st.dataframe(cells, hide_index=True, height="content", column_config=headings(CELLS), column_order=tuple(CELLS))
    for_the_paper(study, result)
    further(study, subject, view)


def further(study: Study, subject: Subject, view: View) -> None:
    """What is there for those who look for it."""
    with st.expander(_("Which code in which interview")):
        show_figure("grid", subject)
    two_codebooks(study, subject, view)
    with st.expander(_("Other ways in use: 10+3, batches, quarters")):
        criteria_section(subject.result)
    concepts_section(study, subject)
    advanced_section(study, subject)


def two_codebooks(study: Study, subject: Subject, view: View) -> None:
    """The same coding as first coded, where codes were merged, split or retired since; read when it is asked for."""
    with study.reading() as connection:
        operations = len(codebook_operations(connection))
    if not operations:
        return
    with st.expander(
        _("The same coding before codes were merged, split or retired ({operations} operations)", operations=operations)
    ):
        if st.toggle(_("Show both curves"), key="two-codebooks"):
            both = codebooks(study, subject.result.chosen.criterion, view)
            show_figure("codebooks", replace(subject, both=both))


def behind(result: Saturation, clicked: str | None) -> None:
    """The codes behind a bar: of the interview whose bar was clicked, or the one chosen from the list."""
    names = [step.interview for step in result.steps]
    place = names.index(clicked) if clicked in names else None
    chosen = st.selectbox(
        _("Codes of"), names, index=place, placeholder=_("Click a bar, or choose here"), key=f"behind-{clicked}"
    )
    if chosen is not None:
        codes_of(result, result.steps[names.index(chosen)])


def codes_of(result: Saturation, step: Step) -> None:
    """The codes of one interview: those that it brought, and those known before."""
    row = result.matrix.present[step.place - 1]
    held = [code for code, present in zip(result.matrix.codes, row.tolist(), strict=True) if present]
    known = [code for code in held if code not in step.new_names]
    for heading, codes in ((_("New"), step.new_names), (_("Repeated"), known)):
        listed = ", ".join(map(frame.plain, codes)) or "none"
        st.markdown(f"**{heading} ({len(codes)}):** {listed}")


def for_the_paper(study: Study, result: Saturation) -> None:
    """The sentence, what to know beside it, and the texts that journals ask for."""
    st.subheader(_("For the methods section"), anchor=False)
    st.code(paragraph(result), language=None, wrap_lines=True)
    for note in notes(result):
        st.caption(frame.plain(note))
    with st.expander(_("Texts for COREQ, SRQR and the methods section")):
        for name, text in reporting_items(result, study_records(study)).items():
            st.caption(_(ITEMS[name]))
            st.code(text, language=None, wrap_lines=True)
