"""The effect of a new date: due days follow the meeting's date."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from checklists.base.language import _, ngettext
from checklists.readiness.duties import Readiness, assess


class DateChange(NamedTuple):
    """The effect of a new date on open duties."""

    old: date
    new: date
    moved: list[str]
    """The titles of open items, with old and new due day."""
    newly_overdue: list[str]
    """The titles of items that would become overdue."""
    no_longer_overdue: list[str]


def compare_dates(readiness: Readiness, new_date: date) -> DateChange:
    """Compare the open duties at the new date with today's."""
    meeting = readiness.meeting
    settings = meeting.settings.model_copy(update={"date": new_date})
    then = assess(replace(meeting, settings=settings), readiness.today, readiness.faults)
    moved, late, saved = [], [], []
    for item in meeting.checklist.items.values():
        still = [duty for duty in readiness.list_item_duties(item.id) if duty.is_open]
        after = [duty for duty in then.list_item_duties(item.id) if duty.is_open]
        if not still or not after:
            continue
        moved.append(f"{item.title}  {still[0].due.isoformat()} → {after[0].due.isoformat()}")
        if after[0].is_overdue and not still[0].is_overdue:
            late.append(str(item.title))
        elif still[0].is_overdue and not after[0].is_overdue:
            saved.append(str(item.title))
    return DateChange(meeting.settings.date, new_date, moved, late, saved)


def describe_date_change(found: DateChange) -> list[str]:
    """Describe the effect of a new date, line by line."""
    days = (found.new - found.old).days
    count = abs(days)
    lines = [
        (
            ngettext("The meeting moves {count} day later", "The meeting moves {count} days later", count)
            if days > 0
            else ngettext("The meeting moves {count} day earlier", "The meeting moves {count} days earlier", count)
        ).format(count=count)
        + f"  {found.old.isoformat()} → {found.new.isoformat()}"
    ]
    if found.newly_overdue:
        lines += [_("Overdue at once:"), *(f"  ! {title}" for title in found.newly_overdue)]
    if found.no_longer_overdue:
        lines += [_("No longer overdue:"), *(f"  ✔ {title}" for title in found.no_longer_overdue)]
    if found.moved:
        lines += [_("Open items and their due days:"), *(f"  {text}" for text in found.moved)]
    return lines
