"""One state of a study, as the exports read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from qualkit.coding.codebook import Entry, entries, path_of
from qualkit.exchange.bundle import Bundle
from qualkit.exchange.further import further_of
from qualkit.exchange.refi.codebook import ThemeSet
from qualkit.exchange.refi.side import NOUNS
from qualkit.journal.signing import Line
from qualkit.model import (
    Case,
    Code,
    Coding,
    Interview,
    Problem,
    Recording,
    Segment,
    ThemeCode,
    Transcript,
    TranscriptText,
)
from qualkit.store import reads, transcripts
from qualkit.store.erase import withdrawn_interviews
from qualkit.store.quoted import told_codings
from qualkit.store.standing import changes_since

if TYPE_CHECKING:
    from sqlalchemy import Connection

SEVERAL = "; "
RECORDINGS = "recordings"


@dataclass(frozen=True, slots=True)
class Reference:
    """A coding with its passage, code, interview and the transcript's words."""

    coding: Coding
    segment: Segment
    code: Code
    interview: Interview
    text: str


class Holdings:
    """One state of a study, read when it is first asked for."""

    def __init__(self, connection: Connection, *, title: str = "", folder: Path | None = None) -> None:
        self.connection, self.title, self.folder = connection, title, folder

    @cached_property
    def codes(self) -> dict[str, Code]:
        """All codes by id."""
        return {code.id: code for code in reads.codes(self.connection)}

    @cached_property
    def entries(self) -> list[Entry]:
        """The codes in use as a tree, depth first."""
        return entries(self.codes.values(), reads.counts(self.connection))

    @cached_property
    def interviews(self) -> dict[str, Interview]:
        """Interviews by id, in collection order."""
        return {one.id: one for one in reads.interviews(self.connection)}

    @cached_property
    def present(self) -> dict[str, Interview]:
        """Interviews by id, without those whose participants withdrew: what "how many interviews" means."""
        gone = withdrawn_interviews(self.connection)
        return {i: one for i, one in self.interviews.items() if i not in gone}

    @cached_property
    def cases(self) -> dict[str, Case]:
        """Participants by id."""
        return {case.id: case for case in reads.cases(self.connection)}

    @cached_property
    def transcripts(self) -> dict[str, Transcript]:
        """Transcripts by interview id."""
        found = ((i, transcripts.transcript(self.connection, i)) for i in self.interviews)
        return {i: transcript for i, transcript in found if transcript}

    @cached_property
    def references(self) -> list[Reference]:
        """Every coding whose words are there, in collection order, then text order, then by the code's name.

        Memos are as people read them, quotes that they link to spelled out.
        """
        segments = {segment.id: segment for segment in reads.segments(self.connection)}
        spoken = [one for one in reads.codings(self.connection) if self._said_on(segments[one.segment_id])]
        found = [self._reference(one, segments[one.segment_id]) for one in told_codings(self.connection, spoken)]
        order = {interview_id: place for place, interview_id in enumerate(self.interviews)}
        return sorted(
            found,
            key=lambda r: (order[r.interview.id], r.segment.start, r.segment.end, r.code.name, r.coding.id),
        )

    def _said_on(self, segment: Segment) -> bool:
        return segment.interview_id in self.transcripts

    def _reference(self, coding: Coding, segment: Segment) -> Reference:
        words = self.transcripts[segment.interview_id].text[segment.start : segment.end]
        return Reference(coding, segment, self.codes[coding.code_id], self.interviews[segment.interview_id], words)

    def path_names(self, code: Code) -> list[str]:
        """The names of a code and of those above it, from the top."""
        names, seen = [code.name], {code.id}
        while code.parent_id in self.codes and code.parent_id not in seen:
            code = self.codes[code.parent_id]
            seen.add(code.id)
            names.insert(0, code.name)
        return names

    @cached_property
    def theme_sets(self) -> list[ThemeSet]:
        """The researcher's themes with their codes."""
        places = reads.all_of(self.connection, ThemeCode)
        themes = reads.themes(self.connection)
        return [ThemeSet(t, tuple(p.code_id for p in places if p.theme_id == t.id)) for t in themes]

    @cached_property
    def bundle(self) -> Bundle:
        """All nouns that a project file can hold, of interviews whose words were not destroyed."""
        bundle = Bundle(interviews=[one for one in self.interviews.values() if one.id in self.transcripts])
        for name, cls in NOUNS.items():
            if name not in ("interviews", "recordings"):
                setattr(bundle, name, reads.all_of(self.connection, cls))
        bundle.further = further_of(self.connection)
        bundle.texts = {
            one.id: TranscriptText(said.text, said.turns, said.words, said.source)
            for one in bundle.interviews
            if (said := self.transcripts[one.id])
        }
        return bundle

    @cached_property
    def changes(self) -> list[Line]:
        """The whole journal, oldest first."""
        return list(reads.changes_since(self.connection, 0))

    @cached_property
    def names(self) -> dict[str, str]:
        """What ids are called: codes by their path, themes, interviews and participants."""
        named = {code.id: path_of(code, self.codes) for code in self.codes.values()}
        named |= {theme.id: theme.name for theme in reads.themes(self.connection)}
        named |= {case.id: case.name for case in self.cases.values()}
        return named | {one.id: one.name for one in self.interviews.values()}

    @property
    def version(self) -> str:
        """The codebook's version: "v2", "v2 and later changes", or "not saved yet"."""
        saved = reads.versions(self.connection)
        if not saved:
            return "not saved yet"
        later = changes_since(self.connection, saved[-1].seq_upto)
        return f"v{saved[-1].number}" + (" and later changes" if later else "")

    def case_names(self, interview: Interview) -> str:
        """Who takes part in an interview."""
        return SEVERAL.join(self.cases[i].name for i in interview.case_ids if i in self.cases)


def with_recordings(held: Holdings) -> tuple[Bundle, list[Problem]]:
    """All nouns with the recordings of the interviews, and those whose file is not in the study's folder."""
    bundle, missing = replace(held.bundle), []
    bundle.recordings, bundle.media = [], {}
    for one in reads.all_of(held.connection, Recording):
        place = (held.folder or Path()) / RECORDINGS / Path(one.file).name
        if one.interview_id in bundle.texts and one.interview_id not in bundle.media and place.is_file():
            bundle.recordings.append(one)
            bundle.media[one.interview_id] = place.read_bytes()
        elif one.interview_id in bundle.texts:
            missing.append(Problem(one.file, "is not in the study's recordings folder and was left out"))
    return bundle, missing
