"""Fixtures for all tests."""

import sys
import threading
from collections.abc import Generator, Iterator

import pytest
from hypothesis import HealthCheck, settings

from checklists.language import use

# no test depends on how fast the machine is
settings.register_profile("huiqian", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("huiqian")

TRACED = ("tests/domain/", "tests/command_line/")
REPEATED = ("hostile", "test_no_line_is_wider")
"""Tests that go the same way very often."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Trace lines only in the tests of the core and the command line: elsewhere it takes as long again as the tests.

    The mark ``no_cover`` would not do: in the workers of a run it leaves a second tracer at work.
    """
    if item.nodeid.startswith(TRACED) and not any(word in item.nodeid for word in REPEATED):
        return (yield)
    tracer, of_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
        threading.settrace(of_threads)


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Begin and end every test in the default language."""
    use("zh")
    yield
    use("zh")
