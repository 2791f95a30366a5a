"""``huiqian day``: who signed in, who has spoken, and who was away and told afterwards.

``list --json`` is ``{"format": 1, "present", "needed", "ok", "members": [{"id", "name", "attendance", "spoken",
"told"}]}``; ``attendance`` is ``"present"``, ``"absent"`` (on leave), ``"unexcused"`` or null, ``told`` a date or null.
"""

from collections.abc import Container
from dataclasses import dataclass

from checklists.base.errors import UsageError
from checklists.base.language import _
from checklists.edits import ledgers as ledger_edits
from checklists.edits.change import Edit
from checklists.model.ledgers.attendance import ATTENDANCE_WORDS, AWAY, PRESENT
from checklists.model.meeting import Meeting
from checklists.readiness.reasons import describe_sign_in
from checklists.readiness.rules import compute_signed_quorum
from tui.cli import arguments, output
from tui.cli.commands.ledgers.attendance import Presence, add_presence, describe_attendance, read_presence
from tui.cli.commands.ledgers.importing import add_import
from tui.cli.commands.ledgers.ledger import (
    ChangeOptions,
    LedgerCommand,
    add_change,
    add_on,
    add_undo,
    add_who,
    add_width,
    find_members,
    tell_more,
)
from tui.cli.commands.ledgers.listing import LIST_JSON_FORMAT, read
from tui.cli.table import TextColumn, print_tables
from tui.cli.usage import LedgerParser, Parser

LEDGER = LedgerCommand(name="day", kinds=(), table="签到表")


@dataclass(frozen=True, kw_only=True)
class DayListOptions:
    """How to list the day."""

    folder: str
    json: bool
    width: int | None


@dataclass(frozen=True, kw_only=True)
class DayAttendanceOptions(ChangeOptions):
    """Who has spoken, or was informed."""

    members: tuple[str, ...]
    all: bool


def add_options(parser: Parser) -> None:
    """Add actions and examples."""
    parser.show_examples("huiqian day list 2026-annual", "huiqian day sign-in 2026-annual --present all --leave m03")
    actions = parser.add_actions(LedgerParser)
    listing = actions.add("list", _("List who is there, has spoken, was told."), "huiqian day list 2026-annual --json")
    arguments.add_folder(listing)
    arguments.add_json(listing)
    add_width(listing)
    listing.set_command(
        DayListOptions, lambda options: read(options.folder, None, lambda meeting: _list(meeting, options))
    )
    sign_in = add_change(
        actions,
        "sign-in",
        _("Record who is there on the day."),
        Presence,
        _sign_in,
        "huiqian day sign-in 2026-annual --present all --leave m03",
    )
    add_presence(sign_in)
    _add_early(sign_in)
    speak = add_change(
        actions,
        "spoken",
        _("Record who has given their self-criticism."),
        DayAttendanceOptions,
        _speak,
        "huiqian day spoken 2026-annual --member m01",
    )
    add_who(speak, everyone=_("for all who are there"))
    add_undo(speak)
    arguments.add_today(speak)
    _add_early(speak)
    tell = add_change(
        actions,
        "told",
        _("Record that absent members were informed after the meeting."),
        DayAttendanceOptions,
        _tell,
        "huiqian day told 2026-annual --member m03 --on 2026-12-20",
    )
    add_who(tell, everyone=_("for all who were away, with leave or without"))
    add_on(tell)
    add_undo(tell)
    _add_early(tell)
    add_import(actions, LEDGER)


def _add_early(parser: Parser) -> None:
    parser.add_argument(
        "--yes", dest="is_early", action="store_true", help=_("record it although the meeting's day is still to come")
    )


def _list(meeting: Meeting, options: DayListOptions) -> None:
    """Print the day of the meeting."""
    day, members = meeting.ledgers.day, meeting.settings.members
    if options.json:
        there = compute_signed_quorum(meeting)
        found = [
            {
                "id": key,
                "name": member.name,
                "attendance": day.attendance.get(key),
                "spoken": bool(day.spoken.get(key)),
                "told": day.told.get(key),
            }
            for key, member in members.items()
        ]
        numbers = {"present": there.forecast, "needed": there.needed, "ok": there.is_ok}
        output.write_json({"format": LIST_JSON_FORMAT, **numbers, "members": found})
        return
    states = [day.attendance.get(key) for key in members]
    columns = [
        TextColumn("id", [*members], "fixed"),
        TextColumn(_("Member"), [member.name for member in members.values()], "main"),
        TextColumn(_("Attendance"), [_(ATTENDANCE_WORDS[state]) if state else "" for state in states], "fixed"),
        TextColumn(_("Spoken"), [_("yes") if day.spoken.get(key) else "" for key in members], "fixed"),
        TextColumn(_("Told"), [str(day.told.get(key) or "") for key in members], "fixed"),
    ]
    print_tables([(_("The day of the meeting"), columns)], options.width)
    output.print_result(describe_sign_in(meeting))


def _sign_in(meeting: Meeting, options: Presence) -> Edit:
    states = read_presence(meeting, options)
    return tell_more(
        ledger_edits.sign_in(meeting, states), describe_attendance(meeting, meeting.ledgers.day.attendance, states)
    )


def _on_the_day(meeting: Meeting, states: Container[str]) -> list[str]:
    there = meeting.ledgers.day.attendance
    return [member for member in meeting.settings.members if there.get(member, "") in states]


def _speak(meeting: Meeting, options: DayAttendanceOptions) -> Edit:
    nobody = _("Nobody is recorded as present; first: huiqian day sign-in")
    members = find_members(meeting, options, lambda: _on_the_day(meeting, PRESENT), nobody)
    if not options.undo:
        _refuse_state(meeting, members, AWAY, _("{name} is not there, so cannot have spoken."))
    return ledger_edits.record_self_criticism(meeting, members, has_spoken=not options.undo)


def _tell(meeting: Meeting, options: DayAttendanceOptions) -> Edit:
    nobody = _("Nobody is recorded as on leave or unexcused: there is nobody to tell.")
    members = find_members(meeting, options, lambda: _on_the_day(meeting, AWAY), nobody)
    if not options.undo:
        _refuse_state(meeting, members, PRESENT, _("{name} was there, so need not be told."))
    return ledger_edits.record_told(meeting, members, options.day)


def _refuse_state(meeting: Meeting, members: list[str], states: Container[str], sentence: str) -> None:
    for member in members:
        if meeting.ledgers.day.attendance.get(member, "") in states:
            raise UsageError(sentence.format(name=meeting.name(member)))
