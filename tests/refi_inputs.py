"""REFI-QDA projects made by hand, as the programs write them, and generated studies for round trips."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from uuid import UUID
from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st

from qualkit.exchange.bundle import Bundle
from qualkit.model import (
    Attribute,
    Case,
    Code,
    Coder,
    CodeSet,
    Coding,
    Grouping,
    Interview,
    Memo,
    Recording,
    Segment,
    Theme,
    ThemeCode,
    ThemeQuote,
    TimedWord,
    TranscriptText,
    Turn,
    Variable,
)

USER = "11111111-1111-4111-8111-111111111111"
CODE = "22222222-2222-4222-8222-222222222222"
SOURCE = "33333333-3333-4333-8333-333333333333"


def guid(number: int) -> str:
    return str(UUID(int=number))


def packed(files: Mapping[str, bytes | str]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return body.getvalue()


def project_xml(inner: str, *, origin: str = "NVivo 12") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="{origin}">'
        f'<Users><User guid="{USER}" name="Bo"/></Users>'
        f'<CodeBook><Codes><Code guid="{CODE}" name="noise" isCodable="true"/></Codes></CodeBook>{inner}</Project>'
    )


def one_source(spans: Sequence[tuple[int, int]], *, names: Sequence[str] = ()) -> str:
    """A project with one source, every span coded "noise" by Bo."""
    marks = "".join(
        f'<PlainTextSelection guid="{guid(1000 + n)}" name={quoteattr(names[n] if names else "")} '
        f'startPosition="{start}" endPosition="{end}" creatingUser="{USER}"><Coding guid="{guid(5000 + n)}" '
        f'creatingUser="{USER}" creationDateTime="2024-02-01T10:00:00Z"><CodeRef targetGUID="{CODE}"/></Coding>'
        f"</PlainTextSelection>"
        for n, (start, end) in enumerate(spans)
    )
    return project_xml(
        f'<Sources><TextSource guid="{SOURCE}" name="P1" plainTextPath="internal://{SOURCE}.txt">{marks}'
        f"</TextSource></Sources>"
    )


# ---- generated studies ----

LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORDS = st.text(st.sampled_from("ab é🙂漢ש\u0301\r\n\ufeff:") | st.characters(exclude_categories=["Cs"]), max_size=60)
NAMES = LETTERS.map(lambda text: text.strip() or "x")
TIMES = st.datetimes().map(lambda at: at.isoformat(timespec="milliseconds") + "Z")
CODERS = st.sampled_from(["Ada", "Bo", "Zoë 🙂", "a < b"])


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """A whole study as nouns: any characters, every noun, everything that the standard cannot hold."""
    ids = iter(draw(st.lists(st.uuids(version=4).map(str), min_size=60, max_size=60, unique=True)))
    bundle = Bundle()
    _people(draw, ids, bundle)
    _codes(draw, ids, bundle)
    for segment_number in range(draw(st.integers(0, 4))):
        _passage(draw, ids, bundle, segment_number)
    _memos_and_themes(draw, ids, bundle)
    _further(draw, ids, bundle)
    return bundle


def _further(draw, ids, bundle) -> None:
    """What rests on codes, passages and themes and is qualkit's own."""
    code = draw(st.sampled_from(bundle.codes))
    kept = CodeSet(id=next(ids), name=draw(NAMES), code_ids=(code.id,))
    bundle.further["code_set"] = [kept]
    if bundle.themes and bundle.segments:
        theme, mark = draw(st.sampled_from(bundle.themes)), draw(st.sampled_from(bundle.segments))
        bundle.further["theme_quote"] = [ThemeQuote(id=next(ids), theme_id=theme.id, segment_id=mark.id, position=1)]


def _people(draw, ids, bundle) -> None:
    for n in range(draw(st.integers(0, 2))):
        case = Case(id=next(ids), name=f"{draw(NAMES)} {n}", note=draw(LETTERS))
        bundle.cases.append(case)
        names = draw(st.lists(NAMES, max_size=2, unique=True))
        bundle.attributes += [Attribute(id=next(ids), case_id=case.id, name=a, value=draw(LETTERS)) for a in names]
    for name in draw(st.lists(CODERS, max_size=2, unique=True)):
        bundle.coders.append(Coder(id=next(ids), name=name))
    for name in dict.fromkeys(one.name for one in bundle.attributes):
        bundle.variables.append(Variable(id=next(ids), name=name, kind=draw(st.sampled_from(["Text", "Integer"]))))
    for n in range(draw(st.integers(1, 3))):
        text = draw(WORDS)
        case_ids = tuple(draw(st.permutations([case.id for case in bundle.cases])))
        date = draw(st.sampled_from([None, "2025-03-01"]))
        one = Interview(id=next(ids), name=f"{draw(NAMES)} {n}", position=n + 1, date=date, case_ids=case_ids)
        bundle.interviews.append(one)
        turns = (Turn(0, 0, len(text), draw(LETTERS), draw(st.sampled_from([None, 700]))),)
        words = (TimedWord(0, len(text), 1, 2, draw(st.sampled_from([None, 0.5]))),)
        bundle.texts[one.id] = TranscriptText(text, turns, words, draw(LETTERS))
        ending = draw(st.sampled_from(["", ".m4a", ".MP4"]))
        if ending:
            bundle.media[one.id] = draw(st.binary(max_size=9))
            about = {"file": f"{n}{ending}", "sha256": "s", "duration_ms": draw(st.sampled_from([None, 7]))}
            bundle.recordings.append(Recording(id=next(ids), interview_id=one.id, **about))


def _codes(draw, ids, bundle) -> None:
    for _ in range(draw(st.integers(1, 5))):
        parent = draw(st.sampled_from([None, *bundle.codes]))
        code = Code(
            id=next(ids),
            name=draw(NAMES),
            parent_id=parent.id if parent else None,
            definition=draw(WORDS),
            include=draw(LETTERS),
            exclude=draw(LETTERS),
            example=draw(LETTERS),
            color=draw(st.sampled_from(["", "#0072b2", "red"])),
            kind=draw(st.sampled_from(["", "process", "not codable"])),
            status=draw(st.sampled_from(["active", "active", "draft", "retired"])),
            created_by=draw(CODERS),
            created_at=draw(TIMES),
        )
        bundle.codes.append(code)


def _passage(draw, ids, bundle, number: int) -> None:
    interview = draw(st.sampled_from(bundle.interviews))
    length = len(bundle.texts[interview.id].text)
    if length <= number:
        return
    coder, at = draw(CODERS), draw(TIMES)
    segment = Segment(
        id=next(ids),
        interview_id=interview.id,
        start=number,
        end=draw(st.integers(number + 1, length)),
        coder=coder,
        note=draw(LETTERS),
        created_at=at,
        was=draw(st.sampled_from([None, (1, 0, 5)])),
    )
    bundle.segments.append(segment)
    for code in draw(st.lists(st.sampled_from(bundle.codes), max_size=3, unique=True)):
        memo = draw(LETTERS)
        bundle.codings.append(
            Coding(id=next(ids), segment_id=segment.id, code_id=code.id, coder=coder, memo=memo, created_at=at)
        )


def _memos_and_themes(draw, ids, bundle) -> None:
    nouns = {
        "code": bundle.codes,
        "interview": bundle.interviews,
        "segment": bundle.segments,
        "coding": bundle.codings,
        "case": bundle.cases,
    }
    subjects = [("study", None), *((about, one.id) for about, found in nouns.items() for one in found)]
    for about, about_id in draw(st.lists(st.sampled_from(subjects), max_size=3)):
        kind = draw(st.sampled_from(["reflexive", "field note"]))
        text, by, at = draw(NAMES), draw(CODERS), draw(TIMES)
        bundle.memos.append(Memo(id=next(ids), about=about, about_id=about_id, kind=kind, text=text, by=by, at=at))
    for n in range(draw(st.integers(0, 2))):
        above = bundle.themes[0].id if bundle.themes else None
        theme = Theme(id=next(ids), name=draw(NAMES), parent_id=above, concept=draw(LETTERS), position=n)
        bundle.themes.append(theme)
        codes = draw(st.lists(st.sampled_from(bundle.codes), max_size=2, unique=True))
        bundle.theme_codes += [ThemeCode(id=next(ids), theme_id=theme.id, code_id=code.id) for code in codes]
    code_ids = tuple(code.id for code in draw(st.lists(st.sampled_from(bundle.codes), max_size=2, unique=True)))
    bundle.groupings.append(Grouping(id=next(ids), name=draw(NAMES), source="t.csv", code_ids=code_ids))
