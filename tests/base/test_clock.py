"""The one clock of the product, which a run of the tests can move: for itself and for all that it starts."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from checklists.base import clock
from tests.clock import sitecustomize

CODE = "from checklists.base import clock; print(clock.today())"


def test_today_is_the_day_of_now_where_the_user_is() -> None:
    before = clock.today()
    assert before <= clock.now().astimezone().date() <= clock.today()


def test_the_clock_of_this_run_is_that_of_the_programs_it_starts(pytestconfig: pytest.Config) -> None:
    asked = pytestconfig.getoption("--today")
    before = date.fromisoformat(asked) if asked else datetime.now(UTC).astimezone().date()
    assert before <= clock.today() <= before + timedelta(days=1)
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert before <= date.fromisoformat(done.stdout.strip()) <= before + timedelta(days=1)


def test_every_python_that_is_told_to_has_the_moved_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    real = datetime.now(UTC).astimezone().date()
    monkeypatch.setenv("PYTHONPATH", str(Path(sitecustomize.__file__).parent))
    monkeypatch.setenv(sitecustomize.DAYS, "1000")
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert real + timedelta(days=1000) <= date.fromisoformat(done.stdout.strip()) <= real + timedelta(days=1001)
