"""What the tree of codes asks for is done once, told in words, and refused with the reason."""

from __future__ import annotations

from typing import Any

from qualkit.coding.codebook import find_code
from qualkit.coding.codes import create_code
from qualkit.coding.segments import Span, apply_code, references
from qualkit.model import Code
from qualkit.store import reads
from qualkit.study import Study
from qualkit.ui.tree.asked import Answer, carry_out, outermost
from qualkit.ui.tree.strings import WORDS


def code(study: Study, name: str) -> Code:
    with study.reading() as connection:
        return find_code(reads.codes(connection), name)


def ask(study: Study, t: str, *, op_id: str = "1", before: Answer | None = None, **about: Any) -> Answer:
    return carry_out(study, "Ada", [{"op_id": op_id, "t": t, **about}], before=before or Answer())


def test_a_move_is_done_once_however_often_it_is_sent(study: Study) -> None:
    shoes, calm = code(study, "shoes"), code(study, "calm")
    first = ask(study, "move", ids=[shoes.id], under=calm.id)
    assert (first.told, first.acted, first.touched) == ("Moved “shoes”.", True, (shoes.id,))
    assert code(study, "shoes").parent_id == calm.id
    length = len(study.recent_acts(100))
    again = ask(study, "move", ids=[shoes.id], under=calm.id, before=first)
    assert again.answered == ("1",) and not again.acted
    assert len(study.recent_acts(100)) == length


def test_what_cannot_be_is_refused_with_the_reason_and_the_rest_is_done(study: Study) -> None:
    rain, shoes = code(study, "rain"), code(study, "shoes")
    ops = [
        {"op_id": "1", "t": "move", "ids": [rain.id], "under": shoes.id},
        {"op_id": "2", "t": "rename", "id": shoes.id, "name": "boots"},
    ]
    refused = carry_out(study, "Ada", ops[:1], before=Answer())
    assert refused.alarm and "cannot stand under itself" in refused.told
    done = carry_out(study, "Ada", ops, before=Answer())
    assert done.answered == ("1", "2") and not done.alarm
    assert code(study, "boots").id == shoes.id


def test_a_preview_tells_what_follows_and_changes_nothing(study: Study) -> None:
    rain, calm = code(study, "rain"), code(study, "calm")
    with study.reading() as connection:
        mark = references(connection, code_id=calm.id)[0].segment
    apply_code(study, Span(mark.interview_id, mark.start, mark.end), rain.id)
    told = " ".join(ask(study, "preview", ids=[rain.id], into=calm.id).preview)
    assert "2 quotes from 1 interview follow." in told
    assert "1 passage has both from the same person" in told
    assert "1 code under it will stand under “calm”: shoes." in told
    assert code(study, "rain").status == "active"


def test_several_codes_are_merged_at_once_and_taken_back_at_once(study: Study) -> None:
    create_code(study, "snow")
    rain, snow, calm = (code(study, name) for name in ("rain", "snow", "calm"))
    done = ask(study, "merge", ids=[rain.id, snow.id], into=calm.id, why="weather")
    assert done.open == calm.id and "1 quote followed" in done.told
    assert {code(study, one.id).status for one in (rain, snow)} == {"merged"}
    ask(study, "undo")
    assert {code(study, one.id).status for one in (rain, snow)} == {"active"}
    ask(study, "redo")
    assert code(study, rain.id).status == "merged"


def test_codes_under_others_that_move_come_along_and_stay_under_them(study: Study) -> None:
    rain, shoes, calm = (code(study, name) for name in ("rain", "shoes", "calm"))
    with study.reading() as connection:
        assert outermost([rain.id, shoes.id], reads.codes(connection)) == [rain.id]
    ask(study, "move", ids=[shoes.id, rain.id], under=calm.id)
    assert (code(study, "rain").parent_id, code(study, "shoes").parent_id) == (calm.id, rain.id)


def test_several_codes_that_are_moved_come_back_with_one_undo(study: Study) -> None:
    create_code(study, "snow")
    calm, snow, shoes = (code(study, name) for name in ("calm", "snow", "shoes"))
    ask(study, "move", ids=[calm.id, snow.id], under=shoes.id)
    assert {code(study, one.id).parent_id for one in (calm, snow)} == {shoes.id}
    ask(study, "undo", op_id="2")
    assert {code(study, one.id).parent_id for one in (calm, snow)} == {None}


def test_codes_are_made_retired_and_opened(study: Study) -> None:
    made = ask(study, "create", name="snow", under=code(study, "rain").id)
    assert made.open == code(study, "snow").id
    assert ask(study, "retire", ids=[made.open], why="").alarm
    ask(study, "retire", ids=[made.open], why="one quote only")
    assert code(study, "snow").status == "retired"


def test_several_codes_are_retired_for_one_reason_and_come_back_with_one_undo(study: Study) -> None:
    ids = [code(study, name).id for name in ("calm", "shoes")]
    assert ask(study, "retire", ids=ids, why="off the question").told == "Retired 2 codes."
    assert {code(study, one).status for one in ids} == {"retired"}
    study.undo("Ada")
    assert {code(study, one).status for one in ids} == {"active"}


def test_what_no_browser_of_ours_sends_is_refused(study: Study) -> None:
    assert "not known" in ask(study, "drop tables").told
    assert "as codes" in ask(study, "move", ids="all").told
    assert "as “name”" in ask(study, "rename", id=code(study, "calm").id, name=["x"]).told


def test_every_word_the_browser_uses_is_there() -> None:
    import re
    from importlib import resources

    folder = resources.files("qualkit.ui.tree.frontend")
    source = "".join((folder / name).read_text("utf-8") for name in ("tree.js", "rows.js", "panel.js"))
    used = set(re.findall(r"\bwords\.(\w+)", source))
    assert used - {"every", "length"} == set(WORDS)


def test_a_code_becomes_a_category_with_others_under_it(study: Study) -> None:
    calm, shoes = code(study, "calm"), code(study, "shoes")
    made = ask(study, "promote", ids=[calm.id, shoes.id], name="what one notices")
    category = code(study, "what one notices")
    assert made.open == category.id
    assert {code(study, one.id).parent_id for one in (calm, shoes)} == {category.id}
