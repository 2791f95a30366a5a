"""Dialogs that write a file: where to, asked before anything is replaced, written aside, told how far, stopped."""

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
"""Writes a file, which may be replaced or not, and tells how far it is. Raises `HuiqianError`."""


class StoppedError(Exception):
    """The person, or the end of the program, stopped the writing."""


class TargetDialog(Dialog[Path | None]):
    """Base of dialogs that write what was chosen to a file and return its path."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    accept_label = N_("Export")
    keeps_typed = False

    @dataclass
    class Told(Message):
        """So many percent are written."""

        percent: int

    @dataclass
    class Written(Message):
        """The file is written."""

        path: Path

    @dataclass
    class NotWritten(Message):
        """The file is not written: it was stopped where there is no sentence."""

        problem: str = ""

    def __init__(self, title: str, folder: Path) -> None:
        super().__init__(title)
        self._folder = folder
        """Where a name without a folder goes."""
        self.form = ""
        """The suffix of the form that is chosen."""
        self._suggested = ""
        self._stop = threading.Event()
        self._is_writing = False

    def suggestion(self) -> str:
        """Return how the file is called where the person says nothing."""
        raise NotImplementedError

    def check_choice(self) -> None:
        """Raise `ValueError` where what was chosen cannot be written."""

    def job(self) -> Write:
        """Return what writes what is chosen now; it runs in a thread of its own."""
        raise NotImplementedError

    # where to

    def path_field(self) -> Widget:
        """Return the line for the file's path."""
        return make_field_line(_("File"), Input(id="path", compact=True))

    def form_field(self) -> Widget:
        """Return the line with the forms."""
        return make_field_line(_("Form"), FormChoice(id="form"))

    def offer(self, forms: Iterable[str], chosen: str) -> None:
        """Offer other forms, and suggest a name."""
        self.form = chosen
        self.query_one(FormChoice).offer(tuple(forms), chosen)
        self.suggest()

    def suggest(self) -> None:
        """Let the name follow what was chosen; of one that the person gave only the suffix does."""
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
        self.call_after_refresh(line.action_end)  # only then is known how much of it can be seen: its end matters

    @on(FormChoice.Chosen)
    def take_form(self, event: FormChoice.Chosen) -> None:
        """Write in another form."""
        self.form = event.form
        self.suggest()

    @on(Input.Changed, "#path")
    def follow_suffix(self) -> None:
        """Let the form follow a suffix that was typed."""
        choice = self.query_one(FormChoice)
        typed = self.query_one("#path", Input).value.rpartition(".")[2].lower()
        if typed in choice.forms:
            self.form = choice.chosen = typed

    def result(self) -> Path:
        """Return the file's path; a folder alone gets the suggested name. Raises `ValueError` where it cannot be."""
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
        """Say beforehand that a file is there, or that its folder is not."""
        path = self.result()
        if can_be_made(path.parent):
            return _("This folder does not exist yet; you are asked before it is made.")
        return _("This file exists; you are asked before it is replaced.") if _modified(path) else ""

    # writing

    def action_accept(self) -> None:
        """Write, unless that is under way."""
        if not self._is_writing:
            self.ask_and_write()

    @work(group="target", exclusive=True)
    async def ask_and_write(self) -> None:
        """Say at once what cannot be, ask before a folder is made or a file replaced, and write."""
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
        """Make a folder after asking; tell whether it is there. Raises `NotSavedError`."""
        lines = [_("This folder does not exist yet:"), show_path(folder, 200)]
        if not await self.app.push_screen_wait(ConfirmSaving(_("Make the folder?"), lines, N_("Make"))):
            self.tell(_("Nothing is written: there is no folder {name}.").format(name=show_path(folder.name, 80)))
            return False
        make_folder(folder)
        return True

    @work(thread=True, exclusive=True, group="write")
    def write(self, path: Path, job: Write, *, is_forced: bool) -> None:
        """Write apart from the screen; whoever stops it finds the file as it was."""
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
        """Say how far it is."""
        if self._is_writing and not self._stop.is_set():
            self.tell(_("Writing… {percent}%. Esc stops it.").format(percent=event.percent))

    @on(Written)
    def leave_written(self, event: Written) -> None:
        """Remember where files are put, and leave."""
        remember_exports(event.path.parent)
        self.dismiss(event.path)

    @on(NotWritten)
    def stay(self, event: NotWritten) -> None:
        """Say why nothing was written, and let it be tried again."""
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
        """Say what is wrong, or that nothing is."""
        self.query_one("#dialog-error", Static).remove_class("-told")
        super().complain(sentence)

    def tell(self, sentence: str) -> None:
        """Say what is no mistake."""
        self.complain(sentence)
        self.query_one("#dialog-error", Static).add_class("-told")


def _modified(path: Path) -> datetime | None:
    """Return since when a file is as it is; ``None`` where there is none."""
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
    """Return where files go at first: where the last one was put, else the first of the others that takes one."""
    last = read_recent().exports
    wanted = [*([Path(last)] if last else []), *(one.resolve() for one in others)]
    return next((one for one in wanted if one.is_dir() and os.access(one, os.W_OK)), Path.home())


def describe_written(path: Path) -> str:
    """Say what was written; its name first, as a long folder may not fit on the line."""
    return _("Written: {name}, in {folder}").format(name=show_path(path.name, 80), folder=show_path(path.parent, 200))
