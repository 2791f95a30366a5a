"""Dialogs: a title, fields, what is wrong with them as one types, buttons; escape and buttons run the same actions."""

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
"""Beside every list in which several can be ticked."""


class Dialog(LocalModal[Result], Refusing[Result]):
    """Base of all dialogs that return a value, or ``None`` when they are left."""

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
    """Whether enter in a field does what the first button does: where there is but one field."""
    keeps_typed: ClassVar[bool] = True
    """Whether leaving asks first where something was typed or chosen."""

    def __init__(self, title: str, error: str = "") -> None:
        super().__init__()
        self._title = title
        self._error = error
        self.is_begun = False
        """Whether the fields have their first values: what is still to come is no mistake."""
        self._first: list[object] = []
        """What the fields held when they were shown."""
        self._refused: list[Result] = []
        """What could not be saved: until it is changed, the form says why."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Return the keys that work now; accepting is called as the button is."""
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
        self._fit()
        with Vertical(id="dialog"):
            yield Label(Content(self._title), id="dialog-title")
            with Scroll(id="dialog-fields", can_focus=False):
                yield from self.fields()
            yield Prose(self._error, id="dialog-error")
            with Horizontal(id="dialog-buttons"):
                yield from self.buttons()
            yield KeyLine()

    def on_mount(self) -> None:
        """Put the highlight of choices on the chosen one; begin to check once the fields have their first values."""
        for choices in self.query(RadioSet):
            for _step in range(max(choices.pressed_index, 0)):
                choices.action_next_button()
        self.call_after_refresh(self.begin)

    def _fit(self) -> None:
        """Take the terminal's size before there are widgets: Textual would do so later, and style them all anew."""
        size = self.app.size
        for steps, cells in ((self.VERTICAL_BREAKPOINTS, size.height), (self.HORIZONTAL_BREAKPOINTS, size.width)):
            fitting = [step for step in steps or () if step[0] <= cells]
            if fitting:
                self.add_class(max(fitting)[1])

    def begin(self) -> None:
        """Take what the fields hold as what they held at first, and check from now on."""
        if not self.query("#dialog-fields"):  # left already
            return
        self.is_begun = True
        self._first = self.get_entries()

    def get_entries(self) -> list[object]:
        """Return what the fields hold, as it was typed or chosen."""
        found: list[object] = []
        for one in self.query_one("#dialog-fields").query("*"):
            if isinstance(one, Select):
                if not one.is_blank():  # what is asked only later is no change until it is answered
                    found.append((one.id or one.name, one.value))
            elif isinstance(one, Input | Checkbox | RadioButton):
                found.append(one.value)
            elif isinstance(one, TextArea):
                found.append(one.text)
            elif isinstance(one, SelectionList):
                found.append(sorted(map(str, one.selected)))
        return found

    def result(self) -> Result:
        """Return what was entered.

        Raises `ValueError` with a sentence where it does not fit; `WrongFieldsError` says of which fields.
        """
        raise NotImplementedError

    def warning(self) -> str:
        """Return what should be thought over, though it does not stand in the way."""
        return ""

    def complain(self, sentence: str) -> None:
        """Say what is wrong, or that nothing is."""
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
        """Enter in a field moves on; where there is but one, it accepts."""
        if self.enter_accepts:
            self.action_accept()
        else:
            self.focus_next()

    @on(Button.Pressed)
    async def run_button(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        event.stop()
        await self.run_action(f"screen.{event.button.id}")

    def action_accept(self) -> None:
        """Return what was entered."""
        try:
            found = self.result()
        except ValueError as error:
            self.refuse(error)
        else:
            self.dismiss(found)

    def action_page(self, direction: int) -> None:
        """Scroll what does not fit."""
        fields = self.query_one("#dialog-fields", Scroll)
        if direction < 0:
            fields.scroll_page_up(animate=False)
        else:
            fields.scroll_page_down(animate=False)

    def on_paste(self, event: events.Paste) -> None:
        """Say that what is pasted beside the text fields goes nowhere."""
        del event
        if not isinstance(self.focused, Input | TextArea):
            self.notify(_("Nothing can be pasted here: go to a text field first."), severity="warning", markup=False)

    @property
    def is_unsaved(self) -> bool:
        """Whether leaving would lose something: it was refused, or typed since."""
        return self.keeps_typed and self.is_changed

    @property
    def is_changed(self) -> bool:
        """Whether the fields were refused, or hold something else than at first."""
        return bool(self._error) or (self.is_begun and self.get_entries() != self._first)

    def table_asked(self, text: str) -> TableAsked | None:
        """Return the request to take a table that was pasted here into a ledger; ``None`` where it belongs to none."""
        del text
        return None

    def action_cancel(self) -> None:
        """Leave without a result; ask first where something would be lost."""
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
    """Return one line of a form."""
    parts: list[Widget] = [Label(Content(label), classes="field-label"), widget]
    if hint:
        parts.append(Label(Content(hint), classes="field-hint"))
    return Horizontal(*parts, classes="field")


class Confirm(Dialog[bool]):
    """Ask before something that touches much."""

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
        """Say what will happen."""
        yield Prose("\n".join(self._lines))

    def result(self) -> bool:
        """Return that it was confirmed."""
        return True

    def action_cancel(self) -> None:
        """Return that it was not."""
        self.dismiss(False)


class ConfirmSaving(Confirm):
    """Ask on the way of saving, where nothing is lost: the key that saves goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "accept", show=False)]


class ConfirmForGood(Confirm):
    """Ask before what cannot easily be brought back: a stray enter does not do it."""

    AUTO_FOCUS = "#cancel"


class QuitQuestion(ConfirmForGood):
    """Ask whether what stands in forms may go."""
