"""Fixtures for all tests."""

import argparse
import gc
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import HealthCheck, settings

import checklists
import tui.cli
from checklists.base.language import set_language
from tests.cli.running import Outcome, Run
from tests.clock import sitecustomize
from tui.cli import main

# no test depends on how fast the machine is
settings.register_profile("huiqian", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("huiqian")

FOREIGN = "PYTHONUNBUFFERED HUIQIAN_LANG HUIQIAN_STATE HUIQIAN_CACHE NO_COLOR FORCE_COLOR COLUMNS LINES"
"""What the shell of whoever runs the tests may set, and no test is to depend on."""
for name in FOREIGN.split():
    os.environ.pop(name, None)

# argparse asks the system for each of its texts in turn, of which it has none: half of what making a parser takes
argparse._ = str  # type: ignore[attr-defined]

# all that is imported stays; to look through it for garbage again and again takes a fourteenth of the time
gc.freeze()
gc.set_threshold(20_000, 20, 50)

BEGUN = time.monotonic()
"""When this run began."""
CORE = "base model records edits readiness store history setup exchange rollup"
TRACED = tuple(f"tests/{room}/" for room in (*CORE.split(), "cli"))
REPEATED = (
    "hostile",
    "test_no_line_is_wider",
    "test_counting.py",
    "test_readiness_of_ledgers.py",
    "test_recount.py",
    "rollup/test_index.py",
)
"""Tests that go the same way very often, as those do that try many examples."""
CASES_TRACED = 1
"""Of each test; its other cases hardly go through another line."""
LONG = (
    "tests/faults/test_two_apps_of_records",
    "tests/reports/test_rendered",
    "tests/faults/test_crashes",
    "tests/faults/test_lost_power",
    "tests/faults/test_two_at_once",
    "tests/screens/test_in_a_terminal",
    "tests/soak/",
)
"""Tests that take longest: they begin first, so that none is left for one core at the end."""
traced = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run be at another day than the one after all that the tests record: what is still to come is refused."""
    parser.addoption("--today", default="2026-12-31", help="the day by the product's clock: YYYY-MM-DD")


def pytest_configure(config: pytest.Config) -> None:
    """Move the product's clock: here, in the workers, and in all that the tests start."""
    if today := config.getoption("--today"):
        days = (date.fromisoformat(today) - date.today()).days  # noqa: DTZ011 - the real one
        os.environ[sitecustomize.DAYS] = str(days)
        places = [str(Path(sitecustomize.__file__).parent), os.environ.get("PYTHONPATH")]
        os.environ["PYTHONPATH"] = os.pathsep.join(place for place in places if place)
        sitecustomize.move(days)


@pytest.fixture(autouse=True)
def no_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no disk, except where it is what may fail: most of a small write is waiting for it."""
    if "faults" not in request.path.parts:
        monkeypatch.setattr(os, "fsync", os.fstat)  # of a handle that is not open, it complains as well


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how long each step of a check took, and how a run that failed is repeated in its order."""
    if (noted := os.environ.get("STEP_TIMES")) and not config.option.collectonly:
        steps = [*Path(noted).read_text().splitlines(), f"tests {time.monotonic() - BEGUN:.0f} s"]
        terminalreporter.write_line(f"how long it took: {', '.join(steps)}")
    if terminalreporter.stats.keys() & {"failed", "error"}:
        terminalreporter.write_line(f"in this order again: pytest --randomly-seed={config.getoption('randomly_seed')}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Choose the cases whose lines are traced, the same in any order, and let the longest tests begin."""
    cases = Counter[str]()
    for item in sorted(items, key=lambda item: item.nodeid):
        is_repeated = any(word in item.nodeid for word in REPEATED) or hasattr(getattr(item, "obj", None), "hypothesis")
        if item.nodeid.startswith(TRACED) and not is_repeated:
            name = item.nodeid.partition("[")[0]
            cases[name] += 1
            item.stash[traced] = cases[name] <= CASES_TRACED
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Trace lines only in some tests of the core and the command line: it takes as long again as the tests.

    The mark ``no_cover`` would not do: in the workers of a run it leaves a second tracer at work.
    """
    if item.stash.get(traced, False):
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
    set_language("zh")
    yield
    set_language("zh")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in English and return its code, result and talk."""
    monkeypatch.setenv("HUIQIAN_LANG", "en")

    def run_command(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Outcome(code, *capsys.readouterr())

    return run_command


@pytest.fixture
def english() -> None:
    """Speak English: for a whole file by ``pytestmark = pytest.mark.usefixtures("english")``."""
    set_language("en")
