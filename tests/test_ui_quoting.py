"""Quotes for the memo on a coding: which are told, to whom."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qualkit.coding.segments import references
from qualkit.study import Study
from qualkit.ui.quoting import offered
from qualkit.ui.served import routes


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()))


def test_quotes_of_the_same_code_come_first_and_words_narrow_them(study: Study, client: TestClient) -> None:
    with study.reading() as connection:
        calm = next(one.code.id for one in references(connection) if one.code.name == "calm")
    told = client.get(f"/{offered(study)}?code={calm}").json()["quotes"]
    assert [one["words"] for one in told][2:] == ["I hate the rain"]
    [found] = client.get(f"/{offered(study)}", params={"words": "P2 QUIET"}).json()["quotes"]
    assert (found["words"], found["interview"]) == ("the quiet street", "P2")


def test_quotes_are_told_by_id_and_those_that_are_gone_left_out(study: Study, client: TestClient) -> None:
    with study.reading() as connection:
        one = references(connection)[0]
    [found] = client.get(f"/{offered(study)}?ids={one.segment.id},gone").json()["quotes"]
    assert found == {"id": one.segment.id, "words": one.text, "interview": one.interview.name}


def test_whoever_was_shown_no_page_is_told_nothing(client: TestClient) -> None:
    told = client.get("/quotes/guess?words=a")
    assert told.status_code == 404 and told.headers["cache-control"] == "no-store"
