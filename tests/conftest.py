"""Fixtures for all tests."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from checklists.language import use

# no test depends on how fast the machine is
settings.register_profile("huiqian", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("huiqian")


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Begin and end every test in the default language."""
    use("zh")
    yield
    use("zh")
