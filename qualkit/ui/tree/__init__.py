"""The tree of codes in the browser: drag and keyboard, with a look at what will follow."""
