"""Sources of the theme board in the browser; see README.md."""
