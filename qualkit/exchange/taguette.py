"""Taguette projects (.sqlite3): documents are HTML, highlights stand at UTF-8 bytes of their text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser

from qualkit.exchange.bundle import Bundle, named_apart, sound
from qualkit.exchange.identity import derived_id, in_utc
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.sqlite_files import Row, SqliteFile, text, whole
from qualkit.model import Code, Coding, Interview, Problem, Segment, TranscriptText
from qualkit.text.turns import from_labelled_text

TABLES = {"projects", "documents", "tags", "highlights", "highlight_tags"}
"""The tables by which a Taguette database is known."""


class _Text(HTMLParser):
    """The text of a document as Taguette counts it: what stands between the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def text_of_html(html: str) -> str:
    """The text between the tags."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


def read_taguette(database: SqliteFile, file: Incoming, *, by: str, at: str) -> Bundle:
    """The documents, tags and highlights of all projects in a Taguette database.

    Taguette's log of commands says who made a highlight and when; where it is silent, who imports is the coder.
    """
    projects = {row["id"]: f"{text(row, 'name')} {text(row, 'created')}" for row in database.rows("projects")}
    reading = _Reading(projects, by, at)
    bundle = Bundle()
    reading.documents(database.rows("documents"), bundle)
    reading.tags(database.rows("tags"), bundle)
    tags: dict[int, list[int]] = {}
    for row in database.rows("highlight_tags"):
        tags.setdefault(whole(row, "highlight_id"), []).append(whole(row, "tag_id"))
    made = dict(_makers(database.rows("commands")))
    for row in database.rows("highlights"):
        reading.highlight(row, tags.get(whole(row, "id"), []), made.get(whole(row, "id"), ("", "")), bundle)
    if len(projects) > 1:
        told = f"it holds {len(projects)} projects, and all of them came in"
        bundle.notes.append(Problem(file.name, told, "Undo it and export one project, where that is not meant."))
    return sound(bundle, file.name)


def _makers(commands: list[Row]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Who made which highlight when, from the log."""
    for row in commands:
        try:
            payload = json.loads(text(row, "payload"))
        except ValueError:
            continue
        if isinstance(payload, dict) and isinstance(number := payload.get("highlight_id"), int):
            yield number, (text(row, "user_login"), text(row, "date"))


class _Reading:
    """One database; ids are made of a project's name and birth and the row's number, so they are always the same."""

    def __init__(self, projects: dict[int, str], by: str, at: str) -> None:
        self.projects, self.by, self.at = projects, by, at
        self.owner: dict[int, str] = {}
        self.code_ids: dict[int, str] = {}
        self.positions: dict[int, list[int]] = {}

    def _id(self, project: str, noun: str, number: int) -> str:
        return derived_id("taguette", project, noun, str(number))

    def documents(self, rows: list[Row], bundle: Bundle) -> None:
        names = named_apart([" ".join(text(row, "name").split()) or "unnamed" for row in rows])
        for row, name in zip(rows, names, strict=True):
            project = self.owner[whole(row, "id")] = self.projects.get(whole(row, "project_id"), "")
            interview = Interview(id=self._id(project, "document", whole(row, "id")), name=name, position=0)
            said = text_of_html(text(row, "contents"))
            bundle.interviews.append(interview)
            bundle.texts[interview.id] = TranscriptText(said, from_labelled_text(said).turns, (), "Taguette")
            self.positions[whole(row, "id")] = _byte_positions(said)

    def tags(self, rows: list[Row], bundle: Bundle) -> None:
        for row in rows:
            project = self.projects.get(whole(row, "project_id"), "")
            code = Code(
                id=derived_id("taguette", project, "tag", text(row, "path")),
                name=text(row, "path") or "unnamed",
                definition=text(row, "description"),
            )
            bundle.codes.append(code)
            self.code_ids[whole(row, "id")] = code.id

    def highlight(self, row: Row, tags: list[int], made: tuple[str, str], bundle: Bundle) -> None:
        document, number = whole(row, "document_id"), whole(row, "id")
        project, starts = self.owner.get(document, ""), self.positions.get(document, [0])
        coder, at = made[0] or self.by, in_utc(made[1]) or self.at
        segment = Segment(
            id=self._id(project, "highlight", number),
            interview_id=self._id(project, "document", document),
            start=_at(starts, whole(row, "start_offset")),
            end=_at(starts, whole(row, "end_offset")),
            coder=coder,
            created_at=at,
        )
        bundle.segments.append(segment)
        for tag in tags:
            code_id = self.code_ids.get(tag, "")
            coding_id = derived_id(segment.id, code_id)
            bundle.codings.append(
                Coding(id=coding_id, segment_id=segment.id, code_id=code_id, coder=coder, created_at=at)
            )


def _byte_positions(said: str) -> list[int]:
    """The code point that begins at each UTF-8 byte (inside one: the next), and the end; shape (bytes + 1,)."""
    positions: list[int] = []
    for place, letter in enumerate(said):
        positions += [place] + [place + 1] * (len(letter.encode("utf-8", "surrogatepass")) - 1)
    return [*positions, len(said)]


def _at(positions: list[int], byte: int) -> int:
    return positions[byte] if 0 <= byte < len(positions) else -1
