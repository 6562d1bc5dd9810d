"""Which speaker is likely the interviewer: a proposal with its evidence, which a person takes or leaves. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualkit.model import Transcript, TranscriptText
from qualkit.text.sections import ASKING

INTERVIEWER, PARTICIPANT = "Interviewer", "Participant"
ENOUGH_QUESTIONS = 2
_QUESTION = re.compile(r"[?？؟](?!\S*[?？؟])")
_UNNAMED = re.compile(r"speaker[ _]?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share:
    """What one speaker contributes to an interview: words, and questions (sentences that end in a question mark)."""

    speaker: str
    words: int
    questions: int


@dataclass(frozen=True, slots=True)
class ProposedName:
    """A name for a speaker who has none yet, and what speaks for it, as a sentence."""

    speaker: str
    name: str
    because: str


def shares(said: Transcript | TranscriptText) -> list[Share]:
    """Each speaker's part, in the order in which they are first heard."""
    spoken: dict[str, list[str]] = {}
    for turn in said.turns:
        if turn.speaker:
            spoken.setdefault(turn.speaker, []).append(said.text[turn.text_start : turn.end])
    return [
        Share(speaker, sum(len(text.split()) for text in texts), sum(len(_QUESTION.findall(text)) for text in texts))
        for speaker, texts in spoken.items()
    ]


def likely_interviewer(parts: Sequence[Share]) -> Share | None:
    """Who asks more questions than anybody else and does not talk most; None where nobody stands out so."""
    ranked = sorted(parts, key=lambda part: -part.questions)
    if len(ranked) < 2 or ranked[0].questions < max(ENOUGH_QUESTIONS, ranked[1].questions + 1):
        return None
    return ranked[0] if ranked[0].words < max(part.words for part in parts) else None


def propose_roles(
    said: Transcript | TranscriptText, *, interviewer: str = "", participant: str = ""
) -> list[ProposedName]:
    """Names for speakers who are still called "Speaker 1" and so on.

    Parameters
    ----------
    said : Transcript or TranscriptText
        Whose turns say who speaks.
    interviewer, participant : str
        What they are called in this study; else Interviewer and Participant. Whoever already has such a name keeps it,
        and nobody else is given it.

    Returns
    -------
    list of ProposedName
        Empty where nobody stands out as the one who asks. The participant is proposed only beside one other speaker.
    """
    parts = shares(said)
    asking = _named_interviewer(parts, interviewer) or likely_interviewer(parts)
    if asking is None:
        return []
    names = {asking.speaker: (interviewer or INTERVIEWER, _why_asking(asking, parts))}
    others = [part for part in parts if part != asking]
    if len(others) == 1:
        names[others[0].speaker] = (participant or PARTICIPANT, f"{asking.speaker} asks the questions.")
    return [ProposedName(speaker, *of) for speaker, of in names.items() if _UNNAMED.fullmatch(speaker)]


def _named_interviewer(parts: Sequence[Share], interviewer: str) -> Share | None:
    wanted = {interviewer.casefold()} if interviewer else ASKING
    return next((part for part in parts if part.speaker.casefold() in wanted), None)


def _why_asking(asking: Share, parts: Sequence[Share]) -> str:
    percent = round(100 * asking.words / max(sum(part.words for part in parts), 1))
    asked, total = asking.questions, sum(part.questions for part in parts)
    return f"Asks {asked} of {total} questions and says {percent} % of the words."
