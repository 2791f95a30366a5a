"""Rules on the day of the meeting and afterwards."""

from typing import TYPE_CHECKING

from checklists.base.language import _, ngettext
from checklists.model.ledgers.attendance import AWAY
from checklists.model.meeting import is_there
from checklists.readiness.rules.count import NOTHING_NEEDED, Count, Lack
from checklists.readiness.rules.roster import compute_signed_quorum

if TYPE_CHECKING:
    from checklists.model.meeting import Meeting


def carried_settled(meeting: "Meeting", _subject: str, need: int) -> Count:
    """Every measure taken over from the last meeting is closed with evidence, or has a word on where it stands."""
    carried = {key: one for key, one in meeting.ledgers.rectification.entries.items() if one.origin}
    missing: list[str] = [
        Lack("progress", "entry", key, one.subject)
        for key, one in carried.items()
        if not ((one.closed and one.evidence) or one.progress or one.carried)
    ]
    have = len(carried) - len(missing)
    if lacking := max(need - len(carried), 0):
        missing.append(_("the last meeting's list of measures"))
    return Count(have, len(carried) + lacking, tuple(missing))


def signed_in(meeting: "Meeting", _subject: str, _need: int) -> Count:
    """Every member's presence recorded, and enough of them there, the principal among them."""
    members, there = meeting.settings.members, meeting.ledgers.day.attendance
    missing = [_("whether {name} is there").format(name=one.name) for key, one in members.items() if key not in there]
    have = len(members) - len(missing)
    found = compute_signed_quorum(meeting)
    needed, present = max(found.needed, 1), found.forecast
    if present < needed:
        short = needed - present
        missing.append(
            ngettext("{count} more member present", "{count} more members present", short).format(count=short)
        )
    have += min(present, needed)
    if there.get(meeting.settings.principal or "") in AWAY:
        have -= found.lacks_principal_alone
        missing.append(
            _("the principal's attendance (the quorum is met but the principal is absent)")
            if found.lacks_principal_alone
            else _("the principal's attendance")
        )
    return Count(have, len(members) + needed, tuple(missing))


def self_criticism_given(meeting: "Meeting", subject: str, _need: int) -> Count:
    """The member has given their self-criticism; nothing is asked of absent members."""
    if not is_there(meeting, subject):
        return NOTHING_NEEDED
    is_done = bool(meeting.ledgers.day.spoken.get(subject))
    return Count(int(is_done), 1, () if is_done else (_("the self-criticism"),))


def absentee_told(meeting: "Meeting", subject: str, _need: int) -> Count:
    """Whoever was away was told of the meeting and of the criticism afterwards."""
    if is_there(meeting, subject):
        return NOTHING_NEEDED
    is_told = subject in meeting.ledgers.day.told
    return Count(int(is_told), 1, () if is_told else (_("the day they were told"),))


def measures_closed(meeting: "Meeting", _subject: str, need: int) -> Count:
    """Every measure of the outlines and of the list is closed, or carried into next year with a reason."""
    missing: list[str] = []
    found = 0
    for subject in meeting.subjects:  # two sheets may have measures with the same id
        measures = meeting.sheet(subject).outline.measures
        missing += [Lack("closing", "measure", key, subject) for key, one in measures.items() if not one.is_settled]
        found += len(measures)
    entries = meeting.ledgers.rectification.entries
    missing += [Lack("closing", "entry", key, one.subject) for key, one in entries.items() if not one.is_settled]
    found += len(entries)
    have = found - len(missing)
    if lacking := max(need - found, 0):
        missing.append(_("a measure"))
    return Count(have, found + lacking, tuple(missing))
