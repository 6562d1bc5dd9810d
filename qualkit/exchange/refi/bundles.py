"""REFI-QDA files as nouns: .qdpx, .qde and .qdc."""

from __future__ import annotations

from qualkit.exchange.bundle import Bundle, sound
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.refi.nouns import bundle_of
from qualkit.exchange.refi.package import read_package
from qualkit.exchange.refi.side import with_side
from qualkit.exchange.refi.translation import Translation
from qualkit.model import Problem


def read_refi(file: Incoming, *, by: str, at: str) -> Bundle:
    """The nouns in a REFI-QDA project or codebook. Raises BadFile."""
    project, side, problems = read_package(file.name, file.body)
    bundle = bundle_of(Translation(project, file.name, file.sha256, by, at))
    bundle.problems[:0] = problems
    if side is not None:
        bundle = with_side(bundle, side, file.name)
    bundle.notes[:0] = _about(file.name, bundle)
    return sound(bundle, file.name)


def _about(name: str, bundle: Bundle) -> list[Problem]:
    """How positions were counted, where that had to be judged."""
    rule = bundle.position_rule
    if rule is None or not bundle.segments or rule.certainty >= 0.99:
        return []
    told = f"its positions were most probably counted in {rule.unit}s (certainty {rule.certainty:.2f})"
    return [Problem(name, told, "Compare some passages with the program that wrote it.")]
