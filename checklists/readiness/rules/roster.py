"""Rules on the settings: theme and aspects, the roster, the expected attendance."""

from typing import TYPE_CHECKING, NamedTuple

from checklists.base.language import _, ngettext
from checklists.model.ledgers.attendance import PRESENT
from checklists.model.meeting import parse_quorum
from checklists.readiness.rules.count import Count

if TYPE_CHECKING:
    from checklists.model.meeting import Meeting


class Quorum(NamedTuple):
    """Whether enough members are expected for the meeting to be held."""

    expected: int
    """The members expected to attend."""
    needed: int
    """The members required to attend."""
    forecast: int
    """The members expected at present: by sign-in, else by the roster."""
    is_principal_present: bool
    is_recorded: bool = False
    """Whether attendance is recorded for every member."""

    @property
    def is_ok(self) -> bool:
        """Tell whether the meeting could be held with the members expected."""
        return self.expected > 0 and self.forecast >= self.needed and self.is_principal_present

    @property
    def lacks_principal_alone(self) -> bool:
        """Tell whether only the principal is missing."""
        return self.expected > 0 and self.forecast >= self.needed and not self.is_principal_present


def compute_quorum(meeting: "Meeting") -> Quorum:
    """Return the quorum by the exact share and the principal: of those expected, then of those recorded as present."""
    members = meeting.settings.members
    above, below = parse_quorum(meeting.settings.quorum)
    principal = meeting.settings.principal
    return Quorum(
        expected=len(members),
        needed=-(-len(members) * above // below),
        forecast=len(members) - len(meeting.away),
        is_principal_present=principal is not None and principal not in meeting.away,
        is_recorded=bool(members) and members.keys() <= meeting.ledgers.day.attendance.keys(),
    )


def compute_signed_quorum(meeting: "Meeting") -> Quorum:
    """Return the quorum of the members signed in, for the day itself."""
    members, principal = meeting.settings.members, meeting.settings.principal
    present = {key for key in members if meeting.ledgers.day.attendance.get(key) in PRESENT}
    return compute_quorum(meeting)._replace(forecast=len(present), is_principal_present=principal in present)


def aspects_set(meeting: "Meeting", _subject: str, need: int) -> Count:
    """Count the theme and the aspects."""
    have = len(meeting.settings.aspects)
    missing = []
    if not meeting.settings.theme:
        missing.append(_("the meeting's theme"))
    if have < need:
        missing.append(
            ngettext("{count} more aspect to inspect", "{count} more aspects to inspect", need - have).format(
                count=need - have
            )
        )
    return Count(min(have, need) + bool(meeting.settings.theme), need + 1, tuple(missing))


def roster_complete(meeting: "Meeting", _subject: str, need: int) -> Count:
    """Count members, their posts, and the principal."""
    members = meeting.settings.members
    missing = []
    if len(members) < need:
        missing.append(
            ngettext("{count} more member", "{count} more members", need - len(members)).format(
                count=need - len(members)
            )
        )
    if meeting.settings.principal is None:
        missing.append(_("the principal"))
    posts = [member for member in members.values() if member.post]
    missing += [_("the post of {name}").format(name=member.name) for member in members.values() if not member.post]
    have = min(len(members), need) + (meeting.settings.principal is not None) + len(posts)
    return Count(have, need + 1 + len(members), tuple(missing))


def quorum_forecast(meeting: "Meeting", _subject: str, _need: int) -> Count:
    """Count the members expected, of those needed."""
    found = compute_quorum(meeting)
    missing = []
    short = found.needed - found.forecast
    if short > 0:
        missing.append(
            ngettext("{count} more member who will attend", "{count} more members who will attend", short).format(
                count=short
            )
        )
    if not found.is_principal_present:
        missing.append(
            _("the principal's attendance (the quorum is met but the principal is absent)")
            if found.lacks_principal_alone and meeting.settings.principal
            else _("the principal's attendance")
        )
    have = min(found.forecast, found.needed) - found.lacks_principal_alone
    return Count(max(have, 0), max(found.needed, 1), tuple(missing))
