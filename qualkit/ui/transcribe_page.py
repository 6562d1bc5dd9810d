"""Transcribe: recordings into transcripts, how far they are, and what became of each."""

from __future__ import annotations

from qualkit.ui import frame, recordings


def page() -> None:
    """What is on its way first, then the form for more."""
    study = frame.needed_study()
    frame.header("Transcribe", "Recordings become transcripts, on this computer.")
    recordings.told(study)
    recordings.choose(study)
