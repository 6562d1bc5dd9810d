"""New codes per interview and the criteria in use for them: descriptive, and worded so."""
