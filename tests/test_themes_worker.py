"""A proposal in a process of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from themes_inputs import night_study

from qualkit.themes.actions import latest
from qualkit.themes.suggest import Wish
from qualkit.themes.worker import Computation

LONG = 120


@pytest.mark.models
def test_the_process_keeps_a_proposal_that_this_one_can_read(tmp_path: Path) -> None:
    study = night_study(tmp_path / "nights")
    ended = Computation(study.folder, Wish(model="tf-idf", seed=3)).wait(LONG)
    assert (ended.ended, ended.problem, ended.share) == (True, "", 1.0)
    with study.reading() as connection:
        assert latest(connection).seed == 3
    study.close()


def test_a_mistake_is_told_with_its_remedy(tmp_path: Path) -> None:
    ended = Computation(tmp_path / "nowhere", Wish()).wait(LONG)
    assert ended.ended and "nowhere" in ended.problem and "qualkit new" in ended.hint


def test_a_cancelled_computation_says_so_and_a_running_one_has_not_ended(tmp_path: Path) -> None:
    computation = Computation(tmp_path, Wish())
    assert not computation.progress().ended
    computation.cancel()
    assert computation.progress().problem == "It was cancelled."
