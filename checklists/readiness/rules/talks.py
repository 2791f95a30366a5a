"""Rules on talks."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from checklists.base.dates import format_day
from checklists.base.language import _, add_note
from checklists.model.ledgers.talks import BRANCH, NO_TALKS, Talk
from checklists.readiness.rules.count import NOTHING_NEEDED, Count

if TYPE_CHECKING:
    from checklists.model.meeting import Meeting


def talk_principal(meeting: "Meeting", subject: str, _need: int) -> Count:
    """A talk held with the principal."""
    principal = meeting.settings.principal
    if principal is None or principal == subject:
        return NOTHING_NEEDED if principal == subject else Count(0, 1, (_("the principal"),))
    return _with(meeting, subject, [principal])


def talks_members(meeting: "Meeting", subject: str, _need: int) -> Count:
    """A talk held with every other member; the principal's talks are counted apart."""
    principal = meeting.settings.principal
    others = [key for key in meeting.settings.members if key not in {subject, principal}]
    return _with(meeting, subject, others)


def talks_units(meeting: "Meeting", subject: str, _need: int) -> Count:
    """A talk held with the head of every unit in the member's charge."""
    return _with(meeting, subject, dict.fromkeys(meeting.settings.members[subject].units))


def talk_branch(meeting: "Meeting", subject: str, _need: int) -> Count:
    """A talk held with the member's own branch."""
    return _with(meeting, subject, [BRANCH])


def talks_requested(meeting: "Meeting", subject: str, _need: int) -> Count:
    """Every requested talk is held."""
    mine = meeting.ledgers.talks.of.get(subject, NO_TALKS)
    missing = tuple(_describe_request(meeting, talk) for talk in mine.requests_open)
    return Count(mine.requests_held, mine.requests_held + len(missing), missing)


def _describe_request(meeting: "Meeting", talk: Talk) -> str:
    if talk.planned:
        day = format_day(talk.planned, meeting.settings.date.year)
        if talk.person:
            return _("the talk that {person} asked for (planned {day})").format(person=talk.person, day=day)
        return _("a talk that was asked for (planned {day})").format(day=day)
    if talk.person:
        return _("the talk that {person} asked for (not planned yet)").format(person=talk.person)
    return _("a talk that was asked for (not planned yet)")


def _with(meeting: "Meeting", subject: str, wanted: Iterable[str]) -> Count:
    held = meeting.ledgers.talks.of.get(subject, NO_TALKS).held_with
    wanted = list(wanted)
    missing = [one for one in wanted if one not in held]
    names = tuple([meeting.names.get(one) or one or _("their own branch") for one in missing])
    return Count(len(wanted) - len(missing), len(wanted), names)


class Wanted(NamedTuple):
    """A required talk."""

    is_held: bool
    planned: date | None = None
    """The planned day, while it is not held."""


def list_wanted_talks(meeting: "Meeting", member: str) -> dict[str, Wanted]:
    """Return the required talks of a member by the name of the other side.

    Of two with one name, the second is told apart.
    """
    own, talks = meeting.settings.members[member], meeting.ledgers.talks.of.get(member, NO_TALKS)
    found: dict[str, Wanted] = {}

    def wanted(other: str) -> Wanted:
        is_held = other in talks.held_with
        return Wanted(is_held, None if is_held else talks.planned_with.get(other))

    for key, one in meeting.settings.members.items():
        if key != member:
            found[add_note(one.name, key) if one.name in found else one.name] = wanted(key)
    for unit in dict.fromkeys(own.units):
        name = _("the unit {name}").format(name=unit) if unit in found else unit
        found[name] = wanted(unit)
    if own.branch:
        found[_("their own branch")] = wanted(BRANCH)
    return found


def list_talks(meeting: "Meeting", member: str) -> tuple[int, int]:
    """Return how many of a member's required talks were held, and their number; requested talks are not included."""
    wanted = list_wanted_talks(meeting, member)
    return sum(one.is_held for one in wanted.values()), len(wanted)


def count_talks(meeting: "Meeting") -> tuple[int, int]:
    """Return how many of all required talks were held, and their number: each pair of members once, units, branches."""
    members = meeting.settings.members
    of = meeting.ledgers.talks.of
    have = need = pairs = 0
    for key, member in members.items():
        held = of.get(key, NO_TALKS).held_with
        pairs += sum(other in held for other in members if other != key)
        units = set(member.units)
        have += len(units & held) + (bool(member.branch) and BRANCH in held)
        need += len(units) + bool(member.branch)
    return have + pairs // 2, need + len(members) * (len(members) - 1) // 2
