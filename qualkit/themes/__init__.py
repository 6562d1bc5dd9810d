"""Suggested groupings of codes, and the themes that a researcher makes; the program only ever suggests."""
