"""Fixtures for all tests."""

from collections.abc import Iterator

import pytest

from checklists.language import use


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Begin and end every test in the default language."""
    use("zh")
    yield
    use("zh")
