from __future__ import annotations

import pytest

from qualkit.coding.codes import codes_table, retire_code
from qualkit.coding.recoding import recode_code, recode_codings
from qualkit.coding.segments import Span, apply_code, codings_table, references
from qualkit.errors import BadAct, NotFound
from qualkit.model import Coding
from qualkit.store import reads
from qualkit.study import Study


def counts(study: Study) -> dict[str, int]:
    table = codes_table(study)
    return dict(zip(table.name, table.references, strict=True))


def codings(study: Study) -> list[Coding]:
    with study.reading() as connection:
        return reads.codings(connection)


def test_many_codings_get_another_code_in_one_act(study: Study) -> None:
    assert recode_codings(study, [c.id for c in codings(study)], "shoes", why="try it") == 3
    assert counts(study) == {"rain": 0, "shoes": 3, "calm": 0}
    assert study.check() == []
    study.undo()
    assert counts(study) == {"rain": 1, "shoes": 0, "calm": 2}
    study.redo()
    assert counts(study)["shoes"] == 3 and study.check() == []


def test_recoding_to_the_code_they_have_changes_nothing(study: Study) -> None:
    before = study.recent_acts(1)
    mine = codings_table(study)
    assert recode_codings(study, list(mine[mine.code == "calm"].id), "calm") == 0
    assert study.recent_acts(1) == before


def test_all_of_a_code_can_be_recoded_in_some_interviews_only(study: Study) -> None:
    assert recode_code(study, "calm", "shoes", interviews=("P2",)) == 1
    assert counts(study) == {"rain": 1, "shoes": 1, "calm": 1}
    assert study.recent_acts(1)[0].summary == "recoded 1 passage as “shoes”: all that was coded “calm” in P2"
    assert recode_code(study, "calm", "shoes") == 1


def test_a_passage_that_has_the_other_code_keeps_one_coding_and_both_memos(study: Study) -> None:
    with study.reading() as connection:
        (rain,) = [r for r in references(connection) if r.code.name == "rain"]
        calm = next(c for c in reads.codes(connection) if c.name == "calm")
    at = Span(rain.interview.id, rain.segment.start, rain.segment.end)
    apply_code(study, at, calm.id, memo="calm all the same")
    assert recode_code(study, "calm", "rain") == 3
    there = codings_table(study)
    assert len(there) == 3 and "calm all the same" in set(there.memo)
    study.undo()
    assert len(codings_table(study)) == 4 and study.check() == []


def test_what_is_gone_or_out_of_use_is_refused_and_nothing_changes(study: Study) -> None:
    some = [c.id for c in codings(study)]
    with pytest.raises(NotFound, match="gone"):
        recode_codings(study, [*some, "gone"], "shoes")
    with pytest.raises(BadAct, match="into itself"):
        recode_code(study, "calm", "calm")
    retire_code(study, "shoes", why="no")
    with pytest.raises(BadAct, match="is retired"):
        recode_code(study, "calm", "shoes")
    assert counts(study)["calm"] == 2
