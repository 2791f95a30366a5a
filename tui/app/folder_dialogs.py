"""Dialogs for a folder: a meeting's, or one above many meetings."""

from collections.abc import Callable
from pathlib import Path

from checklists.base.language import N_, _
from checklists.base.text import show_path
from tui.base.typed_path import get_working_folder, parse_path
from tui.forms.form import Form, LineField, Note


class FolderDialog(Form[Path]):
    """Ask for a folder; `check` raises `ValueError` if it is not the kind wanted."""

    accept_label = N_("Open")
    keeps_typed = False
    enter_accepts = True

    def __init__(self, title: str, check: Callable[[Path], None], guide: str) -> None:
        def make(folder: str) -> Path:
            path = parse_path(folder)
            check(path)
            return path

        folder = LineField("folder", _("Folder"), str(get_working_folder()), max_length=0)
        super().__init__(title, [folder, Note(guide)], make)


def make_meeting_folder_dialog() -> FolderDialog:
    """Return the dialog for a meeting's folder."""

    def check(folder: Path) -> None:
        if not (folder / "meeting.toml").is_file():
            raise ValueError(_("There is no meeting.toml in this folder."))

    return FolderDialog(_("Open a meeting's folder"), check, _("The folder that holds the meeting's meeting.toml."))


def make_root_dialog() -> FolderDialog:
    """Return the dialog for the folder above many meetings."""

    def check(folder: Path) -> None:
        if not folder.is_dir():
            raise ValueError(_("There is no such folder: {path}").format(path=show_path(folder, 70)))

    return FolderDialog(_("Many units"), check, _("The folder above those of the units' meetings."))
