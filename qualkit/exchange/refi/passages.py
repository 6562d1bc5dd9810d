"""Sources, their passages and codings, as interviews, marks and codings."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import PurePosixPath

from qualkit.exchange.bundle import named_apart
from qualkit.exchange.identity import derived_id, in_utc
from qualkit.exchange.refi.positions import STANDARD, MarkedText, converted, position_rule
from qualkit.exchange.refi.project import CodingElement, SelectionElement, SourceElement
from qualkit.exchange.refi.translation import UNNAMED, Translation
from qualkit.model import Coding, Interview, Problem, Recording, Segment, TranscriptText
from qualkit.text.quotes import SearchableText
from qualkit.text.turns import from_labelled_text


def take_sources(t: Translation) -> None:
    """Every source with a text becomes an interview, after it was judged how the file counts positions."""
    sources = _with_text(t)
    names = named_apart([name_of(source) for source in sources])
    texts = [_marked(source) for source in sources]
    rule = t.bundle.position_rule = STANDARD if t.is_ours else position_rule(texts)
    for source, name, marked in zip(sources, names, texts, strict=True):
        interview = Interview(id=t.identified("interview", source.guid), name=name, position=0)
        t.bundle.interviews.append(interview)
        t.bundle.texts[interview.id] = _transcript(source, converted(_sync_points(source), rule)[:, 0].tolist(), t)
        t.about += [(note, "interview", interview.id) for note in source.notes]
        _take_recording(t, interview, source)
        for selection, (start, end) in zip(source.selections, converted(marked, rule).tolist(), strict=True):
            _take_selection(t, interview, selection, start, end, len(marked.text))
        _take_quoted(t, interview, source)
        if source.codings and marked.text:
            whole = SelectionElement(f"{source.guid} whole", "", 0, 0, source.made, codings=source.codings)
            _take_selection(t, interview, whole, 0, len(marked.text), len(marked.text))
            t.lost["codes of whole sources, kept as codes on their whole text"] += len(source.codings)


def _take_recording(t: Translation, interview: Interview, source: SourceElement) -> None:
    """The recording that lies in the archive; of one that lies elsewhere only its transcript comes in."""
    if source.body is not None:
        file = interview.name + PurePosixPath(source.media).suffix.lower()
        digest = sha256(source.body).hexdigest()
        recording_id = derived_id(interview.id, "recording")
        t.bundle.recordings.append(Recording(id=recording_id, interview_id=interview.id, file=file, sha256=digest))
        t.bundle.media[interview.id] = source.body
    elif source.media:
        t.lost["recordings that are not in the file"] += 1


def _take_quoted(t: Translation, interview: Interview, source: SourceElement) -> None:
    """Passages of pages stand where their words stand in the text, white space aside."""
    said = SearchableText(source.text or "") if source.quoted else None
    for words, selection in source.quoted:
        place = said.find_same_words(words) if said else None
        if place is None:
            t.lost["passages of pages whose words are not in the text"] += 1
        else:
            t.lost["passages of pages, found by their words"] += 1
            _take_selection(t, interview, selection, place.start, place.end, len(source.text or ""))


def _with_text(t: Translation) -> list[SourceElement]:
    """The sources whose text is there; a text that stands twice (once as a recording's transcript) is taken once."""
    kept: dict[str, SourceElement] = {}
    for source in t.project.sources:
        t.lost["passages of pictures, pages and sound"] += source.beyond
        first = kept.get(source.path) if source.path else None
        if source.text is None:
            _tell_missing(t, source)
        elif first is None or (first.selections and source.selections):
            kept[source.path if source.path and first is None else f"{source.path} {len(kept)}"] = source
        elif first.selections:
            _absorb(first, source)
        else:
            _absorb(source, first)
            kept[source.path] = source
    return list(kept.values())


def _absorb(kept: SourceElement, other: SourceElement) -> None:
    """What is said of the same text in another place."""
    kept.sync += other.sync
    kept.codings += other.codings
    kept.notes += other.notes
    kept.values = {**other.values, **kept.values}


def _tell_missing(t: Translation, source: SourceElement) -> None:
    passages = [*source.selections, *(one for _, one in source.quoted)]
    codings = len(source.codings) + sum(len(one.codings) for one in passages)
    kind = source.kind.removesuffix("Source").lower()
    told = f"the {kind} source has no text in the file; passages left out with it: {len(passages)}"
    told += f", codings: {codings}" if codings else ""
    where = f"{t.name}, {name_of(source)}"
    t.bundle.problems.append(Problem(where, told, "Export the project again with its sources inside."))


def name_of(source: SourceElement) -> str:
    """What a source is called: its name, else that of its file, else its GUID."""
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
