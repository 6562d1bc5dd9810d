"""Sources of the component, read as text; see README.md."""
