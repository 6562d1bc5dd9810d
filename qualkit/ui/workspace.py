"""What each visit to the workspace runs."""

from qualkit.ui.main import main

main()
