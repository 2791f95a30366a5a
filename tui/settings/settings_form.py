"""The base of the forms for settings: nothing is saved before ctrl+s, and nothing typed is lost."""

from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Label, Select, Static, TabbedContent, TextArea

from checklists.base.language import N_, _
from checklists.base.model import Model
from tui.base.screen import LocalScreen
from tui.base.session import Session
from tui.forms.dialog import ConfirmForGood
from tui.forms.saving import Make, Said, Saver
from tui.forms.wrong_fields import Refusing
from tui.widgets.key_line import KeyLine
from tui.widgets.prose import Prose
from tui.widgets.ticks import Tick

Held = TypeVar("Held", bound=Model)


class SettingsForm(LocalScreen[Said], Refusing[Said], Generic[Held]):
    """A form that returns the message about what was saved, or ``None``."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save")),
        Binding("escape", "leave_form", N_("Back")),
        Binding("ctrl+t", "next_tab", N_("Next page"), priority=True),
        Binding("f1", "app.help", N_("Help")),
    ]

    what: ClassVar[str]
    """The name of what is saved."""
    pages: ClassVar[dict[str, str]]
    """The pages in order, each with the widget that takes the focus."""

    def __init__(self, title: str, session: Session, seen: Held, page: str = "", first: str = "") -> None:
        super().__init__()
        self._page = page or next(iter(self.pages))
        """The page to open."""
        self._first = first
        """The widget to focus; the page's first field by default."""
        self._title = title
        self._session = session
        self._seen = seen
        """The settings when the form was opened."""
        self._is_storing = False
        self._saver = Saver(self, session)

    def compose(self) -> ComposeResult:
        """Lay out the pages."""
        yield Label(Content(self._title), id="form-title")
        with TabbedContent(id="pages", initial=self._page):
            yield from self.compose_pages()
        yield Prose(id="form-error")
        yield KeyLine()

    def on_mount(self) -> None:
        """Open the page asked for."""
        if self._first:
            self.query_one(f"#{self._first}").focus()
        else:
            self._focus_first(self._page)

    def _focus_first(self, page: str) -> None:
        self.query_one(f"#{page}").query(self.pages[page]).first().focus()

    def compose_pages(self) -> ComposeResult:
        """Lay out the content of the pages."""
        raise NotImplementedError

    def collect(self) -> Held:
        """Return the values. Raises `WrongFieldsError` with all errors."""
        raise NotImplementedError

    def complain(self, sentence: str) -> None:
        """Show an error; empty clears it."""
        self.query_one("#form-error", Static).update(Content(sentence))

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    @on(Tick.Changed)
    def check_as_typed(self) -> None:
        """Check while typing."""
        if self.is_mounted:
            try:
                self.collect()
            except ValueError as error:
                self.tell_wrong(error)
            else:
                self.tell_wrong(None)
                self.complain("")

    @on(Input.Submitted)
    def move_on(self) -> None:
        """Enter moves to the next field."""
        self.focus_next()

    def action_next_tab(self) -> None:
        """Open the next page."""
        shown, ids = self.query_one("#pages", TabbedContent), list(self.pages)
        shown.active = ids[(ids.index(shown.active) + 1) % len(ids)]
        self._focus_first(shown.active)

    async def store(self, new: Held) -> None:
        """Save the values with `finish`. Call it only in a worker."""
        raise NotImplementedError

    @work(group="dialog")
    async def action_save(self) -> None:
        """Save the values, or show all errors."""
        try:
            new = self.collect()
        except ValueError as error:
            self.refuse(error)
        else:
            await self.store(new)

    async def finish(self, make: Make) -> None:
        """Save an edit and leave, or show the error. Call it only in a worker."""
        if self._is_storing:
            return
        words = _("Saved: {what}").format(what=_(self.what))
        self._is_storing = True
        wrong = await self._saver.settle(make, on_newest=True, words=lambda _edit: words)
        self._is_storing = False
        if wrong:
            self.complain(str(wrong))
        else:
            self.dismiss(self._saver.said or Said(words))

    @property
    def is_unsaved(self) -> bool:
        """Whether there is input not being saved."""
        try:
            return not self._is_storing and self.collect() != self._seen
        except ValueError:
            return True

    @work(group="dialog")
    async def action_leave_form(self) -> None:
        """Leave; ask first if something would be lost."""
        if self._is_storing:  # it leaves by itself then
            return
        if not self.is_unsaved or await self.app.push_screen_wait(
            ConfirmForGood(_("Leave without saving?"), [_("What was changed here is not saved.")], N_("Leave"))
        ):
            self.dismiss(None)
