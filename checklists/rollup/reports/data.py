"""The roll-up for other programs: a stable form."""

from typing import Any

from checklists.reports.summary.data import dump_tally, round_share
from checklists.rollup.judging import VERDICTS, Unit
from checklists.rollup.totals import RollUp, Totals

ROLLUP_JSON_FORMAT = 1


def dump_rollup(roll: RollUp) -> dict[str, Any]:
    """Return the roll-up."""
    found: dict[str, Any] = {
        "format": ROLLUP_JSON_FORMAT,
        "today": str(roll.today),
        "complete": roll.is_complete,
        "totals": _dump_totals(roll.totals),
    }
    if roll.by_district:
        found["districts"] = [
            {"district": district, **_dump_totals(totals)} for district, _units, totals in roll.districts
        ]
    found["units"] = [_dump_unit(one) for one in roll.units]
    return found


def _dump_unit(one: Unit) -> dict[str, Any]:
    return {
        "folder": one.folder,
        "district": one.district,
        "unit": one.unit,
        "title": one.title,
        "date": str(one.day) if one.day else None,
        "days_left": one.days_left,
        "verdict": one.verdict,
        "ready": one.is_ready,
        "checklist": one.plan.id if one.plan else None,
        **dump_tally(one.total),
        "progress": round_share(one.progress),
        "overdue": one.overdue,
        "stages": {stage: dump_tally(tally) for stage, tally in one.stage_tallies.items()},
        "late_items": [one.plan.items[place].id for place in one.late] if one.plan else [],
        "reason": one.reason,
        "faulty": bool(one.problem),
        "expected": one.is_expected,
    }


def _dump_totals(totals: Totals) -> dict[str, Any]:
    return {
        "units": totals.units,
        "verdicts": {verdict: totals.verdicts[verdict] for verdict in VERDICTS},
        **dump_tally(totals.total),
        "progress": round_share(totals.progress),
        "overdue": totals.overdue,
        "stages": {stage: dump_tally(tally) for stage, (_title, tally) in totals.stages.items()},
        "late_items": [{"item": item, "title": str(title), "units": count} for item, title, count in totals.most_late],
        "unexpected": totals.unexpected,
    }
