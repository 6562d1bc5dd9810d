"""A REFI-QDA project as the nouns of a study: what each element becomes, and what has no place here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from qualkit.exchange.bundle import Bundle, named_apart, parents_first
from qualkit.exchange.identity import derived_id, in_utc
from qualkit.exchange.nvivo import described
from qualkit.exchange.refi.codebook import NOT_CODABLE
from qualkit.exchange.refi.positions import STANDARD, MarkedText, converted, position_rule
from qualkit.exchange.refi.project import (
    CodingElement,
    Made,
    Project,
    SelectionElement,
    SourceElement,
    same,
)
from qualkit.model import Attribute, Case, Code, Coding, Grouping, Interview, Memo, Problem, Segment, TranscriptText
from qualkit.text.turns import from_labelled_text

UNNAMED = "unnamed"


@dataclass(slots=True)
class Translation:
    """A project on its way to nouns.

    Attributes
    ----------
    name, digest, by, at : str
        The file and its sha256; who imports and when, for what the file does not say.
    ids : dict
        Ids by noun and GUID (as `same` spells it), to resolve references.
    about : list of (str, str, str)
        Which note (by GUID) is about which noun, by name and id.
    """

    project: Project
    name: str
    digest: str
    by: str
    at: str
    bundle: Bundle = field(default_factory=Bundle)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    about: list[tuple[str, str, str]] = field(default_factory=list)
    marks: dict[tuple[str, int, int, str], int] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)

    @property
    def is_ours(self) -> bool:
        """Whether qualkit wrote the file."""
        return self.project.origin.startswith("qualkit ")

    def identified(self, noun: str, guid: str) -> str:
        """The id of a new noun: its GUID letter by letter, or a derived one where that is missing or taken."""
        key = (noun, same(guid))
        if not same(guid) or key in self.ids:
            return derived_id(self.digest, noun, guid, str(len(self.ids)))
        self.ids[key] = guid.strip()
        return guid.strip()

    def found(self, noun: str, guid: str) -> str | None:
        """The id of the noun that a reference names."""
        return self.ids.get((noun, same(guid)))

    def coder(self, made: Made, other: str = "") -> str:
        """Who made it, else the other, else who imports."""
        return self.project.users.get(made.user) or other or self.by

    def moment(self, made: Made) -> str:
        """When it was made, else when it is imported."""
        return in_utc(made.at) or self.at


def bundle_of(translation: Translation) -> Bundle:
    """All nouns of a project; `problems` tell what has no place in a study, `notes` what to look at."""
    t = translation
    _take_codes(t)
    _take_sources(t)
    _take_cases(t)
    _take_groupings(t)
    _take_memos(t)
    t.bundle.problems += _told(t)
    return t.bundle


# ---- codes ----


def _take_codes(t: Translation) -> None:
    codes = []
    for one in t.project.codes:
        code = Code(
            id=t.identified("code", one.guid),
            name=one.name or UNNAMED,
            parent_id=t.found("code", one.parent) if one.parent else None,
            color=one.color,
            kind="" if one.codable else NOT_CODABLE,
            created_by=t.by,
            created_at=t.at,
        )
        codes.append(described(code, one.description))
        t.about += [(note, "code", code.id) for note in one.notes]
    t.bundle.codes = parents_first(codes)


# ---- sources and passages ----


def _take_sources(t: Translation) -> None:
    sources = _with_text(t)
    names = named_apart([_name_of(source) for source in sources])
    texts = [_marked(source) for source in sources]
    rule = t.bundle.position_rule = STANDARD if t.is_ours else position_rule(texts)
    for source, name, marked in zip(sources, names, texts, strict=True):
        interview = Interview(id=t.identified("interview", source.guid), name=name, position=0)
        t.bundle.interviews.append(interview)
        t.bundle.texts[interview.id] = _transcript(source, converted(_sync_points(source), rule)[:, 0].tolist(), t)
        t.about += [(note, "interview", interview.id) for note in source.notes]
        for selection, (start, end) in zip(source.selections, converted(marked, rule).tolist(), strict=True):
            _take_selection(t, interview, selection, start, end, len(marked.text))
        if source.codings and marked.text:
            whole = SelectionElement(f"{source.guid} whole", "", 0, 0, source.made, codings=source.codings)
            _take_selection(t, interview, whole, 0, len(marked.text), len(marked.text))
            t.lost["codes of whole sources, kept as codes on their whole text"] += len(source.codings)


def _with_text(t: Translation) -> list[SourceElement]:
    """The sources whose text is there; a text that stands twice (once as a recording's transcript) is taken once."""
    kept: dict[str, SourceElement] = {}
    for source in t.project.sources:
        t.lost["passages of pictures, pages and sound"] += source.beyond
        first = kept.get(source.path) if source.path else None
        if source.text is None:
            _tell_missing(t, source)
        elif first is not None and not source.selections:
            first.sync += source.sync
            first.codings += source.codings
        else:
            kept[source.path or f"{source.guid} {len(kept)}"] = source
    return list(kept.values())


def _tell_missing(t: Translation, source: SourceElement) -> None:
    codings = len(source.codings) + sum(len(one.codings) for one in source.selections)
    kind = source.kind.removesuffix("Source").lower()
    told = f"the {kind} source has no text in the file; passages left out with it: {len(source.selections)}"
    told += f", codings: {codings}" if codings else ""
    where = f"{t.name}, {_name_of(source)}"
    t.bundle.problems.append(Problem(where, told, "Export the project again with its sources inside."))


def _name_of(source: SourceElement) -> str:
    bare = PurePosixPath(source.path.partition("://")[2] or source.path).stem
    return " ".join(source.name.split()) or bare or source.guid or UNNAMED


def _marked(source: SourceElement) -> MarkedText:
    passages = tuple((one.start, one.end, one.name) for one in source.selections)
    return MarkedText(source.text or "", source.has_bom, passages)


def _sync_points(source: SourceElement) -> MarkedText:
    return MarkedText(source.text or "", source.has_bom, tuple((place, place, "") for place, _ in source.sync))


def _transcript(source: SourceElement, places: list[int], t: Translation) -> TranscriptText:
    """The text as it is; a turn takes the time of the first point at which it meets the recording."""
    plain = from_labelled_text(source.text or "", source=t.name)
    times = sorted((place, ms) for place, (_, ms) in zip(places, source.sync, strict=True) if place >= 0 and ms >= 0)
    turns = [
        replace(turn, start_ms=next((ms for place, ms in times if turn.start <= place < turn.end), turn.start_ms))
        for turn in plain.turns
    ]
    return replace(plain, turns=tuple(turns))


def _take_selection(
    t: Translation, interview: Interview, selection: SelectionElement, start: int, end: int, length: int
) -> None:
    if not 0 <= start < end <= length:
        t.lost["empty passages" if 0 <= start == end else "passages that lie outside their text"] += 1
        return
    owner = t.coder(selection.made, next((t.coder(one.made) for one in selection.codings), ""))
    coders = [t.coder(one.made, owner) for one in selection.codings] or [owner]
    segments = {}
    for number, coder in enumerate(dict.fromkeys(coders)):
        guid = selection.guid if number == 0 else ""
        segments[coder] = _segment(t, interview, selection, (start, end, coder), guid)
    for one, coder in zip(selection.codings, coders, strict=False):
        _take_coding(t, one, segments[coder])


def _segment(
    t: Translation, interview: Interview, selection: SelectionElement, place: tuple[int, int, str], guid: str
) -> Segment:
    """The coder's mark on that stretch; programs that write one selection per coding have several for one mark."""
    start, end, coder = place
    known = t.marks.get((interview.id, *place))
    note = selection.description if guid else ""
    if known is None:
        segment_id = t.identified("segment", guid or derived_id(selection.guid, coder))
        segment = Segment(
            id=segment_id,
            interview_id=interview.id,
            start=start,
            end=end,
            coder=coder,
            note=note,
            created_at=t.moment(selection.made),
        )
        t.marks[interview.id, start, end, coder] = len(t.bundle.segments)
        t.bundle.segments.append(segment)
    else:
        segment = t.bundle.segments[known]
        if note and note not in segment.note:
            segment = t.bundle.segments[known] = replace(segment, note="\n\n".join(filter(None, (segment.note, note))))
    t.about += [(ref, "segment", segment.id) for ref in selection.notes if guid]
    return segment


def _take_coding(t: Translation, one: CodingElement, segment: Segment) -> None:
    code_id = t.found("code", one.code)
    if code_id is None:
        t.lost["codings with a code that the file does not have"] += 1
        return
    if ("coded", f"{segment.id} {code_id}") in t.ids:
        t.lost["codings that stood twice, taken once"] += 1
        return
    coding_id = t.identified("coding", one.guid)
    t.ids["coded", f"{segment.id} {code_id}"] = coding_id
    coding = Coding(
        id=coding_id,
        segment_id=segment.id,
        code_id=code_id,
        coder=segment.coder,
        created_at=in_utc(one.made.at) or segment.created_at,
    )
    t.bundle.codings.append(coding)
    t.about += [(note, "coding", coding_id) for note in one.notes]


# ---- cases ----


def _take_cases(t: Translation) -> None:
    taking_part: dict[str, list[str]] = {}
    for one in t.project.cases:
        case = Case(id=t.identified("case", one.guid), name=one.name or UNNAMED, note=one.description)
        t.bundle.cases.append(case)
        t.lost["codes and passages of cases"] += one.beyond
        _describe(t, case, one.values)
        for guid in one.sources:
            interview_id = t.found("interview", guid)
            if interview_id and case.id not in taking_part.setdefault(interview_id, []):
                taking_part[interview_id].append(case.id)
    for source in t.project.sources:
        interview_id = t.found("interview", source.guid)
        if source.values and interview_id:
            _describe_source(t, source, taking_part.setdefault(interview_id, []))
    t.bundle.interviews = [replace(one, case_ids=tuple(taking_part.get(one.id, ()))) for one in t.bundle.interviews]


def _describe(t: Translation, case: Case, values: dict[str, str]) -> None:
    known = {one.name for one in t.bundle.attributes if one.case_id == case.id}
    t.bundle.attributes += [
        Attribute(id=derived_id(case.id, name), case_id=case.id, name=name, value=value)
        for name, value in values.items()
        if name not in known
    ]


def _describe_source(t: Translation, source: SourceElement, case_ids: list[str]) -> None:
    """What is said of a source is said of its one case; a source without a case gets one of its name."""
    if not case_ids:
        case = Case(id=derived_id(source.guid, "case"), name=_name_of(source))
        t.bundle.cases.append(case)
        case_ids.append(case.id)
    if len(case_ids) == 1:
        _describe(t, next(case for case in t.bundle.cases if case.id == case_ids[0]), source.values)
    else:
        t.lost["values of sources with several cases"] += len(source.values)


# ---- sets and notes ----


def _take_groupings(t: Translation) -> None:
    for one in t.project.sets:
        code_ids = tuple(dict.fromkeys(i for guid in one.codes if (i := t.found("code", guid))))
        t.lost["sources and notes in sets"] += len(one.sources) + len(one.notes)
        if code_ids or not (one.sources or one.notes):
            grouping_id = t.identified("grouping", one.guid)
            t.bundle.groupings.append(
                Grouping(id=grouping_id, name=one.name or UNNAMED, source=t.name, code_ids=code_ids)
            )


def coding_note_id(coding_id: str) -> str:
    """The GUID of the note that holds a coding's memo."""
    return derived_id(coding_id, "memo")


def _take_memos(t: Translation) -> None:
    """Notes are memos on what refers to them; one that only a coding refers to is that coding's memo."""
    about: dict[str, list[tuple[str, str]]] = {}
    for guid, noun, noun_id in (*t.about, *((guid, "study", "") for guid in t.project.note_refs)):
        about.setdefault(same(guid), []).append((noun, noun_id))
    memos: dict[str, str] = {}
    for note in t.project.notes:
        t.lost["passages and codes in notes"] += len(note.selections) + len(note.codings)
        text = _memo_text(t, note)
        targets = about.get(same(note.guid), [])
        t.lost["further things that a note is about"] += max(0, len(targets) - 1)
        noun, noun_id = targets[0] if targets else ("study", "")
        if noun == "coding" and noun_id not in memos and _is_coding_memo(t, note, noun_id):
            memos[noun_id] = text
        elif text.strip():
            t.bundle.memos.append(_memo(t, note, noun, noun_id, text))
    t.bundle.codings = [replace(one, memo=memos.get(one.id, "")) for one in t.bundle.codings]


def _is_coding_memo(t: Translation, note: SourceElement, coding_id: str) -> bool:
    return not t.is_ours or same(note.guid) == coding_note_id(coding_id)


def _memo_text(t: Translation, note: SourceElement) -> str:
    """The note's text, in other programs' files with its title and description above it."""
    parts = [note.text or ""] if t.is_ours else [note.name, note.description, note.text or ""]
    return parts[0] if t.is_ours else "\n\n".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _memo(t: Translation, note: SourceElement, noun: str, noun_id: str, text: str) -> Memo:
    return Memo(
        id=t.identified("memo", note.guid),
        about=noun,
        about_id=noun_id or None,
        kind=note.name if t.is_ours and note.name else "theoretical",
        text=text,
        by=t.coder(note.made),
        at=t.moment(note.made),
    )


# ---- what has no place here ----


def _told(t: Translation) -> Iterable[Problem]:
    t.lost["links"] += t.project.links
    t.lost["graphs"] += t.project.graphs
    for what, count in t.lost.items():
        if count and what.endswith(("taken once", "on their whole text")):
            t.bundle.notes.append(Problem(t.name, f"{what}: {count}"))
        elif count:
            yield Problem(t.name, f"{what}: {count}", "They stay in the file; keep it.")
