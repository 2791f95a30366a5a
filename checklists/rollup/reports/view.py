"""What every form of the roll-up shows: its columns, and its totals in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checklists.base.language import _, ngettext
from checklists.readiness.duties import Tally
from checklists.readiness.words import percent_text, tally_sign
from checklists.rollup.judging import VERDICT_SIGNS, VERDICT_WORDS, VERDICTS, Unit, Verdict
from checklists.rollup.totals import RollUp, Totals

Kind = Literal["text", "number", "day", "share", "stage"]
Value = str | int | date | Tally | None


@dataclass(frozen=True)
class Column:
    """One column of the table."""

    key: str
    heading: str
    kind: Kind
    value: Callable[[Unit], Value]


def columns_of(roll: RollUp) -> list[Column]:
    """Return the columns: what a unit is, how it stands, its stages, and why."""
    district = Column("district", _("District"), "text", lambda one: one.district)
    has_districts = roll.by_district or any(one.district for one in roll.units)
    return [
        *([district] if has_districts else []),
        Column("unit", _("Unit"), "text", lambda one: one.unit),
        Column("title", _("Meeting"), "text", lambda one: one.title),
        Column("folder", _("Folder"), "text", lambda one: one.folder),
        Column("date", _("Date"), "day", lambda one: one.day),
        Column("days_left", _("Days left"), "number", lambda one: one.days_left),
        Column("verdict", _("State"), "text", lambda one: verdict_text(one.verdict)),
        Column("progress", _("Progress"), "share", lambda one: one.total if one.plan else None),
        Column("done", _("Done"), "number", lambda one: one.total.done if one.plan else None),
        Column("required", _("Required duties"), "number", lambda one: one.total.required if one.plan else None),
        Column("overdue", _("Overdue"), "number", lambda one: one.overdue if one.plan else None),
        *(Column(f"stage:{key}", str(title), "stage", _stage(key)) for key, title in roll.stages),
        Column("reason", _("First reason"), "text", lambda one: one.reason),
    ]


def _stage(key: str) -> Callable[[Unit], Tally | None]:
    return lambda one: one.by_stage.get(key)


def verdict_text(verdict: Verdict) -> str:
    """Return sign and word of a verdict."""
    return f"{VERDICT_SIGNS[verdict]} {_(VERDICT_WORDS[verdict])}"


def stage_text(tally: Tally | None) -> str:
    """Return sign and share of a stage; a dash where nothing is required."""
    if tally is None or not tally.required:
        return "–"
    return f"{tally_sign(tally)} {percent_text(tally)}"


def heading_of(roll: RollUp) -> str:
    """Say what the whole is, and on which day."""
    counted = ngettext("{count} unit", "{count} units", roll.totals.units).format(count=roll.totals.units)
    return _("Roll-up of {units} on {date}").format(units=counted, date=roll.today)


def verdicts_text(totals: Totals) -> str:
    """Say how many are in which state."""
    parts = [f"{verdict_text(verdict)} {totals.verdicts[verdict]}" for verdict in VERDICTS if totals.verdicts[verdict]]
    return " · ".join([*parts, _("progress {share}").format(share=f"{totals.percent}%")] if parts else [])


def notes_of(roll: RollUp) -> list[str]:
    """Say what a reader must know about the whole."""
    notes = []
    if not roll.is_complete:
        notes.append(_("Interrupted: this is only what was read so far."))
    hidden = roll.totals.units - len(roll.units)
    if hidden:
        counted = ngettext("{count} other unit is not listed.", "{count} other units are not listed.", hidden)
        notes.append(counted.format(count=hidden))
    if roll.totals.unexpected:
        counted = ngettext(
            "{count} folder is not on the list of what should be there.",
            "{count} folders are not on the list of what should be there.",
            roll.totals.unexpected,
        )
        notes.append(counted.format(count=roll.totals.unexpected))
    return notes


def late_texts(totals: Totals) -> list[str]:
    """Say which items are late in most units."""
    return [
        ngettext("“{item}”: late in {count} unit", "“{item}”: late in {count} units", count).format(
            item=title, count=count
        )
        for _item, title, count in totals.most_late
    ]


def district_name(district: str) -> str:
    """Return the name of a district, or that there is none."""
    return district or _("no district")
