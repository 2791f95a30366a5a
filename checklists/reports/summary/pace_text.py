"""The pace in words: what was done lately, what is left, and whether the pace suffices."""

from checklists.base.dates import format_day
from checklists.base.language import _, ngettext
from checklists.reports.summary.pace import DAYS_LOOKED_AT, Pace


def describe_pace(pace: Pace) -> str:
    """Return a sentence on whether the pace suffices."""
    parts = [
        ngettext(
            "{count} duty done in the last {days} days", "{count} duties done in the last {days} days", pace.recent
        ).format(count=pace.recent, days=DAYS_LOOKED_AT),
        *_what_is_left(pace),
    ]
    if pace.undated:
        parts.append(
            ngettext(
                "{count} more done bears no date and is left out",
                "{count} more done bear no date and are left out",
                pace.undated,
            ).format(count=pace.undated)
        )
    return _("; ").join(parts) + _(".")


def is_sufficient(pace: Pace) -> bool:
    """Tell whether the present pace suffices."""
    return not pace.left or (pace.days_left > 0 and not pace.short)


def _what_is_left(pace: Pace) -> list[str]:
    if not pace.left:
        return [_("nothing is left")]
    left = ngettext("{count} is left", "{count} are left", pace.left).format(count=pace.left)
    if pace.days_left <= 0:
        return [left]
    parts = [
        left,
        ngettext(
            "{need} a day is needed for the {days} day until the meeting",
            "{need} a day are needed for the {days} days until the meeting",
            pace.days_left,
        ).format(need=f"{pace.needed:g}", days=pace.days_left),
    ]
    if pace.short:
        late = _("at the last {days} days' pace {count} will still be open on {date}")
        day = format_day(pace.meeting_day, pace.today.year)
        parts.append(late.format(days=DAYS_LOOKED_AT, count=pace.short, date=day))
    elif pace.done_by:
        in_time = _("at the last {days} days' pace all is done by {date}")
        parts.append(in_time.format(days=DAYS_LOOKED_AT, date=format_day(pace.done_by, pace.today.year)))
    return parts
