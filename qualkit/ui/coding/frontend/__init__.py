"""Sources of the coding component for the browser; see README.md beside them."""
