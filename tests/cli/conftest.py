"""Fixtures for the tests of the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Run, make, make_full


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    """Return the folder of a small meeting."""
    return make(tmp_path / "meeting")


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """Return the folder of a meeting all of whose ledgers are counted."""
    return make_full(tmp_path / "full")


@pytest.fixture
def add(run: Run, full: Path) -> Callable[..., str]:
    """Add a record to a ledger of that meeting and return its id."""

    def add_record(ledger: str, *arguments: str) -> str:
        outcome = run(ledger, "add", full, *arguments)
        assert outcome.code == 0, outcome.err
        return outcome.out.strip()

    return add_record
