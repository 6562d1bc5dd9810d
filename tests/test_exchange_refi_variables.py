"""Users and variables keep the identity that another program gave them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from refi_inputs import CODE, SOURCE, guid, packed, project_xml

from qualkit.exchange.actions import export_study, import_files
from qualkit.exchange.refi.variables import variables_of
from qualkit.interviews import describe_case
from qualkit.model import Attribute, Variable
from qualkit.study import Study, create_study

AGE, JOINED = guid(71).upper(), guid(72)
BRACED = "{" + guid(73).upper() + "}"


def project() -> bytes:
    """Two people called Bo (one in braces) code the same words; ages are whole numbers, days are days."""
    marks = "".join(
        f'<PlainTextSelection guid="{guid(10 + n)}" startPosition="0" endPosition="5" creatingUser="{user}">'
        f'<Coding guid="{guid(20 + n)}" creatingUser="{user}"><CodeRef targetGUID="{CODE}"/></Coding>'
        f"</PlainTextSelection>"
        for n, user in enumerate(("11111111-1111-4111-8111-111111111111", BRACED))
    )
    values = "".join(
        f'<VariableValue><VariableRef targetGUID="{one}"/><{kind}Value>{value}</{kind}Value></VariableValue>'
        for one, kind, value in ((AGE, "Integer", "44"), (JOINED, "Date", "2024-02-01"))
    )
    xml = project_xml(
        f'<Variables><Variable guid="{AGE}" name="age" typeOfVariable="Integer"/>'
        f'<Variable guid="{JOINED}" name="joined" typeOfVariable="Date"/></Variables>'
        f'<Cases><Case guid="{guid(30)}" name="Ann">{values}<SourceRef targetGUID="{SOURCE}"/></Case></Cases>'
        f'<Sources><TextSource guid="{SOURCE}" name="P1"><PlainTextContent>hello you</PlainTextContent>{marks}'
        f"</TextSource></Sources>"
    )
    return xml.replace("</Users>", f'<User guid="{BRACED}" name="Bo"/></Users>').encode()


@pytest.fixture
def study(tmp_path: Path) -> Study:
    (tmp_path / "in.qdpx").write_bytes(packed({"project.qde": project()}))
    study = create_study(tmp_path / "study", coder="Ada")
    assert import_files(study, [tmp_path / "in.qdpx"]).problems == ()
    return study


def exported(study: Study) -> etree._Element:
    path = export_study(study, "qdpx", study.folder / "exports" / "out.qdpx")[0][0]
    return etree.fromstring(zipfile.ZipFile(path).read("project.qde"))


def told(root: etree._Element, name: str, *values: str) -> list[tuple[str | None, ...]]:
    return [tuple(one.get(value) for value in values) for one in root.iter("{*}" + name)]


def test_two_people_of_one_name_stay_two(study: Study) -> None:
    root = exported(study)
    assert told(root, "User", "guid", "name") == [
        ("11111111-1111-4111-8111-111111111111", "Bo"),
        (BRACED, "Bo (2)"),
    ]
    assert sorted(told(root, "Coding", "creatingUser")) == [("11111111-1111-4111-8111-111111111111",), (BRACED,)]


def test_variables_keep_their_guid_letter_by_letter_and_their_kind(study: Study) -> None:
    root = exported(study)
    assert told(root, "Variable", "guid", "name", "typeOfVariable") == [
        (AGE, "age", "Integer"),
        (JOINED, "joined", "Date"),
    ]
    assert [one.text for one in root.iter("{*}IntegerValue")] == ["44"]


def test_a_value_that_is_no_number_any_more_makes_its_variable_a_text(study: Study) -> None:
    describe_case(study, "Ann", {"age": "about 40"})
    root = exported(study)
    assert ("age", "Text") in told(root, "Variable", "name", "typeOfVariable")
    assert "about 40" in [one.text for one in root.iter("{*}TextValue")]


def test_an_attribute_of_the_study_is_a_text() -> None:
    own = Attribute(id="a", case_id="c", name="role", value="nurse")
    assert variables_of([], [own])["role"].kind == "Text"
    assert variables_of([Variable(id="v", name="role", kind="Colour")], [own])["role"].kind == "Text"


def test_the_same_file_twice_changes_nothing(study: Study, tmp_path: Path) -> None:
    before = len(told(exported(study), "User", "guid"))
    again = import_files(study, [tmp_path / "in.qdpx"])
    assert (again.codings, again.cases, again.codes) == (0, 0, 0)
    assert len(told(exported(study), "User", "guid")) == before
