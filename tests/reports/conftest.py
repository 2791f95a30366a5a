"""Fixtures for the tests of what leaves the program."""

from pathlib import Path

import pytest

from tests.builders import copy_sample
from tests.reports.meetings import TODAY


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return the folder of the shipped sample meeting."""
    copy_sample(tmp_path / "sample", TODAY)
    return tmp_path / "sample"
