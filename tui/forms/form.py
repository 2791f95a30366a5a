"""A form declared by its parts: fields, how they are read, and the result they make."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, RadioSet, Select, SelectionList, TextArea
from textual.widgets.selection_list import Selection
from typing_extensions import override

from checklists.base.language import _
from tui.forms.dialog import TICK_HINT, Dialog, make_field_line
from tui.forms.wrong_fields import Wrong
from tui.widgets.day_input import DayInput
from tui.widgets.prose import Prose
from tui.widgets.ticks import Tick, TickChoice, TickList

Answer_co = TypeVar("Answer_co", covariant=True)
Result = TypeVar("Result")
FieldChoices = Sequence[tuple[str, str]]
"""The choices of a field: values with their labels."""
LIST_LINES = 8


def make_text_area(text: str, identity: str, placeholder: str = "") -> TextArea:
    """Return a box for a paragraph; tab moves to the next field."""
    return TextArea(
        text,
        id=identity,
        compact=True,
        tab_behavior="focus",
        highlight_cursor_line=False,
        placeholder=placeholder,
    )


def tick_list(choices: FieldChoices, chosen: Sequence[str], identity: str, lines: int = LIST_LINES) -> TickList:
    """Return a list with several ticks and at most so many lines."""
    ticked = set(chosen)
    box = TickList(
        *(Selection(Content(words), key, key in ticked) for key, words in choices), id=identity, compact=True
    )
    box.styles.height = max(min(len(choices), lines), 1)
    return box


@dataclass(frozen=True)
class Note:
    """A text between fields."""

    text: str | Content
    classes: str = "hint"

    def line(self) -> Widget:
        """Return the text's widget."""
        return Prose(self.text, classes=self.classes)


@dataclass(frozen=True)
class FormField(Generic[Answer_co]):
    """A field of a form."""

    name: str
    """The key of its answer, and the widget's id."""
    label: str

    def line(self) -> Widget:
        """Return the field's line."""
        return make_field_line(self.label, self.widget())

    def widget(self) -> Widget:
        """Return the field's widget, with its name as id."""
        raise NotImplementedError

    def read(self, form: Widget) -> Answer_co:
        """Return the answer. Raises `ValueError` with a sentence if it does not fit."""
        raise NotImplementedError


@dataclass(frozen=True)
class LineField(FormField[str]):
    """A line of text."""

    value: str = ""
    hint: str = ""
    """A remark beside the line, such as a unit."""
    placeholder: str = ""
    max_length: int = 200
    """In characters; 0 for no limit."""

    @override
    def line(self) -> Widget:
        return make_field_line(self.label, self.widget(), self.hint)

    @override
    def widget(self) -> Widget:
        return Input(self.value, id=self.name, compact=True, max_length=self.max_length, placeholder=self.placeholder)

    @override
    def read(self, form: Widget) -> str:
        return form.query_one(f"#{self.name}", Input).value


@dataclass(frozen=True)
class ProseField(FormField[str]):
    """One or more paragraphs."""

    value: str = ""

    @override
    def widget(self) -> Widget:
        return make_text_area(self.value, self.name)

    @override
    def read(self, form: Widget) -> str:
        return form.query_one(f"#{self.name}", TextArea).text


@dataclass(frozen=True)
class DayField(FormField[date | None]):
    """A day, in any of the ways offices write it."""

    value: date | None
    today: date | None
    is_past: bool = True
    """Whether a day in the future is refused."""
    is_optional: bool = True
    """Whether it may be empty."""

    @override
    def widget(self) -> Widget:
        return DayInput(self.value, self.name, self.today)

    @override
    def read(self, form: Widget) -> date | None:
        box = form.query_one(f"#{self.name}", DayInput)
        read = box.read_past if self.is_past else box.read
        return read(self.label, is_optional=self.is_optional)


@dataclass(frozen=True)
class TickField(FormField[bool]):
    """A check box."""

    value: bool = False

    @override
    def line(self) -> Widget:
        return make_field_line("", self.widget())

    @override
    def widget(self) -> Widget:
        return Tick(Content(self.label), self.value, id=self.name, compact=True)

    @override
    def read(self, form: Widget) -> bool:
        return form.query_one(f"#{self.name}", Tick).value


@dataclass(frozen=True)
class RadioField(FormField[str]):
    """One of a few choices, all visible."""

    choices: FieldChoices
    value: str
    """The chosen one; any other value if none is chosen yet."""

    @override
    def widget(self) -> Widget:
        buttons = (
            TickChoice(Content(words), value=key == self.value, compact=True, id=key) for key, words in self.choices
        )
        return RadioSet(*buttons, id=self.name, compact=True)

    @override
    def read(self, form: Widget) -> str:
        chosen = form.query_one(f"#{self.name}", RadioSet).pressed_index
        return self.choices[chosen][0] if chosen >= 0 else self.value


@dataclass(frozen=True)
class SelectField(FormField[str]):
    """One of many choices; empty if none is chosen, where that is allowed."""

    choices: FieldChoices
    value: str = ""
    is_optional: bool = False

    @override
    def widget(self) -> Widget:
        box: Select[str] = Select(
            [(Content(words), key) for key, words in self.choices],
            value=self.value or Select.NULL,
            allow_blank=self.is_optional,
            prompt="–",
            id=self.name,
            compact=True,
        )
        return box

    @override
    def read(self, form: Widget) -> str:
        box = form.query_one(f"#{self.name}", Select)
        return "" if box.is_blank() else str(box.value)


@dataclass(frozen=True)
class TicksField(FormField[tuple[str, ...]]):
    """Any number of choices."""

    choices: FieldChoices
    value: tuple[str, ...]
    is_optional: bool = False

    @override
    def line(self) -> Widget:
        return make_field_line(self.label, self.widget(), _(TICK_HINT))

    @override
    def widget(self) -> Widget:
        return tick_list(self.choices, self.value, self.name)

    @override
    def read(self, form: Widget) -> tuple[str, ...]:
        ticked = set(form.query_one(f"#{self.name}", SelectionList).selected)
        if not ticked and not self.is_optional:
            raise ValueError(_("Choose at least one with the space key."))
        return tuple(key for key, _words in self.choices if key in ticked)


FormPart = Note | FormField[object]


class Form(Dialog[Result | None]):
    """A dialog of such parts. The answers go by name into `make`, which returns the result.

    It is called once every field fits by itself, and raises `ValueError` or `WrongFieldsError` where they do not fit
    together.
    """

    def __init__(
        self,
        title: str,
        parts: Sequence[FormPart],
        make: Callable[..., Result],
        error: str = "",
        *,
        focus: str = "",
        accept_label: str = "",
    ) -> None:
        super().__init__(title, error)
        self._parts = parts
        self._make = make
        self._focus_first = focus
        if accept_label:
            self.accept_label = accept_label

    def on_mount(self) -> None:
        """Focus the field named, else the first."""
        if self._focus_first:
            self.query_one(f"#{self._focus_first}").focus()

    @override
    def fields(self) -> list[Widget]:
        return [part.line() for part in self._parts]

    @override
    def result(self) -> Result:
        wrong, found = Wrong(), dict[str, object]()
        for part in self._parts:
            if isinstance(part, FormField):
                with wrong.collect(part.name):
                    found[part.name] = part.read(self)
        wrong.refuse()
        return self._make(**found)

    @on(Select.Changed)
    @on(SelectionList.SelectedChanged)
    @on(RadioSet.Changed)
    @on(Tick.Changed)
    def check_choice(self) -> None:
        """Check choices, too."""
        self.check_as_typed()
