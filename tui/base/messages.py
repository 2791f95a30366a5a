"""Messages from widgets to the screen: state comes down by `data_bind`, requests go up as messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from textual.message import Message
from textual.screen import ModalScreen

from checklists.edits.change import Edit
from checklists.model.checks import RuleId
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Duty
from checklists.readiness.rules import EntryPlace
from checklists.records.kinds import KindName

if TYPE_CHECKING:
    from checklists.exchange.tables import TableName


@dataclass
class StageChosen(Message):
    """A stage was chosen in the bar or on the board."""

    stage: str
    """The stage's id; empty for the overview."""
    subject: str = ""
    """The subject to move the cursor to; empty for none."""
    item: str = ""
    """The item to move the cursor to; empty for none."""


@dataclass
class SubjectChosen(Message):
    """A member or the group was chosen."""

    subject: str
    item: str = ""


@dataclass
class SummaryChosen(Message):
    """The summary was asked for."""


@dataclass
class FilterChanged(Message):
    """The filter's text changed."""

    query: str


@dataclass
class FilterClosed(Message):
    """The filter was closed; the list takes the focus."""


@dataclass
class OpenMeeting(Message):
    """Asks to open a meeting's folder instead of this screen."""

    folder: Path


@dataclass
class VisitMeeting(Message):
    """Asks to open a meeting's folder on top of this screen."""

    folder: Path
    today: date | None = None
    """The day to judge on; ``None`` for the user's own calendar day."""


@dataclass
class LedgerChosen(Message):
    """A ledger's place was chosen."""

    place: EntryPlace
    subject: str = ""
    """The subject to show; empty for any."""
    page: int = 0
    """The index of the place's page."""


@dataclass
class DutyAsked(Message):
    """Asks to open a duty's form."""

    duty: Duty
    is_waiver: bool = False
    """Whether to waive it, not mark it."""


@dataclass
class StepChosen(Message):
    """A next step or reason was chosen: asks to open where the missing data is entered."""

    subject: str
    item: str


@dataclass
class RuleChosen(Message):
    """A draft rule was chosen."""

    rule: RuleId


@dataclass
class RecordAsked(Message):
    """Asks to open a record's form."""

    kind: KindName
    subject: str = ""
    """The subject of its sheet; empty for a ledger."""
    key: str = ""
    """The record's id; empty for a new one."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """The initial values of a new record."""
    under: str = ""
    """The problem of a new cause, or the cause of a new measure."""


@dataclass
class TableAsked(Message):
    """Asks to import a table into a ledger."""

    tables: "tuple[TableName, ...]"
    """The possible kinds of table, the likeliest first."""
    subject: str = ""
    """The subject of rows that name none."""
    text: str = ""
    """The pasted text; empty to ask for a file."""


@dataclass
class RecordsRemoved(Message):
    """Asks to remove records."""

    places: tuple[tuple[KindName, str, str], ...]
    """Kind, subject and id of each."""
    must_ask: bool = False
    """Whether to ask first, as the records are not just the one under the cursor."""


@dataclass
class PageChosen(Message):
    """Another page of the stage was chosen in the line of pages."""

    number: int


@dataclass
class FormAsked(Message):
    """Asks to open a form and save its result; if that fails, the form opens again with what was typed."""

    make_dialog: Callable[[Meeting, Any, str], ModalScreen[Any]]
    """Makes the form from the meeting, what was typed before (``None`` at first), and the error."""
    make_edit: Callable[[Meeting, Any], Edit]
    """Makes the edit from the meeting as the form showed it, so that others' changes meanwhile conflict."""
    on_newest: bool = False
    """Whether to make the edit from the newest meeting instead, as it only adds."""


@dataclass
class EditAsked(Message):
    """Asks to save an edit without a form."""

    make: Callable[[Meeting], Edit]
    words: Callable[[Edit], str] | None = None
    """Returns the message after saving, if it says more than the edit's meaning."""
    question: ModalScreen[bool] | None = None
    """A question to confirm first."""


@dataclass
class Announced(Message):
    """A message for the status line."""

    sentence: str
    is_error: bool = False


@dataclass
class DraftAsked(Message):
    """Asks to open a subject's draft."""

    subject: str


SettingBox = Literal["unit", "theme", "aspects", "roster-grid"]
"""The settings to open, by the ids of their widgets."""


@dataclass
class SettingsAsked(Message):
    """Asks to open the settings, with the cursor on one of them."""

    setting: SettingBox = "unit"


class Mended(Message):
    """The meeting's files can be read again."""


class Unreadable(Message):
    """The meeting's files can no longer be shown as a meeting."""
