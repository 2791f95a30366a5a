"""A record's form, made from its fields: checked while typing, kept if saving fails."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, SelectionList, TextArea

from checklists.base.language import _
from checklists.base.model import Model
from checklists.base.text import LINE_LIMIT, show
from checklists.edits.future import find_future_fields
from checklists.edits.records import validate_record
from checklists.exchange.tables import TABLE_OF
from checklists.model.ledgers.opinions import Opinion
from checklists.model.meeting import GROUP, Meeting
from checklists.records.kinds import KINDS, Field, RecordKind
from checklists.records.soundness import is_only_hope
from checklists.records.values import read_value, show_value
from tui.base.messages import TableAsked
from tui.forms.dialog import TICK_HINT, Dialog, make_field_line
from tui.forms.form import make_text_area, tick_list
from tui.forms.wrong_fields import Wrong
from tui.widgets.day_input import DayInput
from tui.widgets.ticks import Tick

RecordValues = dict[str, Any]
ONE = frozenset({"choice", "member", "subject", "aspect", "record"})
MANY = frozenset({"subjects", "records"})
SHOWN_AT_ONCE = 5


class RecordDialog(Dialog[RecordValues | None]):
    """The fields of a record."""

    def __init__(
        self,
        title: str,
        meeting: Meeting,
        kind: RecordKind[Model],
        values: Mapping[str, Any],
        subject: str = "",
        error: str = "",
        *,
        today: date,
    ) -> None:
        super().__init__(title, error)
        self._meeting = meeting
        self._kind = kind
        self._values = values
        self._subject = subject
        self._today = today

    def on_mount(self) -> None:
        """Focus the first empty field, if some were given."""
        if not any(self._values.values()):
            return
        for one in self._kind.fields:
            box = self.query_one(f"#field-{one.name}")
            if one.name not in self._values and _is_empty(box) and self._is_asked(one, self._values):
                box.focus()
                return

    def fields(self) -> Iterable[Widget]:
        """Return a widget for each field, by its kind."""
        for one in self._kind.fields:
            is_required = self._kind.model.model_fields[one.name].is_required()
            label, hint = _(one.label) + (" *" if is_required else ""), _(one.hint)
            if one.kind == "flag":
                box = make_field_line(
                    "", Tick(label, bool(self._value(one)), id=f"field-{one.name}", compact=True), hint
                )
            else:
                beside = hint if one.kind in ONE else _(TICK_HINT) if one.kind in MANY else ""
                box = make_field_line(label, self._widget(one), beside)
            box.id = f"box-{one.name}"
            box.display = self._is_asked(one, self._values)
            yield box

    def _is_asked(self, one: Field, values: Mapping[str, Any]) -> bool:
        """Tell whether a field applies, given the values of the others."""
        if one.only is None:
            return True
        other, wanted = one.only
        return values.get(other, self._value(self._kind.field(other))) in wanted

    def _value(self, one: Field) -> Any:
        known = self._kind.model.model_fields[one.name]
        return self._values.get(one.name, None if known.is_required() else known.get_default())

    def _widget(self, one: Field) -> Widget:
        value, identity = self._value(one), f"field-{one.name}"
        if one.kind in ONE:
            return self._select(one, value, identity)
        if one.kind in MANY:
            options = _choices(self._meeting, one, self._subject, set(value or ()))
            return tick_list(options, value or (), identity, SHOWN_AT_ONCE)
        text = show_value(self._meeting, one, value, self._subject) if value is not None else ""
        if one.kind in {"prose", "lines"}:
            return make_text_area(text, identity, _(one.hint))
        if one.kind == "date":
            return DayInput(value, identity, self._today, is_ahead=one.is_ahead, placeholder=_(one.hint))
        return Input(text, id=identity, compact=True, max_length=LINE_LIMIT, placeholder=_(one.hint))

    def _select(self, one: Field, value: Any, identity: str) -> Select[str]:
        options = _choices(self._meeting, one, self._subject, {value} if value else set())
        known = {key for key, _text in options}
        is_needed = one.kind == "choice"
        return Select(
            [(Content(text), key) for key, text in options],
            value=value if value in known else Select.NULL,
            allow_blank=not is_needed,
            prompt=_("none are set yet") if one.kind == "aspect" and not options else "–",
            id=identity,
            compact=True,
        )

    def _entered(self, wrong: Wrong) -> RecordValues:
        """Return the values; errors are added to `wrong`."""
        found: RecordValues = {}
        for one in self._kind.fields:
            widget = self.query_one(f"#field-{one.name}")
            if isinstance(widget, Tick):
                found[one.name] = widget.value
            elif isinstance(widget, Select):
                found[one.name] = None if widget.is_blank() else widget.value
            elif isinstance(widget, SelectionList):
                found[one.name] = list(widget.selected) or None
            elif isinstance(widget, Input | TextArea):
                text = widget.value if isinstance(widget, Input) else widget.text
                with wrong.collect(f"field-{one.name}"):
                    found[one.name] = read_value(self._meeting, one, text, self._subject, today=self._today)
        return found

    def result(self) -> RecordValues:
        """Return the values. Raises `WrongFieldsError` with all errors."""
        wrong = Wrong()
        found = self._entered(wrong)
        found.update({one.name: None for one in self._kind.fields if not self._is_asked(one, found)})
        _record, faults = validate_record(self._meeting, self._kind, {**self._values, **found}, self._subject)
        asked = {one.name for one in self._kind.fields}
        for one in [*find_future_fields(self._kind, found, self._today), *faults]:
            if one.field in asked:
                wrong.add(f"field-{one.field}", one)
        wrong.refuse()
        if faults:  # of fields that this form does not show
            raise faults[0]
        return found

    def table_asked(self, text: str) -> TableAsked | None:
        """Return the request to import a table pasted here as records of this kind."""
        return TableAsked((TABLE_OF[self._kind.name],), self._subject, text)

    def warning(self) -> str:
        """Warn of a criticism that names nothing wrong."""
        if self._kind.name == "criticism" and is_only_hope(self.query_one("#field-text", TextArea).text):
            return _("This only hopes or praises: say what is wrong. It can be saved all the same.")
        return ""

    @on(Select.Changed)
    @on(SelectionList.SelectedChanged)
    def check_choice(self) -> None:
        """Check choices, too, and show only the fields that apply."""
        chosen = {box.id: None if box.is_blank() else box.value for box in self.query(Select)}
        values = {one.name: chosen.get(f"field-{one.name}") for one in self._kind.fields if one.kind == "choice"}
        for one in self._kind.fields:
            self.query_one(f"#box-{one.name}").display = self._is_asked(one, values)
        self.check_as_typed()


def _is_empty(box: Widget) -> bool:
    if isinstance(box, Select):
        return box.is_blank()
    return (isinstance(box, Input) and not box.value) or (isinstance(box, TextArea) and not box.text)


def _choices(meeting: Meeting, one: Field, subject: str, chosen: set[str]) -> list[tuple[str, str]]:
    """Return a field's choices with their labels, including a chosen one already gone."""
    if one.kind == "choice":
        return [(key, _(word)) for key, word in (one.choices or {}).items()]
    if one.kind == "aspect":
        found = dict(meeting.settings.aspects)
    elif one.kind in {"record", "records"} and one.of:
        found = {
            key: _title(record)
            for key, record in KINDS[one.of].records(meeting, subject).items()
            if key in chosen or not isinstance(record, Opinion) or subject in record.about
        }
        twice = Counter(found.values())
        found = {key: f"{title}  {key}" if twice[title] > 1 else title for key, title in found.items()}
    else:
        found = {key: member.name for key, member in meeting.settings.members.items()}
        if one.kind != "member":
            found = {GROUP: meeting.name(GROUP), **found}
    for key in chosen - set(found):
        found[key] = f"{show(meeting.name(key), 20)} ×"
    return list(found.items())


def _title(record: Model) -> str:
    text = getattr(record, "title", "") or getattr(record, "text", "") or getattr(record, "topic", "")
    return show(text, 40)
