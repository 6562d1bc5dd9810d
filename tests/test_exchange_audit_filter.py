from __future__ import annotations

import pytest

from qualkit.coding.codes import merge_codes, rename_code
from qualkit.errors import BadOption, NotFound
from qualkit.exchange.audit_filter import Only, chosen, resolved
from qualkit.memos import write_memo
from qualkit.store import reads
from qualkit.study import Study


def told(study: Study, only: Only) -> list[str]:
    with study.reading() as connection:
        ready = resolved(only, reads.codes(connection), reads.interviews(connection))
        return [line.change.draft.summary for line in chosen(reads.changes_since(connection, 0), ready)]


def test_nothing_asked_for_is_everything(study: Study) -> None:
    with study.reading() as connection:
        assert len(told(study, Only())) == reads.head(connection)


def test_a_codes_lines_are_its_life_its_codings_and_its_memos(study: Study) -> None:
    with study.reading() as connection:
        calm = next(code for code in reads.codes(connection) if code.name == "calm")
    write_memo(study, "Is it peace?", about="code", about_id=calm.id)
    assert told(study, Only(codes=("calm",))) == [
        "created the code “calm”",
        "coded a passage of P1 as “calm”",
        "coded a passage of P2 as “calm”",
        "wrote a reflexive memo on the code “calm”",
    ]


def test_an_interviews_lines_include_merges_that_moved_its_codings(study: Study) -> None:
    merge_codes(study, ["rain"], into="calm")
    assert any("merged" in line for line in told(study, Only(interviews=("P1",))))
    assert not any("merged" in line or "P1" in line for line in told(study, Only(interviews=("p2",))))


def test_coder_and_day_narrow_it_further(study: Study) -> None:
    rename_code(study, "calm", "peace", by="Bram")
    assert told(study, Only(coders=("bram",))) == ["renamed the code “calm” to “peace”"]
    assert told(study, Only(coders=("Bram",), codes=("rain",))) == []
    day = study.recent_acts(1)[0].at[:10]
    assert len(told(study, Only(since=day, until=day))) == len(told(study, Only()))
    assert told(study, Only(until="2001-01-01")) == told(study, Only(since="2999-01-01")) == []


def test_what_is_not_there_is_named(study: Study) -> None:
    for only in (Only(codes=("fog",)), Only(interviews=("P9",))):
        with pytest.raises(NotFound):
            told(study, only)
    with pytest.raises(BadOption, match="March"):
        told(study, Only(since="March"))


def test_what_was_asked_for_is_told_in_words() -> None:
    assert Only().told() == ""
    assert (
        Only(codes=("a", "b"), coders=("Ada",), until="2026-01-02").told()
        == "codes “a”, “b”; by “Ada”; until 2026-01-02"
    )
