"""QualCoder projects: the database data.qda in a folder .qda; positions are code points."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from qualkit.exchange.bundle import Bundle, named_apart, parents_first, sound
from qualkit.exchange.identity import derived_id, in_utc
from qualkit.exchange.incoming import Incoming
from qualkit.exchange.refi.codebook import NOT_CODABLE
from qualkit.exchange.sqlite_files import Row, SqliteFile, text, whole
from qualkit.model import Attribute, Case, Code, Coding, Interview, Memo, Problem, Segment, TranscriptText
from qualkit.text.turns import from_labelled_text

TABLES = {"source", "code_name", "code_text"}
"""The tables by which a QualCoder database is known."""
BEYOND_TEXT = {"code_image": "codings of pictures", "code_av": "codings of sound and video"}


def read_qualcoder(database: SqliteFile, file: Incoming, *, by: str, at: str) -> Bundle:
    """Sources with text, codes under their categories, codings, annotations, cases with attributes, and the journal.

    A category becomes a code that is not applied itself.
    """
    bundle, reading = Bundle(), _Reading(database, by, at)
    reading.sources(bundle)
    reading.codes(bundle)
    reading.codings(bundle)
    reading.cases(bundle)
    reading.memos(bundle)
    for table, what in BEYOND_TEXT.items():
        if count := len(database.rows(table)):
            bundle.problems.append(Problem(file.name, f"{what}: {count}", "They stay in QualCoder; keep the project."))
    return sound(bundle, file.name)


class _Reading:
    """One database; ids are made of the project's birth and the row's number, so they are always the same."""

    def __init__(self, database: SqliteFile, by: str, at: str) -> None:
        self.database, self.by, self.at = database, by, at
        self.project = next((text(row, "date") + text(row, "about") for row in database.rows("project")), "")

    def _id(self, noun: str, number: int) -> str:
        return derived_id("qualcoder", self.project, noun, str(number))

    def _made(self, row: Row) -> tuple[str, str]:
        return text(row, "owner") or self.by, in_utc(text(row, "date")) or self.at

    def sources(self, bundle: Bundle) -> None:
        rows = [row for row in self.database.rows("source") if text(row, "fulltext")]
        names = named_apart([" ".join(text(row, "name").split()) or "unnamed" for row in rows])
        for row, name in zip(rows, names, strict=True):
            one, said = Interview(id=self._id("source", whole(row, "id")), name=name, position=0), text(row, "fulltext")
            bundle.interviews.append(one)
            bundle.texts[one.id] = TranscriptText(said, from_labelled_text(said).turns, (), "QualCoder")
            self._memo(bundle, row, "interview", one.id)

    def codes(self, bundle: Bundle) -> None:
        codes = [
            self._code(row, self._id("category", whole(row, "catid")), whole(row, "supercatid"), kind=NOT_CODABLE)
            for row in self.database.rows("code_cat")
        ]
        codes += [
            self._code(row, self._id("code", whole(row, "cid")), whole(row, "catid"))
            for row in self.database.rows("code_name")
        ]
        bundle.codes = parents_first(codes)

    def _code(self, row: Row, code_id: str, category: int, *, kind: str = "") -> Code:
        by, at = self._made(row)
        return Code(
            id=code_id,
            name=text(row, "name") or "unnamed",
            parent_id=self._id("category", category) if category >= 0 else None,
            definition=text(row, "memo"),
            color=text(row, "color").lower(),
            kind=kind,
            created_by=by,
            created_at=at,
        )

    def codings(self, bundle: Bundle) -> None:
        """Several codings of one coder on one stretch share a mark; an annotation is a mark's note."""
        marks: dict[tuple[int, int, int, str], Segment] = {}
        for row in self.database.rows("code_text"):
            segment = self._mark(row, marks, "")
            code_id = self._id("code", whole(row, "cid"))
            memo = text(row, "memo")
            bundle.codings.append(
                Coding(
                    id=derived_id(segment.id, code_id),
                    segment_id=segment.id,
                    code_id=code_id,
                    coder=segment.coder,
                    memo=memo,
                    created_at=self._made(row)[1],
                )
            )
        for row in self.database.rows("annotation"):
            self._mark(row, marks, text(row, "memo"))
        bundle.segments = list(marks.values())

    def _mark(self, row: Row, marks: dict[tuple[int, int, int, str], Segment], note: str) -> Segment:
        coder, at = self._made(row)
        source, start, end = whole(row, "fid"), whole(row, "pos0"), whole(row, "pos1")
        known = marks.get((source, start, end, coder))
        segment = Segment(
            id=derived_id(self._id("source", source), str(start), str(end), coder),
            interview_id=self._id("source", source),
            start=start,
            end=end,
            coder=coder,
            note="\n\n".join(filter(None, (known.note if known else "", note))),
            created_at=known.created_at if known else at,
        )
        marks[source, start, end, coder] = segment
        return segment

    def cases(self, bundle: Bundle) -> None:
        sources: dict[int, list[str]] = defaultdict(list)
        for row in self.database.rows("case_text"):
            sources[whole(row, "fid")].append(self._id("case", whole(row, "caseid")))
        by_source = {self._id("source", fid): tuple(dict.fromkeys(ids)) for fid, ids in sources.items()}
        for row in self.database.rows("cases"):
            case_id = self._id("case", whole(row, "caseid"))
            bundle.cases.append(Case(id=case_id, name=text(row, "name") or "unnamed", note=text(row, "memo")))
        bundle.interviews = [replace(one, case_ids=by_source.get(one.id, ())) for one in bundle.interviews]
        for row in self.database.rows("attribute"):
            if text(row, "attr_type") == "case" and text(row, "value"):
                case_id, name = self._id("case", whole(row, "id")), text(row, "name")
                attribute_id = derived_id(case_id, name)
                bundle.attributes.append(
                    Attribute(id=attribute_id, case_id=case_id, name=name, value=text(row, "value"))
                )

    def memos(self, bundle: Bundle) -> None:
        for row in self.database.rows("journal"):
            entry = {**row, "memo": "\n\n".join(filter(None, (text(row, "name"), text(row, "jentry"))))}
            self._memo(bundle, entry, "study", None, number=whole(row, "jid"))

    def _memo(self, bundle: Bundle, row: Row, about: str, about_id: str | None, *, number: int = -1) -> None:
        if text(row, "memo").strip():
            by, at = self._made(row)
            memo_id = derived_id(self.project, about, about_id or "", str(number))
            bundle.memos.append(
                Memo(
                    id=memo_id, about=about, about_id=about_id, kind="theoretical", text=text(row, "memo"), by=by, at=at
                )
            )
