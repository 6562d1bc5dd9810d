"""The workspace: the only Streamlit users. A page shows what actions return and calls actions; it holds no rule."""
