"""What a proposal is made from."""

from __future__ import annotations

from pathlib import Path

from qualkit.coding.codes import create_code, retire_code
from qualkit.coding.segments import Span, apply_code
from qualkit.interviews import add_interview
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text
from qualkit.themes.material import material
from qualkit.themes.proposal import Material

TEXT = """Interviewer: Why do you walk?

Participant: My head is clear.

Interviewer: And rain?

Participant: Never mind.
"""


def read(study: Study) -> Material:
    with study.reading() as connection:
        return material(connection)


def test_a_quote_is_verbatim_and_its_words_go_without_speaker_labels(tmp_path: Path) -> None:
    study = create_study(tmp_path / "s", coder="Ada")
    interview = add_interview(study, "P1", from_labelled_text(TEXT))
    start, end = TEXT.index("My head"), TEXT.index(" mind")
    apply_code(study, Span(interview.id, start, end), create_code(study, "calm").id)
    (quote,) = read(study).codes[0].quotes
    assert quote.text == TEXT[start:end]
    assert quote.spoken.split() == ["My", "head", "is", "clear.", "And", "rain?", "Never"]
    study.close()


def test_a_passage_that_two_coders_marked_counts_once(study: Study) -> None:
    before = {code.name: len(code.quotes) for code in read(study).codes}
    with study.reading() as connection:
        quote = next(q for code in material(connection).codes if code.name == "rain" for q in code.quotes)
        rain = next(code.id for code in material(connection).codes if code.name == "rain")
    apply_code(study, Span(quote.interview_id, quote.start, quote.end), rain, by="Bo")
    assert {code.name: len(code.quotes) for code in read(study).codes} == before


def test_retired_codes_are_left_out_and_codes_without_quotes_are_not(study: Study) -> None:
    assert sorted(code.name for code in read(study).codes) == ["calm", "rain", "shoes"]
    retire_code(study, "calm", why="thin")
    assert sorted(code.name for code in read(study).codes) == ["rain", "shoes"]


def test_an_interview_without_a_participant_stands_for_its_own(study: Study) -> None:
    assert read(study).cases == ("P1", "P2")
