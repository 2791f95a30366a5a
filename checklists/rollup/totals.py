"""The whole roll-up: the chosen units in order, and the totals."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from checklists.base.language import N_
from checklists.readiness.duties import NO_TALLY, Tally, compute_percent
from checklists.rollup.facts import Title
from checklists.rollup.judging import VERDICTS, Unit, UnitVerdict

SortKey = Literal["risk", "date", "unit", "progress"]
SORT_KEYS: tuple[SortKey, ...] = ("risk", "date", "unit", "progress")
SORT_WORDS: dict[SortKey, str] = {
    "risk": N_("by risk"),
    "date": N_("by date"),
    "unit": N_("by unit"),
    "progress": N_("by progress"),
}
Only = Literal["late", "not-ready", "faulty"]
ITEMS_SHOWN = 5
_RANK = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
_KEYS: dict[SortKey, Callable[[Unit], tuple[object, ...]]] = {
    "risk": lambda one: (
        _RANK[one.verdict],
        not one.overdue,
        one.day or date.max,
        -one.overdue,
        one.progress,
        one.unit,
        one.path,
    ),
    "date": lambda one: (one.day or date.max, _RANK[one.verdict], one.unit, one.path),
    "unit": lambda one: (one.unit, one.day or date.max, one.path),
    "progress": lambda one: (one.plan is not None, one.progress, one.day or date.max, one.unit, one.path),
}


@dataclass
class Totals:
    """The totals of several units."""

    units: int = 0
    verdicts: Counter[UnitVerdict] = field(default_factory=Counter)
    stages: dict[str, tuple[Title, Tally]] = field(default_factory=dict)
    late_items: Counter[tuple[str, Title]] = field(default_factory=Counter)
    """In how many units each item is late."""
    total: Tally = NO_TALLY
    readable: int = 0
    """Units with figures: begun and readable."""
    unexpected: int = 0
    """Units missing from the manifest."""

    def add(self, one: Unit) -> None:
        """Add a unit."""
        self.units += 1
        self.verdicts[one.verdict] += 1
        self.unexpected += not one.is_expected
        if one.plan is None:
            return
        self.total = self.total.add(one.total)
        for stage, tally in zip(one.plan.stages, one.stages, strict=True):
            title, before = self.stages.get(stage.id, (stage.title, NO_TALLY))
            self.stages[stage.id] = (title, before.add(tally))
        self.readable += 1
        for place in one.late:
            item = one.plan.items[place]
            self.late_items[(item.id, item.title)] += 1

    @property
    def progress(self) -> float:
        """From 0 to 1; a unit not begun or unreadable counts as one with nothing done."""
        return self.total.progress * self.readable / self.units if self.units else 0.0

    @property
    def overdue(self) -> int:
        """How many duties are overdue, those for afterwards included."""
        return sum(tally.overdue for _title, tally in self.stages.values())

    @property
    def percent(self) -> int:
        """The progress in percent."""
        return compute_percent(self.progress)

    @property
    def most_late(self) -> list[tuple[str, Title, int]]:
        """The items late in most units, with the number of units."""
        ranked = sorted(self.late_items.items(), key=lambda entry: (-entry[1], entry[0][0]))
        return [(item, title, count) for (item, title), count in ranked[:ITEMS_SHOWN]]


@dataclass(frozen=True)
class RollUp:
    """The chosen units in order, and the totals of all."""

    units: tuple[Unit, ...]
    """The units shown."""
    totals: Totals
    """The totals of all units, including those not shown."""
    today: date
    is_complete: bool = True
    """Whether the pass reached its end."""
    by_district: bool = False

    @cached_property
    def stages(self) -> list[tuple[str, Title]]:
        """The stages of all checklists in use, in order."""
        return [(stage, title) for stage, (title, _tally) in self.totals.stages.items()]

    @cached_property
    def districts(self) -> list[tuple[str, list[Unit], Totals]]:
        """The units by district, in alphabetical order, with each district's totals."""
        found: dict[str, list[Unit]] = {}
        for one in self.units:
            found.setdefault(one.district, []).append(one)
        return [(district, found[district], compute_totals(found[district])) for district in sorted(found)]


def compute_totals(units: Iterable[Unit]) -> Totals:
    """Return the totals of units."""
    totals = Totals()
    for one in units:
        totals.add(one)
    return totals


def is_chosen(one: Unit, only: Only | None) -> bool:
    """Tell whether a unit fits the choice."""
    if only == "faulty":
        return one.verdict == "faulty"
    if only == "late":
        return one.overdue > 0
    return only is None or not one.is_ready


def sort_units(units: Iterable[Unit], key: SortKey) -> list[Unit]:
    """Return the units sorted; by *risk*, the most urgent first, then the next meeting."""
    return sorted(units, key=_KEYS[key])
