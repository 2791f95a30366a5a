"""Fixtures for the tests of the command line."""

from pathlib import Path

import pytest

from tests.command_line.running import Outcome, Run, make
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
def meeting(tmp_path: Path) -> Path:
    """Return the folder of a small meeting."""
    return make(tmp_path / "meeting")
