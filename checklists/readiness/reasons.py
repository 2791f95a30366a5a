"""The reasons why the meeting is not ready, the most urgent first, and the next steps."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from checklists.base.language import _, join_names, ngettext
from checklists.model.checklist import Item
from checklists.model.meeting import GROUP, Meeting
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.missing import describe_edited_texts, describe_missing
from checklists.readiness.rules import Quorum, compute_signed_quorum

ReasonKind = Literal["fault", "quorum", "overdue", "returned", "changed", "open"]
REASON_NAMES_SHOWN = 6
REASON_TEXTS_SHOWN = 4
REVIEWED = frozenset({"outline-complete", "outline-reviewed", "outline-approved"})
"""The rules that count steps of the review."""


class Reason(NamedTuple):
    """One reason why the meeting is not ready."""

    kind: ReasonKind
    text: str
    item: str = ""
    """The item; empty for faults and the quorum."""
    subjects: tuple[str, ...] = ()
    """The subjects of the duties."""
    due: date | None = None


class NextStep(NamedTuple):
    """An item that can be worked on now, with the subjects it is open for."""

    item: Item
    subjects: tuple[str, ...]
    due: date
    deadline: date
    """The earliest due date of the items waiting for it; its own if none waits."""
    is_overdue: bool


def find_reasons(readiness: Readiness, subject: str | None = None) -> list[Reason]:
    """Return the reasons for one subject or all: faults, quorum, overdue, returned and open items.

    Of faults that the viewer may not see there is one sentence that tells nothing of them.
    """
    faults = [Reason("fault", str(fault)) for fault in readiness.faults if fault.severity != "notice"]
    found = faults if subject is None else []
    if readiness.has_errors and not faults:
        found.append(Reason("fault", _("Outside your part something is missing or wrong; the secretary sees what.")))
    if not readiness.quorum.is_ok and subject is None:
        found.append(Reason("quorum", describe_quorum(readiness)))
    checklist = readiness.meeting.checklist
    items: dict[str, list[Duty]] = {}
    ranks: dict[ReasonKind, int] = {"overdue": 0, "returned": 1, "changed": 2, "open": 3}
    changed: dict[str, Duty] = {}
    for duty in readiness.duties():
        is_due = duty.is_overdue or checklist.is_before(duty.item)
        if not (duty.is_open and duty.item.required and is_due) or subject not in {None, duty.subject}:
            continue
        if subject is None and duty.item.rule and duty.item.rule.name == "quorum-forecast":
            continue  # reported above, for the whole meeting
        items.setdefault(duty.item.id, []).append(duty)
        if duty.item.rule and duty.item.rule.name in REVIEWED:
            changed.setdefault(duty.subject, duty)
    grouped: list[tuple[ReasonKind, date, Reason]] = []
    for duties in items.values():
        kinds: set[ReasonKind] = {
            "returned" if duty.status == "returned" else "overdue" if duty.is_overdue else "open" for duty in duties
        }
        first, kind = duties[0], min(kinds, key=ranks.__getitem__)
        text = _reason_text(readiness, duties, is_own=subject is not None)
        subjects = tuple(duty.subject for duty in duties)
        grouped.append((kind, first.due, Reason(kind, text, first.item.id, subjects, first.due)))
    for whose, duty in changed.items():
        if text := describe_edited_texts(readiness.meeting, whose, REASON_TEXTS_SHOWN):
            grouped.append(("changed", duty.due, Reason("changed", text, duty.item.id, (whose,), duty.due)))
    found += [reason for *_order, reason in sorted(grouped, key=lambda entry: (ranks[entry[0]], entry[1]))]
    return found


def describe_quorum(readiness: Readiness) -> str:
    """Describe the quorum of a meeting in a sentence."""
    return format_quorum(readiness.quorum, has_principal=readiness.meeting.settings.principal is not None)


def format_quorum(found: Quorum, *, has_principal: bool) -> str:
    """Return a sentence on a quorum: of the members expected, or of those present once all are recorded."""
    if found.expected == 0:
        return _("The roster is empty.")
    words = (
        _("{forecast} of {expected} members were present, {needed} are needed")
        if found.is_recorded
        else _("{forecast} of {expected} members are expected, {needed} are needed")
    )
    numbers = {"forecast": found.forecast, "expected": found.expected, "needed": found.needed}
    if has_principal and found.lacks_principal_alone:
        return describe_missing_principal(found).format(**numbers)
    parts = [words.format(**numbers)]
    if not has_principal:
        parts.append(_("no principal is named"))
    elif not found.is_principal_present:
        parts.append(_("the principal was absent") if found.is_recorded else _("the principal will be absent"))
    return _("; ").join(parts)


def describe_missing_principal(found: Quorum) -> str:
    """Return the sentence on a quorum without the principal, with placeholders for the numbers."""
    return (
        _(
            "The quorum is met but the principal is absent: {forecast} of {expected} members were present, "
            "{needed} are needed"
        )
        if found.is_recorded
        else _(
            "The quorum is met but the principal will be absent: {forecast} of {expected} members are expected, "
            "{needed} are needed"
        )
    )


def describe_sign_in(meeting: Meeting) -> str:
    """Return a sentence on how many have signed in, and whether that is a quorum."""
    found, principal = compute_signed_quorum(meeting), meeting.settings.principal
    if not found.forecast and not set(meeting.settings.members) <= set(meeting.ledgers.day.attendance):
        return _("nobody has signed in yet; {needed} of {expected} must be there").format(
            needed=found.needed, expected=found.expected
        )
    if not found.lacks_principal_alone:
        enough = _("quorum reached") if found.is_ok else _("no quorum yet")
    elif principal is None:
        enough = _("no principal is named")
    elif principal in meeting.ledgers.day.attendance:
        enough = _("the quorum is met but the principal is absent")
    else:
        enough = _("the quorum is met but the principal has not signed in")
    return _("{present} of {expected} present, {needed} needed: {enough}").format(
        present=found.forecast, expected=found.expected, needed=found.needed, enough=enough
    )


def join_subject_names(
    readiness: Readiness, subjects: tuple[str, ...] | list[str], most: int = REASON_NAMES_SHOWN
) -> str:
    """Join the names of subjects, at most `most` of them, and count the rest."""
    names = join_names([readiness.meeting.name(subject) for subject in subjects[:most]])
    rest = len(subjects) - most
    if rest > 0:
        return ngettext("{names} and {rest} other", "{names} and {rest} others", rest).format(names=names, rest=rest)
    return names


def describe_due(due: date, today: date) -> str:
    """Return a due date in words: how late it is, or how much time is left."""
    days = (today - due).days
    if days > 0:
        return ngettext("{count} day overdue", "{count} days overdue", days).format(count=days)
    if days == 0:
        return _("due today")
    return _("by {date}").format(date=format_short_date(due, today))


def format_short_date(day: date, today: date) -> str:
    """Format a date as month and day, with the year if it is not this one."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def _reason_text(readiness: Readiness, duties: list[Duty], *, is_own: bool) -> str:
    """Return an item's reason: to whom it was returned and for whom it is open; without names for one's own."""
    is_nameless = is_own or duties[0].subject == GROUP
    returned = [duty for duty in duties if duty.status == "returned"]
    others = [duty for duty in duties if duty.status != "returned"]
    if not returned:
        open_for = ngettext(
            "“{item}” is open for {count} member, {when}: {who}",
            "“{item}” is open for {count} members, {when}: {who}",
            len(others),
        )
        return _fill(readiness, _("“{item}” is open, {when}") if is_nameless else open_for, others)
    sent_back = _("“{item}” was returned, {when}") if is_nameless else _("“{item}” was returned to {who}, {when}")
    said = _fill(readiness, sent_back, returned)
    if not others:
        return said
    also = ngettext("also open for {count} member: {who}", "also open for {count} members: {who}", len(others))
    return _("{returned}; {open}").format(returned=said, open=_fill(readiness, also, others))


def _fill(readiness: Readiness, text: str, duties: list[Duty]) -> str:
    """Fill a reason's sentence with its duties; of a single duty, also with what is missing."""
    first = duties[0]
    said = text.format(
        item=first.item.title,
        count=len(duties),
        when=describe_due(first.due, readiness.today),
        who=join_subject_names(readiness, [duty.subject for duty in duties]),
    )
    missing = describe_missing(readiness.meeting, first.missing, 4) if len(duties) == 1 else ""
    return said + (_(" (missing: {things})").format(things=missing) if missing else "")


def find_next_steps(readiness: Readiness, subject: str | None = None) -> list[NextStep]:
    """List the items that can be worked on now: due and overdue ones first, then by deadline.

    For one subject or all. What belongs to the meeting and to afterwards comes up on its day, not before.
    """
    checklist = readiness.meeting.checklist
    found = []
    for position, item in enumerate(checklist.items.values()):
        if not item.required or (not checklist.is_before(item) and not readiness.has_begun):
            continue
        duties = [
            duty
            for duty in readiness.list_item_duties(item.id)
            if duty.is_open and subject in {None, duty.subject} and not readiness.list_prerequisites(duty)
        ]
        if duties:
            deadline = readiness.meeting.settings.date + timedelta(days=checklist.deadlines[item.id])
            step = NextStep(
                item,
                tuple(duty.subject for duty in duties),
                duties[0].due,
                deadline,
                is_overdue=duties[0].is_overdue,
            )
            is_pressing = step.due <= readiness.today
            found.append((step.due if is_pressing else deadline, step.due, position, step))
    return [step for *_order, step in sorted(found, key=lambda entry: entry[:3])]


def describe_step(readiness: Readiness, step: NextStep, *, has_names: bool = True) -> str:
    """Return a step on one line; without names if it is the viewer's own."""
    when = describe_due(step.due, readiness.today)
    if step.item.scope == "group" or not has_names:
        return _("{item}: {when}").format(item=step.item.title, when=when)
    return _("{item}: {when} ({who})").format(
        item=step.item.title, when=when, who=join_subject_names(readiness, step.subjects, 3)
    )
