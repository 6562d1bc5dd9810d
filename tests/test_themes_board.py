"""The board of themes as it is read again after something was done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from themes_inputs import night_study

from qualkit.coding.codes import rename_code
from qualkit.coding.segments import codings_table, remove_coding
from qualkit.study import Study
from qualkit.themes.board import Board, read_board
from qualkit.themes.making import create_theme
from qualkit.themes.review import Naming


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Study]:
    study = night_study(tmp_path / "nights")
    yield study
    study.close()


def board(study: Study, before: Board | None = None) -> Board:
    with study.reading() as connection:
        return read_board(connection, before)


def test_quotes_are_read_again_only_when_codes_or_codings_are_no_longer_as_they_were(nights: Study) -> None:
    first = board(nights)
    create_theme(nights, Naming("Nights"))
    second = board(nights, first)
    assert [theme.name for theme in second.themes] == ["Nights"] and second.shelf is first.shelf
    coding = codings_table(nights).iloc[0]
    acts = (
        lambda: rename_code(nights, str(coding["code"]), "another name"),
        lambda: remove_coding(nights, str(coding["id"])),
        lambda: nights.undo(),
    )
    for act in acts:
        before = board(nights, second)
        act()
        second = board(nights, before)
        assert second.shelf is not before.shelf and second.shelf.material == board(nights).shelf.material
