"""Versions of the codebook: save one, compare two, go back to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from qualkit.coding.alluvial import alluvial_svg
from qualkit.coding.beside import Line, lines
from qualkit.coding.versions import codebook_at, codebook_genealogy, commit_codebook, restore_version
from qualkit.history import Diff, diff
from qualkit.model import Version
from qualkit.pictures import svg_to_png
from qualkit.store import reads
from qualkit.store.standing import changes_since
from qualkit.study import Study
from qualkit.ui import frame, moments, opened, undoing
from qualkit.ui.codebook_beside import picture_html, versions_html
from qualkit.ui.language import _, headings, marked

NOW = "current"
VERSIONS = {
    "Version": marked("Version"),
    "Name": marked("Name"),
    "Message": marked("Message"),
    "By": marked("By"),
    "Saved": marked("Saved"),
    "Codes": marked("Codes"),
}
CHANGES = {
    "What": st.column_config.TextColumn(marked("What"), pinned=True),
    "Code": marked("Code"),
    "How": marked("How"),
    "Quotes": marked("Quotes"),
}


# ---- save ----


def save_form(study: Study) -> None:
    """Name the codes as they stand."""
    with st.form("save-version", border=False, clear_on_submit=True):
        name = st.text_input(_("Name"), placeholder=_("after interview 6"))
        message = st.text_area(_("What is new or why now (optional)"), height=84)
        if st.form_submit_button(_("Save this version"), type="primary"):
            frame.do(lambda: saved(study, name, message))


def saved(study: Study, name: str, message: str) -> str:
    """Save the version; says which it is."""
    version = commit_codebook(study, message, name=name, by=frame.coder(study))
    return _("Saved version {number}, {name}.", number=version.number, name=version.name)


# ---- the versions there are ----


def versions_view(study: Study) -> None:
    """The list, the comparison, the picture, and the way back."""
    with study.reading() as connection:
        known = reads.versions(connection)
    if not known:
        frame.empty(
            _("No version is saved yet."), _("Save one whenever the codes have reached a point worth going back to.")
        )
        return
    listed(known)
    compare(study, known)
    picture(study)
    with frame.popover(_("Go back to a version"), key="go-back", icon=":material/history:"):
        go_back(study, known)
    undoing.undo_buttons(study, then=opened.forget)


def listed(known: list[Version]) -> None:
    """All saved versions, newest first."""
    rows = [
        {
            "Version": f"v{one.number}",
            "Name": one.name,
            "Message": one.message,
            "By": one.by,
            "Saved": moments.when(one.at),
            "Codes": one.codes,
        }
        for one in reversed(known)
    ]
    st.dataframe(rows, hide_index=True, column_config=headings(VERSIONS))


# ---- compare ----


def compare(study: Study, known: list[Version]) -> None:
    """Two versions side by side, and what changed between them as a table."""
    st.subheader(_("Compare two versions"), anchor=False)
    labels = {f"v{one.number}": f"v{one.number}, {one.name}" for one in known} | {NOW: _("as it stands now")}
    left, right = st.columns(2)
    first = latest_change(study, known)
    before = left.selectbox(_("From"), list(labels), first, labels.__getitem__, key="from-version")
    after = right.selectbox(_("To"), list(labels), first + 1, labels.__getitem__, key="to-version")
    with study.reading() as connection:
        then, now = codebook_at(connection, before), codebook_at(connection, after)
    side_by_side(lines(then, now), labels[before], labels[after])
    rows = list(diff_rows(diff(then, now)))
    with st.expander(_("As a table ({n})", n=len(rows)), type="compact"):
        if rows:
            st.dataframe(rows, hide_index=True, column_config=headings(CHANGES))
        st.download_button("CSV", as_csv(rows), f"codes-{before}-{after}.csv", "text/csv", key="diff-csv")


def latest_change(study: Study, known: Sequence[Version]) -> int:
    """The place of the version to compare from: the last one, or the one before where nothing was done since."""
    with study.reading() as connection:
        since = changes_since(connection, known[-1].seq_upto)
    return len(known) - (1 if since or len(known) == 1 else 2)


def side_by_side(found: Sequence[Line], before: str, after: str) -> None:
    """The tree as it was and as it is; by default only what changed, and what that stands under."""
    changed = [line for line in found if line.changes]
    if not changed:
        st.caption(_("Nothing changed between them."))
        return
    everything = st.toggle(_("Show all {n} codes", n=len(found)), key="all-lines")
    st.html(versions_html(found if everything else changed, before, after))


def as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """The table as a file."""
    import pandas as pd

    written: str = pd.DataFrame(rows, columns=["What", "Code", "How", "Quotes"]).to_csv(index=False)
    return written


def diff_rows(found: Diff) -> Iterator[dict[str, Any]]:
    """One row per change, in the order in which a reader asks: what is new, what went, what became what."""
    for what in ("added", "retired", "restored", "removed"):
        yield from (_row(what, row["name"], "", row["references"]) for row in getattr(found, what))
    for merge in found.merged:
        sources = ", ".join(row["name"] for row in merge.sources)
        yield _row("merged", sources, _("into {name}", name=merge.into["name"]), merge.codings)
    for split in found.split:
        yield _row(
            "split",
            split.source["name"],
            _("into {name}", name=", ".join(row["name"] for row in split.into)),
            split.source["references"],
        )
    yield from (
        _row("renamed", was["name"], _("to {name}", name=now["name"]), now["references"]) for was, now in found.renamed
    )
    yield from (_row("redefined", now["name"], now["definition"], now["references"]) for __, now in found.redefined)
    yield from (
        _row("moved", now["name"], _("under {under}", under=now["parent"] or _("the top")), now["references"])
        for __, now in found.moved
    )


def _row(what: str, code: str, detail: str, quotes: int) -> dict[str, Any]:
    return {"What": what, "Code": code, "How": detail, "Quotes": quotes}


def picture(study: Study) -> None:
    """Which code became which over the versions, drawn when asked for, at the size at which names can be read."""
    if not st.toggle(_("Show the codes' lives as a picture"), key="codes-picture"):
        return
    with study.reading() as connection:
        drawn = alluvial_svg(codebook_genealogy(connection))
    st.html(picture_html(drawn))
    with st.container(horizontal=True):
        st.download_button("SVG", drawn, "codes-over-time.svg", "image/svg+xml", key="picture-svg")
        st.download_button("PNG", lambda: svg_to_png(drawn), "codes-over-time.png", "image/png", key="picture-png")


# ---- go back ----


def go_back(study: Study, known: list[Version]) -> None:
    """Restore a version, after a word on what that does."""
    labels = {f"v{one.number}": f"v{one.number}, {one.name}" for one in reversed(known)}
    chosen = st.selectbox(_("Version"), list(labels), format_func=labels.__getitem__, key="restore-version")
    st.caption(
        _(
            "Every code gets back the name, texts and place that it had then; codes made since are "
            "retired. Nothing is lost: this is an act like any other, and Undo takes it back."
        )
    )
    if st.button(_("Restore this version"), key="do-restore-version", type="primary"):
        frame.do(lambda: gone_back(study, chosen))


def gone_back(study: Study, version: str) -> str:
    """Restore the version; says what changed and what did not fit."""
    changed, unmapped = restore_version(study, version, by=frame.coder(study))
    opened.forget()
    told = _("Restored {version}: {changed} codes changed.", version=version, changed=changed)
    left = _("{n} codings have a code that it does not use; they stay as they are.", n=len(unmapped))
    return f"{told} {left}" if unmapped else told
