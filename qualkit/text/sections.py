"""What one speaker says, and what follows a question or stands under a heading: stretches of a transcript. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from qualkit.model import Transcript, Turn
from qualkit.text.labels import paragraphs

ASKING = frozenset(
    {"interviewer", "int", "i", "moderator", "researcher", "facilitator", "q"}
    | {"interviewerin", "interviewer:in", "interviewende", "befrager", "befragerin", "moderatorin"}
    | {"interviewster", "onderzoeker", "intervieweur", "intervieweuse", "enquêteur", "enquêtrice"}
    | {"entrevistador", "entrevistadora", "moderador", "moderadora", "intervistatore", "intervistatrice"}
    | {"intervjuare", "intervjuer", "haastattelija", "badacz", "badaczka", "интервьюер", "görüşmeci"}
    | {"المحاور", "المحاورة", "الباحث", "الباحثة", "מראיין", "מראיינת"}
    | {"訪問者", "訪談者", "访问者", "访谈者", "采访者", "聞き手", "インタビュアー", "면접자"}
)
"""Labels of those who ask, where the study does not name the interviewer; letter case does not matter."""

HEADING_LETTERS, HEADING_WORDS = 100, 12
_MARKS = (("marked", re.compile(r"#+\s")), ("numbered", re.compile(r"\d+(\.\d+)*[.)]?\s")))
_SENTENCE_ENDS = (".", ",", ";", "…", "!")


@dataclass(frozen=True, slots=True)
class Section:
    """What follows a question or a heading, from `start` to `end` in code points; nothing where they are the same."""

    title: str
    start: int
    end: int


def speakers(transcript: Transcript) -> list[str]:
    """Everybody who speaks, in order of their first words."""
    return list(dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker))


def said_by(transcript: Transcript, speaker: str) -> list[tuple[int, int]]:
    """Where a speaker's words stand, turn by turn, without the labels (letter case of the name does not matter)."""
    wanted = speaker.casefold().strip()
    mine = (turn for turn in transcript.turns if turn.speaker.casefold() == wanted)
    return [(turn.text_start, turn.end) for turn in mine if turn.text_start < turn.end]


def sections(transcript: Transcript, *, interviewer: str = "") -> list[Section]:
    """All questions with their answers, and all headings with what stands under them, in text order.

    Parameters
    ----------
    transcript : Transcript
        Turns with speakers give questions; headings are short lines of their own that end no sentence.
    interviewer : str
        The label of the person who asks; where it is not one of the speakers, the usual words for an interviewer.

    Notes
    -----
    An answer goes on until a person who asks speaks again. What stands under a heading goes on until the next heading
    of the same look: with "#", numbered, in capitals, or none of these.
    """
    found = [*_answers(transcript, _asking(speakers(transcript), interviewer)), *_under_headings(transcript)]
    return sorted(found, key=lambda section: (section.start, section.end))


def _asking(names: Sequence[str], interviewer: str) -> set[str]:
    named = {interviewer.casefold()} & {name.casefold() for name in names}
    return named or {name.casefold() for name in names if name.casefold() in ASKING}


def _answers(transcript: Transcript, asking: Collection[str]) -> Iterator[Section]:
    asked: Turn | None = None
    answer: list[Turn] = []
    for turn in transcript.turns:
        if turn.speaker.casefold() in asking:
            yield from _answer(transcript.text, asked, answer)
            asked, answer = turn, []
        else:
            answer.append(turn)
    yield from _answer(transcript.text, asked, answer)


def _answer(text: str, asked: Turn | None, answer: Sequence[Turn]) -> Iterator[Section]:
    if asked and answer:
        yield Section(_one_line(text[asked.text_start : asked.end]), answer[0].text_start, answer[-1].end)


def _under_headings(transcript: Transcript) -> Iterator[Section]:
    text, labelled = transcript.text, {turn.start for turn in transcript.turns if turn.speaker}
    places = [(start, end) for start, end in paragraphs(text) if start not in labelled]
    headings = [(start, end, look) for start, end in places if (look := _look(text[start:end]))]
    for place, (_, end, look) in enumerate(headings):
        later = (start for start, _, other in headings[place + 1 :] if other == look)
        body = text[end : next(later, len(text))]
        start = end + len(body) - len(body.lstrip())
        title = _one_line(text[headings[place][0] : end]).lstrip("# ")
        yield Section(title, min(start, end + len(body.rstrip())), end + len(body.rstrip()))


def _look(line: str) -> str:
    """What kind of heading a paragraph looks like; empty where it looks like running text."""
    line = line.strip()
    running = "\n" in line or len(line) > HEADING_LETTERS or len(line.split()) > HEADING_WORDS
    if running or line.endswith(_SENTENCE_ENDS) or not line[:1].strip():
        return ""
    for look, pattern in _MARKS:
        if pattern.match(line):
            return look
    return "capitals" if line.isupper() else "plain" if line[0].isupper() else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
