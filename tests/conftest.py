"""Fixtures for all tests."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from checklists.language import use

# no test depends on how fast the machine is
settings.register_profile("huiqian", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("huiqian")

UNTRACED = (
    "tests/faults/",
    "tests/drafts/test_recognition",
    "test_hostile",
    "test_every_screen",
    "test_in_a_terminal",
    "test_draft_long",
    "test_key_lines",
    "test_viewers",
    "test_no_rule_is_below_its_floor",
)
"""They try the same code with hundreds of texts: tracing its lines takes as long again and finds nothing."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Trace no lines where other tests have been there."""
    for item in items:
        if any(part in item.nodeid for part in UNTRACED):
            item.add_marker("no_cover")


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Begin and end every test in the default language."""
    use("zh")
    yield
    use("zh")
