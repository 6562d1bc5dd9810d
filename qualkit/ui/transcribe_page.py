"""Transcribe: recordings into transcripts, how far they are, and what became of each."""

from __future__ import annotations

from qualkit.ui import frame, recordings, recordings_queue
from qualkit.ui.language import _


def page() -> None:
    """What is on its way first, then the form for more."""
    study = frame.needed_study()
    frame.header(_("Transcribe"), _("Recordings become transcripts, on this computer."))
    recordings_queue.told(study)
    recordings.choose(study)
