"""Errors in a form's fields: all are found at once and shown below their fields; ctrl+a selects all of a text."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import ClassVar, TypeVar

from pydantic import ValidationError
from textual import on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TabbedContent, TabPane, TextArea

from checklists.base.faults import convert_errors
from checklists.base.language import ngettext
from checklists.base.model import Model
from checklists.records.values import FieldError
from tui.widgets.day_input import DayInput
from tui.widgets.prose import Prose

Result = TypeVar("Result")
Of = TypeVar("Of", bound=Model)


class WrongFieldsError(ValueError):
    """The errors of a form's fields; as text, the first with its field's label."""

    def __init__(self, found: Mapping[str, ValueError]) -> None:
        super().__init__(str(next(iter(found.values()))))
        self.found = found
        """The errors by the widget's id."""

    @property
    def count(self) -> str:
        """Return the number of errors, and where they are shown."""
        return ngettext(
            "{count} field does not fit yet: see the line with ! below it.",
            "{count} fields do not fit yet: see the lines with ! below them.",
            len(self.found),
        ).format(count=len(self.found))


class Wrong:
    """Collects errors while a form's fields are read, so that all are reported at once."""

    def __init__(self) -> None:
        self._found: dict[str, ValueError] = {}

    @contextmanager
    def collect(self, identity: str) -> Iterator[None]:
        """Collect the error of reading a widget, and go on."""
        try:
            yield
        except ValueError as error:
            self.add(identity, error)

    def add(self, identity: str, error: ValueError) -> None:
        """Add a widget's error, unless it has one."""
        self._found.setdefault(identity, error)

    @property
    def error(self) -> WrongFieldsError:
        """All errors collected."""
        return WrongFieldsError(self._found)

    def validate(self, model: type[Of], found: object, place_of: Callable[[list[str]], tuple[str, str]]) -> Of:
        """Return the model of the values. Raises `WrongFieldsError` with its errors and those collected.

        `place_of` turns a path in the model into a widget's id and a label.
        """
        try:
            new = model.model_validate(found)
        except ValidationError as error:
            for fault in convert_errors(error, "", model):
                if fault.place:  # otherwise it only says that there are more
                    identity, label = place_of(fault.place.split("."))
                    self.add(identity, FieldError(fault.place.split(".")[0], label, fault.problem))
            raise self.error from None
        self.refuse()
        return new

    def refuse(self) -> None:
        """Raise `WrongFieldsError` if there are errors."""
        if self._found:
            raise self.error


class Refusing(Screen[Result]):
    """The part of a form that shows errors and selects all of a text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Textual moves to the line's start, as Emacs does; in offices ctrl+a selects all, and Home moves there too
        Binding("ctrl+a", "select_text", show=False, priority=True),
    ]
    _tells_each = False
    """Whether each field shows its error: after the first refusal, empty fields are errors too."""

    def action_select_text(self) -> None:
        """Select all of the field's text, so that typing replaces it."""
        if not isinstance(self.focused, Input | TextArea):
            raise SkipAction
        self.focused.select_all()

    def complain(self, sentence: str) -> None:
        """Show an error; empty clears it."""
        raise NotImplementedError

    def refuse(self, error: ValueError) -> None:
        """Show all errors, and focus the first wrong field."""
        self._tells_each = True
        self.tell_wrong(error)
        if isinstance(error, WrongFieldsError):
            self._go_to_first(error)

    def tell_wrong(self, error: ValueError | None) -> None:
        """Show the error below each field once saving was refused, and clear resolved ones."""
        found = error.found if isinstance(error, WrongFieldsError) else {}
        here = {identity: one for identity, one in found.items() if self.query(f"#{identity}")}
        elsewhere = [str(one) for identity, one in found.items() if identity not in here]
        if self._tells_each:
            self._tell_each(here)
        if elsewhere:  # in what the form does not show
            self.complain(elsewhere[0])
        elif self._tells_each and isinstance(error, WrongFieldsError):
            self.complain(error.count)
        elif error:
            self.complain(str(error))

    def _tell_each(self, found: Mapping[str, ValueError]) -> None:
        told = {line.name or "": line for line in self.query(".field-fault").results(Prose)}
        for identity in {*told, *found}:
            is_wrong = identity in found
            box = _box(self.query_one(f"#{identity}")).set_class(is_wrong, "-wrong")
            if identity not in told and isinstance(box.parent, Widget):
                told[identity] = Prose(name=identity, classes="field-fault")
                box.parent.mount(told[identity], after=box)
            told[identity].display = is_wrong
            if is_wrong:
                told[identity].update(Content(f"!\N{NO-BREAK SPACE}{_problem(found[identity])}"))

    def _go_to_first(self, error: WrongFieldsError) -> None:
        widget = next((one for one in self.query("*") if one.id in error.found), None)
        if widget is None:
            return
        for page in widget.ancestors:
            if isinstance(page, TabPane) and page.id:
                self.query_one(TabbedContent).active = page.id
        widget.focus()
        if isinstance(widget, Input):
            widget.select_all()  # it may have had the focus already

        def bring_into_view() -> None:
            for line in self.query(".field-fault").results(Prose):
                if line.name == widget.id:
                    line.scroll_visible(animate=False)

        self.call_after_refresh(bring_into_view)

    @on(Input.Changed)
    def tell_taken_date(self, event: Input.Changed) -> None:
        """Show the assumed year below a date without one."""
        if not isinstance(event.input, DayInput):
            return
        words = event.input.taken_date
        line = next((one for one in self.query(".field-note").results(Prose) if one.name == event.input.id), None)
        box = _box(event.input)
        if line is None and words and isinstance(box.parent, Widget):
            line = Prose(name=event.input.id, classes="field-note")
            box.parent.mount(line, after=box)
        if line:
            line.display = bool(words)
            line.update(Content(words))


def _problem(error: ValueError) -> str:
    """Return an error without the field's label: it is beside the field."""
    return error.problem if isinstance(error, FieldError) else str(error)


def _box(widget: Widget) -> Widget:
    """Return a widget's line in the form."""
    return next((one for one in widget.ancestors if isinstance(one, Widget) and one.has_class("field")), widget)
