"""What several papers share: notices, dates, states, names."""

from collections.abc import Iterable
from datetime import date

from checklists.base.dates import format_day
from checklists.base.language import N_, _, get_language
from checklists.model.aspects import clean_aspect
from checklists.model.layout import PartId
from checklists.model.meeting import Meeting
from checklists.model.words import translate_status
from checklists.readiness.duties import Duty, Readiness
from checklists.reports.paper import Block, ExportChoice, Paper, Paragraph, State, Tone

COUNTS_ONLY = N_("Counts only: without the text of opinions, criticism and self-inspection.")
IN_FULL = N_("Internal: with the full text of opinions, criticism or self-inspection. Keep it as the rules require.")


def has_part(readiness: Readiness, part: PartId) -> bool:
    """Tell whether the layout shows a part."""
    return readiness.meeting.settings.layout.shows(part)


def describe_confidentiality(readiness: Readiness, choice: ExportChoice) -> str:
    """Return the notice on confidentiality: that texts are included cannot be hidden, that none are can."""
    return _(IN_FULL) if choice.is_full else describe_counts_only(readiness)


def describe_counts_only(readiness: Readiness) -> str:
    """Return the notice that no confidential texts are included; empty if the layout leaves remarks out."""
    return _(COUNTS_ONLY) if has_part(readiness, "remarks") else ""


def format_paper_date(readiness: Readiness, usual: date) -> str:
    """Return a paper's date in the layout's way; empty if it has none."""
    settings = readiness.meeting.settings
    return format_official_date(settings.layout.choose_date(usual, meeting=settings.date, today=readiness.today))


def format_as_of(readiness: Readiness) -> str:
    """Return “as of” with today's date; empty if the paper already bears that date."""
    today = format_official_date(readiness.today)
    return "" if format_paper_date(readiness, readiness.today) == today else _("As of {date}").format(date=today)


def make_title(readiness: Readiness, what: str) -> str:
    """Return a title of several lines: unit, meeting, and the paper's name."""
    settings = readiness.meeting.settings
    unit = [settings.unit_on_papers] if has_part(readiness, "unit-line") else []
    return "\n".join([*unit, settings.title, what])


def make_closing(readiness: Readiness, who: str, usual: date) -> list[Block]:
    """Return the signature and date of the paper; none if the layout leaves them out."""
    lines = [line for line in (who, format_paper_date(readiness, usual)) if line]
    return [Paragraph("\n".join(lines), "closing")] if has_part(readiness, "signature") else []


def format_official_date(day: date | None) -> str:
    """Return a date as in official documents, with the year; empty without a date."""
    return format_day(day) if day else ""


def select_subjects(meeting: Meeting, choice: ExportChoice) -> tuple[str, ...]:
    """Return the chosen subjects."""
    return meeting.subjects if choice.member is None else (choice.member,)


def select_members(meeting: Meeting, choice: ExportChoice) -> tuple[str, ...]:
    """Return the chosen members, without the group."""
    return tuple(key for key in meeting.settings.members if choice.member in {None, key})


def get_aspect_title(meeting: Meeting, key: str) -> str:
    """Return an aspect's title without its number in the notice, as papers have their own."""
    return clean_aspect(meeting.settings.aspects.get(key, key))


def format_member(meeting: Meeting, subject: str, *, is_spoken: bool = False) -> str:
    """Return a member's post and name; in a spoken Chinese sentence without a gap."""
    member = meeting.settings.members.get(subject)
    gap = "" if is_spoken and get_language() == "zh" else " "
    return gap.join(part for part in (member.post, member.name) if part) if member else meeting.name(subject)


def make_duty_state(duty: Duty) -> State:
    """Return a duty's state as a word and a fill."""
    if duty.is_overdue:
        return State(_("overdue"), "late")
    tones: dict[str, Tone] = {"done": "good", "waived": "off", "returned": "late", "doing": "busy", "todo": "off"}
    return State(translate_status(duty.status), tones[duty.status])


def make_count_state(have: int, need: int) -> State:
    """Return a count as a state: ``6/11``."""
    return State(f"{have}/{need}", "good" if have >= need else "busy" if have else "late")


def make_heading_lines(readiness: Readiness, *more: str) -> tuple[str, ...]:
    """Return the lines under a list's title: unit, meeting and date."""
    settings = readiness.meeting.settings
    unit = [settings.unit_on_papers] if has_part(readiness, "unit-line") else []
    lines = (" · ".join([*unit, settings.title]), *more, format_paper_date(readiness, readiness.today))
    return tuple(line for line in lines if line)


def list_paper(readiness: Readiness, title: str, blocks: Iterable[Block], told: str = "", *more: str) -> Paper:
    """Return a list as a paper in landscape."""
    return Paper(title, tuple(blocks), make_heading_lines(readiness, *more), told, is_wide=True)
