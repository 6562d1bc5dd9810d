"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from qualkit.coding.codes import create_code
from qualkit.coding.segments import Span, apply_code
from qualkit.interviews import add_interview
from qualkit.study import Study, create_study
from qualkit.text.turns import from_labelled_text

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"

# a machine that is busy is no fault of the code: what takes long is measured in benchmarks/
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the repository; not part of it, so tests that read it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real data (../shared) is not beside the repository")
    return SHARED


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium, started once per file of tests."""
    from browser_inputs import CHROMIUM, FLAGS
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """One server for all tests of the Code page: the folder in which it looks for studies, and the page's address."""
    from browser_inputs import free_port, serving

    folder = tmp_path_factory.mktemp("browser")
    (folder / "projects").mkdir()
    port = free_port()
    with serving(None, port, folder=folder):
        yield folder / "projects", f"http://127.0.0.1:{port}/code"


@pytest.fixture
def served(workspace: tuple[Path, str]) -> Iterator[tuple[Study, str]]:
    """A study of its own with one interview, and the address at which its Code page is served."""
    from browser_coding import walking_study

    projects, address = workspace
    study = walking_study(projects / f"walking-{len(list(projects.iterdir()))}")
    yield study, f"{address}?study={study.folder.name}"
    study.close()


@pytest.fixture
def page(browser: Any, served: tuple[Study, str]) -> Iterator[Any]:
    """The Code page, its transcript painted; an error of a script fails the test."""
    from browser_coding import painted

    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(served[1])
    painted(opened)
    yield opened
    opened.close()
    assert errors == []


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A small study: two interviews about walking to work, three codes, a handful of codings by Ada."""
    made = create_study(tmp_path / "walking", title="Walking to work", approach="codebook", coder="Ada")
    first = add_interview(made, "P1", from_labelled_text(FIRST), date="2025-03-01")
    second = add_interview(made, "P2", from_labelled_text(SECOND), date="2025-03-08")
    rain = create_code(made, "rain", definition="Weather as a reason not to walk")
    calm = create_code(made, "calm")
    create_code(made, "shoes", under="rain")
    for interview, text, quote, code in (
        (first, FIRST, "I hate the rain", rain),
        (first, FIRST, "my head is clear when I arrive", calm),
        (second, SECOND, "the quiet street", calm),
    ):
        start = text.index(quote)
        apply_code(made, Span(interview.id, start, start + len(quote)), code.id)
    yield made
    made.close()


FIRST = """Interviewer: How do you get to work?

Participant: On foot. I hate the rain, but my head is clear when I arrive 🙂.

Interviewer: And in winter?

Participant: In winter I buy better shoes.
"""
SECOND = """Interviewer: What do you like about it?

Participant: It is the quiet street that I like, and nobody calls me.
"""
