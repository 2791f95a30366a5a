"""The terminal is gone, or the system asks for an end: what was asked for is saved, nothing half, and it ends."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from checklists.store import files
from checklists.store.folder import Folder
from tests.builders import copy_sample, read
from tests.screens.conftest import TODAY
from tests.terminal import HUIQIAN, Terminal

DUTY = "chair-script"
DEAF = ("sh", "-c", 'trap "" HUP; exec "$@"', "sh")
"""Starts a command to which a hang-up is not told, as under nohup or where another leads the session."""


@contextmanager
def opened(tmp_path: Path, *before: str) -> Iterator[tuple[Terminal, Folder]]:
    """Open the app at a duty that is marked by hand."""
    copy_sample(tmp_path / "sample", TODAY)
    command = [*before, *HUIQIAN, "--lang", "en", "open", str(tmp_path / "sample"), "--today", TODAY.isoformat()]
    with Terminal(command, environment={"HUIQIAN_STATE": str(tmp_path / "state")}) as terminal:
        terminal.wait_for("Overview")
        terminal.type("6")
        terminal.wait_for("Prepare the script")
        yield terminal, Folder(tmp_path / "sample")


@contextmanager
def saving_behind_another(terminal: Terminal, source: Folder) -> Iterator[None]:
    """Press a key that saves while another writer has the folder, and another that shows that it was taken."""
    with files.lock_folder(source.path):
        terminal.type("space", "?")
        terminal.wait_for("Open a stage by its number")
        assert read(source).mark("group", DUTY).status == "todo"
        yield


@pytest.mark.parametrize("before", [(), DEAF], ids=["told", "not told"])
def test_a_terminal_that_is_gone_ends_the_app_and_what_was_pressed_is_saved(
    before: tuple[str, ...], tmp_path: Path
) -> None:
    with opened(tmp_path, *before) as (terminal, source):
        terminal.type("n")
        terminal.wait_for("Ctrl+S Save")
        terminal.settle()
        terminal.type(*"half", "ctrl+s")
        terminal.wait_for("Note: half")
        terminal.type("n")
        terminal.wait_for("Ctrl+S Save")
        terminal.settle()
        terminal.type(*"never asked to be saved")
        terminal.wait_for("never asked")
        terminal.hang_up()
        assert terminal.end() == 128 + signal.SIGHUP
        assert read(source).mark("group", DUTY).note == "half"
        assert not source.read().faults
        assert not list(source.path.rglob("*.tmp"))


def test_a_terminal_that_is_gone_while_an_edit_waits_for_its_turn_loses_no_edit(tmp_path: Path) -> None:
    with opened(tmp_path, *DEAF) as (terminal, source):
        with saving_behind_another(terminal, source):
            terminal.hang_up()
        assert terminal.end() == 128 + signal.SIGHUP
        assert read(source).mark("group", DUTY).status == "doing"


def test_asked_to_end_the_app_saves_and_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    with opened(tmp_path) as (terminal, source):
        with saving_behind_another(terminal, source):
            os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM
        assert read(source).mark("group", DUTY).status == "doing"
        assert b"\x1b[?1049l" in terminal.raw, "the screen of before is back"
        assert b"\x1b[?25h" in terminal.raw, "and the cursor"
