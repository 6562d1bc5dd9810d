"""A study's saturation: interviews in collection order, codes as the codebook has them now."""

from __future__ import annotations

from qualkit.coding.codes import create_code, merge_codes, retire_code
from qualkit.coding.segments import Span, apply_code
from qualkit.coding.versions import commit_codebook
from qualkit.interviews import add_interview
from qualkit.model import Code
from qualkit.saturation.actions import saturation
from qualkit.saturation.criteria import Criterion
from qualkit.saturation.matrix import matrix
from qualkit.saturation.result import CONTENT_ORDER, FILE_ORDER, Saturation
from qualkit.saturation.sources import distinct_names
from qualkit.store import reads
from qualkit.study import Study
from qualkit.text.turns import from_labelled_text


def new(result: Saturation) -> dict[str, tuple[str, ...]]:
    return {step.interview: step.new_names for step in result.steps}


def code_second(study: Study, name: str) -> None:
    with study.reading() as connection:
        interview = next(one for one in reads.interviews(connection) if one.name == "P2")
        code = next(one for one in reads.codes(connection) if one.name == name)
    apply_code(study, Span(interview.id, 0, 11), code.id)


def test_a_study_is_counted_in_collection_order(study: Study) -> None:
    result = saturation(study)
    assert new(result) == {"P1": ("calm", "rain"), "P2": ()}
    assert result.order == CONTENT_ORDER
    assert result.matrix.never_applied == ("shoes",)


def test_an_interview_without_codes_keeps_its_place(study: Study) -> None:
    add_interview(study, "P3", from_labelled_text("Participant: Nothing to add.\n"))
    result = saturation(study)
    assert [step.interview for step in result.steps] == ["P1", "P2", "P3"]
    assert result.without_codes == ("P3",)


def test_a_merged_code_counts_as_the_code_it_became(study: Study) -> None:
    create_code(study, "weather")
    code_second(study, "weather")
    assert new(saturation(study))["P2"] == ("weather",)
    merge_codes(study, ["rain"], into="weather")
    assert new(saturation(study)) == {"P1": ("calm", "weather"), "P2": ()}


def test_a_retired_code_leaves_and_no_interview_goes_with_it(study: Study) -> None:
    retire_code(study, "rain", why="too broad")
    result = saturation(study)
    assert new(result) == {"P1": ("calm",), "P2": ()}
    assert "rain" not in result.matrix.never_applied


def test_the_version_of_the_codebook_is_said_and_whether_it_changed_since(study: Study) -> None:
    assert saturation(study).codebook == "the current codebook, no version of it saved yet"
    commit_codebook(study, "first")
    assert saturation(study).codebook == "codebook v1"
    create_code(study, "noise")
    assert saturation(study).codebook == "codebook v1 with later changes"


def test_codings_made_since_do_not_change_the_codebook(study: Study) -> None:
    commit_codebook(study, "first")
    code_second(study, "rain")
    assert saturation(study).codebook == "codebook v1"


def test_two_codes_of_one_name_are_told_apart_by_their_paths(study: Study) -> None:
    create_code(study, "rain", under="calm")
    names = {*saturation(study).matrix.codes, *saturation(study).matrix.never_applied}
    assert len(names) == 4
    assert names & {"calm > rain", "rain"}


def test_codes_of_one_name_and_place_still_get_distinct_names() -> None:
    codes = [Code(id="1", name="x", status="retired"), Code(id="2", name="x"), Code(id="3", name="x", status="merged")]
    names = distinct_names(codes)
    assert names["2"] == "x"
    assert len(set(names.values())) == 3


def test_a_matrix_is_measured_in_the_order_of_its_rows() -> None:
    result = saturation(matrix(["I1"], ["a"], [[1]]), Criterion(1, 1, 0.0))
    assert (result.order, result.codebook, result.chosen.criterion) == (FILE_ORDER, "", Criterion(1, 1, 0.0))


def test_a_study_whose_codes_are_all_retired_keeps_its_interviews(study: Study) -> None:
    for code in ("rain", "calm"):
        retire_code(study, code, why="starting again")
    result = saturation(study)
    assert result.matrix.codes == ()
    assert len(result.steps) == 2
