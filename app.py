from qualkit.ui.main import main

main()
