"""What others do comes onto an open page by itself: every two seconds it looks whether the journal has grown."""

from __future__ import annotations

import streamlit as st

from qualkit.study import Study
from qualkit.ui import frame

SECONDS_BETWEEN_LOOKS = 2.0


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def watch(study: Study, revision: int) -> None:
    """Run the page again once the journal is longer than the page has seen; it stands last, so that nothing moves."""
    if frame.revision(study) > revision:
        st.rerun()
