"""Rules on the study ledger and each member's own study."""

from typing import TYPE_CHECKING

from checklists.base.language import _, ngettext
from checklists.readiness.rules.count import NOTHING_NEEDED, Count, Titled

if TYPE_CHECKING:
    from checklists.model.meeting import Meeting


def study_planned(meeting: "Meeting", _subject: str, need: int) -> Count:
    """At least one text on the reading list and `need` sessions planned."""
    study = meeting.ledgers.study
    missing = [] if study.texts else [_("a text on the reading list")]
    lacking = need - len(study.sessions)
    if lacking > 0:
        missing.append(ngettext("{count} more session", "{count} more sessions", lacking).format(count=lacking))
    return Count(bool(study.texts) + min(len(study.sessions), need), need + 1, tuple(missing))


def study_held(meeting: "Meeting", _subject: str, need: int) -> Count:
    """`need` sessions held: attendance was taken."""
    study = meeting.ledgers.study
    have = min(len(study.held_sessions), need)
    waiting = [key for key in study.sessions if key not in study.held_sessions]
    missing = [
        _("the attendance of “{topic}”").format(topic=study.sessions[key].topic) for key in waiting[: need - have]
    ]
    lacking = need - have - len(missing)
    if lacking > 0:
        missing.append(ngettext("{count} more session", "{count} more sessions", lacking).format(count=lacking))
    return Count(have, need, tuple(missing))


def texts_read(meeting: "Meeting", subject: str, need: int) -> Count:
    """Every required text read; at least `need` texts, so that an empty reading list is not done."""
    study, own = meeting.ledgers.study, meeting.sheet(subject).study
    unread = [key for key in study.required_texts if key not in own.read]
    have = len(study.required_texts) - len(unread)
    missing: list[str] = [Titled(study.texts[key].title) for key in unread]
    if lacking := max(need - len(study.required_texts), 0):
        missing.append(_("a text on the reading list"))
    return Count(have, len(study.required_texts) + lacking, tuple(missing))


def study_made_up(meeting: "Meeting", subject: str, _need: int) -> Count:
    """Every held session missed by the member is made up."""
    study, own = meeting.ledgers.study, meeting.sheet(subject).study
    missed = study.list_missed(subject)
    open_ones = [key for key in missed if key not in own.made_up]
    return Count(
        len(missed) - len(open_ones), len(missed), tuple(Titled(study.sessions[key].topic) for key in open_ones)
    )


def study_attended(meeting: "Meeting", subject: str, need: int) -> Count:
    """`need` sessions attended, or missed and made up."""
    study, own = meeting.ledgers.study, meeting.sheet(subject).study
    have = sum(
        study.sessions[key].attendance.get(subject) == "present" or key in own.made_up for key in study.held_sessions
    )
    if have >= need:
        return Count(need, need) if need else NOTHING_NEEDED
    left: list[str] = [
        Titled(study.sessions[key].topic)
        for key in study.sessions
        if study.sessions[key].attendance.get(subject) != "present" and key not in own.made_up
    ]
    missing = left[: need - have]
    if lacking := need - have - len(missing):
        missing.append(ngettext("{count} more session", "{count} more sessions", lacking).format(count=lacking))
    return Count(have, need, tuple(missing))
