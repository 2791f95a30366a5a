"""Write the summary to a file of the user's choice."""

from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Input, Static

from checklists.errors import HuiqianError
from checklists.language import N_, _
from checklists.readiness import Readiness
from checklists.reports.output import write_report
from tui.screens.dialog import Dialog, field
from tui.widgets.ticks import Tick


class ExportDialog(Dialog[str | None]):
    """Ask for the file; its suffix names the form."""

    accept_label = N_("Write")

    def __init__(self, readiness: Readiness, folder: Path, member: str | None) -> None:
        super().__init__(_("Export the summary"))
        self._readiness, self._folder, self._member = readiness, folder, member

    def fields(self) -> Iterable[Widget]:
        """Return the file's path."""
        name = _("readiness summary") + f"-{self._readiness.today.isoformat()}.md"
        yield field(_("File"), Input(str(self._folder.resolve() / name), id="path", compact=True))
        yield Static(_("The suffix names the form: .txt, .md or .json."), classes="hint", markup=False)
        yield field("", Tick(_("Overwrite an existing file"), id="force", compact=True))

    def result(self) -> str:
        """Return the path."""
        text = self.query_one("#path", Input).value.strip()
        if not text:
            raise ValueError(_("Say which file to write."))
        return text

    def action_accept(self) -> None:
        """Write the file; stay open with a sentence where that fails."""
        try:
            path = Path(self.result()).expanduser()
            write_report(self._readiness, path, is_forced=self.query_one("#force", Tick).value, member=self._member)
        except (ValueError, HuiqianError) as error:
            self.complain(str(error))
        else:
            self.dismiss(str(path))
