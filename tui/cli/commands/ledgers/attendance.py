"""Options for attendance, of ``study attend`` and ``day sign-in``."""

from collections.abc import Mapping
from dataclasses import dataclass

from checklists.base.errors import UsageError
from checklists.base.language import _, join_names
from checklists.model.ledgers.attendance import Attendance
from checklists.model.meeting import Meeting
from checklists.records.subjects import EVERYONE, normalise_words
from checklists.records.values import split_list
from tui.cli import arguments
from tui.cli.commands.ledgers.ledger import ChangeOptions
from tui.cli.meetings import find_member
from tui.cli.usage import Parser

ATTENDANCE_NAMES_SHOWN = 8
States = dict[str, Attendance | None]


@dataclass(frozen=True, kw_only=True)
class Presence(ChangeOptions):
    """Members separated by commas; ``all`` stands for everyone else."""

    present: str
    absent: str
    unexcused: str
    clear: str


def add_presence(parser: Parser) -> None:
    """Add options for who was present, absent or excused."""
    parser.add_argument("--present", metavar="ID,…", default="", help=_("who was there; all for everyone else"))
    parser.add_argument("--leave", "--absent", metavar="ID,…", dest="absent", default="", help=_("who was on leave"))
    parser.add_argument("--unexcused", metavar="ID,…", default="", help=_("who was absent without leave"))
    parser.add_argument("--clear", metavar="ID,…", default="", help=_("members whose record is removed"))
    arguments.add_today(parser)


def read_presence(meeting: Meeting, options: Presence) -> States:
    """Return the attendance given. Raises `UsageError` for a member with two states, or for nobody."""
    absent, unexcused = _find_members(meeting, options.absent), _find_members(meeting, options.unexcused)
    unknown = _find_members(meeting, options.clear)
    is_all = normalise_words(options.present) in EVERYONE
    present = [] if is_all else _find_members(meeting, options.present)
    if is_all:
        present = [member for member in meeting.settings.members if member not in {*absent, *unexcused, *unknown}]
    groups: list[tuple[list[str], Attendance | None]] = [
        (present, "present"),
        (absent, "absent"),
        (unexcused, "unexcused"),
        (unknown, None),
    ]
    states: States = {}
    for members, state in groups:
        for member in dict.fromkeys(members):
            if member in states:
                raise UsageError(_("{name} is named twice.").format(name=meeting.name(member)))
            states[member] = state
    if not states:
        raise UsageError(_("Say who was there: --present all --leave m03"))
    return states


def describe_attendance(meeting: Meeting, before: Mapping[str, Attendance], states: States) -> str:
    """Return the attendance after the change, not only of the members named; `states` replaces `before`."""
    now = {member: states.get(member, before.get(member)) for member in meeting.settings.members}
    found = list(now.values())
    text = _("present {present} of {count}, on leave {leave}, unexcused {unexcused}").format(
        present=found.count("present"),
        count=len(found),
        leave=found.count("absent"),
        unexcused=found.count("unexcused"),
    )
    if rest := [meeting.name(member) for member, state in now.items() if state is None]:
        text += _("; not recorded yet: {names}").format(names=join_names(rest, ATTENDANCE_NAMES_SHOWN))
    return text


def _find_members(meeting: Meeting, text: str) -> list[str]:
    return [find_member(meeting, part) for part in split_list(text)]
