from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from refi_inputs import bundles, packed

from qualkit.coding.code_sets import create_code_set
from qualkit.coding.codebook import entries
from qualkit.errors import BadAct
from qualkit.exchange.actions import export_study, import_files
from qualkit.exchange.bundle import Bundle
from qualkit.exchange.holdings import Holdings
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.refi.bundles import read_refi
from qualkit.exchange.refi.qdpx import qdpx_bytes
from qualkit.exchange.refi.side import NOUNS
from qualkit.interviews import describe_case, edit_interview
from qualkit.memos import write_memo
from qualkit.study import Study, create_study
from qualkit.themes.actions import Naming
from qualkit.themes.making import create_theme

KEPT_BY_THE_STANDARD = {
    "cases": ("name", "note"),
    "interviews": ("name",),
    "segments": ("interview_id", "start", "end", "coder", "note", "created_at"),
    "codings": ("segment_id", "code_id", "coder", "created_at", "memo"),
}


def written(bundle: Bundle) -> bytes:
    return qdpx_bytes("t", "qualkit 0", bundle, entries(bundle.codes, {}))[0]


def read(body: bytes) -> Bundle:
    return read_refi(Incoming("project.qdpx", body), by="Cy", at="2026-01-01T00:00:00.000Z")


def nouns(bundle: Bundle) -> dict[str, dict[str, object]]:
    return {name: {one.id: one for one in getattr(bundle, name)} for name in NOUNS}


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(shared / "interchange" / "REFI-QDA-Project-mrt2019.xsd"))


def document(body: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(BytesIO(body)).read("project.qde"))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bundles())
def test_a_study_comes_back_identical_in_every_noun_and_text(bundle: Bundle) -> None:
    back = read(written(bundle))
    assert back.problems == []
    assert nouns(back) == nouns(bundle)
    assert {noun: rows for noun, rows in back.further.items() if rows} == bundle.further
    assert back.texts == bundle.texts


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bundles())
def test_every_project_is_valid_by_the_schema(schema: etree.XMLSchema, bundle: Bundle) -> None:
    schema.assertValid(document(written(bundle)))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(bundles())
def test_without_the_side_file_all_that_the_standard_holds_comes_back(bundle: Bundle) -> None:
    with zipfile.ZipFile(BytesIO(written(bundle))) as archive:
        plain = packed({name: archive.read(name) for name in archive.namelist() if name != "qualkit.json"})
    back, meant = nouns(read(plain)), nouns(legal(bundle))
    in_use = {code.id for code in bundle.codes if code.status in ("active", "draft")}
    meant["codings"] = {i: c for i, c in meant["codings"].items() if c.code_id in in_use}
    for name, kept in KEPT_BY_THE_STANDARD.items():
        assert parts(back[name], kept) == parts(meant[name], kept)
    assert {i: text.text for i, text in read(plain).texts.items()} == {i: t.text for i, t in bundle.texts.items()}


def parts(things: dict[str, object], names: tuple[str, ...]) -> dict[str, list[object]]:
    return {i: [getattr(one, name) for name in names] for i, one in things.items()}


def legal(bundle: Bundle) -> Bundle:
    """The bundle as XML spells it: without control characters, and names of sources without doubled spaces."""
    from qualkit.text.legal import legal as spelled

    def without(thing):
        texts = {f.name: spelled(v) for f in fields(thing) if isinstance(v := getattr(thing, f.name), str)}
        return replace(thing, **texts)

    cleaned = Bundle(texts=bundle.texts)
    for name in NOUNS:
        setattr(cleaned, name, [without(one) for one in getattr(bundle, name)])
    cleaned.interviews = [replace(one, name=" ".join(one.name.split())) for one in cleaned.interviews]
    return cleaned


def test_the_same_study_gives_the_same_bytes(study: Study, tmp_path: Path) -> None:
    files = [export_study(study, "qdpx", tmp_path / f"{n}.qdpx")[0][0] for n in (1, 2)]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_real_study_goes_out_and_comes_into_another_identical(study: Study, tmp_path: Path) -> None:
    edit_interview(study, "P1", cases=("Walker", "Runner"))
    describe_case(study, "Walker", {"age": "44"})
    write_memo(study, "I walk too.\n\nOften.")
    with study.reading() as connection:
        codes = [code.name for code in Holdings(connection).codes.values()]
    create_theme(study, Naming("Weather"), codes=codes[:2])
    create_code_set(study, "To discuss", codes[:1])
    [file], notes = export_study(study, "qdpx", tmp_path / "out.qdpx")
    assert "saved versions and the history stay" in notes[-1].what
    other = create_study(tmp_path / "other", coder="Cy")
    assert not import_files(other, [file]).problems
    with study.reading() as first, other.reading() as second:
        assert nouns(Holdings(first).bundle) == nouns(Holdings(second).bundle)
        assert Holdings(first).bundle.texts == Holdings(second).bundle.texts
        assert Holdings(first).bundle.further == Holdings(second).bundle.further != {}
    assert other.check() == []


def test_an_export_names_no_folder_of_this_computer(study: Study, tmp_path: Path) -> None:
    [file], _ = export_study(study, "qdpx", tmp_path / "out.qdpx")
    with zipfile.ZipFile(file) as archive:
        assert not any(str(tmp_path).encode() in archive.read(name) for name in archive.namelist())


def test_an_empty_study_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(BadAct, match="no codes"):
        export_study(create_study(tmp_path / "s", coder="Ada"), "qdpx", tmp_path / "out.qdpx")


def elements(body: bytes) -> Counter[str]:
    return Counter(etree.QName(element).localname for element in document(body).iter())


@pytest.mark.parametrize("name", ["nvivo15-mac", "qc-1.3.2-demo"])
def test_real_projects_go_out_again_with_the_same_elements_and_guids(
    shared: Path, tmp_path: Path, schema: etree.XMLSchema, name: str
) -> None:
    source = shared / "interchange" / f"{name}.qdpx"
    study = create_study(tmp_path / "s", coder="Ada")
    import_files(study, [source])
    body = export_study(study, "qdpx", tmp_path / "out.qdpx")[0][0].read_bytes()
    schema.assertValid(document(body))
    assert elements(body) == elements(source.read_bytes())
    assert guids(source.read_bytes()) == guids(body)


def guids(body: bytes) -> Counter[str | None]:
    return Counter(e.get("guid") for e in document(body).iter() if e.get("guid"))
