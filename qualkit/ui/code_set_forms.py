"""Sets of codes on the pages: which sets a code is in, off the question or not, and the sets themselves."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from qualkit.coding.code_sets import (
    OFF_THE_QUESTION,
    create_code_set,
    put_in_set,
    remove_code_set,
    rename_code_set,
    take_out_of_set,
)
from qualkit.coding.codebook import Entry
from qualkit.model import Code, CodeSet
from qualkit.study import Study
from qualkit.ui import frame
from qualkit.ui.language import _, marked, plural

NEW = marked("A new set")


def off_the_question(study: Study, sets: Sequence[CodeSet], code: Code) -> None:
    """Mark a code as off the research question, or take that back."""
    off = any(code.id in one.code_ids for one in sets if one.name == OFF_THE_QUESTION)
    label = _("On the question again") if off else _("Off the question")
    if st.button(
        label,
        key="off-question",
        help=_("Keeps it in the set “{set}”, to decide on later.", set=OFF_THE_QUESTION),
    ):
        frame.do(lambda: turned(study, OFF_THE_QUESTION, code, into=not off))


def turned(study: Study, name: str, code: Code, *, into: bool) -> str:
    """Put a code into a set or take it out; says so."""
    if into:
        put_in_set(study, name, [code.id], by=frame.coder(study))
        return _("{name} is in the set {set}.", name=code.name, set=name)
    take_out_of_set(study, name, [code.id], by=frame.coder(study))
    return _("{name} is no longer in the set {set}.", name=code.name, set=name)


def sets_of(study: Study, sets: Sequence[CodeSet], code: Code) -> None:
    """The sets that the code is in: put it into another, make a new one, or take it out."""
    mine = [one.name for one in sets if code.id in one.code_ids]
    label = _("Sets ({n})", n=len(mine)) if mine else _("Sets")
    with st.popover(label, key=f"sets-{code.id}-{frame.acts_done()}", on_change="rerun") as asked:
        if not asked.open:
            return
        names = [one.name for one in sets]
        chosen = st.multiselect(_("In the sets"), names, mine, accept_new_options=True, key=f"sets-of-{code.id}")
        st.caption(_("Choose some, or type a new name."))
        if st.button(_("Save"), key="save-sets", type="primary"):
            frame.do(lambda: placed(study, code, set(chosen), set(mine)))


def placed(study: Study, code: Code, wanted: set[str], had: set[str]) -> str:
    """Put the code into the sets that are wanted and out of the others."""
    for name in sorted(wanted - had):
        put_in_set(study, name, [code.id], by=frame.coder(study))
    for name in sorted(had - wanted):
        take_out_of_set(study, name, [code.id], by=frame.coder(study))
    return plural("{name} is in {n} set.", "{name} is in {n} sets.", len(wanted), name=code.name)


# ---- the sets themselves ----


def manage(study: Study, sets: Sequence[CodeSet], entries: Sequence[Entry]) -> None:
    """All sets with their codes; a new one, another name, other codes, or none."""
    known = {one.name: one for one in sets}
    chosen = st.selectbox(
        _("Set"), [NEW, *known], format_func=lambda one: _(NEW) if one == NEW else one, key="managed-set"
    )
    found = known.get(chosen or NEW)
    paths = {entry.code.id: entry.path for entry in entries}
    holds = [one for one in (found.code_ids if found else ()) if one in paths]
    name = st.text_input(_("Name"), found.name if found else "", key=f"set-name-{chosen}")
    picked = st.multiselect(_("Codes"), list(paths), holds, paths.__getitem__, key=f"set-codes-{chosen}")
    with st.container(horizontal=True):
        if st.button(_("Save the set"), key="save-set", type="primary"):
            frame.do(lambda: saved(study, found, name, picked))
        if found and st.button(_("Remove the set"), key="remove-set", help=_("Its codes stay as they are.")):
            frame.do(lambda: removed(study, found))


def saved(study: Study, found: CodeSet | None, name: str, picked: Sequence[str]) -> str:
    """Make the set, or give it this name and these codes."""
    by = frame.coder(study)
    if found is None:
        made = create_code_set(study, name, picked, by=by)
        count = len(made.code_ids)
        return plural("Made the set {name} of {n} code.", "Made the set {name} of {n} codes.", count, name=made.name)
    if " ".join(name.split()) != found.name:
        rename_code_set(study, found.id, name, by=by)
    if set(picked) - set(found.code_ids):
        put_in_set(study, found.id, [one for one in picked if one not in found.code_ids], by=by)
    if set(found.code_ids) - set(picked):
        take_out_of_set(study, found.id, [one for one in found.code_ids if one not in picked], by=by)
    return plural("The set {name} holds {n} code.", "The set {name} holds {n} codes.", len(picked), name=name)


def removed(study: Study, found: CodeSet) -> str:
    """Remove the set; says so."""
    remove_code_set(study, found.id, by=frame.coder(study))
    return _("Removed the set {name}.", name=found.name)
