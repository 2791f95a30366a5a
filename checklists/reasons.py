"""Why the meeting cannot be held yet, most urgent first, and what to do next."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from checklists.checklist import Item
from checklists.language import _, listed, ngettext
from checklists.meeting import GROUP
from checklists.readiness import Duty, Readiness

Kind = Literal["fault", "quorum", "overdue", "returned", "open"]
NAMES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that stands between now and the meeting."""

    kind: Kind
    text: str
    item: str = ""
    """The item; empty for faults and the quorum."""
    subjects: tuple[str, ...] = ()
    """Whose duty it is."""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An item that can be worked on now, for the subjects who still have to."""

    item: Item
    subjects: tuple[str, ...]
    due: date
    deadline: date
    """The earliest due date of what waits for the item; its own where nothing does."""
    is_overdue: bool


def reasons(readiness: Readiness, subject: str | None = None) -> list[Reason]:
    """Say why not, by naming things: faults, quorum, what is overdue, returned, open. For one subject or all."""
    found = [
        Reason("fault", str(fault)) for fault in readiness.faults if fault.severity != "notice" and subject is None
    ]
    if not readiness.quorum.is_ok and subject is None:
        found.append(Reason("quorum", quorum_text(readiness)))
    groups: dict[tuple[int, date, str, Kind], list[Duty]] = {}
    ranks: dict[Kind, int] = {"overdue": 0, "returned": 1, "open": 2}
    checklist = readiness.meeting.checklist
    for duty in readiness.duties():
        if not duty.is_open or not duty.item.required or not checklist.is_before(duty.item):
            continue
        if subject is not None and duty.subject != subject:
            continue
        if subject is None and duty.item.rule and duty.item.rule.name == "quorum-forecast":
            continue  # said above, for the whole meeting
        kind: Kind = "returned" if duty.status == "returned" else "overdue" if duty.is_overdue else "open"
        groups.setdefault((ranks[kind], duty.due, duty.item.id, kind), []).append(duty)
    for (_rank, due, item_id, kind), duties in sorted(groups.items(), key=lambda entry: entry[0][:2]):
        text = _reason_text(readiness, kind, duties)
        found.append(Reason(kind, text, item_id, tuple(duty.subject for duty in duties), due))
    return found


def quorum_text(readiness: Readiness) -> str:
    """Say in a sentence how the quorum stands."""
    found = readiness.quorum
    if found.expected == 0:
        return _("The roster is empty.")
    parts = [
        _("{forecast} of {expected} members are expected, {needed} are needed").format(
            forecast=found.forecast, expected=found.expected, needed=found.needed
        )
    ]
    if readiness.meeting.settings.principal is None:
        parts.append(_("no principal is named"))
    elif not found.is_principal_present:
        parts.append(_("the principal will be absent"))
    return _("; ").join(parts)


def names_of(readiness: Readiness, subjects: tuple[str, ...] | list[str], most: int = NAMES_SHOWN) -> str:
    """List subjects by name, the rest counted."""
    names = listed([readiness.meeting.name(subject) for subject in subjects[:most]])
    rest = len(subjects) - most
    if rest > 0:
        return ngettext("{names} and {rest} other", "{names} and {rest} others", rest).format(names=names, rest=rest)
    return names


def late_by(due: date, today: date) -> str:
    """Say how late, or until when."""
    days = (today - due).days
    if days > 0:
        return ngettext("{count} day overdue", "{count} days overdue", days).format(count=days)
    if days == 0:
        return _("due today")
    return _("by {date}").format(date=short_date(due))


def short_date(day: date) -> str:
    """Month and day."""
    return f"{day:%m-%d}"


def _reason_text(readiness: Readiness, kind: Kind, duties: list[Duty]) -> str:
    first = duties[0]
    title = str(first.item.title)
    when = late_by(first.due, readiness.today)
    who = names_of(readiness, [duty.subject for duty in duties])
    missing = listed(list(first.missing), 4) if len(duties) == 1 else ""
    is_group = first.subject == GROUP
    if kind == "returned":
        text = (_("“{item}” was returned, {when}") if is_group else _("“{item}” was returned to {who}, {when}")).format(
            item=title, who=who, when=when
        )
    elif is_group:
        text = _("“{item}” is open, {when}").format(item=title, when=when)
    else:
        text = ngettext(
            "“{item}” is open for {count} member, {when}: {who}",
            "“{item}” is open for {count} members, {when}: {who}",
            len(duties),
        ).format(item=title, count=len(duties), when=when, who=who)
    return text + (_(" (missing: {things})").format(things=missing) if missing else "")


def next_steps(readiness: Readiness, subject: str | None = None) -> list[Step]:
    """Return what can be done now: what is due or overdue first, then by the earliest due date of what waits for it.

    For one subject or all.
    """
    checklist = readiness.meeting.checklist
    is_past = readiness.days_left < 0 or readiness.is_ready
    found = []
    for position, item in enumerate(checklist.items.values()):
        if not item.required or (not checklist.is_before(item) and not is_past):
            continue
        duties = [
            duty
            for duty in readiness.duties_of(item.id)
            if duty.is_open and subject in {None, duty.subject} and not readiness.waiting_for(duty)
        ]
        if duties:
            deadline = readiness.meeting.settings.date + timedelta(days=checklist.deadlines[item.id])
            step = Step(
                item,
                tuple(duty.subject for duty in duties),
                duties[0].due,
                deadline,
                is_overdue=duties[0].is_overdue,
            )
            is_pressing = step.due <= readiness.today
            found.append((step.due if is_pressing else deadline, step.due, position, step))
    return [step for *_order, step in sorted(found, key=lambda entry: entry[:3])]


def step_text(readiness: Readiness, step: Step) -> str:
    """Say a step in one line."""
    when = late_by(step.due, readiness.today)
    if step.item.scope == "group":
        return _("{item}: {when}").format(item=step.item.title, when=when)
    return _("{item}: {when} ({who})").format(
        item=step.item.title, when=when, who=names_of(readiness, step.subjects, 3)
    )
