"""What all forms share: what is wrong with their fields, found at once and told below each; all of a text chosen."""

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
    """What is wrong with a form's fields; as a text it is the first of it, which names its field."""

    def __init__(self, found: Mapping[str, ValueError]) -> None:
        super().__init__(str(next(iter(found.values()))))
        self.found = found
        """By the widget's id."""

    @property
    def count(self) -> str:
        """Say how much there is, and where it is told."""
        return ngettext(
            "{count} field does not fit yet: see the line with ! below it.",
            "{count} fields do not fit yet: see the lines with ! below them.",
            len(self.found),
        ).format(count=len(self.found))


class Wrong:
    """Collects what is wrong while a form's fields are read, so that one fault does not hide the others."""

    def __init__(self) -> None:
        self._found: dict[str, ValueError] = {}

    @contextmanager
    def collect(self, identity: str) -> Iterator[None]:
        """Keep what the reading of a widget raises, and go on."""
        try:
            yield
        except ValueError as error:
            self.add(identity, error)

    def add(self, identity: str, error: ValueError) -> None:
        """Keep what is wrong with a widget; what was found there first is what it is."""
        self._found.setdefault(identity, error)

    @property
    def error(self) -> WrongFieldsError:
        """All that was wrong."""
        return WrongFieldsError(self._found)

    def validate(self, model: type[Of], found: object, place_of: Callable[[list[str]], tuple[str, str]]) -> Of:
        """Return the model of what was entered. Raises `WrongFieldsError` with all that is wrong, in it and before.

        `place_of` turns a path in the model into a widget's id and a label.
        """
        try:
            new = model.model_validate(found)
        except ValidationError as error:
            for fault in convert_errors(error, "", model):
                if fault.place:  # else it only says that there are more of them
                    identity, label = place_of(fault.place.split("."))
                    self.add(identity, FieldError(fault.place.split(".")[0], label, fault.problem))
            raise self.error from None
        self.refuse()
        return new

    def refuse(self) -> None:
        """Raise `WrongFieldsError` if anything was wrong."""
        if self._found:
            raise self.error


class Refusing(Screen[Result]):
    """The part of a form that says what is wrong with its fields, and chooses all of a text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Textual's fields go to the line's start, as Emacs does; in offices it chooses all, and Home goes there too
        Binding("ctrl+a", "select_text", show=False, priority=True),
    ]
    _tells_each = False
    """Whether each field says what is wrong with it: from the first refusal on, what is empty is a fault too."""

    def action_select_text(self) -> None:
        """Choose all that the field holds, so that what is typed next stands in its place."""
        if not isinstance(self.focused, Input | TextArea):
            raise SkipAction
        self.focused.select_all()

    def complain(self, sentence: str) -> None:
        """Say what is wrong, or that nothing is."""
        raise NotImplementedError

    def refuse(self, error: ValueError) -> None:
        """Say all that is wrong, and go to the first field of it."""
        self._tells_each = True
        self.tell_wrong(error)
        if isinstance(error, WrongFieldsError):
            self._go_to_first(error)

    def tell_wrong(self, error: ValueError | None) -> None:
        """Say what is wrong, below each field once saving was refused; of a field where nothing is, no longer."""
        found = error.found if isinstance(error, WrongFieldsError) else {}
        here = {identity: one for identity, one in found.items() if self.query(f"#{identity}")}
        elsewhere = [str(one) for identity, one in found.items() if identity not in here]
        if self._tells_each:
            self._tell_each(here)
        if elsewhere:  # of what the form does not show
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
            widget.select_all()  # it had the focus already, maybe

        def bring_into_view() -> None:
            for line in self.query(".field-fault").results(Prose):
                if line.name == widget.id:
                    line.scroll_visible(animate=False)

        self.call_after_refresh(bring_into_view)

    @on(Input.Changed)
    def tell_taken_date(self, event: Input.Changed) -> None:
        """Say below a date without a year which one is taken."""
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
    """Say what is wrong without the field's label, as it stands beside it."""
    return error.problem if isinstance(error, FieldError) else str(error)


def _box(widget: Widget) -> Widget:
    """Return the line of the form that a widget is on."""
    return next((one for one in widget.ancestors if isinstance(one, Widget) and one.has_class("field")), widget)
