"""What `qualkit app` hands to Streamlit: the workspace, and the recordings beside it."""

from importlib import resources

import streamlit as st

from qualkit.ui.sound import routes

app = st.App(str(resources.files("qualkit.ui") / "workspace.py"), routes=routes())
