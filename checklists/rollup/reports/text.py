"""The roll-up as plain text: a line a unit, no line wider than asked for, colours only on request."""

from collections.abc import Iterator
from typing import Literal

from checklists.base.cells import fit, pad, width, wrap
from checklists.base.language import _
from checklists.readiness.duties import Tally
from checklists.readiness.words import tally_sign
from checklists.rollup.judging import Unit
from checklists.rollup.reports.view import (
    district_name,
    heading_of,
    late_texts,
    notes_of,
    stage_text,
    verdict_text,
    verdicts_text,
)
from checklists.rollup.totals import RollUp, Totals

NARROWEST = 60
UNIT_CELLS = (8, 16, 30)
"""For the units' names: at least, at most in a narrow page, at most in a wide one."""
REASON_CELLS = 30
"""Where stages with their shares would leave less for the reason, only their signs are shown."""
Tone = Literal["bold", "dim", "red", "green", "yellow"]
_CODES: dict[Tone, str] = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}


def rollup_text(roll: RollUp, *, width: int, is_coloured: bool) -> str:
    """Write the roll-up at a width of at least 60 cells."""
    page = _Page(roll, max(width, NARROWEST), is_coloured=is_coloured)
    return "".join(f"{line.rstrip()}\n" for line in page.lines())


class _Page:
    """The lines of one roll-up."""

    def __init__(self, roll: RollUp, cells: int, *, is_coloured: bool) -> None:
        self.roll = roll
        self.cells = cells
        self.is_coloured = is_coloured
        heads = (_("Unit"), _("State"), _("Days"), "%")
        states = [_state(one) for one in roll.units]
        self.state_cells = max(map(width, (heads[1], *states)), default=0)
        self.days_cells = max(width(heads[2]), *(len(str(one.days_left)) for one in roll.units), 3)
        most = UNIT_CELLS[2] if cells >= 120 else UNIT_CELLS[1]
        names = max((width(one.unit) for one in roll.units), default=0)
        self.unit_cells = min(max(names, UNIT_CELLS[0], width(heads[0])), most)
        fixed = self.unit_cells + self.state_cells + self.days_cells + 3 + 4 * 2
        self.is_wide = cells - fixed - 5 * len(roll.stages) >= REASON_CELLS
        self.stage_cells = 5 if self.is_wide else 2
        self.heads = heads

    def lines(self) -> Iterator[str]:
        """Yield all lines."""
        roll = self.roll
        yield from (self.toned(line, "bold") for line in wrap(heading_of(roll), self.cells))
        yield from wrap(verdicts_text(roll.totals), self.cells)
        for note in notes_of(roll):
            yield from (self.toned(line, "yellow") for line in wrap(note, self.cells))
        if roll.stages:
            numbered = "  ".join(f"{number} {title}" for number, (_key, title) in enumerate(roll.stages, start=1))
            yield from (
                self.toned(line, "dim") for line in wrap(_("Stages: {stages}").format(stages=numbered), self.cells)
            )
        yield ""
        if roll.by_district:
            for district, units, totals in roll.districts:
                yield self.toned(fit(f"{district_name(district)}  {verdicts_text(totals)}", self.cells), "bold")
                yield from self.table(units)
                yield ""
        else:
            yield from self.table(roll.units)
            yield ""
        yield from self.stages(roll.totals)
        yield from self.late(roll.totals)

    def table(self, units: tuple[Unit, ...] | list[Unit]) -> Iterator[str]:
        """Yield the heading and a line a unit."""
        if not units:
            return
        numbers = "".join(pad(str(number), self.stage_cells) for number in range(1, len(self.roll.stages) + 1))
        yield self.toned(self._line(*self.heads, numbers, _("First reason")), "dim")
        for one in units:
            tone: Tone = {"ready": "green", "not-ready": "yellow"}.get(one.verdict, "red")  # type: ignore[assignment]
            days = "" if one.days_left is None else str(one.days_left)
            share = str(one.total.percent) if one.plan else ""
            by_stage = one.by_stage
            stages = "".join(self._stage(by_stage.get(key)) for key, _title in self.roll.stages)
            yield self._line(one.unit, _state(one), days, share, stages, one.reason, tone)

    def _line(
        self, unit: str, state: str, days: str, share: str, stages: str, reason: str, tone: Tone | None = None
    ) -> str:
        state = pad(state, self.state_cells)
        parts = [
            pad(unit, self.unit_cells),
            self.toned(state, tone) if tone else state,
            pad(days, self.days_cells, right=True),
            pad(share, 3, right=True),
        ]
        used = self.unit_cells + self.state_cells + self.days_cells + 3 + 4 * 2
        used += self.stage_cells * len(self.roll.stages)
        return "  ".join([*parts, stages + fit(reason, max(self.cells - used, 0))])

    def _stage(self, tally: Tally | None) -> str:
        if tally is None or not tally.required:
            return self.toned(pad("–", self.stage_cells), "dim")
        sign = tally_sign(tally)
        text = f"{sign}{tally.percent}" if self.is_wide else sign
        tone: Tone = "red" if tally.overdue or tally.returned else "green" if tally.done >= tally.required else "yellow"
        return self.toned(pad(text, self.stage_cells), tone)

    def stages(self, totals: Totals) -> Iterator[str]:
        """Yield the totals by stage."""
        if not totals.stages:
            return
        yield self.toned(_("By stage"), "bold")
        names = max(width(str(title)) for title, _tally in totals.stages.values())
        for title, tally in totals.stages.values():
            done = f"{tally.done}/{tally.required}"
            late = _("{count} overdue").format(count=tally.overdue) if tally.overdue else ""
            share = pad(stage_text(tally), 6)
            yield fit(f"  {pad(str(title), min(names, 30))}  {share}  {pad(done, 13, right=True)}  {late}", self.cells)

    def late(self, totals: Totals) -> Iterator[str]:
        """Yield the items that are late in most units."""
        texts = late_texts(totals)
        if texts:
            yield self.toned(_("Most often late"), "bold")
            for number, text in enumerate(texts, start=1):
                yield fit(f"  {number}. {text}", self.cells)

    def toned(self, text: str, tone: Tone) -> str:
        """Colour a text whose cells are already counted."""
        return f"\x1b[{_CODES[tone]}m{text}\x1b[0m" if self.is_coloured and text.strip() else text


def _state(one: Unit) -> str:
    """Return the verdict, and how much is overdue."""
    return f"{verdict_text(one.verdict)} {one.overdue}" if one.overdue and one.plan else verdict_text(one.verdict)
