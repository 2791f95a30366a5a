"""Asking for a folder: that of a meeting, or the one below which many meetings are."""

from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Input

from checklists.base.language import N_, _
from checklists.base.text import show_path
from tui.base.typed_path import typed_path
from tui.forms.dialog import Dialog, field


class FolderDialog(Dialog[Path | None]):
    """Ask for a meeting's folder."""

    accept_label = N_("Open")
    keeps_typed = False
    enter_accepts = True

    def __init__(self) -> None:
        super().__init__(_("Open a meeting's folder"))

    def fields(self) -> Iterable[Widget]:
        """Return the path."""
        yield field(_("Folder"), Input(str(Path.cwd()), id="folder", compact=True))

    def result(self) -> Path:
        """Return the folder. Raises `ValueError` where it holds no meeting."""
        folder = typed_path(self.query_one("#folder", Input).value)
        if not (folder / "meeting.toml").is_file():
            raise ValueError(_("There is no meeting.toml in this folder."))
        return folder


class RootDialog(Dialog[Path | None]):
    """Ask for the folder below which the meetings of many units are."""

    accept_label = N_("Open")
    keeps_typed = False
    enter_accepts = True

    def __init__(self) -> None:
        super().__init__(_("Many units"))

    def fields(self) -> Iterable[Widget]:
        """Return the path."""
        yield field(_("Folder"), Input(str(Path.cwd()), id="folder", compact=True))

    def result(self) -> Path:
        """Return the folder. Raises `ValueError` where there is none."""
        folder = typed_path(self.query_one("#folder", Input).value)
        if not folder.is_dir():
            raise ValueError(_("There is no such folder: {path}").format(path=show_path(folder, 70)))
        return folder
