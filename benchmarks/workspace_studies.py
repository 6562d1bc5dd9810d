"""Studies to measure the workspace on: made text with turns that reads like an interview, seeded, coded all over."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from qualkit.coding.codebook import PALETTE
from qualkit.interviews import enter_case, enter_interview
from qualkit.journal.codes import create_code
from qualkit.journal.interviews import set_attributes
from qualkit.journal.segments import apply_code
from qualkit.model import Attribute, Code, Coding, Draft, Interview, Segment, TranscriptText
from qualkit.store.acts import ActInProgress, new_id
from qualkit.study import create_study, open_study
from qualkit.text.turns import from_labelled_text

ASKED = (
    "Can you tell me a bit more about that?",
    "How did you feel when that happened?",
    "What changed after the new rota came in?",
    "And who did you talk to about it?",
)
WHO = ("I", "we", "they", "my manager", "the team", "our nurse", "that person", "the clinic", "my family", "the others")
DID = ("felt", "thought", "said", "decided", "wanted", "started", "learned", "needed", "never really knew", "assumed")
WHAT = (
    "that it was not worth the trouble",
    "to get through the day",
    "more support than we were given",
    "to talk about the workload",
    "that nobody was listening",
    "how the handover should go",
    "to ask for help earlier",
    "the same thing over and over again",
)
ENDING = ("you know", "and that was the hard part", "because of the rota", "at least at the beginning", "in the end")
FAMILIES = ("Workload", "Support", "Trust", "Technology", "Identity", "Loss", "Team", "Time", "Care", "Voice")
CODER = "bench"
BATCH = 20_000


def spoken(words: int, chance: random.Random) -> str:
    """An interview of at least so many words, "Interviewer:" and "Amira:" by turns."""
    turns, said = [], 0
    while said < words:
        answer = " ".join(sentence(chance) for _ in range(chance.randint(3, 16)))
        turns += [f"Interviewer: {chance.choice(ASKED)}", f"Amira: {answer}"]
        said += len(turns[-2].split()) + len(turns[-1].split()) - 2
    return "\n\n".join(turns) + "\n"


def sentence(chance: random.Random) -> str:
    said = f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)}"
    said += f", {chance.choice(ENDING)}" if chance.random() < 0.6 else ""
    return said[0].upper() + said[1:] + "."


def make_study(place: Path, *, interviews: int = 1, words: int, codings: int, codes: int = 60) -> None:
    """A study of so many interviews of that length, the codings spread over all of them."""
    chance = random.Random(1)
    study = create_study(place, title="Measured", approach="codebook", coder=CODER)
    with study.acting() as act:
        texts = [from_labelled_text(spoken(words, chance)) for _ in range(min(interviews, 20))]
        sittings = [enter(act, number, texts[number % len(texts)]) for number in range(interviews)]
        book = list(codebook(act.at, codes))
        act.record(*(create_code(code) for code in book))
    study.close()
    study = open_study(place)
    for start in range(0, codings, BATCH):
        with study.acting() as act:
            numbers = range(start, min(start + BATCH, codings))
            act.record(*(coded(act, n, sittings[n % interviews], book) for n in numbers))
    study.close()


Sitting = tuple[Interview, list[tuple[int, int]]]


def enter(act: ActInProgress, number: int, said: TranscriptText) -> Sitting:
    """One interview with its participant, and the places at which its sentences stand."""
    case = enter_case(act, f"Participant {number:04}")
    role = Attribute(id=new_id(), case_id=case.id, name="role", value=("nurse", "doctor", "porter")[number % 3])
    act.record(set_attributes(case, [], [role]))
    interview = enter_interview(act, f"I{number:04}", said, date="2025-03-01", case=case)
    return interview, sentences(said)


def sentences(said: TranscriptText) -> list[tuple[int, int]]:
    """Where the participant's sentences begin and end."""
    places = []
    for turn in said.turns:
        start = turn.text_start
        while turn.speaker == "Amira" and start < turn.end:
            end = said.text.find(".", start, turn.end) + 1 or turn.end
            places.append((start, end))
            start = end + 1
    return places


def codebook(at: str, codes: int) -> Iterator[Code]:
    """Ten families of codes and the codes under them, in the palette's colours."""
    families = [Code(id=new_id(), name=name, created_at=at, color=PALETTE[0]) for name in FAMILIES]
    yield from families
    for n in range(codes - len(families)):
        family = families[n % len(families)]
        color = PALETTE[n % len(PALETTE)]
        yield Code(id=new_id(), name=f"{family.name} {n}", parent_id=family.id, created_at=at, color=color)


def coded(act: ActInProgress, n: int, sitting: Sitting, book: list[Code]) -> Draft:
    """The n-th coding: one to three sentences of an interview, never the same stretch twice."""
    interview, places = sitting
    first = n * 7 % (len(places) - 3)
    start, end = places[first][0] + n // len(places) % 12, places[first + n % 3][1]
    code = book[n % len(book)]
    about = {"coder": CODER, "created_at": act.at}
    segment = Segment(id=new_id(), interview_id=interview.id, start=start, end=end, **about)
    return apply_code(
        Coding(id=new_id(), segment_id=segment.id, code_id=code.id, **about), code, interview, new_segment=segment
    )
