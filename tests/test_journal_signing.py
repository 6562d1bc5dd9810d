from __future__ import annotations

from dataclasses import replace

from qualkit.journal.codes import create_code, rename_code
from qualkit.journal.signing import GENESIS, Line, envelope, faults, payload_of, read, sign
from qualkit.model import Change, Code

code = Code(id="1", name="rain")


def line(seq: int = 1, previous: str = GENESIS) -> Line:
    change = Change(id=f"c{seq}", act_id="a", by="Ada", at="2025-01-01", draft=rename_code(code, "wet"), why="clearer")
    return sign(change, seq=seq, salt="salt", previous=previous)


def test_an_untouched_line_has_no_fault_and_reads_back_as_the_same_change() -> None:
    first = line()
    assert faults(first, GENESIS) is None
    assert read(envelope(first.change), first.payload) == first.change


def test_an_altered_payload_an_altered_author_and_a_lost_line_each_show() -> None:
    first = line()
    second = line(2, first.chain_hash)
    altered = replace(first, payload=(first.payload or "").replace("clearer", "better"))
    assert faults(altered, GENESIS) == "its content was altered"
    renamed = replace(first, change=replace(first.change, by="Eve"))
    assert faults(renamed, GENESIS) == "its author, date or subject was altered"
    assert faults(second, GENESIS) == "a line before it was removed, inserted or altered"


def test_an_erased_payload_still_verifies_and_says_that_it_was_erased() -> None:
    erased = replace(line(), payload=None)
    assert faults(erased, GENESIS) is None
    assert read(envelope(erased.change), None).draft.summary == "(erased)"


def test_the_content_hash_does_not_depend_on_the_place_in_the_journal() -> None:
    assert line(1).content_hash == replace(line(1), seq=7).content_hash
    assert line(1, GENESIS).content_hash == line(1, "f" * 64).content_hash
    assert line(1, GENESIS).chain_hash != line(1, "f" * 64).chain_hash


def test_the_payload_is_one_spelling_whatever_the_order_of_keys() -> None:
    change = Change(id="c", act_id="a", by="Ada", at="2025", draft=create_code(code))
    assert payload_of(change) == payload_of(replace(change))
    assert '"summary"' in payload_of(change) and "Ada" not in payload_of(change)
