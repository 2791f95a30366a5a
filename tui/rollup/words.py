"""The texts of the roll-up's screen: order, chosen units, the unit under the cursor."""

from textual.content import Content

from checklists.base.language import N_, _, ngettext
from checklists.base.text import show_path
from checklists.model.words import format_days
from checklists.rollup.judging import Unit
from checklists.rollup.totals import SORT_WORDS, Only, RollUp, SortKey

ONLY: tuple[Only | None, ...] = (None, "late", "not-ready", "faulty")
ONLY_WORDS: dict[Only | None, str] = {
    None: N_("all units"),
    "late": N_("only late ones"),
    "not-ready": N_("only those not ready"),
    "faulty": N_("only faulty ones"),
}


def describe_order(sort_key: SortKey, only: Only | None) -> str:
    """Return the order and the choice of units."""
    return f"{_(SORT_WORDS[sort_key])} · {_(ONLY_WORDS[only])}"


def format_heading(roll: RollUp, how: str, place: str) -> Content:
    """Return the number of units, their order, and their root folders."""
    count = ngettext("{count} unit", "{count} units", roll.totals.units).format(count=roll.totals.units)
    listed = len(roll.units)
    shown = "" if listed == roll.totals.units else " · " + _("{count} shown").format(count=listed)
    return Content.assemble(
        (f"{count} · {roll.today.isoformat()}  ", "bold"),
        (f"{how}{shown}  ", "$text-accent"),
        (show_path(place, 120), "$text-muted"),
    )


def format_detail(one: Unit) -> Content:
    """Return a unit's description: its state and what is in the way."""
    when = f"{one.day.isoformat()} · {format_days(one.days_left)}" if one.day and one.days_left is not None else ""
    line = " · ".join(part for part in (one.unit, one.title, one.district, when, one.folder) if part)
    return Content.assemble((line, "bold"), "\n", one.reason or _("Ready: nothing stands in the way."))
