"""Suggested groupings as they are shown: every quote read out of its transcript at that moment. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qualkit.themes.evidence import coverage, placement_sentence
from qualkit.themes.proposal import CandidateTheme, CodedQuote, Material, Member, Proposal


class Shelf:
    """The material by id, so that a card can be filled."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.codes = {code.id: code for code in material.codes}
        self.quotes = {quote.segment_id: quote for code in material.codes for quote in code.quotes}

    def name(self, code_id: str) -> str:
        """A code's name now."""
        return self.codes[code_id].name

    def present(self, members: Iterable[Member]) -> list[Member]:
        """Members whose code is still in use."""
        return [member for member in members if member.code_id in self.codes]

    def quotes_of(self, code_ids: Iterable[str]) -> list[CodedQuote]:
        """The quotes of these codes, each passage once."""
        found = {q.segment_id: q for i in code_ids if i in self.codes for q in self.codes[i].quotes}
        return list(found.values())

    def covered(self, code_ids: Iterable[str]) -> dict[str, Any]:
        """Coverage of these codes as the contract has it: with how many of all participants, and without whom."""
        there, missing = coverage(self.quotes_of(code_ids), self.material.cases)
        return {"with": len(there), "of": len(there) + len(missing), "without": list(missing)}

    def told(self, segment_ids: Iterable[str]) -> list[dict[str, Any]]:
        """These quotes, verbatim, with their places; a passage that was taken out since is not shown."""
        return [told(self.quotes[one]) for one in segment_ids if one in self.quotes]


def proposal_card(proposal: Proposal, material: Material) -> dict[str, Any]:
    """The whole proposal as the contract of `themes propose --json` has it."""
    shelf = Shelf(material)
    cuts = [{"name": cut.name, "candidates": [card(one, shelf) for one in cut.candidates]} for cut in proposal.cuts]
    unplaced = [
        {"id": one.code_id, "name": shelf.name(one.code_id), "near": [_near(*pair) for pair in one.near]}
        for one in proposal.unplaced
        if one.code_id in shelf.codes
    ]
    return {
        "method": proposal.method,
        "seed": proposal.seed,
        "note": proposal.note,
        "input_hash": proposal.input_hash,
        "outdated": proposal.input_hash != material.input_hash,
        "versions": dict(proposal.versions),
        "cuts": cuts,
        "unplaced": unplaced,
    }


def card(candidate: CandidateTheme, shelf: Shelf) -> dict[str, Any]:
    """One grouping with its evidence."""
    members = shelf.present(candidate.members)
    return {
        "id": candidate.id,
        "label": candidate.label,
        "codes": [_member(member, shelf) for member in members],
        "words": list(candidate.words),
        "quotes": shelf.told(candidate.evidence.typical),
        "unlike": shelf.told(candidate.evidence.unlike),
        "coverage": shelf.covered(member.code_id for member in members),
        "references": len(shelf.quotes_of(member.code_id for member in members)),
        "together": candidate.together,
        "placement": placement_sentence(candidate.together, len(candidate.members)),
    }


def told(quote: CodedQuote) -> dict[str, Any]:
    """A quote as a card shows it: where it stands, who took part, and the transcript's own words."""
    where = {"id": quote.segment_id, "interview": quote.interview, "interview_id": quote.interview_id}
    return {**where, "cases": list(quote.cases), "start": quote.start, "end": quote.end, "text": quote.text}


def _member(member: Member, shelf: Shelf) -> dict[str, Any]:
    told = {"id": member.code_id, "name": shelf.name(member.code_id), "core": member.core, "share": member.share}
    rival = _near(member.rival, member.rival_share) if member.rival else None
    return {**told, "rival": rival}


def _near(label: str, share: float) -> dict[str, Any]:
    return {"label": label, "share": share}
