"""A review knows what was seen, over restarts, and each coder has a round of their own."""

from __future__ import annotations

from qualkit.coding.codebook import Entry, entries, find_code
from qualkit.coding.review import begin_review, keep_code, saw_quotes, to_review
from qualkit.coding.segments import remove_coding
from qualkit.store import reads, reviews
from qualkit.store.reviews import Progress
from qualkit.study import Study, open_study


def calm_id(study: Study) -> str:
    with study.reading() as connection:
        return find_code(reads.codes(connection), "calm").id


def tree(study: Study) -> list[Entry]:
    with study.reading() as connection:
        return entries(reads.codes(connection), reads.counts(connection))


def test_what_was_seen_is_known_after_a_restart(study: Study) -> None:
    first = begin_review(study, by="Ada")
    calm = calm_id(study)
    with study.reading() as connection:
        shown = reviews.unseen_places(connection, first.id, calm, limit=1)
    saw_quotes(study, first.id, [place.coding.id for place in shown])
    saw_quotes(study, first.id, [place.coding.id for place in shown])
    again = open_study(study.folder)
    with again.reading() as connection:
        assert reviews.latest_round(connection, "Ada") == first
        assert reviews.latest_round(connection, "Bram") is None
        assert reviews.progress(connection, first.id).seen == {calm: 1}
        (left,) = reviews.unseen_places(connection, first.id, calm)
    again.close()
    assert left.coding.id != shown[0].coding.id


def test_a_quote_that_is_gone_is_not_counted_as_seen(study: Study) -> None:
    first, calm = begin_review(study, by="Ada"), calm_id(study)
    with study.reading() as connection:
        ids = [place.coding.id for place in reviews.unseen_places(connection, first.id, calm)]
    saw_quotes(study, first.id, ids)
    remove_coding(study, ids[0])
    with study.reading() as connection:
        assert reviews.progress(connection, first.id).seen == {calm: 1}
    assert study.check() == []


def test_a_new_round_begins_with_nothing_seen_and_the_first_stays(study: Study) -> None:
    first, calm = begin_review(study, name="first", by="Ada"), calm_id(study)
    keep_code(study, first.id, calm)
    second = begin_review(study, name="after P2", by="Ada")
    with study.reading() as connection:
        assert reviews.latest_round(connection, "Ada") == second
        assert reviews.progress(connection, second.id).kept == frozenset()
        assert reviews.progress(connection, first.id).kept == {calm}


def test_codes_are_narrowed_to_those_that_deserve_a_look(study: Study) -> None:
    calm, shown = calm_id(study), tree(study)
    progress = Progress({calm: 2}, frozenset({calm}))

    def names(wanted: str) -> list[str]:
        return [entry.code.name for entry in to_review(shown, progress, wanted, {"mine": [calm]})]

    assert names("all") == ["calm", "rain", "shoes"]
    assert names("one quote") == names("one interview") == ["rain"]
    assert names("unused") == ["shoes"]
    assert names("not seen") == ["rain"]
    assert names("not kept") == ["rain", "shoes"]
    assert names("mine") == ["calm"]
