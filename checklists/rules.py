"""Counting rules: how far a duty is, counted from the files. A closed, documented set of pure functions.

Each gives have and need, and names what is missing, so that "why not" is always answered by naming things.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from checklists.language import N_, _, ngettext

if TYPE_CHECKING:
    from checklists.checklist import Item
    from checklists.meeting import Meeting


class Count(NamedTuple):
    """How much there is of what is needed."""

    have: int
    need: int
    missing: tuple[str, ...] = ()
    """What is missing, thing by thing."""


class Quorum(NamedTuple):
    """Whether enough members are expected for the meeting to be held."""

    expected: int
    """All who should attend."""
    needed: int
    """How many must be there."""
    forecast: int
    """How many are expected, as of now."""
    is_principal_present: bool

    @property
    def is_ok(self) -> bool:
        """Tell whether the meeting could be held with those who are expected."""
        return self.expected > 0 and self.forecast >= self.needed and self.is_principal_present


def quorum(meeting: "Meeting") -> Quorum:
    """Forecast the quorum from the roster's attendance: an exact fraction, and the principal must be there."""
    members = meeting.settings.members
    above, below = meeting.settings.quorum_share
    present = sum(member.attendance == "expected" for member in members.values())
    principal = meeting.settings.principal
    return Quorum(
        expected=len(members),
        needed=-(-len(members) * above // below),
        forecast=present,
        is_principal_present=principal is not None and members[principal].attendance == "expected",
    )


def _aspects_set(meeting: "Meeting", _subject: str, need: int) -> Count:
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


def _roster_complete(meeting: "Meeting", _subject: str, need: int) -> Count:
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


def _quorum_forecast(meeting: "Meeting", _subject: str, _need: int) -> Count:
    found = quorum(meeting)
    missing = []
    short = found.needed - found.forecast
    if short > 0:
        missing.append(
            ngettext("{count} more member who will attend", "{count} more members who will attend", short).format(
                count=short
            )
        )
    if not found.is_principal_present:
        missing.append(_("the principal's attendance"))
    have = min(found.forecast, found.needed) - (not found.is_principal_present and found.forecast >= found.needed)
    return Count(max(have, 0), max(found.needed, 1), tuple(missing))


class CountingRule(NamedTuple):
    """A rule, for which scope it counts, and what it counts in words."""

    counted: Callable[["Meeting", str, int], Count]
    scope: Literal["group", "member", "any"]
    meaning: str


RULES: dict[str, CountingRule] = {
    "aspects-set": CountingRule(
        _aspects_set, "group", N_("the theme is set and there are at least `need` aspects to inspect")
    ),
    "roster-complete": CountingRule(
        _roster_complete,
        "group",
        N_("at least `need` members are on the roster, each with a post, and one is the principal"),
    ),
    "quorum-forecast": CountingRule(
        _quorum_forecast, "group", N_("enough members are expected to attend, the principal among them")
    ),
}


def count(meeting: "Meeting", item: "Item", subject: str) -> Count:
    """Count an item that has a rule for one subject."""
    rule = item.rule
    if rule is None:
        raise ValueError(item.id)
    need = rule.need if isinstance(rule.need, int) else meeting.target(rule.need)
    return RULES[rule.name].counted(meeting, subject, need)
