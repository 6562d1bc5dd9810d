"""What `qualkit app` hands to Streamlit; the app.py at the top of the repository does the same."""

from qualkit.ui.main import main

main()
