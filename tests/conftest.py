"""Fixtures for all tests."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from checklists.language import use

# no test depends on how fast the machine is
settings.register_profile("huiqian", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("huiqian")

TRACED = ("tests/domain/", "tests/command_line/", "tests/reports/", "tests/drafts/")
UNTRACED = ("test_hostile", "test_viewers", "test_rendered", "test_recognition", "test_no_rule_is_below_its_floor")
"""They try the same code with hundreds of texts."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Trace the core's lines only in the core's own tests: on the screens it takes as long again as the tests."""
    for item in items:
        if not item.nodeid.startswith(TRACED) or any(part in item.nodeid for part in UNTRACED):
            item.add_marker("no_cover")


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Begin and end every test in the default language."""
    use("zh")
    yield
    use("zh")
