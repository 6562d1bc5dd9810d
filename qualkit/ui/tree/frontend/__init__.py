"""The browser's part of the tree of codes, read as text by `qualkit.ui.tree.component`."""
