"""Import of opinions: what a file holds is shown row by row; nothing is taken until it is confirmed."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from checklists.errors import HuiqianError
from checklists.exchange.opinions import VERDICT_WORDS, ImportRow, OpinionImport, Verdict, read_opinions
from checklists.language import N_, _
from checklists.meeting import Meeting
from checklists.text import show_path
from tui.screens.dialog import Dialog, field
from tui.widgets.grid import Cell, Column, Grid
from tui.widgets.prose import Prose

TONES: dict[Verdict, str] = {"new": "done", "double": "dim", "repeated": "doing", "wrong": "late"}


SHOWN: tuple[Verdict, ...] = ("wrong", "repeated", "double", "new")
"""In which order the rows are shown: first what wants to be looked at."""


class PreviewGrid(Grid):
    """The rows of the file, each with what would become of it."""

    def __init__(self) -> None:
        super().__init__(id="rows")
        self.found: OpinionImport | None = None
        self._rows: list[ImportRow] = []

    def show(self, found: OpinionImport | None) -> None:
        """Show a file's rows; what is wrong first."""
        self.found = found
        self._rows = [row for verdict in SHOWN for row in found.of(verdict)] if found else []
        widest = max(cell_len(_(word)) for word in VERDICT_WORDS.values())
        columns = [Column(_("Row"), 5, "right"), Column("", widest), Column(_("Opinion"))]
        self.set_shape(columns, len(self._rows))

    def cell(self, row: int, column: int) -> Cell:
        """Return the row's number, its verdict, or its text or what is wrong with it."""
        found = self._rows[row]
        if column == 0:
            return Cell(str(found.number), "dim")
        if column == 1:
            return Cell(_(VERDICT_WORDS[found.verdict]), TONES[found.verdict])
        text = str(found.values.get("text", "")).replace("\n", " ")
        if found.verdict == "repeated":
            text = _(": ").join([found.problem, text])
        return Cell(found.problem if found.verdict == "wrong" else text)


class ImportDialog(Dialog[OpinionImport | None]):
    """Name a file, look at its rows, take what is new."""

    accept_label = N_("Take what is new")

    def __init__(self, meeting: Meeting, draft: Any, error: str) -> None:
        super().__init__(_("Import opinions"), error)
        self._meeting = meeting
        self._path = draft.path if isinstance(draft, OpinionImport) else ""
        self._read: tuple[str, OpinionImport] | None = None

    def fields(self) -> Iterable[Widget]:
        """Return file, counts and rows."""
        hint = _("CSV or XLSX with a column 意见 or opinion; also 日期 渠道 来源 对象 方面 条数.")
        yield Prose(hint, classes="hint")
        yield field(_("File"), Input(self._path, id="file", compact=True, placeholder="意见.xlsx"))
        yield Static(id="preview", markup=False)
        grid = PreviewGrid()
        grid.styles.height = 9
        yield grid

    @on(Input.Submitted, "#file")
    def look(self, event: Input.Submitted) -> None:
        """Enter goes to the rows once there are any."""
        event.stop()
        self.check_as_typed()
        if self.query_one(PreviewGrid).row_count:
            self.query_one(PreviewGrid).focus()

    def result(self) -> OpinionImport:
        """Return what was read. Raises `ValueError` where nothing can be taken."""
        typed = self.query_one("#file", Input).value.strip()
        preview = self.query_one("#preview", Static)
        try:
            found = self._found(typed)
        except ValueError:  # what another file held must not stand above what is wrong with this one
            preview.update("")
            self.query_one(PreviewGrid).show(None)
            raise
        preview.update(Content(found.summary()) if found else "")
        if self.query_one(PreviewGrid).found is not found:
            self.query_one(PreviewGrid).show(found)
        if found is None:
            raise ValueError(_("Name a file."))
        if not found.of("new"):
            raise ValueError(_("There is nothing new in this file."))
        return found

    def _found(self, typed: str) -> OpinionImport | None:
        path = Path(typed).expanduser()
        if not typed:
            return None
        if not path.is_file():
            raise ValueError(_("There is no such file yet: {path}").format(path=show_path(typed, 80)))
        if self._read is None or self._read[0] != typed:
            try:
                self._read = typed, replace(read_opinions(path, self._meeting), path=typed)
            except HuiqianError as error:
                raise ValueError(str(error)) from None
        return self._read[1]
