"""What widgets tell the screen. Data comes down by `data_bind`, requests go up as messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from textual.message import Message
from textual.screen import ModalScreen

from checklists.edits.change import Edit
from checklists.model.check_names import RuleId
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
    """Where the cursor should go, if it matters."""
    item: str = ""
    """The item the cursor should go to, if it matters."""


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
    """The filter is left; the list has the focus again."""


@dataclass
class OpenMeeting(Message):
    """A meeting's folder is to be opened in place of this screen."""

    folder: Path


@dataclass
class VisitMeeting(Message):
    """A meeting's folder is to be opened on top of this screen."""

    folder: Path
    today: date | None = None
    """A day to pretend it is."""


@dataclass
class LedgerChosen(Message):
    """The place where something is entered was asked for."""

    place: EntryPlace
    subject: str = ""
    """Whose, if it matters."""
    page: int = 0
    """Which of the place's pages."""


@dataclass
class DutyAsked(Message):
    """A duty's form is to be opened."""

    duty: Duty
    is_waiver: bool = False
    """It is to be waived, not marked."""


@dataclass
class StepChosen(Message):
    """A step or a reason was chosen: what is missing is to be entered."""

    subject: str
    item: str


@dataclass
class RuleChosen(Message):
    """A rule of the draft checks was asked for."""

    rule: RuleId


@dataclass
class RecordAsked(Message):
    """A record's form is to be opened."""

    kind: KindName
    subject: str = ""
    """On whose sheet it is; empty for a ledger's."""
    key: str = ""
    """The record; empty for a new one."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What a new one begins with."""
    under: str = ""
    """What a new one hangs under."""


@dataclass
class TableAsked(Message):
    """A table is to be taken into a ledger."""

    tables: "tuple[TableName, ...]"
    """What it can be, what is likeliest first."""
    subject: str = ""
    """Whose sheet its rows go to where they do not say so."""
    text: str = ""
    """What was pasted; empty where a file is to be named."""


@dataclass
class RecordsRemoved(Message):
    """Records are to be removed."""

    places: tuple[tuple[KindName, str, str], ...]
    """Kind, whose sheet, id."""
    must_ask: bool = False
    """What is removed is not just what the cursor is on, so that nobody may be looking at it."""


@dataclass
class PageChosen(Message):
    """Another page of the stage was chosen in the line of pages."""

    number: int


@dataclass
class FormAsked(Message):
    """A form is to be opened, and what it returns to be saved; it comes back with what was typed where that fails."""

    make_dialog: Callable[[Meeting, Any, str], ModalScreen[Any]]
    """Makes the form from the meeting, what was typed before (``None`` at first) and what went wrong with it."""
    make_edit: Callable[[Meeting, Any], Edit]
    """Makes the edit from the meeting as the form showed it, so that what another changed meanwhile is a conflict."""
    on_newest: bool = False
    """Make the edit from the newest state instead: of what only adds, and looks first what is there."""


@dataclass
class EditAsked(Message):
    """Something is to be saved that needs no form."""

    make: Callable[[Meeting], Edit]
    words: Callable[[Edit], str] | None = None
    """What is said once it is saved, where that is more than what the edit means."""
    question: ModalScreen[bool] | None = None
    """What has to be confirmed first."""


@dataclass
class Announced(Message):
    """Something is to be said in the status line."""

    sentence: str
    is_error: bool = False


@dataclass
class DraftAsked(Message):
    """The draft of a subject is to be opened."""

    subject: str


SettingBox = Literal["unit", "theme", "aspects", "roster-grid"]
"""By the widget that holds it, a setting that is asked for."""


@dataclass
class SettingsAsked(Message):
    """The meeting's settings are to be opened, with the cursor in what matters here."""

    setting: SettingBox = "unit"


class Mended(Message):
    """The meeting's files can be read now."""


class Unreadable(Message):
    """The meeting's files cannot be shown as a meeting any more."""
