"""Sets of codes: made, filled, emptied and taken back like everything else."""

from __future__ import annotations

import pytest

from qualkit.coding.code_sets import (
    code_sets,
    create_code_set,
    find_code_set,
    put_in_set,
    remove_code_set,
    rename_code_set,
    take_out_of_set,
)
from qualkit.coding.codebook import find_code
from qualkit.errors import BadAct, NotFound
from qualkit.model import CodeSet
from qualkit.store import reads
from qualkit.study import Study


def one_set(study: Study, name: str) -> CodeSet:
    with study.reading() as connection:
        return find_code_set(connection, name)


def test_a_set_holds_codes_from_anywhere_in_the_tree(study: Study) -> None:
    made = create_code_set(study, " outdoors ", ["rain", "rain > shoes"])
    assert one_set(study, "Outdoors") == made
    with study.reading() as connection:
        held = [find_code(reads.codes(connection), i).name for i in made.code_ids]
    assert held == ["rain", "shoes"]
    assert study.check() == []


def test_codes_come_and_go_and_every_act_is_taken_back(study: Study) -> None:
    assert put_in_set(study, "feelings", ["calm"], by="Ada") == 1
    assert put_in_set(study, "feelings", ["calm", "rain"], by="Ada") == 1
    assert take_out_of_set(study, "feelings", ["calm", "shoes"], by="Ada") == 1
    assert len(one_set(study, "feelings").code_ids) == 1
    study.undo("Ada")
    assert len(one_set(study, "feelings").code_ids) == 2
    study.undo("Ada")
    study.undo("Ada")
    with study.reading() as connection:
        assert code_sets(connection) == []


def test_names_of_sets_are_told_apart(study: Study) -> None:
    create_code_set(study, "feelings")
    create_code_set(study, "places")
    for name in ("Feelings", "  "):
        with pytest.raises(BadAct):
            create_code_set(study, name)
    with pytest.raises(BadAct):
        rename_code_set(study, "places", "feelings")
    rename_code_set(study, "places", "Places")
    remove_code_set(study, "feelings")
    with pytest.raises(NotFound, match="feelings"):
        take_out_of_set(study, "feelings", ["calm"])
