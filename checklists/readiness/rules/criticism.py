"""Rules on criticisms; members are named, never what was written."""

from typing import TYPE_CHECKING

from checklists.base.language import _
from checklists.model.meeting import is_there
from checklists.readiness.rules.count import NOTHING_NEEDED, Count
from checklists.records.soundness import is_only_hope

if TYPE_CHECKING:
    from checklists.model.ledgers.criticism import Criticism
    from checklists.model.meeting import Meeting


def criticisms_written(meeting: "Meeting", subject: str, need: int) -> Count:
    """`need` criticisms of each other member."""
    return _per_member(meeting, subject, need, list(meeting.sheet(subject).criticisms.values()))


def criticisms_discussed(meeting: "Meeting", subject: str, need: int) -> Count:
    """`need` criticisms of each other member talked over with them beforehand."""
    return _per_member(
        meeting, subject, need, [one for one in meeting.sheet(subject).criticisms.values() if one.discussed]
    )


def criticisms_sound(meeting: "Meeting", subject: str, need: int) -> Count:
    """No criticism of another member that only hopes or praises; at least `need` criticisms."""
    members = meeting.settings.members
    written = [one for one in meeting.sheet(subject).criticisms.values() if one.to in members and one.to != subject]
    poor = [one for one in written if is_only_hope(one.text)]
    missing = [_("to {name}: only hope or praise").format(name=members[one.to].name) for one in poor]
    if lacking := max(need - len(written), 0):
        missing.append(_("a criticism"))
    return Count(len(written) - len(poor), len(written) + lacking, tuple(missing))


def count_criticisms(meeting: "Meeting") -> tuple[int, int, int]:
    """Return how many of the required criticisms between all members are written and discussed, and their number.

    A second one of the same member makes up for no other.
    """
    members, each = meeting.settings.members, meeting.target("criticisms_per_pair")
    written = sum(criticisms_written(meeting, member, each).have for member in members)
    discussed = sum(criticisms_discussed(meeting, member, each).have for member in members)
    return written, discussed, each * len(members) * (len(members) - 1)


def criticisms_given(meeting: "Meeting", subject: str, need: int) -> Count:
    """At the meeting, `need` criticisms given to each other member who is there, by a member who is."""
    if not is_there(meeting, subject):
        return NOTHING_NEEDED
    given = [one for one in meeting.sheet(subject).criticisms.values() if one.given]
    return _per_member(meeting, subject, need, given, skipped=meeting.away)


def _per_member(
    meeting: "Meeting", subject: str, need: int, found: "list[Criticism]", skipped: frozenset[str] = frozenset()
) -> Count:
    # 300 members make 90,000 pairs: missing ones are found by sets, only those that are there are counted
    members = meeting.settings.members
    excused = {subject, *skipped}
    asked = len(members.keys() - excused)
    counted: dict[str, int] = {}
    for one in found:
        if one.to in members and one.to not in excused:
            counted[one.to] = counted.get(one.to, 0) + 1
    fine = excused.union(key for key, number in counted.items() if number >= need)
    missing = [name for key, name in meeting.names.items() if key not in fine] if need else []
    return Count(sum(min(number, need) for number in counted.values()), need * asked, tuple(missing))
