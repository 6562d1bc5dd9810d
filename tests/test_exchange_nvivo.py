from __future__ import annotations

from qualkit.coding.codebook import entries
from qualkit.exchange.nvivo import COLUMNS, codebook_rows, description, hierarchical_name
from qualkit.model import Code

BARRIERS = Code(id="b", name="Barriers", definition="What stands in the way", created_by="Ada", created_at="2025-03-01")
PRIVACY = Code(id="p", name="Privacy", parent_id="b", include="being watched", exclude="noise", color="#0072b2")
CODES = [PRIVACY, BARRIERS, Code(id="c", name="Calm", status="draft"), Code(id="m", name="Gone", status="merged")]
COUNTS = {"p": {"i1": 2, "i2": 1}, "b": {"i1": 1}}


def rows(*, flat: bool = False) -> list[dict[str, object]]:
    modified = {"p": ("Bo", "2025-03-02")}
    table = codebook_rows(entries(CODES, COUNTS), modified=modified, version="v2", flat=flat)
    return [dict(zip(COLUMNS, row, strict=True)) for row in table]


def test_the_first_four_columns_are_nvivos() -> None:
    assert COLUMNS[:4] == ("Name", "Description", "Files", "References")


def test_children_are_indented_by_two_spaces_unless_flat() -> None:
    assert [row["Name"] for row in rows()] == ["Barriers", "  Privacy", "Calm"]
    assert [row["Name"] for row in rows(flat=True)] == ["Barriers", "Privacy", "Calm"]


def test_references_are_a_codes_own_and_the_aggregate_has_those_under_it() -> None:
    barriers, privacy, calm = rows()
    assert (barriers["Files"], barriers["References"], barriers["Aggregate References"]) == (1, 1, 4)
    assert (privacy["Files"], privacy["References"], privacy["Aggregate References"]) == (2, 3, 3)
    assert (calm["Files"], calm["References"]) == (0, 0)


def test_the_hierarchical_name_has_two_backslashes_after_the_folder_and_one_between_codes() -> None:
    assert [row["Hierarchical Name"] for row in rows()] == [
        r"Codes\\Barriers",
        r"Codes\\Barriers\Privacy",
        r"Codes\\Calm",
    ]
    assert hierarchical_name(["a", "b", "c"]) == r"Codes\\a\b\c"


def test_a_row_tells_place_state_and_who_changed_it() -> None:
    row = rows()[1]
    assert (row["Parent"], row["Level"], row["Status"]) == ("Barriers", 2, "active")
    assert (row["Modified By"], row["Modified On"], row["Code GUID"]) == ("Bo", "2025-03-02", "p")
    assert (row["Color"], row["Codebook Version"]) == ("#0072b2", "v2")


def test_one_field_holds_definition_and_rules() -> None:
    assert description(BARRIERS) == "What stands in the way"
    assert description(PRIVACY) == "Include: being watched\nExclude: noise"
