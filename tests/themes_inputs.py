"""Hand-made codes and a small study about night work, for the tests of themes."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from qualkit.coding.codes import create_code
from qualkit.coding.segments import Span, apply_code
from qualkit.interviews import add_interview, edit_interview
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text
from qualkit.themes.geometry import CodeVectors, Floats, unit
from qualkit.themes.proposal import CodedQuote, CodeQuotes, Material

SAID = {
    "calling the doctor": "I hesitate before I ring the doctor on call at night",
    "fear of annoyance": "the doctor sounds annoyed whenever the phone rings at night",
    "deciding to ring": "deciding to ring the doctor on call is the hardest call of the night",
    "apologising on the phone": "I apologise to the doctor before I even say who is ringing",
    "sleeping by day": "sleeping by day never gives me the rest that sleep at night does",
    "tired driving": "I am so tired after no sleep that driving home frightens me",
    "missing sleep": "after three nights I miss sleep so much that I sleep anywhere",
    "naps": "a short nap at four saves my tired head, even without real sleep",
    "family dinners": "my children and my family eat dinner without me when I work",
    "weekends lost": "weekends with the children and my family are the first thing lost",
    "partner's patience": "my partner is patient with the family while I work weekends",
    "school mornings": "I bring the children to school in the morning and then the family sleeps",
}


def quote(number: int, text: str, case: str = "Ada") -> CodedQuote:
    """A passage that makes up the whole of its interview."""
    return CodedQuote(
        segment_id=f"s{number:04d}",
        interview_id=f"i-{case}",
        interview=case,
        cases=(case,),
        start=0,
        end=len(text),
        text=text,
        spoken=text,
    )


def material(count: int = 12, *, cases: tuple[str, ...] = ("Ada", "Bo", "Cy"), quotes: bool = True) -> Material:
    """The first codes of SAID with two quotes each, said in turn by the participants."""
    codes = []
    for at, (name, text) in enumerate(list(SAID.items())[:count]):
        voices = [cases[at % len(cases)], cases[(at + 1) % len(cases)]]
        both = (quote(2 * at, text, voices[0]), quote(2 * at + 1, f"Well, {text}, you know", voices[1]))
        codes.append(CodeQuotes(id=f"c{at:02d}", name=name, quotes=both if quotes else ()))
    return Material(tuple(codes), cases)


def clear_groups(groups: int = 4, size: int = 6, *, noise: float = 0.05) -> CodeVectors:
    """Codes around a few directions: code i belongs to direction i % groups."""
    random = np.random.default_rng(11)
    middles = unit(random.normal(size=(groups, 32)))

    def around(at: int, rows: int) -> Floats:
        return unit(middles[at % groups] + noise * random.normal(size=(rows, 32)))

    codes = range(groups * size)
    return CodeVectors(np.vstack([around(at, 1) for at in codes]), [around(at, 4) for at in codes])


def night_study(folder: Path) -> Study:
    """Two interviews in which every passage of SAID is said once, coded by Ada."""
    study = create_study(folder, title="Night work", approach="codebook", language="en", coder="Ada")
    names = list(SAID)
    for who, part in (("Bram", names[::2]), ("Ines", names[1::2])):
        text = "\n\n".join(f"Interviewer: And then?\n\nParticipant: {SAID[name].capitalize()}." for name in part) + "\n"
        interview = add_interview(study, f"Talk with {who}", from_labelled_text(text))
        edit_interview(study, interview.name, cases=(who,))
        for name in part:
            start = text.index(SAID[name].capitalize())
            apply_code(study, Span(interview.id, start, start + len(SAID[name])), create_code(study, name).id)
    return study
