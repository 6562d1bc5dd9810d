from __future__ import annotations

import html
import io
import json
import zipfile
from pathlib import Path

import docx
import pytest

from qualkit.coding.codes import create_code, define_code
from qualkit.coding.segments import Span, apply_code, references, write_coding_memo
from qualkit.exchange.actions import export_study, import_files, prepare_export
from qualkit.exchange.registry import FORMATS
from qualkit.memos import write_memo
from qualkit.store import reads, transcripts
from qualkit.study import Study, create_study
from qualkit.text.quote_links import link_to
from qualkit.themes.actions import Naming
from qualkit.themes.making import create_theme
from qualkit.yaml_files import read_yaml


def exported(study: Study, name: str) -> str:
    return prepare_export(study, name).parts[0].body.decode()


def test_json_holds_all_tables_and_says_what_their_columns_mean(study: Study) -> None:
    body = json.loads(exported(study, "json"))
    assert list(body["tables"]) == [
        *("Codebook", "Codings", "Interviews", "Code x interview", "Themes", "Memos"),
        *("Sampling notes", "Dimensions", "Depth ratings"),
    ]
    codings = body["tables"]["Codings"]
    assert codings["columns"]["start"] == "first code point of the passage in the transcript, from 0"
    assert codings["rows"][0]["quote"] == "I hate the rain"
    assert all(row.keys() == codings["columns"].keys() for row in codings["rows"])


def test_markdown_holds_themes_with_quotes_and_shows_every_character_as_it_is(study: Study) -> None:
    create_theme(study, Naming("*Weather*", "what_keeps people in"), codes=["rain"])
    write_memo(study, "I walk # too")
    text = exported(study, "md")
    assert "### \\*Weather\\*\n\nwhat\\_keeps people in\n\n- **rain** (1)\n  - “I hate the rain” (P1)" in text
    assert "I walk \\# too" in text
    assert "| P1 |" in text


def test_the_yaml_codebook_changes_only_with_a_decision(study: Study) -> None:
    before = exported(study, "codebook-yaml")
    rain = next(code for code in read_yaml(before)["codes"] if code["name"] == "rain")
    assert rain["definition"] == "Weather as a reason not to walk"
    assert [code["name"] for code in rain["codes"]] == ["shoes"]
    assert exported(study, "codebook-yaml") == before
    define_code(study, "calm", definition="peace\nof mind")
    changed = set(exported(study, "codebook-yaml").splitlines()) - set(before.splitlines())
    assert changed == {"  definition: |-", "    peace", "    of mind"}


def test_the_appendix_shows_definitions_an_example_and_counts(study: Study) -> None:
    define_code(study, "rain", include="rain\x07 or snow", exclude="heat")
    document = docx.Document(io.BytesIO(prepare_export(study, "codebook-docx").parts[0].body))
    texts = [paragraph.text for paragraph in document.paragraphs]
    place = texts.index("rain")
    assert document.paragraphs[place].style.name == "Heading 2"
    assert texts[place + 1 : place + 6] == [
        "Definition: Weather as a reason not to walk",
        "Apply when: rain or snow",
        "Do not apply when: heat",
        "Example: “I hate the rain” (P1)",
        "Used: 1 reference in 1 interview",
    ]
    assert document.paragraphs[texts.index("shoes")].style.name == "Heading 3"


def test_coded_transcripts_show_the_codes_as_comments_on_their_words(study: Study) -> None:
    with study.reading() as connection:
        [first, _] = reads.interviews(connection)
        text = transcripts.texts(connection)[first.id]
    start = text.index("I hate the rain, but")
    wide = Span(first.id, start, text.index("In winter I buy") + 3)
    apply_code(study, wide, _code_id(study, "calm"), by="Bo", memo="long\x00 one")
    document = docx.Document(io.BytesIO(prepare_export(study, "coded-docx").parts[0].body))
    found = [(comment.author, comment.text) for comment in document.comments]
    assert ("Ada", "rain") in found and ("Bo", "calm\nlong one") in found
    assert len(found) == 4
    shown = [paragraph.text for paragraph in document.paragraphs]
    assert [line for line in text.splitlines() if line] == [line for line in shown[2:] if line][:4]
    ids = {comment.comment_id for comment in document.comments}
    starts = {int(e.get(f"{W}id")) for e in document.element.iter(f"{W}commentRangeStart")}
    assert starts == ids
    assert _words_of(document, next(c.comment_id for c in document.comments if c.text == "rain")) == "I hate the rain"


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _words_of(document, comment_id: int) -> str:
    """The text between a comment's beginning and end."""
    words, inside = "", False
    for element in document.element.iter():
        if element.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd") and element.get(f"{W}id") == str(comment_id):
            inside = element.tag.endswith("Start")
        if inside and element.tag == f"{W}t":
            words += element.text or ""
    return words


def _code_id(study: Study, name: str) -> str:
    with study.reading() as connection:
        return next(code.id for code in reads.codes(connection) if code.name == name)


def test_the_markdown_codebook_has_a_heading_for_each_code(study: Study) -> None:
    create_code(study, "a # b")
    headings = [line for line in exported(study, "codebook-md").splitlines() if line.startswith("#")]
    assert headings == ["# Codebook of Walking to work", "## a \\# b", "## calm", "## rain", "### shoes"]


@pytest.mark.parametrize("name", ["json", "md", "coded-docx", "codebook-docx", "codebook-yaml", "codebook-md"])
def test_texts_with_any_characters_can_be_written(study: Study, name: str) -> None:
    create_code(study, "\u202e🙂 | ` <b>\x0b", definition="x\x00y\r\n\ufffe")
    assert prepare_export(study, name).parts[0].body


@pytest.mark.parametrize("name", ["json", "xlsx", "md", "report", "study", "qdpx"])
def test_memos_and_the_reflexive_journal_are_in_every_export_that_can_hold_them(
    study: Study, tmp_path: Path, name: str
) -> None:
    with study.reading() as connection:
        quote = next(r.segment.id for r in references(connection) if r.text == "I hate the rain")
    write_memo(study, f"Weather again: {link_to(quote)}", date="2026-01-02")
    export_study(study, name, tmp_path / f"out{FORMATS[name].suffix}")
    said = text_in(tmp_path / f"out{FORMATS[name].suffix}")
    assert "Weather again" in said and "“I hate the rain” (" in said and link_to(quote) not in said


@pytest.mark.parametrize("name", ["json", "csv", "xlsx", "coded-docx", "qdpx"])
def test_a_quote_that_the_memo_on_a_coding_links_to_is_spelled_out_for_other_programs(
    study: Study, tmp_path: Path, name: str
) -> None:
    with study.reading() as connection:
        one, other = references(connection)[:2]
    write_coding_memo(study, one.coding.id, f"Beside {link_to(other.segment.id)}")
    export_study(study, name, tmp_path / f"out{FORMATS[name].suffix}")
    said = text_in(tmp_path / f"out{FORMATS[name].suffix}")
    assert f"Beside “{other.text}” ({other.interview.name})" in said and "[[quote:" not in said


def test_a_project_that_comes_back_has_its_links_to_quotes(study: Study, tmp_path: Path) -> None:
    with study.reading() as connection:
        one, other = references(connection)[:2]
    write_coding_memo(study, one.coding.id, f"Beside {link_to(other.segment.id)}")
    [[file], _] = export_study(study, "qdpx", tmp_path / "out.qdpx")
    back = create_study(tmp_path / "back", title="Back")
    import_files(back, [file])
    with back.reading() as connection:
        memos = [coding.memo for coding in reads.codings(connection) if coding.memo]
    assert memos == [f"Beside {link_to(other.segment.id)}"]
    back.close()


def text_in(path: Path) -> str:
    """All text of a file, or of the text files inside it."""
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        texts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".csv", ".qde"))]
    return html.unescape(b"\n".join(texts).decode())
