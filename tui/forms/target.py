"""Dialogs that write a file: ask for the path, confirm, write in a thread, show progress, can be stopped."""

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input, Static
from textual.worker import get_current_worker

from checklists.base.errors import HuiqianError
from checklists.base.language import N_, _, join_names
from checklists.base.text import show_path
from checklists.reports.paper import WriteProgress
from checklists.reports.target import can_be_made, refuse
from checklists.store.files import make_folder
from tui.base.recent import read_recent, remember_exports
from tui.base.typed_path import parse_path
from tui.forms.dialog import ConfirmForGood, ConfirmSaving, Dialog, make_field_line
from tui.forms.form_choice import FORM_WORDS, FormChoice

Write = Callable[[Path, bool, WriteProgress], None]
"""Writes a file, with leave to replace it, and reports progress. Raises `HuiqianError`."""


class StoppedError(Exception):
    """The writing was stopped by the person, or by the end of the program."""


class TargetDialog(Dialog[Path | None]):
    """The base of dialogs that write a file and return its path."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    accept_label = N_("Export")
    keeps_typed = False

    @dataclass
    class Told(Message):
        """The progress in percent."""

        percent: int

    @dataclass
    class Written(Message):
        """The file is written."""

        path: Path

    @dataclass
    class NotWritten(Message):
        """The file is not written; without a message if it was stopped."""

        problem: str = ""

    def __init__(self, title: str, folder: Path) -> None:
        super().__init__(title)
        self._folder = folder
        """The folder of a name without one."""
        self.form = ""
        """The suffix of the chosen format."""
        self._suggested = ""
        self._stop = threading.Event()
        self._is_writing = False

    def suggestion(self) -> str:
        """Return the default name of the file."""
        raise NotImplementedError

    def check_choice(self) -> None:
        """Raise `ValueError` if the choice cannot be written."""

    def job(self) -> Write:
        """Return the function that writes the present choice, in its own thread."""
        raise NotImplementedError

    def path_field(self) -> Widget:
        """Return the line for the file's path."""
        return make_field_line(_("File"), Input(id="path", compact=True))

    def form_field(self) -> Widget:
        """Return the line with the formats."""
        return make_field_line(_("Format"), FormChoice(id="form"))

    def offer(self, forms: Iterable[str], chosen: str) -> None:
        """Offer other formats, and suggest a name."""
        self.form = chosen
        self.query_one(FormChoice).offer(tuple(forms), chosen)
        self.suggest()

    def suggest(self) -> None:
        """Suggest a name for the choice; in a typed name, change only the suffix."""
        line = self.query_one("#path", Input)
        folder, name = os.path.split(line.value or os.path.join(self._folder, ""))  # noqa: PTH118 - as it is typed
        suggested = self.suggestion()
        if name in {"", self._suggested}:
            name = suggested
        elif name.rpartition(".")[2].lower() in FORM_WORDS:
            name = f"{name.rpartition('.')[0]}.{self.form}"
        self._suggested = suggested
        line.value = os.path.join(folder, name)  # noqa: PTH118
        line.cursor_position = 0
        self.call_after_refresh(line.action_end)  # only then it is known how much is visible: the end matters

    @on(FormChoice.Chosen)
    def take_form(self, event: FormChoice.Chosen) -> None:
        """Write in another format."""
        self.form = event.form
        self.suggest()

    @on(Input.Changed, "#path")
    def follow_suffix(self) -> None:
        """Choose the format of a typed suffix."""
        choice = self.query_one(FormChoice)
        typed = self.query_one("#path", Input).value.rpartition(".")[2].lower()
        if typed in choice.forms:
            self.form = choice.chosen = typed

    def result(self) -> Path:
        """Return the file's path; a folder gets the suggested name. Raises `ValueError` if it is impossible."""
        text = self.query_one("#path", Input).value.strip()
        if not text:
            raise ValueError(_("Say which file to write."))
        path = self._folder / parse_path(text)
        with suppress(OSError):
            if text.endswith(("/", os.sep)) or path.is_dir():
                path = path / self.suggestion()
        if not path.suffix:
            path = path.with_name(f"{path.name}.{self.form}")
        forms = self.query_one(FormChoice).forms
        if path.suffix.lower().removeprefix(".") not in forms:
            raise ValueError(
                _("“{name}” names no form: its name must end in {suffixes}.").format(
                    name=show_path(path.name, 80), suffixes=join_names([f".{form}" for form in forms])
                )
            )
        return path

    def warning(self) -> str:
        """Return a warning if the file exists, or its folder does not."""
        path = self.result()
        if can_be_made(path.parent):
            return _("This folder does not exist yet; you are asked before it is made.")
        return _("This file exists; you are asked before it is replaced.") if _modified(path) else ""

    def action_accept(self) -> None:
        """Write, unless it is being written."""
        if not self._is_writing:
            self.ask_and_write()

    @work(group="target", exclusive=True)
    async def ask_and_write(self) -> None:
        """Check, ask before a folder is made or a file replaced, and write."""
        try:
            self.check_choice()
            path = self.result()
            if can_be_made(path.parent) and not await self._make_folder(path.parent):
                return
            refuse(path, is_forced=True)
        except (ValueError, HuiqianError) as error:
            self.complain(str(error))
            return
        since = _modified(path)
        if since and not await self.app.push_screen_wait(_question(path, since)):
            self.tell(_("Nothing is written: {name} stays as it is.").format(name=show_path(path.name, 80)))
            return
        self._set_writing(is_writing=True)
        self.tell(_("Writing… Esc stops it."))
        self.write(path, self.job(), is_forced=bool(since))

    async def _make_folder(self, folder: Path) -> bool:
        """Make a folder after asking; tell whether it exists. Raises `NotSavedError`."""
        lines = [_("This folder does not exist yet:"), show_path(folder, 200)]
        if not await self.app.push_screen_wait(ConfirmSaving(_("Make the folder?"), lines, N_("Make"))):
            self.tell(_("Nothing is written: there is no folder {name}.").format(name=show_path(folder.name, 80)))
            return False
        make_folder(folder)
        return True

    @work(thread=True, exclusive=True, group="write")
    def write(self, path: Path, job: Write, *, is_forced: bool) -> None:
        """Write in a thread; if it is stopped, the file stays as it was."""
        worker = get_current_worker()
        shown = -1

        def tell(done: int, total: int) -> None:
            nonlocal shown
            if self._stop.is_set() or worker.is_cancelled:
                raise StoppedError
            percent = done * 100 // total if total else 100
            if percent != shown:
                shown = percent
                self.post_message(self.Told(percent))

        message: Message = self.Written(path)
        try:
            job(path, is_forced, tell)
        except StoppedError:
            message = self.NotWritten()
        except HuiqianError as error:
            message = self.NotWritten(str(error))
        self.post_message(message)

    @on(Told)
    def show_progress(self, event: Told) -> None:
        """Show the progress."""
        if self._is_writing and not self._stop.is_set():
            self.tell(_("Writing… {percent}%. Esc stops it.").format(percent=event.percent))

    @on(Written)
    def leave_written(self, event: Written) -> None:
        """Remember the folder, and leave."""
        remember_exports(event.path.parent)
        self.dismiss(event.path)

    @on(NotWritten)
    def stay(self, event: NotWritten) -> None:
        """Say why nothing was written; the dialog stays open."""
        self._set_writing(is_writing=False)
        if event.problem:
            self.complain(event.problem)
        else:
            self.tell(_("Stopped: nothing is written, and what was there is as it was."))

    def action_cancel(self) -> None:
        """Stop the writing; else leave."""
        if self._is_writing:
            self._stop.set()
            self.tell(_("Stopping…"))
        else:
            self.dismiss(None)

    def _set_writing(self, *, is_writing: bool) -> None:
        self._is_writing = is_writing
        self._stop.clear()
        self.query_one("#dialog-fields").disabled = is_writing
        self.query_one("#accept", Button).disabled = is_writing
        if not is_writing:
            self.query_one("#path").focus()

    def complain(self, sentence: str) -> None:
        """Show an error; empty clears it."""
        self.query_one("#dialog-error", Static).remove_class("-told")
        super().complain(sentence)

    def tell(self, sentence: str) -> None:
        """Show a hint."""
        self.complain(sentence)
        self.query_one("#dialog-error", Static).add_class("-told")


def _modified(path: Path) -> datetime | None:
    """Return when a file was last modified; ``None`` if there is none."""
    try:
        return datetime.fromtimestamp(path.lstat().st_mtime).astimezone()
    except (OSError, ValueError):
        return None


def _question(path: Path, since: datetime) -> ConfirmForGood:
    lines = [
        _("This file exists already:"),
        show_path(path, 200),
        _("Last changed {when}. Replaced, it cannot be got back.").format(when=f"{since:%Y-%m-%d %H:%M}"),
    ]
    return ConfirmForGood(_("Replace the file?"), lines, N_("Replace"))


def choose_folder(*others: Path) -> Path:
    """Return the first folder to offer: the last one used, else the first of some that can be written."""
    last = read_recent().exports
    wanted = [*([Path(last)] if last else []), *(one.resolve() for one in others)]
    return next((one for one in wanted if one.is_dir() and os.access(one, os.W_OK)), Path.home())


def describe_written(path: Path) -> str:
    """Return the message that a file was written; its name comes first, as a long folder may not fit."""
    return _("Written: {name}, in {folder}").format(name=show_path(path.name, 80), folder=show_path(path.parent, 200))
