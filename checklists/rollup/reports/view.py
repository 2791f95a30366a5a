"""The roll-up's texts, for the screen and every format."""

from checklists.base.language import _, ngettext
from checklists.rollup.judging import UNIT_VERDICT_WORDS, VERDICT_SIGNS, VERDICTS, UnitVerdict
from checklists.rollup.totals import RollUp, Totals


def format_verdict(verdict: UnitVerdict) -> str:
    """Return a verdict's sign and word."""
    return f"{VERDICT_SIGNS[verdict]} {_(UNIT_VERDICT_WORDS[verdict])}"


def format_heading(roll: RollUp) -> str:
    """Return the roll-up's heading, with the day."""
    counted = ngettext("{count} unit", "{count} units", roll.totals.units).format(count=roll.totals.units)
    return _("Roll-up of {units} on {date}").format(units=counted, date=roll.today)


def format_verdicts(totals: Totals) -> str:
    """Return how many units have each verdict."""
    parts = [
        f"{format_verdict(verdict)} {totals.verdicts[verdict]}" for verdict in VERDICTS if totals.verdicts[verdict]
    ]
    return " · ".join([*parts, _("progress {share}").format(share=f"{totals.percent}%")] if parts else [])


def list_notes(roll: RollUp) -> list[str]:
    """Return sentences on the whole roll-up."""
    notes = []
    if not roll.is_complete:
        notes.append(_("Interrupted: this is only what was read so far."))
    hidden = roll.totals.units - len(roll.units)
    if hidden:
        counted = ngettext("{count} other unit is not listed.", "{count} other units are not listed.", hidden)
        notes.append(counted.format(count=hidden))
    if roll.totals.unexpected:
        counted = ngettext(
            "{count} folder is not on the list of expected units.",
            "{count} folders are not on the list of expected units.",
            roll.totals.unexpected,
        )
        notes.append(counted.format(count=roll.totals.unexpected))
    return notes


def list_late_items(totals: Totals) -> list[str]:
    """Return the items late in most units, with the number of units."""
    return [
        ngettext("“{item}”: late in {count} unit", "“{item}”: late in {count} units", count).format(
            item=title, count=count
        )
        for _item, title, count in totals.most_late
    ]


def name_district(district: str) -> str:
    """Return a district's name, or that there is none."""
    return district or _("no district")
