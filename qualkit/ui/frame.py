"""What every page stands in: the study that is open, who acts, where errors and empty states are told."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from qualkit.errors import QualkitError
from qualkit.settings import FILE, load_settings
from qualkit.store import reads
from qualkit.study import Study, find_study, open_study
from qualkit.ui import coder_name, words
from qualkit.ui.language import _

log = logging.getLogger("qualkit.ui")

STYLE = """
<style>
  [data-testid="stMainBlockContainer"] { padding: 2.2rem 2.6rem 3rem; max-width: 1240px; }
  [data-testid="stHeader"] { background: transparent; pointer-events: none; }
  [data-testid="stHeader"] button, [data-testid="stHeader"] a { pointer-events: auto; }
  [data-testid="stButtonGroup"] > div, [data-testid="stButtonGroup"] [role="radiogroup"] { flex-wrap: wrap; }
  @media (max-width: 768px) { [data-testid="stMainBlockContainer"] { padding: 3.6rem 1rem 1.5rem; } }
  [data-testid="stSidebarNavSeparator"] { display: none; }
  [data-testid="stNavSectionHeader"] { text-transform: uppercase; letter-spacing: .06em; font-size: .72rem; }
  [data-testid="stSidebarNavLink"][aria-current="page"] { background: color-mix(in srgb, #3b93b0 18%, transparent); }
  [data-testid="stSidebarNavLink"]:focus-visible, [data-testid="stPageLink"] a:focus-visible, .stMain:focus-visible {
    outline: 2px solid light-dark(#1f6f8b, #5fb3cf); outline-offset: -2px; }
  [data-testid="stPopoverBody"] { max-width: 30rem; }
  h1 { font-size: 1.55rem !important; padding-bottom: .1rem !important; }
  h2 { font-size: 1.12rem !important; } h3 { font-size: 1rem !important; }
  .qk-soft, .qk-soft p { color: color-mix(in srgb, currentColor 65%, transparent); }
  [data-testid="stCaptionContainer"], [data-testid="stExpander"] summary { opacity: .76; }  /* WCAG 2.2: 4.5 to 1 */
  button[kind^="primary"] { color: light-dark(#fff, #10222a); }
  [data-variant="segmented_control"][data-selected="true"], button[kind="tertiary"]:is(:hover, [aria-expanded="true"]) {
    color: light-dark(#17566d, #8fd0e6) !important; }
</style>
"""


# ---- the study ----


def known_studies() -> dict[str, Path]:
    """Studies that this workspace may open, by folder name: the one it was started with, else those under projects/."""
    given = os.environ.get("QUALKIT_STUDY")
    if given:
        folder = find_study(given)
        return {folder.name: folder}
    return {path.parent.name: path.parent for path in sorted(Path("projects").glob(f"*/{FILE}"))}


@st.cache_resource(show_spinner=False)
def _opened(folder: str, changed: float) -> Study:  # Streamlit would pass over an argument called _changed
    """One open study per process and per state of its study.yaml."""
    return open_study(folder)


def current_study() -> Study | None:
    """The study that this session works on, or None where it has none to open. Raises QualkitError."""
    known = known_studies()
    name = st.session_state.get("study") or st.query_params.get("study")
    if name not in known:
        name = next(iter(known)) if len(known) == 1 else None
    if name is None:
        return None
    st.session_state["study"] = name
    folder = known[name]
    return _opened(str(folder), (folder / FILE).stat().st_mtime)


def study_titles() -> dict[str, str]:
    """Titles of the studies that may be opened, by folder name; one that cannot be read goes by its folder."""
    return {name: _title(str(folder), (folder / FILE).stat().st_mtime) for name, folder in known_studies().items()}


@st.cache_data(show_spinner=False, max_entries=500)
def _title(folder: str, changed: float) -> str:
    try:
        return load_settings(Path(folder)).title or Path(folder).name
    except QualkitError:
        return Path(folder).name


def choose_study(name: str) -> None:
    """Work on that study from now on; the address keeps it over a reload."""
    st.session_state["study"] = name
    st.query_params["study"] = name


def needed_study() -> Study:
    """The open study; a page without one says what to do and ends."""
    study = current_study()
    if study is None:
        empty(_(words.NO_STUDY), _("Make one or choose one on the Study page."))
        st.stop()
    return study


def revision(study: Study) -> int:
    """How many lines the journal has: what a page showed is as old as this."""
    with study.reading() as connection:
        return reads.head(connection)


def given_name() -> str:
    """The name that a person gave in this session, or in this browser before; empty where nobody was asked yet."""
    if "coder" not in st.session_state:
        st.session_state["coder"] = coder_name.remembered()
    name: str = st.session_state["coder"]
    return name


def coder(study: Study) -> str:
    """Who acts in this session: the name given in this browser, else what the study or the login says."""
    return given_name() or study.coder()


# ---- telling ----


def header(title: str, soft: str = "") -> None:
    """The page's title, and beside it what one may want to know at a glance."""
    st.title(title, anchor=False)
    if soft:
        st.caption(soft)


def empty(what: str, hint: str) -> None:
    """Nothing is here yet, and what to do about it."""
    with st.container(border=True):
        st.markdown(f"**{plain(what)}**")
        st.caption(plain(hint))


def plain(text: str) -> str:
    """Text from files and people as Markdown shows it letter by letter: never as markup, link, colour, sign or face."""
    return UNSEEN.join(
        "".join(f"\\{letter}" if letter in MARKUP else letter for letter in part) for part in CUT.split(text)
    )


def paragraphs(text: str) -> str:
    """As `plain`, for a text of several lines, which stay lines."""
    return "\n\n".join(
        "  \n".join(plain(line.strip()) for line in part.splitlines()) for part in PARTS.split(text.strip())
    )


MARKUP = frozenset("\\`*_{}[]()<>#+-.!|~$:^=&@")
UNSEEN = ":small[]"
"""A piece of Markdown that shows nothing."""
CUT = re.compile(
    r"(?<=:)(?=//|material/|[\w+-]+:)|(?<=www)(?=\.)|(?=@)|(?<=-)(?=[->])|(?<=<)(?=-)|(?<=[<>~!])(?==)", re.I
)
"""Where letters must be kept apart: addresses, :smile:, :material/home: and -> are looked for after the backslashes."""
PARTS = re.compile(r"\n\s*\n")


def show_error(error: QualkitError) -> None:
    """What is wrong and what mends it, in a box."""
    st.error(plain(error.message) + (f"\n\n{plain(error.hint)}" if error.hint else ""), icon=":material/error:")


@contextmanager
def telling_errors() -> Iterator[None]:
    """A mistake is told where it happened and the rest of the page stays; what was written before it stays whole."""
    try:
        yield
    except QualkitError as error:
        show_error(error)


def note_done(message: str) -> None:
    """Say after the next run that something was done: `st.toast` before a rerun would be lost."""
    st.session_state["done"] = message


def do(action: Callable[[], str]) -> None:
    """Do what a button promises and show the page anew with what came of it; a mistake is told where it happened."""
    with telling_errors():
        note_done(action())
        st.session_state["acts"] = acts_done() + 1
        st.rerun()


def acts_done() -> int:
    """How many acts this session has done; in a key, it makes a popover that was used begin anew, and closed."""
    done: int = st.session_state.get("acts", 0)
    return done


def popover(label: str, *, key: str, **look: Any) -> AbstractContextManager[Any]:
    """A popover that closes once what it is for was done."""
    container: AbstractContextManager[Any] = st.popover(label, key=f"{key}-{acts_done()}", **look)
    return container


def tell_done() -> None:
    """Show what `note_done` kept, once."""
    message = st.session_state.pop("done", None)
    if message:
        st.toast(plain(message))


# ---- from page to page ----


def offer_pages(pages: Iterable[st.Page]) -> None:
    """Remember the pages of this run, so that one page can point to another by its address."""
    st.session_state["pages"] = {page.url_path or "study": page for page in pages}


def link(address: str, label: str) -> None:
    """A line that leads to another page; where that page is not there, the line alone."""
    page = st.session_state.get("pages", {}).get(address)
    if page is None:
        st.markdown(label)
    else:
        st.page_link(page, label=label)


def go(address: str) -> None:
    """Open another page."""
    page = st.session_state.get("pages", {}).get(address)
    if page is not None:
        st.switch_page(page)
