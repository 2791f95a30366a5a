"""Fixtures for all tests."""

import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import walk_packages

import pytest
from hypothesis import HealthCheck, settings

import checklists
import tui.cli
from checklists.language import use

# no test depends on how fast the machine is
settings.register_profile("huiqian", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("huiqian")

TRACED = ("tests/domain/", "tests/command_line/")
REPEATED = ("hostile", "test_no_line_is_wider")
"""Tests that go the same way very often, as those do that try many examples."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Trace lines only in the tests of the core and the command line: elsewhere it takes as long again as the tests.

    The mark ``no_cover`` would not do: in the workers of a run it leaves a second tracer at work.
    """
    is_repeated = any(word in item.nodeid for word in REPEATED) or hasattr(getattr(item, "obj", None), "hypothesis")
    if item.nodeid.startswith(TRACED) and not is_repeated:
        return (yield)
    with untraced():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Import what is measured, so that its lines outside of functions count, and then collect without tracing."""
    for package in (checklists, tui.cli):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    with untraced():
        return (yield)


@contextmanager
def untraced() -> Iterator[None]:
    """Trace no lines meanwhile."""
    tracer, of_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)
        threading.settrace(of_threads)


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """Begin and end every test in the default language."""
    use("zh")
    yield
    use("zh")
