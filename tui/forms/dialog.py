"""Dialogs: title, fields, errors while typing, buttons; escape and buttons run the same actions."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import (
    Button,
    Checkbox,
    Input,
    Label,
    RadioButton,
    RadioSet,
    Select,
    SelectionList,
    Static,
    TextArea,
)

from checklists.base.language import N_, _
from tui.base.key_groups import ALWAYS
from tui.base.messages import TableAsked
from tui.base.screen import LocalModal
from tui.forms.wrong_fields import Refusing
from tui.widgets.key_line import KeyLine
from tui.widgets.prose import Prose
from tui.widgets.scroll import Scroll

Result = TypeVar("Result")
TICK_HINT = N_("Space ticks")
"""The hint beside lists with several ticks."""


class Dialog(LocalModal[Result], Refusing[Result]):
    """The base of dialogs that return a value, or ``None`` when left."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", N_("Save")),
        Binding("escape", "cancel", N_("Cancel")),
        Binding("f1", "app.help", N_("Help"), tooltip=N_("Keys and signs"), group=ALWAYS),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
    ]
    accept_label: str = N_("Save")
    enter_accepts: ClassVar[bool] = False
    """Whether enter in a field accepts, as in dialogs with a single field."""
    keeps_typed: ClassVar[bool] = True
    """Whether leaving asks first if something was typed or chosen."""

    def __init__(self, title: str, error: str = "") -> None:
        super().__init__()
        self._title = title
        self._error = error
        self.is_begun = False
        """Whether the fields have their first values; before, an empty one is no error."""
        self._first: list[object] = []
        """The first values of the fields."""
        self._refused: list[Result] = []
        """The results that could not be saved: until they are changed, the form says why."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the active keys; accepting is labelled like the button."""
        label = _(self.accept_label)
        return {
            key: active._replace(binding=replace(active.binding, description=label))
            if active.binding.action == "accept"
            else active
            for key, active in super().active_bindings.items()
        }

    def fields(self) -> Iterable[Widget]:
        """Return the dialog's content."""
        raise NotImplementedError

    def buttons(self) -> Iterable[Button]:
        """Return the buttons: each runs its own action, else the one that its id names."""
        yield Button(_(self.accept_label), id="accept", variant="primary", compact=True)
        yield Button(_("Cancel"), id="cancel", compact=True)

    def compose(self) -> ComposeResult:
        """Lay the dialog out."""
        with Vertical(id="dialog"):
            yield Label(Content(self._title), id="dialog-title")
            with Scroll(id="dialog-fields", can_focus=False):
                yield from self.fields()
            yield Prose(self._error, id="dialog-error")
            with Horizontal(id="dialog-buttons"):
                yield from self.buttons()
            yield KeyLine()

    def on_mount(self) -> None:
        """Highlight the chosen options; check once the fields have their first values."""
        for choices in self.query(RadioSet):
            for _step in range(max(choices.pressed_index, 0)):
                choices.action_next_button()
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Store the first values, and check from now on."""
        if not self.query("#dialog-fields"):  # left already
            return
        self.is_begun = True
        self._first = self.get_entries()

    def get_entries(self) -> list[object]:
        """Return the fields' values as typed or chosen."""
        found: list[object] = []
        for one in self.query_one("#dialog-fields").query("*"):
            if isinstance(one, Select):
                if not one.is_blank():  # a question that appears later is no change until it is answered
                    found.append((one.id or one.name, one.value))
            elif isinstance(one, Input | Checkbox | RadioButton):
                found.append(one.value)
            elif isinstance(one, TextArea):
                found.append(one.text)
            elif isinstance(one, SelectionList):
                found.append(sorted(map(str, one.selected)))
        return found

    def result(self) -> Result:
        """Return the result.

        Raises `ValueError` with a sentence where it does not fit; `WrongFieldsError` says of which fields.
        """
        raise NotImplementedError

    def warning(self) -> str:
        """Return a warning that does not prevent accepting."""
        return ""

    def complain(self, sentence: str) -> None:
        """Show an error; empty clears it."""
        self.query_one("#dialog-error", Static).update(Content(sentence))

    @on(Input.Changed)
    @on(TextArea.Changed)
    def check_as_typed(self) -> None:
        """Check while typing."""
        if self.is_begun:
            try:
                found = self.result()
            except ValueError as error:
                self.tell_wrong(error)
                return
            self.tell_wrong(None)
            if self._error and not self._refused:
                self._refused.append(found)
            if found not in self._refused:
                self.complain(self.warning())

    @on(Input.Submitted)
    def accept_line(self) -> None:
        """Enter in a field moves on; in a dialog with one field, it accepts."""
        if self.enter_accepts:
            self.action_accept()
        else:
            self.focus_next()

    @on(Button.Pressed)
    async def run_button(self, event: Button.Pressed) -> None:
        """Run the button's action."""
        event.stop()
        await self.run_action(f"screen.{event.button.id}")

    def action_accept(self) -> None:
        """Accept the result, or show what is wrong."""
        try:
            found = self.result()
        except ValueError as error:
            self.refuse(error)
        else:
            self.dismiss(found)

    def action_page(self, direction: int) -> None:
        """Scroll by a page."""
        fields = self.query_one("#dialog-fields", Scroll)
        if direction < 0:
            fields.scroll_page_up(animate=False)
        else:
            fields.scroll_page_down(animate=False)

    def on_paste(self, event: events.Paste) -> None:
        """Explain that a paste outside of the text fields has no effect."""
        del event
        if not isinstance(self.focused, Input | TextArea):
            self.notify(_("Nothing can be pasted here: go to a text field first."), severity="warning", markup=False)

    @property
    def is_unsaved(self) -> bool:
        """Whether leaving would lose something: it was refused, or changed since."""
        return self.keeps_typed and self.is_changed

    @property
    def is_changed(self) -> bool:
        """Whether the fields were refused, or differ from their first values."""
        return bool(self._error) or (self.is_begun and self.get_entries() != self._first)

    def table_asked(self, text: str) -> TableAsked | None:
        """Return the request to import a pasted table; ``None`` if it belongs to no ledger."""
        del text
        return None

    def action_cancel(self) -> None:
        """Leave without a result; ask first if something would be lost."""
        if self.is_unsaved:
            self._ask_to_leave()
        else:
            self.dismiss(None)

    @work(group="leave-form", exclusive=True)
    async def _ask_to_leave(self) -> None:
        if await self.app.push_screen_wait(
            ConfirmForGood(_("Leave without saving?"), [_("What was changed here is not saved.")], N_("Leave"))
        ):
            self.dismiss(None)


def make_field_line(label: str, widget: Widget, hint: str = "") -> Horizontal:
    """Return a line of a form."""
    parts: list[Widget] = [Label(Content(label), classes="field-label"), widget]
    if hint:
        parts.append(Label(Content(hint), classes="field-hint"))
    return Horizontal(*parts, classes="field")


class Confirm(Dialog[bool]):
    """Confirm an act with many consequences."""

    accept_label = N_("Yes")
    AUTO_FOCUS = "#accept"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "accept", N_("Yes")),
        Binding("n,escape", "cancel", N_("Cancel"), key_display="n"),
        Binding("ctrl+s", "none", show=False),  # it saves elsewhere, and would do the opposite here
    ]

    def __init__(self, title: str, lines: list[str], accept_label: str = N_("Yes")) -> None:
        super().__init__(title)
        self._lines = lines
        self.accept_label = accept_label

    def fields(self) -> Iterable[Widget]:
        """Return the consequences."""
        yield Prose("\n".join(self._lines))

    def result(self) -> bool:
        """Return yes."""
        return True

    def action_cancel(self) -> None:
        """Return no."""
        self.dismiss(False)


class ConfirmSaving(Confirm):
    """Confirm while saving, with nothing to lose: the key to save confirms."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "accept", show=False)]


class ConfirmForGood(Confirm):
    """Confirm what cannot easily be undone: enter alone does not."""

    AUTO_FOCUS = "#cancel"


class QuitQuestion(ConfirmForGood):
    """Confirm that forms may be closed with what they hold."""
