"""What several exports share: notices, dates, states, and the answers that ledgers give."""

from datetime import date

from checklists.language import N_, _, current
from checklists.meeting import Meeting
from checklists.readiness import Duty, Readiness
from checklists.reports.paper import Choice, Paper, State, Tone
from checklists.words import status_word

COUNTS_ONLY = N_("Counts only: without the text of opinions, criticism and self-inspection.")
IN_FULL = N_("Internal: with the full text of opinions, criticism or self-inspection. Keep it as the rules require.")


def notice(choice: Choice) -> str:
    """Say on the page whether confidential text is within."""
    return _(IN_FULL) if choice.is_full else _(COUNTS_ONLY)


def official_date(day: date | None) -> str:
    """Write a date as official documents do."""
    if day is None:
        return ""
    return f"{day.year}年{day.month}月{day.day}日" if current() == "zh" else day.isoformat()


def subjects_of(meeting: Meeting, choice: Choice) -> tuple[str, ...]:
    """Return the subjects that are wanted."""
    return meeting.subjects if choice.member is None else (choice.member,)


def members_of(meeting: Meeting, choice: Choice) -> tuple[str, ...]:
    """Return the members that are wanted; the group is none."""
    return tuple(key for key in meeting.settings.members if choice.member in {None, key})


def aspect_of(meeting: Meeting, key: str) -> str:
    """Return an aspect's title."""
    return meeting.settings.aspects.get(key, key)


def with_post(meeting: Meeting, subject: str, *, is_spoken: bool = False) -> str:
    """Call a member by post and name; in a Chinese sentence without a gap."""
    member = meeting.settings.members.get(subject)
    gap = "" if is_spoken and current() == "zh" else " "
    return gap.join(part for part in (member.post, member.name) if part) if member else meeting.name(subject)


def duty_state(duty: Duty) -> State:
    """Return a duty's state as a word and a fill."""
    if duty.is_overdue:
        return State(_("overdue"), "late")
    tones: dict[str, Tone] = {"done": "good", "waived": "off", "returned": "late", "doing": "busy", "todo": "off"}
    return State(status_word(duty.status), tones[duty.status])


def done_of(have: int, need: int) -> State:
    """Return a count as a state: ``6/11``."""
    return State(f"{have}/{need}", "good" if have >= need else "busy" if have else "late")


def heading_lines(readiness: Readiness, *more: str) -> tuple[str, ...]:
    """Return what stands under the title of a list: the meeting, and as on which day."""
    settings = readiness.meeting.settings
    return (f"{settings.unit} · {settings.title}", *more, official_date(readiness.today))


def list_paper(readiness: Readiness, title: str, blocks: tuple[object, ...], told: str = "") -> Paper:
    """Return a list as a paper set across the page."""
    return Paper(title, blocks, heading_lines(readiness), told, is_wide=True)  # type: ignore[arg-type]
