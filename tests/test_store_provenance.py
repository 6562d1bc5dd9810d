from __future__ import annotations

from qualkit.coding.codes import create_code, define_code, rename_code
from qualkit.exchange.actions import Incoming, import_incoming
from qualkit.store import reads
from qualkit.store.provenance import brought_by_file, last_changes
from qualkit.study import Study

FILE = Incoming("coded.csv", b"participant,text,code,coder\nP1,I hate the rain,wet,Bo\n")


def test_what_a_file_brought_is_told_as_it_was_made(study: Study) -> None:
    import_incoming(study, [FILE])
    rename_code(study, "wet", "wetness")
    with study.reading() as connection:
        brought = brought_by_file(connection, FILE.sha256)
        interview = reads.interviews(connection)[0]
        code = next(code for code in reads.codes(connection) if code.name == "wetness")
    assert brought is not None and brought.by == "Ada"
    assert brought.codes == {"wet": code.id}
    [(interview_id, start, end, coder, code_id)] = brought.codings
    assert (interview_id, end - start, coder, code_id) == (interview.id, len("I hate the rain"), "Bo", code.id)


def test_a_file_that_was_never_imported_or_was_taken_back_brought_nothing(study: Study) -> None:
    with study.reading() as connection:
        assert brought_by_file(connection, FILE.sha256) is None
    import_incoming(study, [FILE])
    study.undo()
    with study.reading() as connection:
        assert brought_by_file(connection, FILE.sha256) is None


def test_each_row_tells_who_changed_it_last(study: Study) -> None:
    code = create_code(study, "light", by="Bo")
    define_code(study, "light", definition="lamps", by="Cy")
    with study.reading() as connection:
        by, at = last_changes(connection, "code")[code.id]
    assert by == "Cy" and at >= code.created_at
