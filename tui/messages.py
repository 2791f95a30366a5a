"""What widgets tell the screen. Data comes down by `data_bind`, requests go up as messages."""

from dataclasses import dataclass
from pathlib import Path

from textual.message import Message


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


class Mended(Message):
    """The meeting's files can be read now."""
