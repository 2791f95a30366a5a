"""Questions about a table, below its preview: unknown columns, unclear values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from textual import on
from textual.containers import Container, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Select

from checklists.base.language import _, join_names
from checklists.base.text import show
from checklists.exchange.columns import NO_CHOICES, ColumnChoices, Columns, UnknownColumn
from checklists.exchange.imports import UnclearValue, find_titles
from checklists.model.meeting import Meeting
from tui.forms.dialog import make_field_line

MOST_ASKED = 12
"""Questions at a time; others follow once these are answered."""
LABEL_SHOWN = 12
ROWS_NAMED = 4
"""Rows of a value named at most; more are counted."""
_COLUMN, _VALUE = "column ", "value "
"""Prefixes of a question's key."""


class Question(NamedTuple):
    """A question about a table."""

    key: str
    label: str
    prompt: str
    """What happens if nothing is chosen."""
    options: tuple[tuple[str, str], ...]
    """The answers with their labels."""


def ask_columns(columns: Columns, unknown: Iterable[UnknownColumn]) -> list[Question]:
    """Return a question for each unknown column; those with suggestions come first."""
    found = []
    for one in sorted(unknown, key=lambda one: not one.near):
        if one.is_serial:
            continue
        fields = [*one.near, *(other.field for other in columns.columns if other.field not in one.near)]
        options = [(name, columns.label(name)) for name in fields]
        near = join_names([columns.label(name) for name in one.near], 3)
        prompt = _("left out; it could be: {fields}").format(fields=near) if near else _("left out")
        found.append(Question(_COLUMN + one.plain, show(one.heading, LABEL_SHOWN), prompt, tuple(options)))
    return found


def ask_values(meeting: Meeting, unclear: Iterable[UnclearValue]) -> list[Question]:
    """Return a question for each unclear value, with its candidates first."""
    found = []
    for one in unclear:
        known = find_titles(meeting, one.field)
        keys = [*one.candidates, *(key for key in known if key not in one.candidates)]
        options = [("", _("leave it empty")), *((key, known[key]) for key in keys if key in known)]
        rows = join_names([str(number) for number in one.rows[:ROWS_NAMED]], ROWS_NAMED)
        words = _("{field}, row {rows}: which is meant?")
        if len(one.rows) > ROWS_NAMED:
            words = _("{field}, {count} rows ({rows} …): which is meant?")
        prompt = words.format(field=_(one.field.label), rows=rows, count=len(one.rows))
        found.append(Question(_VALUE + one.value, show(one.value, LABEL_SHOWN), prompt, tuple(options)))
    return found


def merge_choices(answers: Mapping[str, str], before: ColumnChoices = NO_CHOICES) -> ColumnChoices:
    """Return the answers as choices of columns and values, added to `before`."""

    def said(kind: str) -> dict[str, str]:
        return {key.removeprefix(kind): answer for key, answer in answers.items() if key.startswith(kind)}

    return ColumnChoices({**before.columns, **said(_COLUMN)}, {**before.values, **said(_VALUE)})


class TableChoices(Container):
    """The questions with their answers; answers stay until there is another table."""

    DEFAULT_CSS = """
    TableChoices { height: auto; }
    TableChoices .questions { height: auto; }
    """

    @dataclass
    class Answered(Message):
        """An answer was changed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._table: object = None
        self._asked: dict[str, Question] = {}
        self._answers: dict[str, str] = {}

    def list_answers(self, table: object) -> dict[str, str]:
        """Return the answers about a table by key; none for another table."""
        return dict(self._answers) if table == self._table else {}

    def ask(self, table: object, questions: Iterable[Question]) -> None:
        """Ask about a table; its earlier answers can be changed."""
        if table != self._table:
            self._table, self._answers, self._asked = table, {}, {}
        answered = {key: one for key, one in self._asked.items() if key in self._answers}
        wanted = answered | {one.key: one for one in questions}
        wanted = dict([*wanted.items()][: len(answered) + MOST_ASKED])
        if list(wanted) == list(self._asked) and self.children:
            return
        gone = [key for key in self._asked if key not in wanted]
        new = [one for key, one in wanted.items() if key not in self._asked or not self.children]
        for box in self.query(Vertical).filter(".question"):
            if box.name in gone:
                box.remove()
        self._asked = {key: one for key, one in self._asked.items() if key in wanted} | wanted
        self.mount_all(
            Vertical(
                make_field_line(
                    one.label,
                    Select(
                        [(Content(words), answer) for answer, words in one.options],
                        prompt=one.prompt,
                        name=one.key,
                        compact=True,
                    ),
                ),
                name=one.key,
                classes="question questions",
            )
            for one in new
        )

    @on(Select.Changed)
    def take_answer(self, event: Select.Changed) -> None:
        """Store an answer, and report it if it changed."""
        event.stop()
        key = event.select.name or ""
        answer = None if event.select.is_blank() else str(event.value)
        if answer != self._answers.get(key):
            if answer is None:
                self._answers.pop(key, None)
            else:
                self._answers[key] = answer
            self.post_message(self.Answered())
