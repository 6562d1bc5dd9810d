"""A study as .qdpx: what the standard holds in its project, the rest in qualkit's side file, and both told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualkit.coding.codebook import Entry
from qualkit.errors import BadAct
from qualkit.exchange.bundle import Bundle
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.refi.bundles import read_refi
from qualkit.exchange.refi.codebook import EMPTY
from qualkit.exchange.refi.package import SIDE_FILE
from qualkit.exchange.refi.side import side_bytes
from qualkit.exchange.refi.writing import ProjectWriter, package_bytes
from qualkit.model import Problem
from qualkit.text.quote_links import Quote, linked, spelled

STAYS = "stay in the study; the archive (format study) holds them"


def qdpx_bytes(title: str, origin: str, bundle: Bundle, entries: Sequence[Entry]) -> tuple[bytes, list[Problem]]:
    """The project in its archive, and what programs other than qualkit will not find in it.

    Parameters
    ----------
    title, origin : str
        The project's name and the program that writes it.
    bundle : Bundle
        All nouns of the study.
    entries : sequence of Entry
        The codes in use as a tree; codings with others are left to the side file.

    Raises
    ------
    BadAct
        There is nothing: neither a code nor an interview.
    """
    if not entries and not bundle.interviews:
        raise BadAct(EMPTY, hint="Add an interview or make a code first.")
    project = ProjectWriter(title, origin, _as_people_read_it(bundle), entries).write()
    plain = package_bytes(project, bundle, {})
    held = read_refi(Incoming("project.qdpx", plain), by="", at="")
    whole = package_bytes(project, bundle, {SIDE_FILE: side_bytes(bundle, held)})
    return whole, list(_not_held(bundle, {entry.code.id for entry in entries}))


def _as_people_read_it(bundle: Bundle) -> Bundle:
    """The bundle with the links to quotes in its memos spelled out; the links themselves are left to the side file."""
    texts = [one.memo for one in bundle.codings] + [one.text for one in bundle.memos]
    wanted, names = linked(texts), {one.id: one.name for one in bundle.interviews}
    quotes = {
        one.id: Quote(bundle.texts[one.interview_id].text[one.start : one.end], names[one.interview_id])
        for one in bundle.segments
        if one.id in wanted and one.interview_id in names
    }
    codings = [replace(one, memo=spelled(one.memo, quotes)) for one in bundle.codings]
    return replace(
        bundle, codings=codings, memos=[replace(one, text=spelled(one.text, quotes)) for one in bundle.memos]
    )


def _not_held(bundle: Bundle, code_ids: set[str]) -> list[Problem]:
    codings = sum(one.code_id not in code_ids for one in bundle.codings)
    counted = (
        ("codings with codes out of use", codings),
        ("dates of interviews", sum(one.date is not None for one in bundle.interviews)),
        ("themes (sets in the file): their status and place", len(bundle.themes)),
        ("memos about participants, themes", sum(one.about in ("case", "theme") for one in bundle.memos)),
        *((f"{noun.replace('_', ' ')}s", len(rows)) for noun, rows in bundle.further.items()),
        ("times of words", sum(len(text.words) for text in bundle.texts.values())),
    )
    found = [f"{what}: {count}" for what, count in counted if count]
    told = [Problem("for qualkit only", "; ".join(found), f"They lie in {SIDE_FILE} inside the file.")] if found else []
    recordings = "" if bundle.recordings else "recordings (unless asked for), "
    return [*told, Problem("not in it", f"{recordings}saved versions and the history {STAYS}")]
