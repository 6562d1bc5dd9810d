"""Adding files to a study: transcripts and coded tables at once, recordings through a process of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

import streamlit as st

from qualkit.exchange.actions import import_incoming
from qualkit.exchange.bundles import BUNDLES
from qualkit.exchange.incoming import TABLES, ImportReport, Incoming
from qualkit.exchange.transcripts import READERS
from qualkit.model import Problem
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import frame, recordings, recordings_queue
from qualkit.ui.language import _, marked, plural

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

KINDS = [suffix.removeprefix(".") for suffix in (*READERS, *TABLES, *BUNDLES)]
OPEN, REPORT, LOOKED, ROUND = "adding", "import-report", "import-looked", "adding-round"
SHORT_LIST, LONG_LIST_PX, LISTED = 6, 320, 300
OTHER_FILES = marked(
    "A coded table has the columns participant, text and code; its quotes are looked up in "
    "the transcripts. Codebooks, facts about participants and surveys are tables too; "
    "projects come from NVivo, ATLAS.ti, MAXQDA (.qdpx), Taguette and QualCoder."
)


def panel(study: Study) -> None:
    """The way in for files; open where the study has no interview yet. What is on its way is told above it."""
    with study.reading() as connection:
        is_empty = not reads.interviews(connection)
    recordings_queue.told(study)
    if not (is_empty or st.session_state.get(OPEN)):
        if st.button(_("Add recordings or transcripts"), type="primary", icon=":material/add:"):
            st.session_state[OPEN] = True
            st.rerun()
        return
    with st.container(border=True):
        files, sound = st.tabs([_("Transcripts and coded tables"), _("Recordings")])
        with files:
            transcripts(study)
        with sound:
            recordings.choose(study)
        if not is_empty and st.button(_("Close"), key="close-adding"):
            close()


def close() -> None:
    """Fold the panel away and forget its report."""
    st.session_state.pop(OPEN, None)
    st.session_state.pop(REPORT, None)
    st.rerun()


# ---- transcripts and tables ----


def transcripts(study: Study) -> None:
    """Choose files, bring them in, and tell what became of each."""
    st.caption(
        _(
            "Each transcript becomes an interview of the file's name: P01.docx becomes P01. A line "
            "that begins with a name and a colon begins a turn of that speaker. What is in the study "
            "already is not brought in twice."
        )
    )
    chosen = st.file_uploader(
        _("Drop transcripts, tables or projects of other programs here"),
        KINDS,
        help=_(OTHER_FILES),
        accept_multiple_files=True,
        key=f"files-{st.session_state.get(ROUND, 0)}",
    )
    with st.container(horizontal=True):
        if st.button(_("Bring them in"), type="primary", disabled=not chosen, key="bring-in"):
            frame.do(lambda: bring_in(study, incoming(chosen)))
        if st.button(_("Look first"), disabled=not chosen, key="look-first", help=_("Shows what would come in.")):
            look(study, incoming(chosen))
    report = st.session_state.get(REPORT)
    if report:
        show_report(report, looked=bool(st.session_state.get(LOOKED)))


def incoming(chosen: Sequence[UploadedFile]) -> list[Incoming]:
    """Uploaded files as the import takes them; a browser may send a name with folders."""
    return [Incoming(PurePath(one.name.replace("\\", "/")).name, one.getvalue()) for one in chosen]


def look(study: Study, files: Sequence[Incoming]) -> None:
    """Import files into a copy of the study that goes away, for the report."""
    with frame.telling_errors():
        st.session_state[REPORT] = import_incoming(study, files, by=frame.coder(study), dry_run=True)
        st.session_state[LOOKED] = True


def bring_in(study: Study, files: Sequence[Incoming]) -> str:
    """Import files, keep the report for the page, and make room for the next files."""
    report = import_incoming(study, files, by=frame.coder(study))
    st.session_state[REPORT], st.session_state[LOOKED] = report, False
    st.session_state[OPEN] = True
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    return came_in(report)


def came_in(report: ImportReport, *, looked: bool = False) -> str:
    """What came in, or would, in one sentence."""
    told = ", ".join(counts(report))
    if looked:
        return _("Would come in: {told}.", told=told) if told else _("Nothing new would come in.")
    return _("Came in: {told}.", told=told) if told else _("Nothing new came in.")


def counts(report: ImportReport) -> list[str]:
    """How many of each noun came in, those of which there are some."""
    told = {
        plural("{n} interview", "{n} interviews", report.interviews): report.interviews,
        plural("{n} code", "{n} codes", report.codes): report.codes,
        plural("{n} coding", "{n} codings", report.codings): report.codings,
        plural("{n} participant", "{n} participants", report.cases): report.cases,
        plural("{n} memo", "{n} memos", report.memos): report.memos,
    }
    return [text for text, number in told.items() if number]


def show_report(report: ImportReport, *, looked: bool = False) -> None:
    """What came in (or would, after a look), what did not and why, and what should be looked at."""
    (st.success if counts(report) and not looked else st.info)(came_in(report, looked=looked))
    if report.problems:
        number = len(report.problems)
        st.warning(_("Would stay out ({n}):", n=number) if looked else _("Not brought in ({n}):", n=number))
        listed(report.problems)
    if report.notes:
        with st.expander(
            _("To look at ({n})", n=len(report.notes)), expanded=not report.problems and len(report.notes) < 4
        ):
            listed(report.notes)


def listed(problems: Sequence[Problem]) -> None:
    """Problems one under the other: where, what, and what to do about it."""
    told = [f"- **{frame.plain(one.where)}** {frame.plain(f'{one.what}. {one.fix}'.strip())}" for one in problems]
    with st.container(height=LONG_LIST_PX if len(told) > SHORT_LIST else "content", border=False):
        st.markdown("\n".join(told[:LISTED]))
        if len(told) > LISTED:
            st.caption(_("{n} more.", n=len(told) - LISTED))
