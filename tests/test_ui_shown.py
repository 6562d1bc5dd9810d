"""Names by which a browser asks beside Streamlit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from qualkit.study import Study, open_study
from qualkit.ui.coding.exchange import DESKS, address_of
from qualkit.ui.coding.outbox import Desk
from qualkit.ui.shown import STUDIES, Shown, name_of


def test_a_thing_that_many_pages_show_at_once_has_one_name() -> None:
    things, start = Shown[str](), Barrier(8)

    def show(_page: int) -> set[str]:
        start.wait()
        return {things.name_of(f"thing {number}", number) for number in range(500)}

    with ThreadPoolExecutor(8) as pages:
        names = set().union(*pages.map(show, range(8)))
    assert len(names) == 500
    assert {things.get(name) for name in names} == {f"thing {number}" for number in range(500)}


def test_a_study_that_was_opened_again_is_reached_by_the_name_it_had(study: Study) -> None:
    name, address = name_of(study), address_of(Desk(study, "P1", "Ada"))
    study.database.close()
    again = open_study(study.folder)
    assert (name_of(again), address_of(Desk(again, "P1", "Ada"))) == (name, address)
    assert STUDIES.get(name) is again
    seat = DESKS.get(address.rpartition("/")[2])
    assert seat and seat.study is again


def test_nothing_goes_by_a_name_that_was_not_given(study: Study) -> None:
    assert STUDIES.get(name_of(study)[:-1]) is None
