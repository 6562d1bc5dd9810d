"""Acts on suggested groupings: computed on request; a theme comes to be only when a person names one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualkit.coding.codebook import IN_USE
from qualkit.errors import BadAct, NoProposal
from qualkit.journal import themes as journal
from qualkit.model import Code, Decision, Framework, Theme, ThemeCode
from qualkit.store import reads
from qualkit.store.acts import ActInProgress, new_id
from qualkit.store.charting import dimensions
from qualkit.store.proposals import keep_proposal, latest_proposal
from qualkit.study import Study
from qualkit.themes.anchors import Dimension
from qualkit.themes.board import codes_in_themes
from qualkit.themes.hints import PASSAGES, Own, find_hints
from qualkit.themes.hints import as_document as hints_as_document
from qualkit.themes.learning import Known
from qualkit.themes.making import code_in_use, find_theme, new_theme, places_in, take_back
from qualkit.themes.material import known_themes, material
from qualkit.themes.places import Homes, find_homes
from qualkit.themes.proposal import CandidateTheme, Proposal, as_document, from_document
from qualkit.themes.review import Naming, Stamp, decision, find_candidate, refuse_gone
from qualkit.themes.suggest import Tell, Wish, suggest

if TYPE_CHECKING:
    from sqlalchemy import Connection

# ---- what the program suggests ----


def propose(study: Study, wish: Wish | None = None, *, tell: Tell = lambda what, done, of: None) -> Proposal:
    """Compute suggested groupings and keep them, with hints on one's own themes, as the latest; no theme comes of it.

    Raises
    ------
    MissingExtra
        The part "themes" is not installed.
    NoWeights
        The language model asked for is not on this computer.
    """
    wish = wish or Wish()
    wish = replace(wish, language=wish.language or study.settings.language)
    began = time.monotonic()
    with study.reading() as connection:
        given, known = material(connection), known_themes(connection)
        own = _own(connection, known)
    grouped = replace(wish, view="codes") if wish.view == PASSAGES else wish
    proposal = suggest(given, grouped, known=known, cache=study.folder, tell=tell)
    hints = find_hints(given, own, wish, cache=study.folder, tell=tell)
    with study.database.writing() as connection:
        body = {**as_document(proposal), "hints": hints_as_document(hints)}
        keep_proposal(connection, body, took_s=round(time.monotonic() - began, 1))
    return proposal


def _own(connection: Connection, known: Known) -> Own:
    codes_of = {theme: [code.id for code in held] for theme, held in codes_in_themes(connection).items()}
    frameworks = {
        one.id: [Dimension(two.id, f"{two.name}. {two.definition}".strip()) for two in dimensions(connection, one.id)]
        for one in reads.all_of(connection, Framework, order=("name",))
    }
    return Own(known=known, codes_of=codes_of, frameworks=frameworks)


def homes(study: Study, *, model: str = "", tell: Tell = lambda what, done, of: None) -> tuple[Homes, ...]:
    """For each code without a theme the three themes nearest to it. Raises MissingExtra, NoWeights."""
    with study.reading() as connection:
        given, known = material(connection), known_themes(connection)
    return find_homes(given, known, model=model, cache=study.folder, tell=tell)


def latest(connection: Connection) -> Proposal:
    """The newest proposal. Raises NoProposal where nobody has asked for one yet."""
    document = latest_proposal(connection)
    if document is None:
        raise NoProposal
    return from_document(document)


# ---- what a person makes of it ----


def confirm_candidate(study: Study, candidate: str, naming: Naming, *, by: str | None = None, why: str = "") -> Theme:
    """Make a theme of a suggested grouping (given by id, its beginning, or "medium A") under a person's name for it.

    Raises
    ------
    NotFound, AmbiguousName
        No, or no one, grouping of that id or label.
    BadAct
        The name is empty, taken or the program's own label; or codes of the grouping are no longer in use.
    """
    with study.acting(by, why=why) as act:
        proposal, chosen = _chosen(act.connection, candidate)
        refuse_gone(chosen[1], reads.codes(act.connection, *IN_USE))
        return _made(act, naming, (proposal, chosen), chosen[1].code_ids)


def split_candidate(
    study: Study, candidate: str, naming: Naming, codes: Sequence[str], *, by: str | None = None, why: str = ""
) -> Theme:
    """Make a theme of some codes of a suggested grouping, which is decided on with that; the others stay as they are.

    Raises
    ------
    NotFound, AmbiguousName
        No, or no one, grouping or code of that name.
    BadAct
        No code is named, or one that is not in the grouping; or as for `confirm_candidate`.
    """
    with study.acting(by, why=why) as act:
        proposal, chosen = _chosen(act.connection, candidate)
        wanted = _some_of(chosen[1], reads.codes(act.connection), codes)
        return _made(act, naming, (proposal, chosen), wanted)


def merge_candidate(study: Study, candidate: str, *, into: str, by: str | None = None, why: str = "") -> Theme:
    """Put the codes of a suggested grouping that are still in use into a theme, and decide on the grouping with that.

    Raises
    ------
    NotFound, AmbiguousName
        No, or no one, grouping or theme of that name.
    """
    with study.acting(by, why=why) as act:
        proposal, chosen = _chosen(act.connection, candidate)
        theme = find_theme(reads.themes(act.connection), into)
        there = reads.all_of(act.connection, ThemeCode, reads.table_of(ThemeCode).c.theme_id == theme.id)
        usable = {code.id for code in reads.codes(act.connection, *IN_USE)} - {one.code_id for one in there}
        joining = [code_id for code_id in chosen[1].code_ids if code_id in usable]
        decided = decision(proposal, chosen, _stamp(act), theme_id=theme.id)
        act.record(journal.merge_candidate(decided, theme, places_in(theme, joining)))
        take_back(act, joining)
        return theme


def reject_candidate(study: Study, candidate: str, *, by: str | None = None, why: str = "") -> Decision:
    """Set a suggested grouping aside; the decision is kept. Raises NotFound, AmbiguousName."""
    with study.acting(by, why=why) as act:
        proposal, chosen = _chosen(act.connection, candidate)
        decided = decision(proposal, chosen, _stamp(act))
        act.record(journal.reject_candidate(decided))
        return decided


def _chosen(connection: Connection, candidate: str) -> tuple[Proposal, tuple[str, CandidateTheme]]:
    proposal = latest(connection)
    return proposal, find_candidate(proposal, candidate)


def _some_of(candidate: CandidateTheme, known: Sequence[Code], named: Sequence[str]) -> list[str]:
    wanted = {code.id: code for code in (code_in_use(known, name) for name in named)}
    foreign = [code.name for code in wanted.values() if code.id not in candidate.code_ids]
    if foreign:
        raise BadAct(f"{candidate.label} does not have the code “{foreign[0]}”.", hint="Name codes of it.")
    if not wanted:
        raise BadAct(f"No code of {candidate.label} was named.", hint="Name those that tell one story.")
    return list(wanted)


def _made(
    act: ActInProgress, naming: Naming, found: tuple[Proposal, tuple[str, CandidateTheme]], code_ids: Sequence[str]
) -> Theme:
    """The theme of these codes, recorded in one Change with the decision on the grouping."""
    theme = new_theme(act, naming, parent=None)
    decided = decision(*found, _stamp(act), theme_id=theme.id)
    act.record(journal.create_theme(theme, places_in(theme, code_ids), decided))
    take_back(act, code_ids)
    return theme


def _stamp(act: ActInProgress) -> Stamp:
    return Stamp(new_id(), act.by, act.at)
