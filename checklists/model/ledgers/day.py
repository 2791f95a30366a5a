"""``day.toml``: the day of the meeting: who signed in, who has spoken, who was told afterwards."""

from pydantic import Field

from checklists.base.model import FILE_FORMAT, Day, MemberId, Model
from checklists.model.ledgers.attendance import Attendance


class MeetingDay(Model):
    """What happened on the day."""

    format: int = Field(default=FILE_FORMAT, ge=1)
    attendance: dict[MemberId, Attendance] = {}
    """Who signed in."""
    spoken: dict[MemberId, bool] = {}
    """Who has given their self-criticism."""
    told: dict[MemberId, Day] = {}
    """When each absent member was informed."""
