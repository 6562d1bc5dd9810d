"""What can be done with a code as a whole: move, merge, split, retire; each says beforehand what will follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from qualkit.coding.codebook import Entry, descendants
from qualkit.coding.codes import merge_codes, move_code, restore_code, retire_code, split_code
from qualkit.model import Code
from qualkit.store.overlaps import following
from qualkit.study import Study
from qualkit.ui import frame, opened
from qualkit.ui.language import _
from qualkit.ui.tree.asked import foretold

TOP = ""
ASIDE_SHOWN = 30


def popovers(study: Study, entries: Sequence[Entry], entry: Entry) -> None:
    """The acts, each behind a button of its own."""
    acts: tuple[tuple[str, str, Callable[[Study, Sequence[Entry], Entry], None]], ...] = (
        ("move", _("Move"), move),
        ("merge", _("Merge"), merge),
        ("split", _("Split"), split),
        ("retire", _("Retire"), retire),
    )
    for name, label, act in acts:
        key = f"{name}-{entry.code.id}-{frame.acts_done()}"
        with st.popover(label, key=key, on_change="rerun") as asked:
            if asked.open:  # with 2,000 codes, what is not looked at is not sent
                act(study, entries, entry)


def choose_code(label: str, entries: Sequence[Entry], *, key: str, top: bool = False) -> str | None:
    """A code by its path, or (None) nothing yet; with `top`, an empty string for the top of the tree."""
    paths = {entry.code.id: entry.path for entry in entries}
    options = [TOP, *paths] if top else list(paths)
    chosen: str | None = st.selectbox(
        label,
        options,
        0 if top else None,
        lambda i: paths.get(i, _("the top of the tree")),
        key=key,
        placeholder=_("Choose …"),
    )
    return chosen


def elsewhere(entries: Sequence[Entry], code: Code) -> list[Entry]:
    """Codes that are neither this one nor under it."""
    below = descendants(code, [entry.code for entry in entries])
    return [entry for entry in entries if entry.code.id != code.id and entry.code.id not in below]


# ---- move ----


def move(study: Study, entries: Sequence[Entry], entry: Entry) -> None:
    """Put the code under another, or at the top."""
    code = entry.code
    others = [one for one in elsewhere(entries, code) if one.code.id != code.parent_id]
    under = choose_code(_("Move it under"), others, key=f"move-{code.id}", top=True)
    if st.button(_("Move"), key=f"do-move-{code.id}", type="primary", disabled=under == (code.parent_id or TOP)):
        frame.do(lambda: moved(study, code, under or None))


def moved(study: Study, code: Code, under: str | None) -> str:
    """Move the code; says so."""
    move_code(study, code.id, under=under, by=frame.coder(study))
    opened.forget()
    return _("Moved {name}.", name=code.name)


# ---- merge ----


def merge(study: Study, entries: Sequence[Entry], entry: Entry) -> None:
    """Merge the code into another, after a look at what will follow."""
    code = entry.code
    into = choose_code(_("Merge it into"), elsewhere(entries, code), key=f"merge-{code.id}")
    target = next((one for one in entries if one.code.id == into), None)
    if target:
        with study.reading() as connection:
            found = following(connection, [code.id], target.code.id)
        told = foretold(found, [code.id], target.code.id, [one.code for one in entries])
        st.markdown(frame.plain(" ".join(told)))
    why = st.text_input(_("Why (optional)"), key=f"why-merge-{code.id}")
    if st.button(_("Merge"), key=f"do-merge-{code.id}", type="primary", disabled=target is None) and target:
        frame.do(lambda: merged(study, code, target.code, why))


def merged(study: Study, code: Code, into: Code, why: str) -> str:
    """Merge the code into another and open that one; says how many codings followed."""
    after, followed = merge_codes(study, [code.id], into=into.id, by=frame.coder(study), why=why)
    opened.open_code(after.id)
    return _(
        "Merged {name} into {other}; {followed} codings followed.", name=code.name, other=after.name, followed=followed
    )


# ---- split ----


def split(study: Study, entries: Sequence[Entry], entry: Entry) -> None:
    """Make new codes out of this one; its quotes are recoded one by one."""
    code = entry.code
    with st.form(f"split-{code.id}", border=False):
        names = st.text_area(_("New codes, one a line"))
        st.caption(
            _("Its {references} quotes stay here until you recode each of them, below.", references=entry.references)
        )
        why = st.text_input(_("Why (optional)"))
        if st.form_submit_button(_("Split"), type="primary"):
            frame.do(lambda: parted(study, code, [name for name in names.splitlines() if name.strip()], why))


def parted(study: Study, code: Code, names: Sequence[str], why: str) -> str:
    """Split the code; says what came of it."""
    parts, waiting = split_code(study, code.id, names, by=frame.coder(study), why=why)
    return _(
        "Made {what}; {waiting} quotes wait to be recoded.",
        what=", ".join(part.name for part in parts),
        waiting=waiting,
    )


# ---- retire and restore ----


def retire(study: Study, entries: Sequence[Entry], entry: Entry) -> None:
    """Take the code out of use, with the reason."""
    code = entry.code
    with st.form(f"retire-{code.id}", border=False):
        why = st.text_input(_("Why?"), placeholder=_("off the question"))
        st.caption(_("Its codings stay readable, and it can be restored at any time."))
        if st.form_submit_button(_("Retire"), type="primary"):
            frame.do(lambda: retired(study, code, why))


def retired(study: Study, code: Code, why: str) -> str:
    """Retire the code; says so."""
    retire_code(study, code.id, why=why, by=frame.coder(study))
    return _("Retired {name}.", name=code.name)


def set_aside(study: Study, codes: Sequence[Code]) -> None:
    """Retired and merged codes, folded away; a retired one can be put to use again."""
    gone = [code for code in codes if code.status in ("retired", "merged")]
    if not gone:
        return
    with st.expander(
        _("Retired and merged ({n})", n=len(gone)), type="compact", key="aside", on_change="rerun"
    ) as asked:
        if asked.open:
            aside(study, gone, {code.id: code.name for code in codes})


def aside(study: Study, gone: Sequence[Code], names: Mapping[str, str]) -> None:
    """Those whose name holds the letters that are looked for."""
    wanted = st.text_input(_("Find"), key="aside-filter", placeholder=_("Find …"), label_visibility="collapsed")
    found = [code for code in gone if wanted.casefold().strip() in code.name.casefold()]
    for code in found[:ASIDE_SHOWN]:
        target = names.get(code.merged_into or "") or _("another code")
        into = _("merged into {name}", name=target)
        st.markdown(f"{frame.plain(code.name)} :gray[{frame.plain(code.reason if code.status == 'retired' else into)}]")
        if code.status == "retired" and st.button(_("Restore"), key=f"restore-{code.id}"):
            frame.do(partial(restored, study, code))
    if len(found) > ASIDE_SHOWN:
        st.caption(_("{n} more: some letters of the name find them.", n=len(found) - ASIDE_SHOWN))


def restored(study: Study, code: Code) -> str:
    """Put a retired code to use again and open it."""
    opened.open_code(restore_code(study, code.id, by=frame.coder(study)).id)
    return _("{name} is in use again.", name=code.name)
