"""Fixtures for all tests."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from checklists.language import use

# no test depends on how fast the machine is
settings.register_profile("huiqian", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("huiqian")

TRACED = ("tests/domain/", "tests/command_line/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Trace lines only in the tests of the core and the command line: elsewhere it takes as long again as the tests."""
    for item in items:
        if not item.nodeid.startswith(TRACED) or "test_hostile" in item.nodeid:
            item.add_marker("no_cover")


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Begin and end every test in the default language."""
    use("zh")
    yield
    use("zh")
