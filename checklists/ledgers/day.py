"""``day.toml``: the day of the meeting: who signed in, who has spoken, who was told afterwards."""

from pydantic import Field

from checklists.ledgers.attendance import Attendance
from checklists.models import FORMAT, Day, MemberId, Model


class MeetingDay(Model):
    """What happened on the day."""

    format: int = Field(default=FORMAT, ge=1)
    attendance: dict[MemberId, Attendance] = {}
    """Who signed in."""
    spoken: dict[MemberId, bool] = {}
    """Who has given their self-criticism."""
    told: dict[MemberId, Day] = {}
    """Which absentees were told afterwards, and when."""
