"""Opens the export dialog, chooses in it, and holds up a writing until it is let go."""

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, OptionList, Select, Static

from checklists.reports import deliver
from tests.screens.conftest import Driver
from tui.export import form as export
from tui.export.form import ExportDialog
from tui.forms.dialog import Confirm
from tui.forms.form_choice import FormChoice
from tui.forms.target import TargetDialog
from tui.widgets.ticks import Tick

SECONDS = 30
"""No thread waits longer for another."""


async def open_dialog(app: Driver, *keys: str) -> ExportDialog:
    """Press keys, then `e`."""
    await app.press(*keys, "e")
    await app.wait_until(lambda: isinstance(app.app.screen, ExportDialog))
    await app.settle()
    return dialog_of(app)


def dialog_of(app: Driver) -> ExportDialog:
    dialog = app.app.screen
    assert isinstance(dialog, ExportDialog)
    return dialog


async def choose(app: Driver, export: str, form: str = "", member: str = "", *, is_full: bool = False) -> None:
    """Choose what is to be written; the list is not walked by key each time, as each step shows an export."""
    dialog = dialog_of(app)
    exports = dialog.query_one("#exports", OptionList)
    exports.focus()
    exports.highlighted = exports.get_option_index(export)
    await app.press("enter")
    assert isinstance(app.app.focused, FormChoice)
    while form and dialog.form != form:
        await app.press("right")
    if member:
        dialog.query_one("#whom", Select).value = member
        await app.settle()
    if is_full:
        dialog.query_one("#full", Tick).focus()
        await app.press("space")


def path_of(app: Driver) -> str:
    return app.app.screen.query_one("#path", Input).value


async def name_it(app: Driver, path: Path | str) -> None:
    app.app.screen.query_one("#path", Input).value = str(path)
    await app.settle()


def told(app: Driver) -> str:
    """What the dialog says below its fields."""
    return str(app.app.screen.query_one("#dialog-error", Static).content)


async def write(app: Driver) -> None:
    """Write, and wait until the dialog is left."""
    await app.press("ctrl+s")
    await app.wait_until(lambda: not isinstance(app.app.screen, TargetDialog | Confirm))
    await app.settle()


class HeldUp:
    """Makes an export stop half way, until it is let go."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._made = deliver.export_bytes
        self._begun, self._let_go, self._ended = threading.Event(), threading.Event(), threading.Event()
        patch.setattr(deliver, "export_bytes", self._make)
        patch.setattr(export, "write_export", self._write)

    @property
    def has_begun(self) -> bool:
        return self._begun.is_set()

    def let_go(self) -> None:
        self._let_go.set()

    def wait_for_the_end(self) -> None:
        """Wait until the thread has written, or not."""
        assert self._ended.wait(SECONDS)

    def _write(self, *arguments: Any, **named: Any) -> None:
        try:
            deliver.write_export(*arguments, **named)
        finally:
            self._ended.set()

    def _make(self, readiness: Any, export: Any, form: Any, choice: Any) -> bytes:
        choice.progress(42, 100)
        self._begun.set()
        assert self._let_go.wait(SECONDS)
        return self._made(readiness, export, form, choice)
