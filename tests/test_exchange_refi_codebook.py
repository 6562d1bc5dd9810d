from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qualkit.coding.codebook import entries
from qualkit.errors import BadAct
from qualkit.exchange.refi.codebook import ThemeSet, codebook_qdc, theme_text
from qualkit.model import Code, Theme

N = "{urn:QDA-XML:codebook:1.0}"


@st.composite
def codebooks(draw: st.DrawFn) -> list[Code]:
    """Trees of codes with names and definitions of any characters."""
    texts = st.text(max_size=12)
    codes: list[Code] = []
    for _ in range(draw(st.integers(1, 8))):
        parent = draw(st.sampled_from([None, *codes]))
        color = draw(st.sampled_from(["", "#0072b2", "#abc", "red"]))
        made = Code(
            id=str(uuid4()),
            name=draw(texts),
            parent_id=parent.id if parent else None,
            definition=draw(texts),
            color=color,
        )
        codes.append(made)
    return codes


def tree(element: etree._Element) -> list[tuple[str | None, list[object]]]:
    return [(code.get("guid"), tree(code)) for code in element.findall(f"{N}Code")]


def expected(codes: list[Code], parent: str | None) -> list[tuple[str, list[object]]]:
    children = sorted((c for c in codes if c.parent_id == parent), key=lambda c: (c.name.casefold(), c.id))
    return [(code.id, expected(codes, code.id)) for code in children]  # type: ignore[misc]


@given(codebooks())
def test_the_tree_and_its_guids_are_kept(codes: list[Code]) -> None:
    body, _ = codebook_qdc(entries(codes, {}))
    root = etree.fromstring(body)
    assert tree(root.find(f"{N}Codes")) == expected(codes, None)


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(shared / "interchange" / "REFI-QDA-Codebook-mrt2019.xsd"))


@given(codebooks(), st.text(max_size=10))
def test_every_codebook_is_valid_by_the_schema(schema: etree.XMLSchema, codes: list[Code], name: str) -> None:
    theme = Theme(id=str(uuid4()), name=name, concept=name)
    body, _ = codebook_qdc(entries(codes, {}), [ThemeSet(theme, (codes[0].id, str(uuid4())))])
    schema.assertValid(etree.fromstring(body))


def test_names_definitions_and_colours_are_kept() -> None:
    code = Code(id=str(uuid4()), name="a < b & “c” 🙂", definition="x\ny", include="when", color="#0072b2")
    element = etree.fromstring(codebook_qdc(entries([code], {}))[0]).find(f".//{N}Code")
    assert (element.get("name"), element.get("color"), element.get("isCodable")) == (code.name, "#0072b2", "true")
    assert element.findtext(f"{N}Description") == "x\ny\nInclude: when"


def test_themes_are_sets_of_codes_and_what_is_lost_is_told() -> None:
    codes = [Code(id=str(uuid4()), name="a"), Code(id=str(uuid4()), name="b\x07")]
    theme = Theme(id=str(uuid4()), name="T", concept="the idea", parent_id=str(uuid4()))
    body, told = codebook_qdc(entries(codes, {}), [ThemeSet(theme, tuple(c.id for c in codes))])
    found = etree.fromstring(body).find(f"{N}Sets/{N}Set")
    assert (found.get("name"), found.findtext(f"{N}Description")) == ("T", "the idea")
    assert [m.get("guid") for m in found.findall(f"{N}MemberCode")] == [c.id for c in codes]
    assert ["control characters" in told[0].what, "nests no sets" in told[1].what] == [True, True]


def test_a_theme_takes_what_it_is_not_and_its_story_along() -> None:
    theme = Theme(id="t", name="Debt", concept="Asking owes.", exclude="Fear", story="They pay.")
    assert theme_text(theme) == "Asking owes.\nWhat it is not: Fear\nThey pay."


def test_an_empty_codebook_is_refused_with_the_reason() -> None:
    with pytest.raises(BadAct, match="REFI-QDA allows no codebook without one"):
        codebook_qdc([])


def test_an_id_of_another_shape_gets_a_guid_that_is_always_the_same(schema: etree.XMLSchema) -> None:
    bodies = {codebook_qdc(entries([Code(id="from elsewhere", name="a")], {}))[0] for _ in range(2)}
    assert len(bodies) == 1
    schema.assertValid(etree.fromstring(bodies.pop()))
