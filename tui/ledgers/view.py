"""The base of the places' views: pages of grids, a line on the state above, a line on the cursor below."""

from collections.abc import Container, Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events, getters, on
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import ContentSwitcher

from checklists.base.cells import count_cells, wrap
from checklists.base.faults import Fault
from checklists.base.language import N_, _, ngettext
from checklists.exchange.pasted import is_several
from checklists.exchange.tables import LEDGER_TABLES, TABLE_OF, TableName
from checklists.model.file_names import get_ledger_file
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.records.titles import describe_file
from tui.base.messages import Announced, TableAsked
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.matrix import MemberCells, MemberMatrix
from tui.widgets.page_grid import PageGrid
from tui.widgets.prose import UpdatedText
from tui.widgets.view import View

HEAD_LINES, FOOT_LINES = 2, 3
MEMBERS_LEDGERS = frozenset({"talks", "outline", "criticism"})
"""The commands with tables for members to import."""
LEAST_CELLS = 20


IMPORT = Binding(
    "V", "import_table", N_("Import"), tooltip=N_("Take a table from CSV, XLSX or pasted rows, after a preview")
)
"""The key for importing; each view places it among its own."""


class LedgerView(View):
    """Pages of grids, one of them visible."""

    DEFAULT_CSS = """
    LedgerView { height: 1fr; layout: vertical; }
    LedgerView > .ledger-head { height: auto; max-height: 2; min-height: 1; padding: 0 1; color: $text-muted; }
    LedgerView > .ledger-head.-error { color: $text-error; text-style: bold; }
    LedgerView > .ledger-choice { height: auto; max-height: 2; padding: 0 1; display: none; }
    LedgerView > .ledger-choice.-some { display: block; }
    LedgerView > .ledger-foot { height: auto; max-height: 3; min-height: 1; padding: 0 1; color: $text-muted; }
    LedgerView > ContentSwitcher { height: 1fr; padding: 0 1; }
    """
    page: var[int] = var(0)
    ledger: ClassVar[str] = ""
    """The ledger shown, if it is a single one."""
    command: ClassVar[str] = ""
    """The name of its command."""
    many_actions: ClassVar[frozenset[str]] = frozenset({"remove"})
    """Actions that work on all chosen records."""
    first_page_actions: ClassVar[frozenset[str]] = frozenset()
    """The view's actions that work on its first page."""

    def pages(self) -> Iterable[PageGrid]:
        """Make the grids, in the order of the pages' titles."""
        raise NotImplementedError

    def state_line(self, readiness: Readiness) -> str:
        """Return a line on the ledger's state."""
        raise NotImplementedError

    def foot_line(self, readiness: Readiness) -> str:
        """Return what is under the cursor, if it does not fit its cell."""
        raise NotImplementedError

    @property
    def file(self) -> str:
        """The file with the data shown; empty if there are several."""
        return get_ledger_file(self.ledger) if self.ledger else ""

    def unread(self) -> Fault | None:
        """Return the fault that makes the file unreadable: the page only looks empty."""
        found = self.shown.faults if self.shown else ()
        return next((fault for fault in found if fault.hides_file and fault.file == self.file), None)

    def go_to(self, subject: str) -> None:
        """Move the cursor to a subject's work."""

    @property
    def tables(self) -> tuple[TableName, ...]:
        """The importable tables, the visible page's first."""
        names, grid = LEDGER_TABLES[self.command], self.grid
        own = TABLE_OF[grid.records.kinds[0].name] if isinstance(grid, LedgerGrid) else names[0]
        return tuple(sorted(names, key=lambda name: name != own))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what works on the visible page; to a member, only tables of their own records."""
        if action in self.first_page_actions and self.page != 0:
            return False
        if action == "import_table" and self.me is not None:
            return self.command in MEMBERS_LEDGERS
        return super().check_action(action, parameters)

    def action_import_table(self) -> None:
        """Open the import dialog."""
        self._ask_for_table("")

    def _ask_for_table(self, text: str) -> None:
        self.post_message(TableAsked(self.tables, self.subject_here or "", text))

    def on_paste(self, event: events.Paste) -> None:
        """Import rows pasted into a list or matrix; a single line is no table."""
        event.stop()
        if not self.check_action("import_table", ()):
            return
        if is_several(event.text):
            self._ask_for_table(event.text)
        else:
            sentence = _("One line is no table: rows of a spreadsheet are taken here, after a preview.")
            self.post_message(Announced(sentence))

    def compose(self) -> ComposeResult:
        """Lay out head, pages and foot."""
        yield UpdatedText(classes="ledger-head", markup=False)
        with ContentSwitcher(initial=f"{self.id}-{self.page}"):
            for number, grid in enumerate(self.pages()):
                grid.id = f"{self.id}-{number}"
                yield grid
        yield UpdatedText(classes="ledger-choice", markup=False)
        yield UpdatedText(classes="ledger-foot", markup=False)

    @property
    def grids(self) -> list[PageGrid]:
        """The pages' grids."""
        return list(self.query_one(ContentSwitcher).query(PageGrid))

    @property
    def grid(self) -> PageGrid:
        """The visible grid."""
        return self.grids[self.page]

    def on_mount(self) -> None:
        """Show the state, and follow the grids."""
        for grid in self.grids:
            self.watch(grid, "version", self.tell_place, init=False)
        self.screen.bindings_updated_signal.subscribe(self, self._follow_keys)
        self.tell()

    def _follow_keys(self, _screen: Screen[object]) -> None:
        """Update the keys for chosen records when the focus changes."""
        if self.shown is not None and self.display and self.is_mounted:
            self._tell_choice()

    def watch_page(self) -> None:
        """Show another page."""
        if self.is_mounted:
            self.query_one(ContentSwitcher).current = f"{self.id}-{self.page}"
            self.grid.fill()
            self.tell_state()
            self.focus_list()

    def focus_list(self) -> None:
        """Put the focus on the grid."""
        if self.is_mounted:
            self.grid.focus()

    def watch_shown(self) -> None:
        """Show the new state; the grid reports the cursor."""
        self.tell_state()

    def tell(self) -> None:
        """Show the state above, and what is under the cursor below."""
        self.tell_state()
        self.tell_place()

    def tell_state(self) -> None:
        """Show the state above."""
        if self.shown is None or not self.is_mounted:
            return
        fault = self.unread()
        self.query_one(".ledger-head", UpdatedText).set_class(fault is not None, "-error")
        words = _describe_unread(self.shown.meeting, fault) if fault else self.state_line(self.shown)
        signs = [] if fault else [f"{sign} {_(word)}" for sign, word in self.grid.signs]
        self._write(".ledger-head", words, HEAD_LINES, signs)

    def tell_place(self) -> None:
        """Show below what is under the cursor, and what is chosen."""
        if self.shown is not None and self.is_mounted:
            self._tell_choice()
            self._write(
                ".ledger-foot", self._until_mended() if self.unread() else self.foot_line(self.shown), FOOT_LINES
            )

    def _tell_choice(self) -> None:
        """Show how many records are chosen, and which keys act on them."""
        grid, line = self.grid, self.query_one(".ledger-choice", UpdatedText)
        count, hidden = grid.choice if isinstance(grid, LedgerGrid) else (0, 0)
        line.set_class(count > 0, "-some")
        if isinstance(grid, LedgerGrid) and count:
            keys = self.screen.active_bindings.values()
            words = format_choice_line(self.app, self.many_actions, count, hidden, keys)
            if line.content != words:
                line.update(words)

    def _write(self, where: str, text: str, most: int, signs: Sequence[str] = ()) -> None:
        """Show a text in at most so many lines, with an ellipsis if it is longer; a sign keeps its word."""
        width = max(self.size.width - 2, LEAST_CELLS)
        lines = wrap(text, width)
        for sign in signs:
            longer = f"{lines[-1]}  {sign}"
            lines[-1:] = [longer] if count_cells(longer) <= width else [lines[-1], sign]
        if len(lines) > most:
            lines = wrap("  ".join((text, *signs)), width, most)
        line = self.query_one(where, UpdatedText)
        line.update(Content("\n".join(lines)), layout=len(lines) != line.size.height)

    def _until_mended(self) -> str:
        """Return what becomes of a page whose file cannot be read, and who mends it."""
        if self.me:
            return _("The meeting staff mends the file; until then nothing can be entered here.")
        return _(
            "Mend the file with a text editor, or put back a kept copy if there is one (K): then the records are shown"
            " here again. Until then nothing can be entered here."
        )

    def on_resize(self) -> None:
        """Wrap the lines above and below again."""
        self.tell()


Cells = TypeVar("Cells", bound=MemberCells)


class MatrixView(LedgerView, Generic[Cells]):
    """A place with a row for each member on its first page."""

    matrix = getters.query_one(MemberMatrix)

    def __init__(self, cells: Cells, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.cells = cells

    @on(MemberMatrix.Opened)
    def open_clicked(self, event: MemberMatrix.Opened) -> None:
        """Open the clicked cell."""
        event.stop()
        self.action_open_cell()

    def action_open_cell(self) -> None:
        """Open the cell under the matrix's cursor."""

    @property
    def subject_here(self) -> str | None:
        """The member under the cursor; in a list, the subject of the record."""
        grid = self.grid
        if isinstance(grid, LedgerGrid):
            return grid.place[1] if grid.place else None
        return self.matrix.member

    def go_to(self, subject: str) -> None:
        """Move the cursor to the member's first open cell."""
        self.matrix.go_to(subject)


def _describe_unread(meeting: Meeting, fault: Fault) -> str:
    words = (
        _("{file} cannot be read ({place}) and is left as it is. Press ! for what can be done.")
        if fault.place
        else _("{file} cannot be read and is left as it is. Press ! for what can be done.")
    )
    return words.format(file=describe_file(meeting, fault.file), place=fault.place)


def format_choice_line(
    app: App[object], many: Container[str], count: int, hidden: int, keys: Iterable[ActiveBinding]
) -> Content:
    """Return how many records are chosen, how many the filter hides, and which keys act on them."""
    words = ngettext("{count} chosen", "{count} chosen", count).format(count=count)
    if hidden:
        words += _(" ({hidden} hidden by the filter, left alone)").format(hidden=hidden)
    found = {active.binding.action: active for active in reversed([*keys]) if active.enabled}
    shown = [active for action, active in reversed(found.items()) if action in many]
    pieces = [
        Content.assemble((app.get_key_display(active.binding), "bold $text-accent"), f" {active.binding.description}")
        for active in [*shown, *(active for action, active in found.items() if action == "clear_choice")]
    ]
    return Content.assemble((words + _(": "), "bold $text-accent"), Content("  ").join(pieces))
