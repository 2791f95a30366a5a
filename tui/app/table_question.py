"""The question about a table pasted into a form: rows for the ledger, text for the field, or nothing."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from textual.app import App
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Button, Input, TextArea

from checklists.base.language import N_, _
from checklists.exchange.pasted import is_table, split_pasted_rows
from checklists.exchange.table import is_blank
from tui.forms.dialog import Dialog
from tui.meeting.screen import MeetingScreen
from tui.widgets.one_line import OneLine
from tui.widgets.pasting import fit_pasted
from tui.widgets.prose import Prose

TableChoice = Literal["table", "text"]


class TableQuestion(Dialog[TableChoice | None]):
    """Ask before a table's rows become one text."""

    keeps_typed = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "none", show=False),  # which of the two would it save?
        Binding("escape", "cancel", N_("Do not paste")),
    ]

    def __init__(self, rows: int, *, has_ledger: bool, text_label: str) -> None:
        super().__init__(_("A table was pasted"))
        self._rows = rows
        self._has_ledger = has_ledger
        self._text_label = text_label
        """The label for keeping it as text; empty if no text field has the focus."""

    def fields(self) -> Iterable[Widget]:
        """Return what was pasted."""
        yield Prose(_("It has {count} rows with several cells each.").format(count=self._rows))
        if self._has_ledger:
            yield Prose(_("As a table, each row becomes a record: a preview comes first."), classes="hint")

    def buttons(self) -> Iterable[Button]:
        """Return the choices."""
        if self._has_ledger:
            yield Button(
                _("Take it as a table"), id="table", action="screen.dismiss('table')", variant="primary", compact=True
            )
        if self._text_label:
            yield Button(self._text_label, id="text", action="screen.dismiss('text')", compact=True)
        yield Button(_("Do not paste"), id="cancel", compact=True)

    def on_mount(self) -> None:
        """Focus the first choice."""
        self.query(Button).first().focus()


def ask_about(app: App[None], text: str) -> bool:
    """Ask about a table pasted into a form; tell whether there was anything to ask."""
    if not is_table(text):
        return False
    screen, box = app.screen, app.focused
    asked = screen.table_asked(text) if isinstance(screen, Dialog) else None
    is_line = isinstance(box, Input) and not isinstance(box, OneLine)
    if asked is None and not is_line:
        return False
    label = _("Join into one line") if is_line else _("Keep it as text") if isinstance(box, TextArea) else ""

    def settle(fate: TableChoice | None) -> None:
        if fate == "text" and isinstance(box, Input):
            if fitting := fit_pasted(box, text):
                box.replace(fitting, *box.selection)
        elif fate == "text" and isinstance(box, TextArea):
            box.move_cursor(box.replace(text, *box.selection).end_location)
        elif fate == "table" and asked:
            if isinstance(screen, Dialog) and not screen.is_changed:
                screen.dismiss(None)
            next(one for one in reversed(app.screen_stack) if isinstance(one, MeetingScreen)).post_message(asked)

    rows = sum(not is_blank(row) for row in split_pasted_rows(text))
    app.push_screen(TableQuestion(rows, has_ledger=asked is not None, text_label=label), settle)
    return True
