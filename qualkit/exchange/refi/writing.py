"""A study as a REFI-QDA project (.qdpx), valid by the schema of 18 March 2019."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from qualkit.coding.codebook import Entry
from qualkit.exchange.bundle import Bundle
from qualkit.exchange.identity import derived_id, in_utc
from qualkit.exchange.nvivo import description
from qualkit.exchange.refi.codebook import add_codes, describe, guid_of, theme_text
from qualkit.exchange.refi.nouns import coding_note_id
from qualkit.exchange.refi.sync import point_guid, source_kind, sync_points
from qualkit.exchange.refi.variables import variables_of
from qualkit.exchange.xml_files import add, root_element, xml_bytes
from qualkit.model import Coding, Interview, Recording, Segment, ThemeCode

N = TypeVar("N", Segment, Coding, ThemeCode)

if TYPE_CHECKING:
    from lxml.etree import _Element

PROJECT = "urn:QDA-XML:project:1.0"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
NOTED = ("code", "interview", "segment", "coding", "study")
"""What a note of the standard can be about, and a memo is."""


class ProjectWriter:
    """Writes the elements of one project in the schema's order."""

    def __init__(self, name: str, origin: str, bundle: Bundle, entries: Sequence[Entry]) -> None:
        self.bundle, self.entries = bundle, entries
        self.root = root_element(PROJECT, "Project", {"name": name, "origin": origin})
        self.codes: dict[str, _Element] = {}
        self.codings = _grouped(bundle.codings, "segment_id")
        self.users, self.variables = _users(bundle), variables_of(bundle.variables, bundle.attributes)
        self.notes: dict[tuple[str, str | None], list[str]] = {}
        for memo in bundle.memos:
            if memo.about in NOTED:
                self.notes.setdefault((memo.about, memo.about_id), []).append(guid_of(memo.id))
        for coding in bundle.codings:
            if coding.memo:
                self.notes.setdefault(("coding", coding.id), []).insert(0, coding_note_id(coding.id))

    def write(self) -> bytes:
        """The whole document."""
        self._users()
        self._codebook()
        self._variables()
        self._cases()
        self._sources()
        self._notes()
        self._sets()
        self._refer("study", None, self.root)
        return xml_bytes(self.root)

    def _users(self) -> None:
        holder = add(self.root, "Users") if self.users else self.root
        for name, guid in self.users.items():
            add(holder, "User", {"guid": guid, "name": name})

    def _codebook(self) -> None:
        if self.entries:
            self.codes = add_codes(add(self.root, "CodeBook"), self.entries)
        for entry in self.entries:
            self._refer("code", entry.code.id, self.codes[entry.code.id], after=1 if description(entry.code) else 0)

    def _variables(self) -> None:
        holder = add(self.root, "Variables") if self.variables else self.root
        for name, one in self.variables.items():
            add(holder, "Variable", {"guid": guid_of(one.id), "name": name, "typeOfVariable": one.kind})

    def _cases(self) -> None:
        holder = add(self.root, "Cases") if self.bundle.cases else self.root
        for case in self.bundle.cases:
            element = add(holder, "Case", {"guid": guid_of(case.id), "name": case.name})
            describe(element, case.note)
            for one in self.bundle.attributes:
                if one.case_id == case.id:
                    value = add(element, "VariableValue")
                    variable = self.variables[one.name]
                    add(value, "VariableRef", {"targetGUID": guid_of(variable.id)})
                    add(value, f"{variable.kind}Value", text=one.value)
            for interview in self.bundle.interviews:
                if case.id in interview.case_ids:
                    add(element, "SourceRef", {"targetGUID": guid_of(interview.id)})

    def _sources(self) -> None:
        marks = _grouped(self.bundle.segments, "interview_id")
        holder = add(self.root, "Sources") if self.bundle.interviews else self.root
        recordings = {one.interview_id: one for one in self.bundle.recordings}
        for one in self.bundle.interviews:
            length = len(self.bundle.texts[one.id].text)
            whole = [mark for mark in marks.get(one.id, ()) if 0 <= mark.start < mark.end <= length]
            if one.id in recordings:
                element = self._recorded(holder, one, recordings[one.id], whole)
            else:
                element = self._plain(holder, one, whole)
            self._refer("interview", one.id, element)

    def _plain(self, holder: _Element, interview: Interview, marks: Iterable[Segment]) -> _Element:
        """A text and its passages, by position."""
        guid = guid_of(interview.id)
        element = add(holder, "TextSource", {"guid": guid, "name": interview.name, "plainTextPath": text_path(guid)})
        for mark in marks:
            place = {"startPosition": str(mark.start), "endPosition": str(mark.end)}
            self._selection(element, "PlainTextSelection", mark, place)
        return element

    def _recorded(
        self, holder: _Element, interview: Interview, recording: Recording, marks: Sequence[Segment]
    ) -> _Element:
        """A recording with its transcript, whose passages lie between points of sound and text."""
        guid, text = guid_of(interview.id), self.bundle.texts[interview.id]
        path = f"internal://{media_name(guid, recording.file)}"
        element = add(holder, source_kind(recording.file), {"guid": guid, "name": interview.name, "path": path})
        about = {"guid": derived_id(interview.id, "transcript"), "plainTextPath": text_path(guid)}
        transcript = add(element, "Transcript", about)
        points = sync_points(text, marks)
        for position, ms in points.items():
            when = {} if ms is None else {"timeStamp": str(ms)}
            values = {"guid": point_guid(interview.id, position), **when, "position": str(position)}
            add(transcript, "SyncPoint", values)
        for mark in marks:
            edges = (("fromSyncPoint", mark.start), ("toSyncPoint", mark.end))
            place = {name: point_guid(interview.id, position) for name, position in edges}
            self._selection(transcript, "TranscriptSelection", mark, place)
        return element

    def _selection(self, source: _Element, name: str, segment: Segment, place: Mapping[str, str]) -> None:
        made = self._made(segment.id, segment.coder, segment.created_at)
        element = add(source, name, {**made, **place})
        describe(element, segment.note)
        for coding in self.codings.get(segment.id, ()):
            if coding.code_id in self.codes:
                one = add(element, "Coding", self._made(coding.id, coding.coder, coding.created_at))
                add(one, "CodeRef", {"targetGUID": guid_of(coding.code_id)})
                self._refer("coding", coding.id, one)
        self._refer("segment", segment.id, element)

    def _notes(self) -> None:
        written = [coding for coding in self.bundle.codings if coding.memo]
        holder = add(self.root, "Notes") if written or self.bundle.memos else self.root
        for coding in written:
            values = self._made(coding_note_id(coding.id), coding.coder, coding.created_at)
            add(add(holder, "Note", {**values, "name": "Memo"}), "PlainTextContent", text=coding.memo)
        for memo in self.bundle.memos:
            element = add(holder, "Note", {**self._made(memo.id, memo.by, memo.at), "name": memo.kind})
            add(element, "PlainTextContent", text=memo.text)

    def _sets(self) -> None:
        places = _grouped(self.bundle.theme_codes, "theme_id")
        themes = self.bundle.themes
        sets = [(t.id, t.name, theme_text(t), [p.code_id for p in places.get(t.id, ())]) for t in themes]
        sets += [(one.id, one.name, "", list(one.code_ids)) for one in self.bundle.groupings]
        holder = add(self.root, "Sets") if sets else self.root
        for set_id, name, about, code_ids in sets:
            element = add(holder, "Set", {"guid": guid_of(set_id), "name": name})
            describe(element, about)
            for code_id in code_ids:
                if code_id in self.codes:
                    add(element, "MemberCode", {"targetGUID": guid_of(code_id)})

    def _made(self, noun_id: str, coder: str, at: str) -> dict[str, str]:
        values = {"guid": guid_of(noun_id), "creatingUser": self.users[coder]}
        moment = in_utc(at)
        return {**values, "creationDateTime": moment} if moment else values

    def _refer(self, noun: str, noun_id: str | None, element: _Element, *, after: int | None = None) -> None:
        """References to the notes about a noun, as last children or after so many."""
        for number, guid in enumerate(self.notes.get((noun, noun_id), ())):
            ref = add(element, "NoteRef", {"targetGUID": guid})
            if after is not None:
                element.insert(after + number, ref)


def text_path(guid: str) -> str:
    """Where the text of a source lies in the archive, as the standard spells it."""
    return f"internal://{guid}.txt"


def media_name(guid: str, file: str) -> str:
    """What a recording is called in the archive."""
    return guid + PurePath(file).suffix.lower()


def package_bytes(project: bytes, bundle: Bundle, side: Mapping[str, bytes]) -> bytes:
    """The archive of a project: texts and recordings become sources; the same study gives the same bytes."""
    files = {"project.qde": project, **side}
    for interview_id, said in bundle.texts.items():
        mark = "\ufeff" if said.text.startswith("\ufeff") else ""  # the first is not part of a text
        files[f"sources/{guid_of(interview_id)}.txt"] = (mark + said.text).encode()
    sounds = {f"sources/{media_name(guid_of(r.interview_id), r.file)}": r.interview_id for r in bundle.recordings}
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, content in files.items():
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), content)
        for name, interview_id in sounds.items():  # compressed already
            archive.writestr(_entry(name, zipfile.ZIP_STORED), bundle.media[interview_id])
    return body.getvalue()


def _entry(name: str, how: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.compress_type = how
    return entry


def _users(bundle: Bundle) -> dict[str, str]:
    """The GUID of everybody who coded or wrote a memo, by name: as another program gave it, else a derived one."""
    known = {one.name: guid_of(one.id) for one in bundle.coders}
    active = [one.coder for one in bundle.segments] + [one.coder for one in bundle.codings]
    active += [memo.by for memo in bundle.memos]
    return known | {name: derived_id("coder", name) for name in dict.fromkeys(active) if name not in known}


def _grouped(things: Iterable[N], field: str) -> dict[str, list[N]]:
    groups: dict[str, list[N]] = {}
    for one in things:
        groups.setdefault(getattr(one, field), []).append(one)
    return groups
