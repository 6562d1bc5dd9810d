"""Reasons that are given after the act: who did it says later why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualkit.errors import BadAct, NotFound
from qualkit.journal.reasons import give_reason as draft
from qualkit.model import Act, Reason
from qualkit.store import reads
from qualkit.store.acts import new_id
from qualkit.study import Study

if TYPE_CHECKING:
    from sqlalchemy import Connection


def give_reason(study: Study, act_id: str, text: str, *, by: str | None = None) -> Reason:
    """Say why an act was done; what was said before stays. Raises BadAct, NotFound."""
    if not text.strip():
        raise BadAct("An empty text is no reason.", hint="Say in a sentence what made you do it.")
    with study.acting(by) as act:
        meant = _act(act.connection, act_id)
        reason = Reason(id=new_id(), act_id=meant.id, text=text.strip(), by=act.by, at=act.at)
        act.record(draft(reason, meant.summary))
        return reason


def _act(connection: Connection, act_id: str) -> Act:
    found = [one for one in reads.recent_acts(connection, reads.head(connection)) if one.id.startswith(act_id)]
    if not act_id.strip() or len(found) != 1:
        raise NotFound("act", act_id, hint="Its number stands in: qualkit themes log STUDY")
    return found[0]
