"""The import dialog: a file or paste is shown row by row; nothing is added until it is confirmed."""

from collections.abc import Iterable, Sequence
from datetime import date

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from checklists.base import cells
from checklists.base.errors import HuiqianError
from checklists.base.language import N_, _, join_names
from checklists.base.text import show_path
from checklists.exchange.columns import NO_CHOICES, ColumnChoices, UnknownColumnsError
from checklists.exchange.imports import ROW_VERDICT_WORDS, ImportRow, RowVerdict, Source, TableImport, read_import
from checklists.exchange.pasted import is_several
from checklists.exchange.rows import Aim
from checklists.exchange.tables import TABLES, TableName
from checklists.model.meeting import Meeting
from tui.base.messages import FormAsked, TableAsked
from tui.base.typed_path import parse_path
from tui.forms.dialog import Dialog, make_field_line
from tui.forms.table_choices import TableChoices, ask_columns, ask_values, merge_choices
from tui.widgets.grid import Grid, GridCell, GridColumn
from tui.widgets.one_line import OneLine
from tui.widgets.prose import Prose

VERDICT_TONES: dict[RowVerdict, str] = {"new": "done", "double": "dim", "repeated": "doing", "wrong": "late"}


SHOWN: tuple[RowVerdict, ...] = ("wrong", "repeated", "double", "new")
"""The order of verdicts: rows that need attention first."""


GRID_LINES = 9
"""Lines of the rows at most, heading included."""


class PreviewGrid(Grid):
    """The table's rows with their verdicts."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(id="rows")
        self._meeting = meeting
        self.found: TableImport | None = None
        self._rows: list[ImportRow] = []

    def show(self, found: TableImport | None) -> None:
        """Show a table's rows; what is wrong first."""
        self.found = found
        self._rows = [row for verdict in SHOWN for row in found.list_rows(verdict)] if found else []
        widest = max(cells.count_cells(_(word)) for word in ROW_VERDICT_WORDS.values())
        columns = [GridColumn(_("Row"), 5, "right"), GridColumn("", widest), GridColumn(_("What"))]
        if found:
            self.styles.height = min(len(self._rows) + 1, GRID_LINES)
        self.set_shape(columns, len(self._rows))

    def cell(self, row: int, column: int) -> GridCell:
        """Return the row's number, its verdict, or what it says or is wrong with it."""
        found = self._rows[row]
        if column == 0:
            return GridCell(str(found.number), "dim")
        if column == 1:
            return GridCell(_(ROW_VERDICT_WORDS[found.verdict]), VERDICT_TONES[found.verdict])
        return GridCell(self.words(row))

    def words(self, row: int) -> str:
        """Return a row's content, or what is wrong with it."""
        found = self._rows[row]
        if found.verdict == "wrong" or self.found is None:
            return found.problem
        text = self.found.describe_row(self._meeting, found)
        return _(": ").join([found.problem, text]) if found.verdict == "repeated" else text


class ImportDialog(Dialog[TableImport | None]):
    """Name a file or paste rows, review them, add the new ones."""

    accept_label = N_("Import new rows")
    DEFAULT_CSS = """
    ImportDialog #preview { height: auto; max-height: 100; }
    ImportDialog #row { height: auto; max-height: 3; color: $text-muted; }
    """

    def __init__(
        self, meeting: Meeting, names: Sequence[TableName], source: TableImport | Source, aim: Aim, error: str
    ) -> None:
        super().__init__(_("Import: {what}").format(what=_(TABLES[names[0]].title)), error)
        self._meeting = meeting
        self._names = names
        self._aim = aim
        self._source = source.source if isinstance(source, TableImport) else source
        self._begun = self._source
        self._choices = source.choices if isinstance(source, TableImport) else NO_CHOICES
        """The answers given with the table."""
        self._read: TableImport | None = None

    def begin(self) -> None:
        """Show a paste at once."""
        super().begin()
        if self._source.text and self.query("#rows"):
            self.check_as_typed()
            self.query_one(PreviewGrid).focus()

    def fields(self) -> Iterable[Widget]:
        """Return file, counts and rows."""
        labels = [*dict.fromkeys(_(field.label) for field in TABLES[self._names[0]].fields)]
        names = join_names(labels, len(labels))
        hint = _("A CSV or XLSX file, or rows pasted here. Columns: {names}.").format(names=names)
        yield Prose(hint, id="columns", classes="hint")
        box = make_field_line(
            _("File"), OneLine(self._source.path, id="file", compact=True, placeholder=_("CSV or XLSX"))
        )
        box.id = "box-file"
        box.display = not self._source.text
        yield box
        yield Prose(id="preview")
        yield TableChoices(id="table-choices")
        yield Prose(id="counts")
        grid = PreviewGrid(self._meeting)
        grid.styles.height = GRID_LINES
        yield grid
        yield Prose(id="row")

    @property
    def is_unsaved(self) -> bool:
        """Whether leaving would lose something; pasted rows are in no file."""
        return super().is_unsaved or bool(self._source.text and self._read and self._read.list_rows("new"))

    def on_mount(self) -> None:
        """Follow the cursor."""
        self.watch(self.query_one(PreviewGrid), "cursor_row", self.tell_row, init=False)

    def tell_row(self) -> None:
        """Show the row under the cursor in full."""
        grid, line = self.query_one(PreviewGrid), self.query_one("#row", Static)
        line.update(Content(grid.words(grid.cursor_row) if grid.row_count else ""))
        if grid.has_focus:  # below the rows: on a small screen it would stay out of sight
            self.call_after_refresh(line.scroll_visible, animate=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Bring the row's text into sight with the rows."""
        if isinstance(event.widget, PreviewGrid):
            self.tell_row()

    @on(Input.Submitted, "#file")
    def look(self, event: Input.Submitted) -> None:
        """Enter focuses the rows once there are any."""
        event.stop()
        self.check_as_typed()
        if self.query_one(PreviewGrid).row_count:
            self.query_one(PreviewGrid).focus()

    @on(OneLine.TextPasted)
    def take_pasted(self, event: OneLine.TextPasted) -> None:
        """Accept rows pasted instead of a file's name."""
        event.stop()
        self._take(event.text)

    def on_paste(self, event: events.Paste) -> None:
        """Accept rows pasted beside the file's name, instead of those read before."""
        event.prevent_default()
        if is_several(event.text):
            self._take(event.text)

    def _take(self, text: str) -> None:
        self._source = Source(text=text)
        self.query_one("#box-file").display = False
        self.query_one(PreviewGrid).focus()
        self.check_as_typed()

    @on(TableChoices.Answered)
    def check_answer(self) -> None:
        """Read the table again with the answers."""
        self.check_as_typed()

    def result(self) -> TableImport:
        """Return the table. Raises `ValueError` if nothing can be added."""
        if not self._source.text:
            self._source = Source(path=self.query_one("#file", Input).value.strip())
        preview, counts = self.query_one("#preview", Static), self.query_one("#counts", Static)
        try:
            found = self._read_source()
        except ValueError:  # another file's content must not stay above this one's error
            preview.update("")
            counts.update("")
            self.query_one(PreviewGrid).show(None)
            self.tell_row()
            raise
        preview.update(Content("\n".join(found.notes)) if found else "")
        counts.update(Content(found.summary()) if found else "")
        self.query_one("#columns").display = found is None
        if self.query_one(PreviewGrid).found is not found:
            self.query_one(PreviewGrid).show(found)
            self.tell_row()
        if found is None:
            raise ValueError(_("Name a file, or paste rows."))
        if not found.list_rows("new"):
            raise ValueError(_("There is nothing new in this table."))
        return found

    def _read_source(self) -> TableImport | None:
        source = self._source
        if not source.path and not source.text:
            return None
        if source.path and not parse_path(source.path).is_file():
            raise ValueError(_("There is no such file yet: {path}").format(path=show_path(source.path, 80)))
        asking = self.query_one(TableChoices)
        choices = merge_choices(asking.list_answers(source), self._choices if source == self._begun else NO_CHOICES)
        if self._read is None or (self._read.source, self._read.choices) != (source, choices):
            self._read = self._read_anew(source, choices)
        return self._read

    def _read_anew(self, source: Source, choices: ColumnChoices) -> TableImport:
        """Read the table, and ask about unclear columns and values. Raises `ValueError`."""
        asking = self.query_one(TableChoices)
        try:
            found = read_import(self._meeting, self._names, source, self._aim, choices)
        except UnknownColumnsError as error:
            asking.ask(source, ask_columns(error.found.columns, error.found.unknown))
            raise ValueError(str(error)) from None
        except HuiqianError as error:
            asking.ask(source, [])
            raise ValueError(str(error)) from None
        unknown = found.found.unknown if found.found else ()
        columns = ask_columns(found.table.columns([]), unknown)
        asking.ask(source, [*ask_values(self._meeting, found.unclear), *columns])
        return found


def make_table_form(asked: TableAsked, me: str | None, today: date) -> FormAsked:
    """Return the request that shows a table's rows and, once confirmed, adds the new ones."""
    aim, source = Aim(asked.subject or me or "", me, today), Source(text=asked.text)
    return FormAsked(
        lambda meeting, draft, error: ImportDialog(meeting, asked.tables, draft or source, aim, error),
        lambda meeting, found: found.edit(meeting),
        on_newest=True,
    )
