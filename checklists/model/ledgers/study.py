"""``study.toml``: the reading list and the sessions of collective study; and a member's own part, on their sheet."""

from functools import cached_property
from typing import Annotated

from pydantic import Field

from checklists.base.model import FILE_FORMAT, Day, Many, MemberId, Model, RecordId
from checklists.base.text import LineText, ProseText, RequiredLine
from checklists.model.ledgers.attendance import AWAY, Attendance


class StudyText(Model):
    """One text of the reading list."""

    title: RequiredLine
    required: bool = True
    """Whether every member has to read it."""
    note: LineText = ""


class StudySession(Model):
    """One session of collective study. It counts as held once someone was there."""

    topic: RequiredLine
    date: Day
    texts: Many[RecordId] = ()
    """Which texts of the reading list were studied."""
    hours: Annotated[float, Field(ge=0, le=24)] = 0.0
    place: LineText = ""
    note: ProseText = ""
    attendance: dict[MemberId, Attendance] = {}
    """The attendance by member; members not recorded yet are missing."""

    @property
    def is_held(self) -> bool:
        """Tell whether attendance was taken and someone was there."""
        return "present" in self.attendance.values()


class Study(Model):
    """The study ledger."""

    format: int = Field(default=FILE_FORMAT, ge=1)
    texts: dict[RecordId, StudyText] = {}
    sessions: dict[RecordId, StudySession] = {}

    @cached_property
    def required_texts(self) -> tuple[str, ...]:
        """The texts that every member has to read."""
        return tuple(key for key, text in self.texts.items() if text.required)

    @cached_property
    def held_sessions(self) -> tuple[str, ...]:
        """The sessions that were held."""
        return tuple(key for key, session in self.sessions.items() if session.is_held)

    def list_missed(self, member: str) -> tuple[str, ...]:
        """Return the held sessions missed by the member, with leave or without."""
        return tuple(key for key in self.held_sessions if self.sessions[key].attendance.get(member) in AWAY)


class MadeUp(Model):
    """How a member made up for a missed session."""

    on: Day
    note: ProseText = ""


class SelfStudy(Model):
    """A member's own study, on their sheet."""

    read: dict[RecordId, Day] = {}
    """The texts read, with the day."""
    made_up: dict[RecordId, MadeUp] = {}
    """By session."""
