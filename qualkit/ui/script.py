"""What `qualkit app` hands to Streamlit: the workspace, and what it serves beside the pages."""

from importlib import resources

import streamlit as st

from qualkit.ui.served import routes

app = st.App(str(resources.files("qualkit.ui") / "workspace.py"), routes=routes())
