"""Which colons are speakers: the lines of a text that begin with a speaker's label, judged by evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

MAX_LABEL, MAX_LABEL_WORDS = 40, 4
ENOUGH_EVIDENCE = 3
ROLES = frozenset(
    {"interviewer", "interviewee", "participant", "moderator", "facilitator", "respondent", "researcher", "speaker"}
    | {"informant", "interviewerin", "teilnehmer", "teilnehmerin", "befragte", "befragter", "entrevistador"}
    | {"entrevistadora", "participante", "enquêteur", "enquêtrice", "int", "res", "resp", "q", "a"}
)

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_NAME = rf"(?P<name>[^\W_][^\n\r:：,;?!。\[\]\t]{{0,{MAX_LABEL - 1}}}?)"
_BEFORE = rf"(?:[\[(<]?(?P<before>{_TIME})[\])>]?[ \t]+)"
_AFTER = rf"(?:[ \t]*[\[(<](?P<after>{_TIME})[\])>])"
_COLON = r"[ \t]*[:：](?![:/\\\d])"
_LINE_START = r"^[ \t\ufeff]*"
_LABEL = re.compile(rf"{_LINE_START}(?P<label>{_BEFORE}?{_NAME}{_AFTER}?{_COLON})", re.MULTILINE)
_TIMED_LINE = re.compile(rf"{_LINE_START}(?P<label>{_NAME}{_AFTER})[ \t]*\r?$", re.MULTILINE)
_ABBREVIATION = re.compile(r"\b\w{1,3}\.")


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's label as it stands in the text: `start` to `end`, the colon included."""

    start: int
    end: int
    speaker: str
    start_ms: int | None = None


def find_labels(text: str) -> tuple[Label, ...]:
    """The labels in order.

    A colon alone proves nothing ("So my question is: why?"). What counts is a time stamp or the name of a role (enough
    alone), a name-like spelling, repetition, a place at the beginning of a paragraph, and whether most paragraphs begin
    so; a word that is used in running text as well speaks against it.
    """
    candidates = sorted(_candidates(text), key=lambda label: label.start)
    evidence = _Evidence(text, candidates)
    return tuple(label for label in candidates if evidence.weight(label) >= ENOUGH_EVIDENCE)


class _Evidence:
    """What in a text speaks for and against a label, gathered once."""

    def __init__(self, text: str, candidates: Sequence[Label]) -> None:
        self.openings = {start for start, _ in paragraphs(text)}
        self.dialogue = 2 * len(candidates) >= len(self.openings)
        self.used = Counter(label.speaker for label in candidates)
        self.words = Counter(re.findall(r"\w+", text))

    def weight(self, label: Label) -> int:
        """The number of things that speak for a label, less one where its words are used in running text."""
        if label.start_ms is not None or _is_role(label.speaker):
            return ENOUGH_EVIDENCE
        name_like = all(not word[0].islower() for word in label.speaker.split())
        repeated = self.used[label.speaker] > 1
        opens = label.start in self.openings
        return name_like + repeated + opens + self.dialogue - self._is_ordinary(label.speaker)

    def _is_ordinary(self, name: str) -> bool:
        """Whether running text has its words in lower case too: "well", "the point is", but hardly ever "anna"."""
        words = re.findall(r"\w+", name)
        if name.lower() == name.upper():
            return False
        return all(self.words[word.lower()] > (self.used[name] if word.islower() else 0) for word in words)


def milliseconds(time: str) -> int:
    """A clock time such as "1:02", "00:01:02" or "00:01:02,5" in milliseconds."""
    clock, _, fraction = time.replace(",", ".").partition(".")
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(fraction.ljust(3, "0")[:3] or 0)


def leading_time(text: str, start: int) -> tuple[int, int] | None:
    """The time stamp that stands at `start`, as (milliseconds, where the words begin)."""
    found = re.compile(rf"[\[(<](?P<time>{_TIME})[\])>][ \t]*").match(text, start)
    return (milliseconds(found["time"]), found.end()) if found else None


def _candidates(text: str) -> list[Label]:
    found = [match for pattern in (_LABEL, _TIMED_LINE) for match in pattern.finditer(text)]
    return [_label(match) for match in found if _could_be_a_name(match["name"])]


def _label(match: re.Match[str]) -> Label:
    groups = match.groupdict()
    time = groups.get("before") or groups.get("after")
    return Label(match.start("label"), match.end("label"), match["name"].strip(), milliseconds(time) if time else None)


def _could_be_a_name(name: str) -> bool:
    """A sentence has full stops and many words; "Dr. Smith" has a short word with one."""
    without_abbreviations = _ABBREVIATION.sub("", name)
    return any(c.isalpha() for c in name) and len(name.split()) <= MAX_LABEL_WORDS and "." not in without_abbreviations


def paragraphs(text: str) -> Sequence[tuple[int, int]]:
    """Where each paragraph begins and ends: between empty lines, or each line where no line is empty."""
    blocks = _spans(text, r"\S(?:.*\S)?(?:[ \t]*\r?\n[ \t]*\S(?:.*\S)?)*")
    return blocks if len(blocks) > 1 else _spans(text, r"\S(?:.*\S)?")


def _spans(text: str, pattern: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, text)]


def _is_role(name: str) -> bool:
    """Such as "Interviewer", "Speaker 2", "PARTICIPANT (F)", "Q3"; not "A thing"."""
    first, *others = name.split()
    return first.rstrip("0123456789").lower() in ROLES and all(len(word.strip("()#")) <= 2 for word in others)
