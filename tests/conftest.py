"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data beside the repository; not part of it, so tests that read it skip where it is missing."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real data (../shared) is not beside the repository")
    return SHARED
