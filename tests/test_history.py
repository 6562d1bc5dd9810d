from __future__ import annotations

from dataclasses import asdict
from typing import Any

from qualkit.history import became, diff, restoration
from qualkit.model import Change, Code, Coding, Delta, Draft


def rows(*codes: Code, references: int = 0) -> list[dict[str, Any]]:
    return [{**asdict(code), "references": references} for code in codes]


rain, wet = Code(id="1", name="rain"), Code(id="2", name="wet")
snow, calm = Code(id="3", name="snow"), Code(id="4", name="calm")


def test_nothing_changed_is_an_empty_diff() -> None:
    found = diff(rows(rain, wet), rows(rain, wet))
    assert not any(getattr(found, name) for name in found.__slots__)


def test_a_code_is_the_same_by_its_id_whatever_it_is_called() -> None:
    found = diff(rows(rain), rows(Code(id="1", name="drizzle", definition="fine rain", parent_id="9")))
    assert [(was["name"], now["name"]) for was, now in found.renamed] == [("rain", "drizzle")]
    assert len(found.redefined) == len(found.moved) == 1 and not found.added and not found.removed


def test_added_retired_restored_and_removed_are_told_apart() -> None:
    retired = Code(id="1", name="rain", status="retired")
    assert [row["name"] for row in diff(rows(rain), rows(rain, wet)).added] == ["wet"]
    assert [row["name"] for row in diff(rows(rain), rows(retired)).retired] == ["rain"]
    assert [row["name"] for row in diff(rows(retired), rows(rain)).restored] == ["rain"]
    assert [row["name"] for row in diff(rows(rain, wet), rows(wet)).removed] == ["rain"]


def test_merges_are_followed_to_the_end_and_count_the_codings_that_came_along() -> None:
    after = rows(
        Code(id="1", name="rain", status="merged", merged_into="2"),
        Code(id="2", name="wet", status="merged", merged_into="3"),
        snow,
    )
    found = diff(rows(rain, wet, snow, references=4), after)
    assert len(found.merged) == 1
    merge = found.merged[0]
    assert ({row["name"] for row in merge.sources}, merge.into["name"], merge.codings) == ({"rain", "wet"}, "snow", 8)


def test_a_ring_of_merges_in_damaged_data_ends() -> None:
    ring = rows(
        Code(id="1", name="a", status="merged", merged_into="2"),
        Code(id="2", name="b", status="merged", merged_into="1"),
    )
    assert became("1", {row["id"]: row for row in ring}) in ("1", "2")


def test_a_split_names_the_code_and_its_parts() -> None:
    part = Code(id="9", name="soaked", split_from="1")
    found = diff(rows(rain), rows(rain, part))
    assert [(split.source["name"], [row["name"] for row in split.into]) for split in found.split] == [
        ("rain", ["soaked"])
    ]


def merged(moved: tuple[str, ...]) -> Change:
    deltas = (Delta("coding", moved, {"code_id": "1"}, {"code_id": "2"}),)
    draft = Draft(kind="merge_code", subject="1", target="2", deltas=deltas, summary="merged")
    return Change(id="c", act_id="a", by="Ada", at="2025", draft=draft)


def test_restoring_sends_codings_back_that_followed_a_merge_and_lists_those_without_a_home() -> None:
    now = rows(Code(id="1", name="rain", status="merged", merged_into="2"), wet, calm)
    codings = [
        Coding(id=i, segment_id="s", code_id=code, coder="Ada") for i, code in (("m", "2"), ("own", "2"), ("new", "4"))
    ]
    plan = restoration(rows(rain, wet), now, codings, [merged(("m", "gone"))])
    by_id = {(d.noun, d.ids): d.after for d in plan.deltas}
    assert by_id["code", ("1",)] == {"status": "active", "merged_into": None}
    assert by_id["code", ("4",)] == {"status": "retired", "reason": "not in the restored version"}
    assert by_id["coding", ("m",)] == {"code_id": "1"}
    assert plan.unmapped == ("new",)


def test_a_coding_that_a_person_recoded_stays_where_they_put_it() -> None:
    deltas = (Delta("coding", ("m",), {"code_id": "1"}, {"code_id": "2"}),)
    draft = Draft(kind="recode_coding", subject="m", deltas=deltas, summary="recoded")
    change = Change(id="c", act_id="a", by="Ada", at="2025", draft=draft)
    codings = [Coding(id="m", segment_id="s", code_id="2", coder="Ada")]
    assert restoration(rows(rain, wet), rows(rain, wet), codings, [change]).deltas == ()


def test_a_code_whose_making_was_undone_comes_back_whole() -> None:
    plan = restoration(rows(rain), [], [], [])
    assert plan.deltas[0].before is None and (plan.deltas[0].after or {})["name"] == "rain"
