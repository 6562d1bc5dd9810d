"""The workspace for `streamlit run app.py`; `qualkit app` does the same with the settings it needs."""

from importlib import resources

import streamlit as st

from qualkit.ui.served import routes

app = st.App(str(resources.files("qualkit.ui") / "workspace.py"), routes=routes())
