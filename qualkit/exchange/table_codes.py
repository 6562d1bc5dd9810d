"""The codes that a table names and the passages it codes with them, beside those that the study has."""

from __future__ import annotations

from qualkit.coding.codebook import IN_USE, next_color
from qualkit.exchange.placing import Placed
from qualkit.exchange.tables import CodedRow
from qualkit.journal.codes import create_code
from qualkit.journal.segments import apply_code
from qualkit.model import Code, Coding, Draft, Interview, Problem, Segment
from qualkit.store import reads
from qualkit.store.acts import ActInProgress, new_id
from qualkit.store.provenance import Brought

BETWEEN_NAMES = " > "


class NamedCodes:
    """Codes by the names that a table uses; one that is not there is made, a merged one is what it was merged into."""

    def __init__(self, act: ActInProgress, brought: Brought | None) -> None:
        self.act = act
        self.by_id = {code.id: code for code in reads.codes(act.connection)}
        self.drafts: list[Draft] = []
        self._brought = brought.codes if brought else {}
        self._found: dict[str, Code] = {}
        self._retired: dict[str, list[int]] = {}

    def named(self, row: CodedRow) -> Code | None:
        """The code of a row; None where it is retired, which `problems` then tells."""
        key = row.path or row.code
        if key not in self._found:
            self._found[key] = self._by_path(row.path) if row.path else self._by_name(row.code)
        code = self._found[key]
        if code.status in IN_USE:
            return code
        self._retired.setdefault(code.name, []).append(row.line)
        return None

    def living(self, code_id: str) -> str:
        """The id of the code that a code is now, after mergers."""
        visited: set[str] = set()
        while code_id in self.by_id and self.by_id[code_id].merged_into and code_id not in visited:
            visited.add(code_id)
            code_id = self.by_id[code_id].merged_into or code_id
        return code_id

    def problems(self, name: str) -> list[Problem]:
        """The codes that are retired, with how many rows were left out."""
        fix = "Restore the code with: qualkit codebook restore STUDY CODE, and import the file again."
        return [
            Problem(f"{name}, line {lines[0]}", f"the code “{code}” is retired; rows left out: {len(lines)}", fix)
            for code, lines in self._retired.items()
        ]

    def _by_name(self, name: str) -> Code:
        """What this file's earlier import made of the name, else in use (top ones first), merged, retired, else new."""
        if self._brought.get(name) in self.by_id:
            return self.by_id[self.living(self._brought[name])]
        alike = [code for code in self.by_id.values() if code.name.casefold() == name.casefold()]
        alike.sort(key=lambda code: (code.status not in IN_USE, code.status != "merged", code.parent_id is not None))
        return self.by_id[self.living(alike[0].id)] if alike else self._make(name, None)

    def _by_path(self, path: str) -> Code:
        """By a path `Parent > Child`, as qualkit exports it."""
        above, _, name = path.rpartition(BETWEEN_NAMES)
        parent = self._by_path(above) if above else None
        parent_id = parent.id if parent else None
        children = [code for code in self.by_id.values() if (code.parent_id, code.name) == (parent_id, name)]
        children.sort(key=lambda code: code.status not in IN_USE)
        return self.by_id[self.living(children[0].id)] if children else self._make(name, parent)

    def _make(self, name: str, parent: Code | None) -> Code:
        code = Code(
            id=new_id(),
            name=name,
            parent_id=parent.id if parent else None,
            color=next_color(self.by_id.values()),
            created_by=self.act.by,
            created_at=self.act.at,
        )
        self.by_id[code.id] = code
        self.drafts.append(create_code(code))
        return code


class Passages:
    """The passages that coders have marked and coded, with those that are planned."""

    def __init__(self, act: ActInProgress, codes: NamedCodes, brought: Brought | None) -> None:
        self.act = act
        self._marks = {_mark(segment): segment for segment in reads.segments(act.connection)}
        self._coded = {(one.segment_id, one.code_id, one.coder) for one in reads.codings(act.connection)}
        made_before = brought.codings if brought else ()
        self._made_before = {(*mark, codes.living(code_id)) for *mark, code_id in made_before}

    def coding(self, placed: Placed, code: Code, interview: Interview) -> Draft | None:
        """The draft that codes a placed row; None where it is coded so, or was by an earlier import of the file."""
        made = self._segment(placed, interview)
        mark = self._marks.get(_mark(made), made)
        key = (mark.id, code.id, mark.coder)
        if key in self._coded or (*_mark(mark), code.id) in self._made_before:
            return None
        self._marks[_mark(mark)] = mark
        self._coded.add(key)
        coding = Coding(
            id=new_id(),
            segment_id=mark.id,
            code_id=code.id,
            coder=mark.coder,
            memo=placed.row.memo or _how_found(placed),
            created_at=self.act.at,
        )
        return apply_code(coding, code, interview, new_segment=made if mark is made else None)

    def _segment(self, placed: Placed, interview: Interview) -> Segment:
        return Segment(
            id=new_id(),
            interview_id=interview.id,
            start=placed.match.start,
            end=placed.match.end,
            coder=placed.row.coder or self.act.by,
            created_at=self.act.at,
        )


def _mark(segment: Segment) -> tuple[str, int, int, str]:
    return segment.interview_id, segment.start, segment.end, segment.coder


def _how_found(placed: Placed) -> str:
    """The score of a quote that is not verbatim is kept with its coding; the words are the transcript's own."""
    if placed.match.score == 100:
        return ""
    return f"The imported quote fits these words at {placed.match.score:.0f} of 100 (line {placed.row.line})."
