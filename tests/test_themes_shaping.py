"""The shape of themes: each act does what it says, is one act, and is taken back whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from themes_inputs import night_study

from qualkit.errors import BadAct, NotFound
from qualkit.memos import write_memo
from qualkit.model import Aside, Memo, Segment, Theme, ThemeCode, ThemeQuote
from qualkit.reasons import give_reason
from qualkit.store import reads
from qualkit.store.why import reasons
from qualkit.study import Study
from qualkit.themes.chosen import choose_quote, chosen_quotes, let_quote_go, order_quotes
from qualkit.themes.making import create_theme, find_theme, place_code, revise_theme
from qualkit.themes.review import Naming
from qualkit.themes.shaping import merge_themes, move_codes, order_themes, put_under, remove_theme, split_theme


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Study]:
    """Twelve codes, a passage each; two themes and a subtheme."""
    study = night_study(tmp_path / "nights")
    create_theme(study, Naming("Debt", "goodwill is borrowed"), ["calling the doctor", "fear of annoyance"])
    create_theme(study, Naming("Sleep"), ["naps", "tired driving", "fear of annoyance"])
    create_theme(study, Naming("Sorry"), ["apologising on the phone"], under="Debt")
    yield study
    study.close()


def codes(study: Study) -> dict[str, set[str]]:
    """Names of codes by theme."""
    with study.reading() as connection:
        names = {code.id: code.name for code in reads.codes(connection)}
        found: dict[str, set[str]] = {theme.name: set() for theme in reads.themes(connection)}
        themes = {theme.id: theme.name for theme in reads.themes(connection)}
        for place in reads.all_of(connection, ThemeCode):
            found[themes[place.theme_id]].add(names[place.code_id])
    return found


def asides(study: Study) -> dict[str, str]:
    with study.reading() as connection:
        names = {code.id: code.name for code in reads.codes(connection)}
        return {names[one.code_id]: one.place for one in reads.all_of(connection, Aside)}


def themes(study: Study) -> dict[str, Theme]:
    with study.reading() as connection:
        return {theme.name: theme for theme in reads.themes(connection)}


def passages(study: Study, code: str) -> list[str]:
    with study.reading() as connection:
        code_id = next(one.id for one in reads.codes(connection) if one.name == code)
        return [one.segment_id for one in reads.codings(connection, code_id=code_id)]


def chosen(study: Study, theme: str) -> list[str]:
    with study.reading() as connection:
        found = find_theme(reads.themes(connection), theme)
        return [one.segment_id for one in chosen_quotes(connection, found)]


def everything(study: Study) -> list[Any]:
    with study.reading() as connection:
        return [reads.all_of(connection, cls) for cls in (Theme, ThemeCode, ThemeQuote, Aside, Memo, Segment)]


def choose_both(study: Study) -> None:
    choose_quote(study, "Sleep", passages(study, "naps")[0])


ACTS: dict[str, Callable[[Study], object]] = {
    "put under": lambda s: put_under(s, "Sleep", "Debt", why="one feeds the other"),
    "to the top": lambda s: put_under(s, "Sorry", None),
    "order": lambda s: order_themes(s, ["Sleep", "Sorry"]),
    "merge": lambda s: merge_themes(s, "Sleep", into="Debt"),
    "merge into its own subtheme": lambda s: merge_themes(s, "Debt", into="Sorry"),
    "split": lambda s: split_theme(s, "Sleep", Naming("Driving"), ["tired driving"]),
    "remove": lambda s: remove_theme(s, "Debt"),
    "move": lambda s: move_codes(s, ["naps"], "Debt", out_of="Sleep"),
    "set aside": lambda s: move_codes(s, ["fear of annoyance"], "set aside", out_of="anywhere"),
    "story": lambda s: revise_theme(s, "Debt", story="They owe.", exclude="politeness", status="reviewed"),
    "choose": choose_both,
}


@pytest.mark.parametrize("name", ACTS)
def test_every_act_is_one_act_and_is_taken_back_whole(nights: Study, name: str) -> None:
    write_memo(nights, "Owing is shame.", about="theme", about_id=themes(nights)["Debt"].id)
    before, acts = everything(nights), len(nights.recent_acts(100))
    ACTS[name](nights)
    assert everything(nights) != before and len(nights.recent_acts(100)) == acts + 1
    nights.undo()
    assert everything(nights) == before and nights.check() == []
    nights.redo()
    assert everything(nights) != before and nights.check() == []


def test_a_merged_theme_gives_its_codes_quotes_subthemes_and_memos_to_the_other(nights: Study) -> None:
    shared, own = passages(nights, "fear of annoyance")[0], passages(nights, "naps")[0]
    for theme, passage in (("Sleep", own), ("Sleep", shared), ("Debt", shared)):
        choose_quote(nights, theme, passage)
    write_memo(nights, "Rest is owed.", about="theme", about_id=themes(nights)["Debt"].id)
    merge_themes(nights, "Debt", into="Sleep", why="one idea")
    assert set(codes(nights)) == {"Sleep", "Sorry"}
    assert codes(nights)["Sleep"] == {"calling the doctor", "fear of annoyance", "naps", "tired driving"}
    assert chosen(nights, "Sleep") == [own, shared]
    assert themes(nights)["Sorry"].parent_id == themes(nights)["Sleep"].id
    with nights.reading() as connection:
        assert reads.all_of(connection, Memo)[0].about_id == themes(nights)["Sleep"].id
    assert nights.recent_acts(1)[0].why == "one idea" and nights.check() == []


def test_a_theme_taken_up_by_one_deep_under_it_leaves_no_circle(nights: Study) -> None:
    create_theme(nights, Naming("Deepest"), under="Sorry")
    merge_themes(nights, "Debt", into="Deepest")
    found = themes(nights)
    assert found["Sorry"].parent_id is None and found["Deepest"].parent_id == found["Sorry"].id
    with pytest.raises(BadAct, match="under"):
        put_under(nights, "Sorry", "Deepest")


def test_a_split_takes_codes_and_the_quotes_that_only_they_have(nights: Study) -> None:
    for code in ("tired driving", "naps"):
        choose_quote(nights, "Sleep", passages(nights, code)[0])
    split_theme(nights, "Sleep", Naming("The road home", "danger is normal"), ["tired driving"])
    assert codes(nights)["The road home"] == {"tired driving"} and "tired driving" not in codes(nights)["Sleep"]
    assert chosen(nights, "The road home") == passages(nights, "tired driving")
    assert chosen(nights, "Sleep") == passages(nights, "naps")


@pytest.mark.parametrize("named", [[], ["naps", "tired driving", "fear of annoyance"], ["weekends lost"]])
def test_a_split_that_splits_nothing_is_refused(nights: Study, named: list[str]) -> None:
    before = everything(nights)
    with pytest.raises(BadAct):
        split_theme(nights, "Sleep", Naming("Other"), named)
    assert everything(nights) == before


def test_a_theme_that_is_given_up_frees_its_codes_and_keeps_what_was_under_it(nights: Study) -> None:
    write_memo(nights, "Owing is shame.", about="theme", about_id=themes(nights)["Debt"].id)
    remove_theme(nights, "Debt", why="a topic, not an idea")
    assert set(codes(nights)) == {"Sleep", "Sorry"} and themes(nights)["Sorry"].parent_id is None
    with nights.reading() as connection:
        (memo,) = reads.all_of(connection, Memo)
        assert (memo.about, memo.text) == ("study", "Owing is shame.")


def test_a_code_stands_in_one_place_beside_the_themes_and_leaves_it_for_a_theme(nights: Study) -> None:
    move_codes(nights, ["weekends lost"], "fits nowhere")
    move_codes(nights, ["weekends lost"], "set aside", why="about the rota")
    assert asides(nights) == {"weekends lost": "set aside"}
    place_code(nights, "Sleep", "weekends lost")
    assert asides(nights) == {} and "weekends lost" in codes(nights)["Sleep"]
    move_codes(nights, ["weekends lost"], "fits nowhere", out_of="Sleep")
    assert asides(nights) == {"weekends lost": "fits nowhere"} and "weekends lost" not in codes(nights)["Sleep"]
    move_codes(nights, ["weekends lost"], "")
    assert asides(nights) == {}
    create_theme(nights, Naming("Rota"), ["weekends lost"])
    move_codes(nights, ["weekends lost"], "Debt", out_of="anywhere")
    assert codes(nights)["Rota"] == set() and "weekends lost" in codes(nights)["Debt"]
    assert nights.check() == []


def test_a_theme_cannot_be_called_like_a_place_beside_the_themes(nights: Study) -> None:
    with pytest.raises(BadAct, match="beside the themes"):
        create_theme(nights, Naming("Set aside"))


def test_chosen_quotes_keep_the_order_that_a_person_gives_them(nights: Study) -> None:
    first, second = passages(nights, "naps")[0], passages(nights, "tired driving")[0]
    for passage in (first, second, first):
        choose_quote(nights, "Sleep", passage)
    assert chosen(nights, "Sleep") == [first, second]
    order_quotes(nights, "Sleep", [second, first])
    assert chosen(nights, "Sleep") == [second, first]
    let_quote_go(nights, "Sleep", second)
    assert chosen(nights, "Sleep") == [first]
    with pytest.raises(BadAct, match="chosen quotes"):
        order_quotes(nights, "Sleep", [second, first])
    with pytest.raises(NotFound, match="no marked passage"):
        choose_quote(nights, "Sleep", "no such id")


def test_a_reason_can_be_given_later_and_taken_back(nights: Study) -> None:
    act = nights.recent_acts(1)[0]
    give_reason(nights, act.id[:8], "they all apologise first")
    with nights.reading() as connection:
        (given,) = reasons(connection)[act.id]
    assert given.text == "they all apologise first" and nights.check() == []
    nights.undo()
    with nights.reading() as connection:
        assert reasons(connection) == {}
    with pytest.raises(NotFound, match="themes log"):
        give_reason(nights, "no such act", "because")


def test_no_act_on_the_board_makes_a_theme_without_a_name(nights: Study) -> None:
    for name in ("", "  ", "Group B", "medium group b"):
        for make in (
            lambda name=name: create_theme(nights, Naming(name)),
            lambda name=name: split_theme(nights, "Sleep", Naming(name), ["naps"]),
            lambda name=name: revise_theme(nights, "Sleep", name=name),
        ):
            with pytest.raises(BadAct):
                make()
    assert len(themes(nights)) == 3
