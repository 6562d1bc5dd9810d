"""When codes whose quotes resemble a passage are offered, and what the server answers to whom."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qualkit.study import Study
from qualkit.themes.making import Naming, create_theme
from qualkit.ui import resembling
from qualkit.ui.resembling import WORKERS, offered
from qualkit.ui.served import routes


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    yield TestClient(Starlette(routes=routes()))
    for folder in list(WORKERS):
        WORKERS.pop(folder).close()


def test_nothing_is_offered_in_a_reflexive_study_before_there_is_a_theme(study: Study, client: TestClient) -> None:
    name = offered(study)
    assert name and offered(study) == name
    study.change_settings(approach="reflexive")
    assert offered(study) is None
    assert client.get(f"/{name}?interview=x&start=0&end=1").status_code == 404
    create_theme(study, Naming("Getting there"), by="Ada")
    assert offered(study) == name


def test_only_a_name_that_a_page_got_is_answered(client: TestClient) -> None:
    told = client.get("/resembling/guess?interview=x&start=0&end=1")
    assert told.status_code == 404
    assert told.json()["hint"] == "Reload the page."


def test_a_question_that_cannot_be_read_is_refused_and_starts_nothing(study: Study, client: TestClient) -> None:
    for asked in ("", "?interview=x&start=a&end=2", "?interview=x&start=1"):
        assert client.get(f"/{offered(study)}{asked}").status_code == 400
    assert WORKERS == {}


def test_a_question_is_told_how_far_the_reading_is(
    study: Study, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resembling, "SECONDS_HELD", 0.0)
    told = client.get(f"/{offered(study)}?interview=x&start=0&end=1")
    assert set(told.json()) == {"what", "done", "of"}
    assert told.headers["cache-control"] == "no-store"
