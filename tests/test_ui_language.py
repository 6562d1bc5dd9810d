"""The workspace in another language: one made here, in which every text of the catalogue stands in brackets."""

from __future__ import annotations

import ast
import gettext
import json
import re
import struct
from collections.abc import Iterator
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from qualkit.coding.codes import create_code
from qualkit.coding.segments import Span, apply_code
from qualkit.interviews import add_interview, describe_case
from qualkit.memos import write_memo
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text
from qualkit.themes.framework import add_framework
from qualkit.themes.making import create_theme
from qualkit.themes.review import Naming
from qualkit.ui import language
from qualkit.ui.browser_texts import in_language, texts_in

UI = REPOSITORY / "qualkit" / "ui"
TEMPLATE = language.LOCALE / "qualkit.pot"
PAGES = (
    "sufficiency",
    "themes",
    "map_page",
    "memos_page",
    "retrieval_page",
    "export",
    "framework_page",
    "codebook_page",
    "study_page",
    "familiarisation",
    "code_page",
    "transcript_page",
    "transcribe_page",
)
SHOWN = {"label", "body", "help", "placeholder", "options", "title", "text", "caption", "alt"}
MARKUP = re.compile(r"^/\S+$|:material/\w+:|:[a-z-]+\[|&\w+;|<[^>]*>")
WORD = re.compile(r"[A-Za-z]*[a-z]{2,}[A-Za-z]*")
SAID = "Δέσποινα: Πώς πάτε στη δουλειά;\n\nΕλένη: Με τα πόδια. Μισώ τη βροχή, αλλά ηρεμώ στον δρόμο.\n"


# ---- the catalogue ----


def entries(po: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Texts of a catalogue with their translations; what has a plural is two."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for block in re.split(r"\n\s*\n", po):
        lines = re.findall(r'^(msgid|msgid_plural|msgstr)(?:\[\d\])? ((?:"[^\n]*"\n?)+)', block, re.M)
        texts = [(name, "".join(map(ast.literal_eval, quoted.splitlines()))) for name, quoted in lines]
        ids = tuple(text for name, text in texts if name != "msgstr")
        if ids and ids != ("",):
            found[ids] = tuple(text for name, text in texts if name == "msgstr")
    return found


def written_in(path: Path) -> Iterator[tuple[str, ...]]:
    """Texts that a module gives to `_`, `marked` or `plural`, as `make strings` finds them."""
    spec = spec_from_file_location("extraction", REPOSITORY / ".ci" / "extraction.py")
    assert spec and spec.loader
    extraction = module_from_spec(spec)
    spec.loader.exec_module(extraction)
    with path.open("rb") as file:
        for _line, name, texts, _comments in extraction.extract(file, ("_", "marked", "plural"), [], {}):
            ids = texts[: 2 if name == "plural" else 1]
            if None not in ids:
                yield ids


def test_the_template_holds_every_text_of_the_pages_and_no_other() -> None:
    listed = {ids[0]: ids for ids in entries(TEMPLATE.read_text(encoding="utf-8"))}
    written: dict[str, tuple[str, ...]] = {}
    for path in UI.rglob("*.py"):
        for ids in written_in(path):
            written[ids[0]] = max(ids, written.get(ids[0], ()), key=len)
    for path in UI.rglob("*.js"):
        for ids in texts_in(path.read_text(encoding="utf-8")):
            written[ids[0]] = max(ids, written.get(ids[0], ()), key=len)
    assert listed == written, "run `make strings`"


def test_a_translation_fills_in_what_the_text_fills_in() -> None:
    for path in language.LOCALE.glob("*/LC_MESSAGES/*.po"):
        for ids, said in entries(path.read_text(encoding="utf-8")).items():
            for text in filter(None, said):
                assert braces(text) in (braces(ids[0]), braces(ids[-1])), f"{path.parent.parent.name}: {text}"


def test_what_is_shipped_is_what_the_translators_wrote() -> None:
    for path in language.LOCALE.glob("*/LC_MESSAGES/*.po"):
        with path.with_suffix(".mo").open("rb") as file:
            shipped = gettext.GNUTranslations(file)
        for ids, said in entries(path.read_text(encoding="utf-8")).items():
            one = shipped.ngettext(*ids, 1) if len(ids) > 1 else shipped.gettext(ids[0])
            assert one == (said[0] or ids[0]), "run `make strings`"


def test_a_language_that_a_browser_gets_is_whole() -> None:
    for code in language.WHOLE:
        catalogue = entries((language.LOCALE / code / "LC_MESSAGES" / "qualkit.po").read_text(encoding="utf-8"))
        assert all(all(said) for said in catalogue.values()), code


def braces(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)", text))


# ---- a language of brackets ----


def bracketed(text: str) -> str:
    return f"⟦{text}⟧"


def compiled(catalogue: dict[tuple[str, ...], tuple[str, ...]]) -> bytes:
    """A catalogue in the form that gettext reads (GNU gettext manual, "The Format of GNU MO Files")."""
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"
    texts = sorted([(b"", header.encode()), *((join(ids), join(said)) for ids, said in catalogue.items())])
    at = 28 + 16 * len(texts)
    tables: tuple[list[int], list[int]] = ([], [])
    for side, table in enumerate(tables):
        for pair in texts:
            table += [len(pair[side]), at]
            at += len(pair[side]) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(texts), 28, 28 + 8 * len(texts), 0, 0)
    numbers = struct.pack(f"<{4 * len(texts)}I", *tables[0], *tables[1])
    return head + numbers + b"".join(pair[side] + b"\0" for side in (0, 1) for pair in texts)


def join(texts: tuple[str, ...]) -> bytes:
    return "\0".join(texts).encode()


@pytest.fixture
def brackets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every text of the template in brackets, as the language xx."""
    ids = entries(TEMPLATE.read_text(encoding="utf-8"))
    folder = tmp_path / "locale" / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "qualkit.mo").write_bytes(compiled({one: tuple(map(bracketed, one)) for one in ids}))
    monkeypatch.setattr(language, "LOCALE", tmp_path / "locale")
    monkeypatch.setenv("QUALKIT_LANGUAGE", "xx")
    language._catalogue.cache_clear()
    yield
    language._catalogue.cache_clear()


def test_the_language_is_that_of_the_setting(brackets: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert language._("Kept.") == "⟦Kept.⟧"
    monkeypatch.setenv("QUALKIT_LANGUAGE", "xx-CH")
    assert language._("Kept.") == "⟦Kept.⟧"
    monkeypatch.setenv("QUALKIT_LANGUAGE", "../xx")
    assert language._("Kept.") == "Kept."


def test_a_page_speaks_the_browsers_language_where_nothing_is_set(
    brackets: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUALKIT_LANGUAGE")
    monkeypatch.setattr(language, "_of_browser", lambda: "xx-CH")
    assert language._("Kept.") == "Kept.", "a part of a translation is nobody's but who asked for it"
    monkeypatch.setattr(language, "WHOLE", frozenset({"xx"}))
    assert language._("Kept.") == "⟦Kept.⟧"
    monkeypatch.setattr(language, "_of_browser", lambda: "")
    assert language._("Kept.") == "Kept."


def test_nothing_is_said_of_nothing_and_what_people_wrote_is_not_filled_in(brackets: None) -> None:
    assert language._("") == ""
    assert language._("a {brace}") == "a {brace}"
    assert "{n}" in language._("Theme: {name}", name="{n}")


def test_a_component_brings_the_texts_that_its_language_has(brackets: None) -> None:
    js = 'const WORDS = { one: _("Thematic map"), many: plural("{n} code", "{n} codes", 2), no: _("not ours") };'
    source = in_language(js, "xx")
    spoken = json.loads(source.splitlines()[0].removeprefix("const SPOKEN = ").removesuffix(";"))
    assert spoken["Thematic map"] == "⟦Thematic map⟧" and spoken["not ours"] == "not ours"
    forms, which = spoken["{n} code"]
    assert [forms[which[n]] for n in (0, 1, 2)] == ["⟦{n} codes⟧", "⟦{n} code⟧", "⟦{n} codes⟧"]
    assert source.endswith(js) and in_language(js, "").startswith("const SPOKEN = {};")


# ---- the pages ----


@pytest.fixture
def greek(tmp_path: Path) -> Iterator[Study]:
    """A study without a Latin letter in it, so that every one on a page is the page's own."""
    made = create_study(tmp_path / "πόδια", title="Με τα πόδια", approach="codebook", coder="Δέσποινα")
    first = add_interview(made, "Ελένη", from_labelled_text(SAID), date="2025-03-01")
    second = add_interview(made, "Νίκος", from_labelled_text(SAID.replace("Ελένη", "Νίκος")), date="2025-03-08")
    rain, calm = create_code(made, "βροχή", definition="Ο καιρός"), create_code(made, "ηρεμία")
    for interview, quote, code in ((first, "Μισώ τη βροχή", rain), (second, "ηρεμώ", calm), (second, "βροχή", rain)):
        start = SAID.index(quote)
        apply_code(made, Span(interview.id, start, start + len(quote)), code.id)
    theme = create_theme(made, Naming("δρόμοι", "Ο δρόμος ηρεμεί"), [calm.id])
    create_theme(made, Naming("καιρός"), [rain.id])
    write_memo(made, "Γιατί η βροχή;", about="theme", about_id=theme.id)
    add_framework(made, "πλαίσιο", [("σώμα", "ό,τι πονά"), ("ψυχή", "")])
    describe_case(made, "Ελένη", {"ηλικία": "40"})
    yield made
    made.close()


def script(module: str) -> None:
    from importlib import import_module

    import_module(f"qualkit.ui.{module}").page()


def shown(node: Any) -> Iterator[str]:
    """Every text of a page: labels, headings, captions, help, options."""
    proto = getattr(node, "proto", None)
    if isinstance(proto, Message):
        yield from fields(proto)
    for child in getattr(node, "children", {}).values():
        yield from shown(child)


def fields(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        several = value if field.is_repeated else [value]
        for one in several:
            if isinstance(one, Message):
                yield from fields(one)
            elif isinstance(one, str) and field.name in SHOWN:
                yield one
            elif isinstance(one, str) and field.name == "columns":
                yield from (column["label"] for column in json.loads(one).values() if column.get("label"))


@cache
def said_by_stages() -> tuple[str, ...]:
    """What the stages say, in reports and errors, in English as yet: literals of modules outside ui, longest first.

    In small letters, as a page may begin a line with what stands inside a stage's sentence.
    """
    modules = (path for path in UI.parent.rglob("*.py") if UI not in path.parents)
    trees = (ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in modules)
    values = (node.value for tree in trees for node in tree if isinstance(node, ast.Constant))
    texts = {one.casefold() for one in values if isinstance(one, str) and WORD.search(one)}
    return tuple(sorted(texts, key=len, reverse=True))


def of_a_stage(text: str) -> bool:
    """Whether a text is put together of literals of the stages and of what is no Latin word."""
    left = text.casefold()
    for said in said_by_stages():
        if said in left:
            left = left.replace(said, "·")
            if not WORD.search(left):
                return True
    return False


def in_english(text: str) -> str:
    """What is left of a shown text once the catalogue's texts are taken out of it."""
    left = MARKUP.sub(" ", text.replace("\\", "").replace(":small[]", ""))
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", left)) != left:
        left = shorter
    return left if WORD.search(left) and not of_a_stage(left.strip()) else ""


def navigation() -> None:
    import streamlit as st

    from qualkit.ui import frame, main

    listed = main.sections(frame.current_study())
    st.session_state["titles"] = [*listed, *(page.title for pages in listed.values() for page in pages)]


def test_headings_and_titles_of_pages_and_what_stands_around_them_are_in_the_catalogue(
    greek: Study, brackets: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALKIT_STUDY", str(greek.folder))
    titles = AppTest.from_function(navigation, default_timeout=60).run().session_state["titles"]
    assert len(titles) > len(PAGES) and not [title for title in titles if in_english(title)]
    test = AppTest.from_file(str(UI / "workspace.py"), default_timeout=60).run()
    assert not test.exception
    assert not [text for text in (*shown(test.main), *shown(test.sidebar)) if in_english(text)]


@pytest.mark.parametrize("module", PAGES)
def test_every_text_of_a_page_is_in_the_catalogue(
    module: str, greek: Study, brackets: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALKIT_STUDY", str(greek.folder))
    test = AppTest.from_function(script, args=(module,), default_timeout=60).run()
    assert not test.exception
    texts = [*shown(test.main), *shown(test.sidebar)]
    assert any("⟦" in text for text in texts)
    assert not [text for text in texts if in_english(text)]
