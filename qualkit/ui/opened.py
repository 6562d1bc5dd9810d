"""Which code is open on the Codebook page, and how much of the journal its fields have seen."""

from __future__ import annotations

import streamlit as st

from qualkit.model import Code

CHOSEN, SEEN, ROUND, FILLED = "code", "code-seen", "code-round", "code-filled"


def open_code(code_id: str) -> None:
    """Show that code from the next run on, as it is stored then."""
    st.session_state[CHOSEN] = code_id
    forget()


def seen(code_id: str, revision: int) -> int:
    """The journal's length when the code's fields were filled: what others have changed since is not run over."""
    kept: tuple[str, int] = st.session_state.get(SEEN, ("", 0))
    if kept[0] != code_id:
        st.session_state[SEEN] = kept = (code_id, revision)
    return kept[1]


def saw(code_id: str, revision: int) -> None:
    """What one has just written oneself was seen; what stands typed in other fields stays."""
    st.session_state[SEEN] = (code_id, revision)


def forget() -> None:
    """Fill the fields anew with what is stored."""
    st.session_state.pop(SEEN, None)
    st.session_state[ROUND] = number() + 1


def filled_with(code: Code) -> Code:
    """The code as its fields were filled: they stay as they are while others change it, for somebody may be typing."""
    kept: tuple[int, Code] | None = st.session_state.get(FILLED)
    if kept is None or kept[0] != number() or kept[1].id != code.id:
        st.session_state[FILLED] = kept = (number(), code)
    return kept[1]


def number() -> int:
    """How often the fields were filled; it is part of their keys."""
    filled: int = st.session_state.get(ROUND, 0)
    return filled
