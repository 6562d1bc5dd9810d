"""What a decision changes: from a suggested grouping to a person's theme, or to one set aside. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from qualkit.errors import AmbiguousName, BadAct, NotFound
from qualkit.model import AsidePlace, Code, Decision, Theme
from qualkit.themes.proposal import CandidateTheme, Proposal

FEWEST_LETTERS_OF_AN_ID = 4
TOPIC = re.compile(
    r"^(barriers?|benefits?|advantages?|disadvantages?|challenges?|facilitators?|types?|kinds?|impacts?|effects?|"
    r"experiences?|perceptions?|views?|attitudes?|reasons?|uses?|role|causes?) (to|of|on|for|with|in|about|towards?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A person's words for a theme: its name and the idea that its codes share."""

    name: str
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who decides, when, and the id that the decision gets."""

    id: str
    by: str
    at: str


def find_candidate(proposal: Proposal, named: str) -> tuple[str, CandidateTheme]:
    """The grouping meant by an id, the beginning of one, or a cut and letter such as "medium A", with its cut.

    Raises
    ------
    NotFound, AmbiguousName
    """
    wanted = " ".join(named.casefold().replace("group ", "").split())
    by_id = len(wanted) >= FEWEST_LETTERS_OF_AN_ID
    found = [
        (cut, one)
        for cut, one in proposal.candidates
        if (by_id and one.id.startswith(wanted)) or wanted in _spellings(cut, one)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousName("suggested grouping", named, [f"{told(cut, one)} ({one.id})" for cut, one in found])
    raise NotFound("suggested grouping", named, [told(cut, one) for cut, one in proposal.candidates])


def told(cut: str, candidate: CandidateTheme) -> str:
    """A grouping as a person says it: "medium A"."""
    return f"{cut} {candidate.label.removeprefix('Group ')}"


def _spellings(cut: str, candidate: CandidateTheme) -> tuple[str, str]:
    spelled = told(cut, candidate).casefold()
    return spelled, spelled.split()[-1]


def refuse_gone(candidate: CandidateTheme, in_use: Iterable[Code]) -> None:
    """Raise BadAct where codes of a grouping were merged or retired after it was suggested."""
    gone = len(set(candidate.code_ids) - {code.id for code in in_use})
    if gone:
        message = f"{gone} of the {len(candidate.code_ids)} codes of {candidate.label} are no longer in use."
        raise BadAct(message, hint="Have groupings suggested anew with: qualkit themes propose STUDY")


def checked_name(name: str, siblings: Iterable[Theme]) -> str:
    """A person's name for a theme: not empty, not the program's own label, not one that a sibling has.

    Raises
    ------
    BadAct
    """
    name = " ".join(name.split())
    if not name:
        raise BadAct("A theme needs a name.", hint="Give one that says what its codes have in common.")
    if re.fullmatch(r"(?:(?:coarse|medium|fine|asked) )?group [A-Z]{1,2}", name, re.IGNORECASE):
        raise BadAct(
            f"“{name}” is the program's label, not a name.", hint="Say in your own words what the codes share."
        )
    if name.casefold() in get_args(AsidePlace):
        raise BadAct(f"“{name}” is a place for codes beside the themes.", hint="Choose another name.")
    if name.casefold() in {theme.name.casefold() for theme in siblings}:
        raise BadAct(f"A theme “{name}” is there already.", hint="Choose another name, or add the codes to that theme.")
    return name


def question_about(name: str) -> str:
    """What to ask about a name that sounds like a topic; empty for one that does not. A question, never a block."""
    if not TOPIC.match(name.strip()):
        return ""
    return f"“{name}” names a topic. What do people say about it: which meaning do these quotes share?"


def decision(
    proposal: Proposal, chosen: tuple[str, CandidateTheme], stamp: Stamp, *, theme_id: str | None = None
) -> Decision:
    """A person's verdict on a grouping, confirmed where a theme came of it, with all that the grouping rested on."""
    cut, candidate = chosen
    return Decision(
        id=stamp.id,
        candidate_id=candidate.id,
        verdict="confirmed" if theme_id else "rejected",
        label=told(cut, candidate),
        code_ids=candidate.code_ids,
        theme_id=theme_id,
        by=stamp.by,
        at=stamp.at,
        seed=proposal.seed,
        input_hash=proposal.input_hash,
        method=proposal.method,
    )


def verdict_on(candidate: CandidateTheme, decisions: Sequence[Decision]) -> Decision | None:
    """The latest decision on this grouping, or on one of exactly the same codes in another cut or an earlier round."""
    codes = set(candidate.code_ids)
    same = [one for one in decisions if one.candidate_id == candidate.id or set(one.code_ids) == codes]
    return max(same, key=lambda one: (one.at, one.id), default=None)


def without_theme(codes: Iterable[Code], themes: Iterable[Iterable[Code]]) -> list[Code]:
    """The codes that are among those of no theme."""
    placed = {code.id for theme in themes for code in theme}
    return [code for code in codes if code.id not in placed]
