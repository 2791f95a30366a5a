"""``huiqian day list``: who is there, who has spoken, who was told.

JSON: ``{"format": 1, "present", "needed", "ok", "members": [{"id", "name", "attendance", "spoken", "told"}]}``;
``attendance`` is ``"present"``, ``"absent"`` (on leave), ``"unexcused"`` or null, ``told`` a date or null.
"""

from argparse import Namespace
from typing import Any

from checklists.base.language import _
from checklists.model.ledgers.attendance import ATTENDANCE_WORDS
from checklists.model.meeting import Meeting
from checklists.readiness.reasons import signed_sentence
from checklists.readiness.rules import signed_quorum
from tui.cli import output
from tui.cli.ledger_list import FORMAT, as_json, print_tables
from tui.cli.table import Column


def list_day(meeting: Meeting, options: Namespace) -> None:
    """Print the day of the meeting."""
    day, members = meeting.ledgers.day, meeting.settings.members
    found: list[dict[str, Any]] = [
        {
            "id": key,
            "name": member.name,
            "attendance": day.attendance.get(key),
            "spoken": bool(day.spoken.get(key)),
            "told": day.told.get(key),
        }
        for key, member in members.items()
    ]
    there = signed_quorum(meeting)
    if options.json:
        numbers = {"present": there.forecast, "needed": there.needed, "ok": there.is_ok}
        plain = {"format": FORMAT, **numbers, "members": found}
        output.write_utf8(as_json(plain))
        return
    columns = [
        Column("id", [one["id"] for one in found], "fixed"),
        Column(_("Member"), [one["name"] for one in found], "main"),
        Column(_("Attendance"), [_(ATTENDANCE_WORDS.get(one["attendance"], "")) for one in found], "fixed"),
        Column(_("Spoken"), [_("yes") if one["spoken"] else "" for one in found], "fixed"),
        Column(_("Told"), [str(one["told"] or "") for one in found], "fixed"),
    ]
    print_tables([(_("The day of the meeting"), columns)], options.width or output.width())
    output.result(signed_sentence(meeting))
