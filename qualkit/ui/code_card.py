"""One code: its name and texts in place, what can be done with it, its history and its memos."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from qualkit.coding.codebook import PALETTE, Entry
from qualkit.coding.codes import define_code, rename_code
from qualkit.coding.versions import code_history
from qualkit.model import Change, Code, Memo
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui import code_acts, frame, memo_form, moments, opened
from qualkit.ui.language import _, marked, plural

COLORS = dict(
    zip(
        PALETTE,
        (
            *(marked("Blue"), marked("Vermilion"), marked("Green"), marked("Pink")),
            *(marked("Ochre"), marked("Sky blue"), marked("Violet"), marked("Grey")),
        ),
        strict=True,
    )
)
NO_COLOUR = marked("None")
TEXTS = ("definition", "include", "exclude", "example", "color", "kind")
KINDS = ("", *(marked("inductive"), marked("deductive"), marked("in vivo"), marked("semantic"), marked("latent")))
STYLE = (
    "<style>\n"
    '  [class*="st-key-card-c"] h3::before { content: ""; display: inline-block; width: .75rem; height: .75rem;'
    " border-radius: .2rem; margin-right: .55rem; background: #8a93a3; }\n"
    + "\n".join(
        f"  .st-key-card-c{n} h3::before {{ background: {color} !important; }}" for n, color in enumerate(PALETTE)
    )
    + "\n</style>"
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the page knows of the codebook: all codes by id, those in use as a tree, and the journal's length.

    `withdrawn` is how many of the interviews have lost their words; that they were coded is still counted.
    """

    codes: Mapping[str, Code]
    entries: Sequence[Entry]
    interviews: int
    revision: int
    withdrawn: int = 0

    def entry(self, code_id: str) -> Entry | None:
        """A code in use at its place in the tree."""
        return next((one for one in self.entries if one.code.id == code_id), None)


def color_place(color: str) -> str:
    """The place of a colour in the palette; "x" for one that came from elsewhere, which never reaches a style."""
    return str(PALETTE.index(color)) if color in PALETTE else "x"


def card(study: Study, shelf: Shelf, entry: Entry) -> None:
    """Everything about one code but its quotes."""
    code = entry.code
    with st.container(border=True, key=f"card-c{color_place(code.color)}"):
        heading(study, shelf, entry)
        texts(study, shelf, code)
        history(study, code)
        memos(study, code)


def heading(study: Study, shelf: Shelf, entry: Entry) -> None:
    """Name and counts, and the acts on the code as a whole."""
    code = entry.code
    st.subheader(frame.plain(code.name), anchor=False)
    quotes = plural(
        "{n} quote in {files} of {interviews} interviews",
        "{n} quotes in {files} of {interviews} interviews",
        entry.references,
        files=entry.files,
        interviews=shelf.interviews,
    )
    if shelf.withdrawn:
        quotes = _("{quotes} ({withdrawn} withdrawn)", quotes=quotes, withdrawn=shelf.withdrawn)
    under = (
        _("{aggregate} with the codes under it", aggregate=entry.aggregate)
        if entry.aggregate > entry.references
        else ""
    )
    path = _("under {under}", under=entry.path.rpartition(" > ")[0]) if entry.level else ""
    parts = (quotes, under, path, code.kind, code.status if code.status != "active" else "")
    st.caption(" · ".join(frame.plain(part) for part in parts if part))
    with st.container(horizontal=True, gap="small"):
        with frame.popover(_("Rename"), key="rename"):
            rename(study, shelf, code)
        code_acts.popovers(study, shelf.entries, entry)


# ---- texts ----


def write(code: Code, action: Callable[[], str]) -> None:
    """Write what a person typed about the code; where that fails, offer to see what is stored."""
    frame.do(action)
    st.button(_("Show what is there now"), on_click=opened.forget, key=f"show-now-{code.id}")


def rename(study: Study, shelf: Shelf, code: Code) -> None:
    """Another name; id, codings and history stay."""
    with st.form(f"rename-{code.id}-{opened.number()}", border=False):
        name = st.text_input(_("Name"), code.name)
        why = st.text_input(_("Why (optional)"))
        sent = st.form_submit_button(_("Rename"), type="primary")
    if sent:
        write(code, lambda: renamed(study, code, name, why=why, seen=opened.seen(code.id, shelf.revision)))


def renamed(study: Study, code: Code, name: str, *, why: str, seen: int) -> str:
    """Rename the code; says what it is called now."""
    after = rename_code(study, code.id, name, by=frame.coder(study), why=why, seen=seen)
    opened.saw(code.id, frame.revision(study))
    return _("It is called {name}.", name=after.name)


def texts(study: Study, shelf: Shelf, code: Code) -> None:
    """Definition, include, exclude, example, colour and kind, to be changed in place."""
    opened_at, number, was = opened.seen(code.id, shelf.revision), opened.number(), opened.filled_with(code)
    with st.container():  # kept where nothing is in it: what comes above the fields would empty them
        if any(getattr(was, name) != getattr(code, name) for name in TEXTS):
            changed_meanwhile(code)
    with st.form(f"texts-{code.id}-{number}", border=False):
        new = {
            "definition": st.text_area(_("Definition"), was.definition, height=84, key=f"definition-{code.id}-{number}")
        }
        filled(code)
        with st.expander(_("Include, exclude, example, colour"), type="compact"):
            new |= more_texts(was, number)
        left, right = st.columns([5, 1])
        why = left.text_input(
            _("Why"), key=f"why-{code.id}-{number}", placeholder=_("Why (optional)"), label_visibility="collapsed"
        )
        sent = right.form_submit_button(_("Save"), width="stretch")
    if sent:
        write(code, lambda: defined(study, code, new, why=why, seen=opened_at))


def changed_meanwhile(code: Code) -> None:
    """Say that others have changed what stands in the fields, and offer to see it."""
    with st.container(horizontal=True, vertical_alignment="center", key="changed-meanwhile"):
        st.caption(_("Somebody else has changed these texts since you opened them."), width="content")
        st.button(_("Show what is there now"), on_click=opened.forget, key=f"show-changed-{code.id}", type="tertiary")


def filled(code: Code) -> None:
    """What is folded away but filled, to be read at a glance."""
    told = ((_("Include"), code.include), (_("Exclude"), code.exclude), (_("Example"), code.example))
    lines = [f":gray[{label}]  {frame.plain(' '.join(text.split()))}" for label, text in told if text]
    if lines:
        st.markdown("  \n".join(lines))


def more_texts(code: Code, number: int) -> dict[str, str]:
    """The fields that are folded away."""
    left, right = st.columns(2)
    new = {
        "include": left.text_area(_("Include"), code.include, height=84, key=f"include-{code.id}-{number}"),
        "exclude": right.text_area(_("Exclude"), code.exclude, height=84, key=f"exclude-{code.id}-{number}"),
        "example": st.text_area(_("Typical example"), code.example, height=84, key=f"example-{code.id}-{number}"),
    }
    left, right = st.columns(2)
    colors = list(dict.fromkeys([*PALETTE, code.color]))
    kinds = list(dict.fromkeys([*KINDS, code.kind]))
    new["color"] = left.selectbox(
        _("Colour"),
        colors,
        colors.index(code.color),
        lambda c: _(COLORS.get(c) or c or NO_COLOUR),
        key=f"color-{code.id}-{number}",
    )
    new["kind"] = right.selectbox(
        _("Kind"),
        kinds,
        kinds.index(code.kind),
        lambda kind: _(kind) or _("Not stated"),
        key=f"kind-{code.id}-{number}",
    )
    return new


def defined(study: Study, code: Code, new: Mapping[str, str], *, why: str, seen: int) -> str:
    """Write the texts of the code that were changed."""
    changed = {key: text.strip() for key, text in new.items() if text.strip() != getattr(code, key)}
    define_code(study, code.id, by=frame.coder(study), why=why, seen=seen, **changed)
    opened.forget()
    return _("Saved.") if changed else _("Nothing was changed.")


# ---- what became of it, and what one thinks of it ----


def history(study: Study, code: Code) -> None:
    """The code's life in words, read when asked for."""
    with st.expander(_("History"), type="compact", key=f"history-{code.id}", on_change="rerun") as asked:
        if asked.open:  # a code's life may be told by thousands of lines
            with study.reading() as connection:
                lines = code_history(connection, code.id)
            st.markdown("  \n".join(_told(line.change) for line in lines))


def _told(change: Change) -> str:
    why = f" :gray[(“{frame.plain(change.why)}”)]" if change.why else ""
    return f":gray[{moments.when(change.at)} {frame.plain(change.by)}] {frame.plain(change.draft.summary)}{why}"


def memos(study: Study, code: Code) -> None:
    """Memos on the code, and a new one."""
    with study.reading() as connection:
        about = reads.table_of(Memo).c.about_id == code.id
        kept = reads.all_of(connection, Memo, about, order=("at",))
    with st.expander(_("Memos ({n})", n=len(kept)), type="compact"):
        for memo in kept:
            st.markdown(frame.paragraphs(memo.text))
            st.caption(frame.plain(f"{memo.kind} · {memo.by}, {moments.when(memo.at)}"))
        memo_form.new_memo(study, about="code", about_id=code.id)
