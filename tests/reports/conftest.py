"""Fixtures for the tests of what leaves the program."""

from pathlib import Path

import pytest

from tests.builders import copy_sample
from tests.cli.running import Outcome, Run
from tests.reports.meetings import TODAY
from tui.cli import main


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
def sample(tmp_path: Path) -> Path:
    """Return the folder of the shipped sample meeting."""
    copy_sample(tmp_path / "sample", TODAY)
    return tmp_path / "sample"
