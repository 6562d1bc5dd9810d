from __future__ import annotations

import pytest

from qualkit.coding.alike import alike
from qualkit.model import Code


def pairs(*names: str) -> list[tuple[str, str, str]]:
    codes = [Code(id=str(n), name=name) for n, name in enumerate(names)]
    return [(pair.one.name, pair.other.name, pair.why) for pair in alike(codes)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("highlight", "higlight", "one letter or so apart"),
        ("Calling the doctor", "calling the doctor!", "same name"),
        ("doctor, calling the", "calling the doctor", "same words"),
        ("Uses PDPs and ICE plots", "Use PDPs and ICE plots", "one letter or so apart"),
    ],
)
def test_names_that_look_alike_are_pointed_out(one: str, other: str, why: str) -> None:
    assert [found[2] for found in pairs(one, other)] == [why]


def test_names_that_mean_different_things_are_left_alone() -> None:
    assert pairs("task 1", "task 2", "rain", "train of thought", "calm", "Metadata content not useful") == []


def test_codes_out_of_use_are_not_compared() -> None:
    assert alike([Code(id="1", name="rain"), Code(id="2", name="rain ", status="merged")]) == []
