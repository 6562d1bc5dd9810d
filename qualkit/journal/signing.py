"""Hashes that make a changed, lost or slipped-in journal line show.

`content_hash` is of the Change's own content over a salted digest of its payload, so it does not depend on the line's
place and two journals can be merged; `chain_hash` ties it to the line before. The payload (what was done in words and
rows) can be erased and its digest stays, so a journal from which a participant's words were taken out still verifies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from qualkit.model import Change, Delta, Draft

GENESIS = "0" * 64
_SPELLED = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A Change as it stands in the journal; `seq` counts from 1."""

    seq: int
    change: Change
    payload: str | None
    salt: str
    payload_digest: str
    content_hash: str
    chain_hash: str


def sha256(text: str) -> str:
    """Hex digest of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: object) -> str:
    """One spelling for one value: sorted keys, no spaces."""
    return _SPELLED.encode(value)


def payload_of(change: Change) -> str:
    """The part of a Change that may hold people's words or names."""
    deltas = [asdict(delta) for delta in change.draft.deltas]
    return canonical({"summary": change.draft.summary, "why": change.why, "deltas": deltas})


def envelope(change: Change) -> dict[str, Any]:
    """The part of a Change that stays readable for ever: who, when, which kind, about which ids."""
    draft = change.draft
    return {
        "id": change.id,
        "act_id": change.act_id,
        "kind": draft.kind,
        "by": change.by,
        "at": change.at,
        "subject": draft.subject,
        "target": draft.target,
        "interview_id": draft.interview_id,
        "reverses": change.reverses,
    }


def sign(change: Change, *, seq: int, salt: str, previous: str) -> Line:
    """The journal line for a Change that follows the line whose chain hash is `previous`."""
    payload = payload_of(change)
    digest = sha256(salt + payload)
    content = content_hash(envelope(change), digest)
    chain = sha256(previous + content)
    return Line(
        seq=seq,
        change=change,
        payload=payload,
        salt=salt,
        payload_digest=digest,
        content_hash=content,
        chain_hash=chain,
    )


def content_hash(head: Mapping[str, Any], payload_digest: str) -> str:
    """Digest of a Change's own content."""
    return sha256(canonical({**head, "payload": payload_digest}))


def read(head: Mapping[str, Any], payload: str | None) -> Change:
    """A Change from its envelope and payload; an erased or spoilt payload gives one without deltas that says so."""
    summary, why, deltas = _body(payload)
    draft = Draft(
        kind=head["kind"],
        subject=head["subject"],
        target=head["target"],
        interview_id=head["interview_id"],
        deltas=deltas,
        summary=summary,
    )
    return Change(
        id=head["id"],
        act_id=head["act_id"],
        by=head["by"],
        at=head["at"],
        draft=draft,
        why=why,
        reverses=head["reverses"],
    )


def _body(payload: str | None) -> tuple[str, str, tuple[Delta, ...]]:
    """Summary, reason and deltas of a payload; one that was spoilt by hand is found by its digest, not here."""
    if payload is None:
        return "(erased)", "", ()
    try:
        body = json.loads(payload)
        deltas = tuple(Delta(d["noun"], tuple(d["ids"]), d["before"], d["after"]) for d in body["deltas"])
        return body["summary"], body["why"], deltas
    except (ValueError, KeyError, TypeError):
        return "(cannot be read: run qualkit check)", "", ()


def faults(line: Line, previous: str) -> str | None:
    """What is wrong with a line that should follow `previous`, or None."""
    if line.payload is not None and sha256(line.salt + line.payload) != line.payload_digest:
        return "its content was altered"
    if content_hash(envelope(line.change), line.payload_digest) != line.content_hash:
        return "its author, date or subject was altered"
    if sha256(previous + line.content_hash) != line.chain_hash:
        return "a line before it was removed, inserted or altered"
    return None
