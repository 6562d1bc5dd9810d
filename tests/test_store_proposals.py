"""Proposals kept beside the study."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from qualkit.store.proposals import KEPT, keep_proposal, latest_proposal
from qualkit.store.schema import proposals
from qualkit.study import Study


def body(seed: int) -> dict[str, Any]:
    return {"method": "m", "input_hash": "h", "seed": seed}


def test_the_newest_is_read_old_ones_go_and_the_journal_knows_nothing_of_it(study: Study) -> None:
    acts = len(study.recent_acts(100))
    with study.database.writing() as connection:
        for seed in range(KEPT + 3):
            keep_proposal(connection, body(seed), took_s=1.5)
    with study.reading() as connection:
        assert latest_proposal(connection) == body(KEPT + 2)
        assert connection.execute(select(func.count()).select_from(proposals)).scalar() == KEPT
    assert len(study.recent_acts(100)) == acts and study.check() == []
