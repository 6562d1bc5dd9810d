"""No path makes a theme without a person's act, and nothing suggested is sent before it may be seen."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from themes_inputs import night_study

from qualkit.store import reads
from qualkit.study import Study
from qualkit.themes.actions import confirm_candidate, merge_candidate, propose, reject_candidate, split_candidate
from qualkit.themes.board import read_board
from qualkit.themes.framework import add_framework
from qualkit.themes.making import create_theme
from qualkit.themes.review import Naming
from qualkit.themes.shaping import merge_themes, split_theme
from qualkit.themes.suggest import Wish
from qualkit.ui.board.snapshot import snapshot

PACKAGE = Path(__file__).resolve().parent.parent / "qualkit"
DRAFTS = {("journal/themes.py", "create_theme"), ("journal/theme_shapes.py", "split_theme")}
"""The only drafts in which a theme comes to be; `create_theme` is also that of a confirmed grouping."""
WRITERS = {
    "themes/making.py": "a person makes one by hand",
    "themes/actions.py": "a person confirms a grouping, or some of its codes, under a name of their own",
    "themes/shaping.py": "a person splits one",
    "exchange/bundle_plan.py": "a person brings in a file in which there are themes",
}
KINDS = {"create_theme", "confirm_candidate", "split_theme"}


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Study]:
    """Twelve codes, a passage each."""
    study = night_study(tmp_path / "nights")
    yield study
    study.close()


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the function around it."""
    for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(outer, ast.FunctionDef):
            yield from ((outer.name, one) for one in ast.walk(outer) if isinstance(one, ast.Call))


def test_a_theme_comes_to_be_in_two_drafts_only_and_only_acts_of_people_record_them() -> None:
    makers, writers = set(), set()
    for path in PACKAGE.rglob("*.py"):
        own = path.relative_to(PACKAGE).as_posix()
        for inside, call in calls(path):
            called = ast.unparse(call.func)
            if called == "made" and call.args and ast.unparse(call.args[0]) == "'theme'":
                makers.add((own, inside))
            drafted = any(ast.unparse(one.func).endswith(("create_theme", "split_theme")) for one in _inside(call))
            if called.endswith(("record", "append")) and drafted:
                writers.add(own)
    assert makers == DRAFTS and writers == set(WRITERS)


def _inside(call: ast.Call) -> list[ast.Call]:
    return [one for part in call.args for one in ast.walk(part) if isinstance(one, ast.Call)]


@pytest.mark.models
def test_every_change_that_makes_a_theme_has_a_person_and_a_known_kind(nights: Study) -> None:
    propose(nights, Wish(model="tf-idf"))
    with nights.reading() as connection:
        board = read_board(connection)
        assert board.themes == () and len(board.open_candidates) >= 4
    first, second, third, fourth = (one for _, one in board.open_candidates[-4:])
    create_theme(nights, Naming("By hand"), ["naps", "tired driving"], by="Ada")
    confirm_candidate(nights, first.id, Naming("Confirmed"), by="Ada")
    split_candidate(nights, second.id, Naming("In part"), second.code_ids[:1], by="Bo")
    merge_candidate(nights, third.id, into="By hand", by="Ada")
    reject_candidate(nights, fourth.id, by="Ada")
    split_theme(nights, "By hand", Naming("Split off"), ["naps"], by="Bo")
    merge_themes(nights, "In part", into="Confirmed", by="Bo")
    propose(nights, Wish(model="tf-idf"))
    with nights.reading() as connection:
        names = {one.name for one in reads.themes(connection)}
        changes = [line.change for line in reads.changes_since(connection, 0)]
    born = [one for one in changes if any(d.noun == "theme" and d.before is None for d in one.draft.deltas)]
    assert {one.draft.kind for one in born} == KINDS and len(born) == 4
    assert {one.by for one in born} == {"Ada", "Bo"}
    assert names == {"By hand", "Confirmed", "Split off"}


@pytest.mark.models
def test_nothing_that_is_suggested_is_sent_before_it_may_be_seen(nights: Study) -> None:
    add_framework(nights, "Mine", [("Ringing", "Ringing the doctor"), ("Rest", "Sleep")])
    create_theme(
        nights, Naming("Sleep"), ["sleeping by day", "missing sleep", "tired driving", "naps", "weekends lost"]
    )
    propose(nights, Wish(model="tf-idf"))
    with nights.reading() as connection:
        board = read_board(connection)
        hidden = snapshot(connection, board, "Ada", with_suggestions=False)
        seen = snapshot(connection, board, "Ada", with_suggestions=True)
    more = {"note", "made", "outdated", "near", "topics"}
    assert more <= seen.keys() and not more & hidden.keys()
    assert hidden["cuts"] == {} and hidden["unplaced"] == []
    assert all("unlike" not in theme for theme in hidden["themes"])
    sent = json.dumps(hidden)
    assert not [one.id for _, one in board.open_candidates if one.id in sent] and "Group " not in sent
