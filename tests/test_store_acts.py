from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from qualkit.coding.codes import create_code, merge_codes, rename_code, retire_code
from qualkit.coding.segments import Span, apply_code, mark_segment, remove_coding, remove_segment
from qualkit.errors import BadAct, NothingToUndo, QualkitError
from qualkit.journal.apply import State, apply
from qualkit.model import Coding, Segment
from qualkit.store import reads
from qualkit.store.acts import seen
from qualkit.store.journal import lines
from qualkit.store.schema import NOUNS
from qualkit.study import Study, create_study

SOAK = os.environ.get("QUALKIT_SOAK") == "1"


def folded(study: Study) -> State:
    """The journal folded by the pure apply, without the line numbers that the tables add."""
    state: State = {noun: {} for noun in NOUNS}
    with study.reading() as connection:
        for line in lines(connection):
            state = apply(state, line.change.draft.deltas)
    return state


def tables(study: Study) -> State:
    state: State = {}
    with study.reading() as connection:
        for noun, table in NOUNS.items():
            rows = connection.execute(select(table)).mappings()
            state[noun] = {r["id"]: {k: v for k, v in r.items() if k not in ("id", "seq")} for r in rows}
    return state


def without_missing(state: State) -> State:
    """A column that no Change has set is NULL in the table and absent in the fold."""
    return {n: {i: {k: v for k, v in r.items() if v is not None} for i, r in rows.items()} for n, rows in state.items()}


ACTS = ("create", "rename", "merge", "retire", "code", "mark", "uncode", "unmark", "undo", "redo")
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 9)),
    max_size=25,
)


@settings(max_examples=200 if SOAK else 12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=steps)
def test_tables_set_by_set_are_what_the_pure_apply_makes_of_the_journal(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    study = small_study(tmp_path_factory.mktemp("acts"))
    for what, n in steps:
        do(study, what, n)
    assert without_missing(tables(study)) == without_missing(folded(study))
    assert study.check() == []
    take_everything_back(study)
    assert all(not rows for rows in tables(study).values())
    assert study.check() == []
    study.close()


def small_study(folder: Path) -> Study:
    from qualkit.interviews import add_interview
    from qualkit.text.turns import from_labelled_text

    study = create_study(folder / "s", coder="Ada")
    add_interview(study, "P1", from_labelled_text("Ada: one two three four five six seven eight nine ten"))
    return study


def do(study: Study, what: str, n: int) -> None:
    """One act of the kind on the n-th thing there is; acts that make no sense are refused, which is fine here."""
    with study.reading() as connection:
        codes = reads.codes(connection)
        segments, codings = reads.segments(connection), reads.codings(connection)
        interview = reads.interviews(connection)
    code = codes[n % len(codes)].id if codes else "none"
    acts = {
        "create": lambda: create_code(study, f"code {n}", under=code if n % 3 == 0 and codes else None),
        "rename": lambda: rename_code(study, code, f"renamed {n}"),
        "merge": lambda: merge_codes(study, [code], into=codes[(n + 1) % len(codes)].id),
        "retire": lambda: retire_code(study, code, why="because"),
        "code": lambda: apply_code(study, Span(interview[0].id, n, n + 4), code),
        "mark": lambda: mark_segment(study, Span(interview[0].id, n, n + 2), note=f"note {n}"),
        "uncode": lambda: remove_coding(study, codings[n % len(codings)].id if codings else "none"),
        "unmark": lambda: remove_segment(study, segments[n % len(segments)].id if segments else "none"),
        "undo": study.undo,
        "redo": study.redo,
    }
    with contextlib.suppress(QualkitError, IndexError, ZeroDivisionError):
        acts[what]()


def take_everything_back(study: Study) -> None:
    while True:
        try:
            study.undo()
        except NothingToUndo:
            return


def test_undoing_everything_leaves_empty_tables_and_redoing_brings_all_of_it_back(study: Study) -> None:
    full = tables(study)
    take_everything_back(study)
    assert all(not rows for rows in tables(study).values())
    with pytest.raises(NothingToUndo):
        study.undo()
    while True:
        try:
            study.redo()
        except NothingToUndo:
            break
    assert tables(study) == full
    assert study.check() == []


def test_an_act_that_fails_half_way_leaves_nothing_behind(study: Study) -> None:
    before = tables(study)
    with pytest.raises(BadAct), study.acting() as act:
        from qualkit.coding.codes import enter_code

        enter_code(act, "snow")
        enter_code(act, "snow")
    assert tables(study) == before
    assert study.check() == []


def test_an_act_needs_a_name(study: Study) -> None:
    with pytest.raises(BadAct, match="name of the person"), study.acting("  "):
        pass


def test_a_client_can_ask_whether_its_act_was_written(study: Study) -> None:
    with study.reading() as connection:
        interview = reads.interviews(connection)[0]
        assert not seen(connection, "from-the-browser")
    mark_segment(study, Span(interview.id, 0, 4), act_id="from-the-browser")
    with study.reading() as connection:
        assert seen(connection, "from-the-browser")


APPENDER = """
import sys
from qualkit.coding.codes import create_code
from qualkit.study import open_study
study = open_study(sys.argv[1])
for n in range(25):
    create_code(study, f"{sys.argv[2]} {n}", by=sys.argv[2])
"""


def test_several_processes_write_at_once_and_nothing_is_lost(study: Study) -> None:
    coders = ("Bo", "Cy", "Di")
    writers = [subprocess.Popen([sys.executable, "-c", APPENDER, str(study.folder), who]) for who in coders]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    with study.reading() as connection:
        made = {code.name for code in reads.codes(connection)}
    assert {f"{who} {n}" for who in coders for n in range(25)} <= made
    assert study.check() == []


WRITER = """
import sys
from qualkit.coding.codes import create_code
from qualkit.study import open_study
study = open_study(sys.argv[1])
n = 0
while True:
    code = create_code(study, f"{sys.argv[2]} {n}")
    print(code.id, flush=True)
    n += 1
"""


@pytest.mark.parametrize("moment", range(200 if SOAK else 4))
def test_an_acknowledged_act_survives_kill_9_and_no_half_one_is_found(study: Study, moment: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(study.folder), f"k{moment}"], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        acknowledged = [writer.stdout.readline().strip()]
        time.sleep(random.Random(moment).uniform(0, 0.05))
        writer.send_signal(signal.SIGKILL)
        acknowledged += [told.strip() for told in writer.stdout.read().splitlines() if len(told.strip()) == 36]
    with study.reading() as connection:
        found = {code.id for code in reads.codes(connection)}
    assert set(acknowledged) <= found
    assert study.check() == []


def test_reference_counts_are_kept_up_through_coding_merging_and_undo(study: Study) -> None:
    def counted() -> dict[str, dict[str, int]]:
        with study.reading() as connection:
            where = {s.id: s.interview_id for s in reads.all_of(connection, Segment)}
            tally: dict[str, dict[str, int]] = {}
            for coding in reads.all_of(connection, Coding):
                per = tally.setdefault(coding.code_id, {})
                per[where[coding.segment_id]] = per.get(where[coding.segment_id], 0) + 1
            assert reads.counts(connection) == tally
            return tally

    before = counted()
    merge_codes(study, ["calm"], into="rain")
    assert counted() != before
    study.undo()
    assert counted() == before


FILLER = """
import resource, signal, sys
from qualkit.coding.codes import create_code
from qualkit.errors import QualkitError
from qualkit.study import open_study
study = open_study(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond the limit then fails as on a full disk
size = max(path.stat().st_size for path in study.folder.glob("qualkit.db*"))
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 2_000_000, size + 2_000_000))
try:
    for n in range(10_000):
        print(create_code(study, f"f{n}", definition="x" * 2000).id, flush=True)
except QualkitError as error:
    print(f"told: {error}", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit that stands for a full disk is POSIX")
def test_a_full_disk_is_told_and_every_acknowledged_act_is_kept(study: Study) -> None:
    words = [sys.executable, "-c", FILLER, str(study.folder)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()
    assert told[-1].startswith("told: ") and "Is the disk full?" in told[-1]
    with study.reading() as connection:
        found = {code.id for code in reads.codes(connection)}
    assert len(told) > 10 and set(told[:-1]) <= found
    assert study.check() == []
    create_code(study, "after room was made")
