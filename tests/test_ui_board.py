"""The Python side of the theme board: what the browser gets, and what it asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from themes_inputs import SAID, night_study

from qualkit.memos import write_memo
from qualkit.store import reads
from qualkit.store.transcripts import transcript
from qualkit.study import Study
from qualkit.text.quote_links import link_to
from qualkit.themes.actions import propose
from qualkit.themes.board import read_board
from qualkit.themes.making import create_theme
from qualkit.themes.review import Naming
from qualkit.themes.suggest import Wish
from qualkit.ui.board.desk import KINDS, Desk, Wanted
from qualkit.ui.board.snapshot import snapshot
from qualkit.ui.memo_form import offered_quotes


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Study]:
    """Twelve codes, a passage each."""
    study = night_study(tmp_path / "nights")
    yield study
    study.close()


def shown(study: Study, *, with_suggestions: bool = False) -> dict[str, Any]:
    with study.reading() as connection:
        return snapshot(connection, read_board(connection), "Ada", with_suggestions=with_suggestions)


def code_id(study: Study, name: str) -> str:
    with study.reading() as connection:
        return next(code.id for code in reads.codes(connection) if code.name == name)


def ask(desk: Desk, *ops: dict[str, Any]) -> dict[str, Any]:
    """Send acts and get the answer; each has an id of its own unless it brings one."""
    numbered = [{"id": f"{len(desk.done)}-{n}", **op} for n, op in enumerate(ops)]
    desk.carry_out(numbered)
    return {**desk.answer(), "now": [desk.done[str(op["id"])] for op in numbered]}


def quotes_in(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in a document that looks like a quote."""
    if isinstance(value, dict):
        if {"text", "start", "end", "interview_id"} <= set(value):
            yield value
        for inner in value.values():
            yield from quotes_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes_in(inner)


def test_a_theme_is_made_described_reshaped_and_taken_back_from_the_browser(nights: Study) -> None:
    desk = Desk(nights, "Ada")
    naps, calls = code_id(nights, "naps"), code_id(nights, "calling the doctor")
    answer = ask(desk, {"t": "make", "name": "Barriers to sleep", "codes": [naps, calls], "concept": "rest is owed"})
    assert "which meaning" in answer["told"] and answer["now"] == [""]
    (theme,) = shown(nights)["themes"]
    assert (theme["name"], theme["concept"], theme["level"]) == ("Barriers to sleep", "rest is owed", 0)
    assert theme["question"] and [code["name"] for code in theme["codes"]] == ["calling the doctor", "naps"]
    ask(desk, {"t": "write", "theme": theme["id"], "name": "Rest is owed", "story": "They pay.", "status": "reviewed"})
    ask(desk, {"t": "split", "theme": theme["id"], "codes": [naps], "name": "Stolen rest"})
    first, second = shown(nights)["themes"]
    assert (first["name"], first["story"], first["status"]) == ("Rest is owed", "They pay.", "reviewed")
    ask(desk, {"t": "under", "theme": second["id"], "parent": first["id"]})
    assert [one["level"] for one in shown(nights)["themes"]] == [0, 1]
    ask(desk, {"t": "merge", "theme": second["id"], "into": first["id"]})
    ask(desk, {"t": "move", "codes": [naps], "to": "set aside", "out_of": first["id"], "why": "about the rota"})
    (aside,) = shown(nights)["asides"]
    assert (aside["name"], aside["place"], aside["why"]) == ("naps", "set aside", "about the rota")
    ask(desk, {"t": "remove", "theme": first["id"]})
    assert shown(nights)["themes"] == []
    for _ in range(7):
        ask(desk, {"t": "undo"})
    assert shown(nights)["themes"] == [] and len(shown(nights)["homeless"]) == 12 and nights.check() == []


def test_an_act_that_is_sent_twice_is_done_once(nights: Study) -> None:
    desk = Desk(nights, "Ada")
    op = {"id": "one", "t": "make", "name": "Mine", "codes": []}
    ask(desk, op)
    answer = ask(desk, op, {"id": "two", "t": "make", "name": "Other", "codes": []})
    assert [theme["name"] for theme in shown(nights)["themes"]] == ["Mine", "Other"]
    assert answer["settled"] == ["one", "two"] and answer["refused"] == {}


@pytest.mark.parametrize(
    ("op", "said"),
    [
        ({"t": "make", "name": "", "codes": []}, "needs a name"),
        ({"t": "make", "name": 7, "codes": []}, "Reload"),
        ({"t": "make", "name": "Mine", "codes": ["no such id"]}, "There is no code"),
        ({"t": "move", "codes": "naps", "to": ""}, "Reload"),
        ({"t": "confirm", "candidate": "medium A", "name": "Mine"}, "No groupings"),
        ({"t": "write", "theme": "nothing", "name": "x"}, "There is no theme"),
        ({"t": "make coffee"}, "not known"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(nights: Study, op: dict[str, Any], said: str) -> None:
    acts = len(nights.recent_acts(100))
    (reason,) = ask(Desk(nights, "Ada"), op)["now"]
    assert said in reason and len(nights.recent_acts(100)) == acts


def test_a_reason_can_follow_an_act_that_had_none(nights: Study) -> None:
    desk = Desk(nights, "Ada")
    codes = [code_id(nights, "naps")]
    act = ask(desk, {"t": "move", "codes": codes, "to": "fits nowhere"})["act"]
    ask(desk, {"t": "explain", "act": act, "why": "no one else says it"})
    assert shown(nights)["asides"][0]["why"] == "no one else says it"
    assert ask(desk, {"t": "move", "codes": codes, "to": "", "why": "said"})["act"] == ""


def test_quotes_are_chosen_ordered_and_opened(nights: Study) -> None:
    desk = Desk(nights, "Ada")
    create_theme(nights, Naming("Mine"), ["naps", "tired driving"])
    theme = shown(nights)["themes"][0]
    first, second = (one["id"] for one in theme["others"])
    where = {"theme": theme["id"]}
    ask(desk, {"t": "choose", **where, "segment": first}, {"t": "choose", **where, "segment": second})
    ask(desk, {"t": "order quotes", **where, "segments": [second, first]})
    assert [one["id"] for one in shown(nights)["themes"][0]["quotes"]] == [second, first]
    ask(desk, {"t": "let go", **where, "segment": second}, {"t": "open", "segment": first})
    assert [one["id"] for one in shown(nights)["themes"][0]["quotes"]] == [first] and desk.wanted == Wanted(
        "passage", first
    )


def test_memos_on_a_theme_stand_on_its_card_with_their_quotes(nights: Study) -> None:
    desk, theme = Desk(nights, "Ada"), create_theme(nights, Naming("Mine"), ["naps"])
    ask(desk, {"t": "note", "theme": theme.id})
    assert desk.wanted == Wanted("memo on a theme", theme.id) and desk.act_id == ""
    (quote,) = shown(nights)["themes"][0]["others"]
    write_memo(nights, f"Rest is <i>owed</i>.\n\n{link_to(quote['id'])}", about="theme", about_id=theme.id, by="Ada")
    write_memo(nights, f"Gone: {link_to('nowhere')}", about="theme", about_id=theme.id, by="Bo", date="2025-03-01")
    newest, first = shown(nights)["themes"][0]["memos"]
    assert (newest["by"], newest["when"], len(newest["parts"])) == ("Bo", "1 Mar 2025", 2)
    assert first["parts"][0] == {"said": "Rest is <i>owed</i>."}
    assert (first["parts"][1]["id"], first["parts"][1]["text"]) == (quote["id"], quote["text"])
    assert offered_quotes(nights, "theme", theme.id).keys() == {quote["id"]}


@pytest.mark.models
def test_every_quote_on_the_board_is_verbatim_and_suggestions_are_left_out_when_out_of_sight(nights: Study) -> None:
    propose(nights, Wish(model="tf-idf"))
    create_theme(nights, Naming("Mine"), ["naps", "tired driving"])
    found = shown(nights, with_suggestions=True)
    with nights.reading() as connection:
        texts = {one.id: transcript(connection, one.id) for one in reads.interviews(connection)}
    quotes = list(quotes_in(found))
    assert len(quotes) > 12
    for quote in quotes:
        said = texts[quote["interview_id"]]
        assert said and said.text[quote["start"] : quote["end"]] == quote["text"] != ""
    hidden = shown(nights)
    assert hidden["cuts"] == {} and "reruns" not in json.dumps(hidden)


@pytest.mark.models
def test_a_code_without_a_theme_is_said_to_lie_near_one_and_is_not_placed(nights: Study) -> None:
    create_theme(nights, Naming("Sleep"), ["sleeping by day", "missing sleep", "tired driving"])
    propose(nights, Wish(model="tf-idf"))
    found = shown(nights, with_suggestions=True)
    homeless = {code["name"] for code in found["homeless"]}
    assert len(homeless) == 9 and found["near"]
    for one in found["near"]:
        assert one["code"] in homeless and [theme["name"] for theme in one["themes"]] == ["Sleep"]
        assert all(1 <= theme["reruns"] <= 10 for theme in one["themes"])
    assert "near" not in shown(nights)


@pytest.mark.models
def test_quotes_unlike_the_rest_of_a_theme_are_shown_with_their_day_where_suggestions_may_be_seen(
    nights: Study,
) -> None:
    create_theme(nights, Naming("All of it"), list(SAID)[:6])
    propose(nights, Wish(model="tf-idf"))
    (theme,) = shown(nights, with_suggestions=True)["themes"]
    assert len(theme["unlike"]) == 2 and theme["looked"] == "today"
    assert {one["text"].casefold() for one in theme["unlike"]} <= {text.casefold() for text in SAID.values()}
    assert "unlike" not in shown(nights)["themes"][0]
    ask(
        Desk(nights, "Ada"),
        *({"t": "move", "codes": [c["id"]], "to": "", "out_of": theme["id"]} for c in theme["codes"]),
    )
    assert shown(nights, with_suggestions=True)["themes"][0]["unlike"] == []


@pytest.mark.models
def test_a_grouping_becomes_a_theme_or_is_set_aside_and_the_next_round_says_what_changed(nights: Study) -> None:
    propose(nights, Wish(model="tf-idf"))
    propose(nights, Wish(model="tf-idf"))
    one, *_ = shown(nights, with_suggestions=True)["cuts"]["coarse"]
    assert one["changed"] == "The same codes as in the last round."
    desk = Desk(nights, "Ada")
    ask(desk, {"t": "confirm", "candidate": one["id"], "name": "Sleep is a loan", "why": "all say it"})
    left = shown(nights, with_suggestions=True)
    assert [theme["name"] for theme in left["themes"]] == ["Sleep is a loan"]
    assert one["id"] not in [other["id"] for other in left["cuts"]["coarse"]]
    whole, part, other = left["cuts"]["fine"][:3]
    names = [code["id"] for code in part["codes"]]
    ask(desk, {"t": "join", "candidate": whole["id"], "into": left["themes"][0]["id"]})
    ask(desk, {"t": "part", "candidate": part["id"], "codes": names[:1], "name": "One of them"})
    left = shown(nights, with_suggestions=True)
    assert not {whole["id"], part["id"]} & {one["id"] for one in left["cuts"]["fine"]}
    assert {code["id"] for code in whole["codes"]} <= {code["id"] for code in left["themes"][0]["codes"]}
    ask(desk, {"t": "reject", "candidate": other["id"], "why": "a topic"})
    assert other["id"] not in json.dumps(shown(nights, with_suggestions=True)["cuts"])


def test_every_kind_of_act_is_known_to_the_browser_and_the_other_way_round() -> None:
    folder = Path(__file__).parent.parent / "qualkit" / "ui" / "board" / "frontend"
    sources = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.js"))
    unsent = [kind for kind in KINDS if f't: "{kind}"' not in sources]
    assert unsent == [], "nothing is kept that no page sends"
    assert "innerHTML" not in sources and "insertAdjacentHTML" not in sources
