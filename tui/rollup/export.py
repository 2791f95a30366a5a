"""Write the roll-up to a file, as it is sorted and filtered on the screen."""

from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget

from checklists.base.language import _, ngettext
from checklists.reports.naming import make_file_name
from checklists.reports.paper import WriteProgress
from checklists.rollup.reports.output import ROLLUP_FORMATS, ROLLUP_TITLE, write_rollup
from checklists.rollup.reports.view import list_notes
from checklists.rollup.totals import RollUp
from tui.forms.target import TargetDialog, Write, choose_folder
from tui.widgets.prose import Prose


class RollupExportDialog(TargetDialog):
    """The format of the roll-up, and its target."""

    AUTO_FOCUS = "#form"

    def __init__(self, roll: RollUp, how: str, which: str, folders: Iterable[Path]) -> None:
        super().__init__(_("Export the roll-up"), choose_folder(*folders))
        self._roll = roll
        self._how = how
        """Order and filter in words."""
        self._which = which
        """The chosen units in words; empty for all."""

    def fields(self) -> Iterable[Widget]:
        """Return what is written, the format and the path."""
        count = len(self._roll.units)
        told = ngettext("{count} unit is written, {how}.", "{count} units are written, {how}.", count)
        lines = [told.format(count=count, how=self._how), *list_notes(self._roll)]
        yield Prose("\n".join(lines), id="rollup-told")
        yield self.form_field()
        yield self.path_field()

    def on_mount(self) -> None:
        """Begin with the format that an office expects."""
        self.offer(ROLLUP_FORMATS, ROLLUP_FORMATS[0])

    def suggestion(self) -> str:
        """Return a file name from title and day."""
        return make_file_name((_(ROLLUP_TITLE), self._which), self._roll.today, self.form)

    def check_choice(self) -> None:
        """Everything can be written in every format."""

    def job(self) -> Write:
        """Return the function that writes the roll-up."""
        roll = self._roll

        def write(path: Path, is_forced: bool, progress: WriteProgress) -> None:
            write_rollup(roll, path, is_forced=is_forced, progress=progress)

        return write
