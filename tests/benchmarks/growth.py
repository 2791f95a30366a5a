"""Group 5: the same figures over steps of ten, as a plot: nothing may be worse than linear."""

import gc
import time
from pathlib import Path

from checklists.readiness.duties import assess
from checklists.store.folder import Folder
from tests.benchmarks.measuring import Table, median, repeat, timed
from tests.benchmarks.meetings import TODAY, make_meeting, make_units
from tests.benchmarks.plot import Curve, plot
from tests.benchmarks.rollup import gather

STEPS = (10, 100, 1000)
TARGET = Path(__file__).parent.parent.parent / "docs" / "growth.svg"


def run(table: Table, place: Path) -> None:
    """Measure the group and draw it."""
    table.heading("growth")
    gc.disable()  # as the command line does; else what other figures left behind is gone through again and again
    curves = [
        Curve("read and judge, members", (9, 90, 900), [_reading(place, members) for members in (9, 90, 900)]),
        Curve("read and judge, opinions", STEPS, [_opinions(place, count) for count in STEPS]),
        *_rollups(place),
    ]
    for curve in curves:
        for step, figures in zip(curve.steps, curve.figures, strict=True):
            table.line(f"{curve.name}: {step}", figures)
        factors = [median(b) / median(a) for a, b in zip(curve.figures, curve.figures[1:], strict=False)]
        table.note(f"{curve.name}: × {' and × '.join(f'{factor:.1f}' for factor in factors)} for × 10 each")
    TARGET.write_text(plot(curves), encoding="utf-8")
    gc.enable()
    table.note(f"drawn: docs/{TARGET.name}")


def _reading(place: Path, members: int) -> list[float]:
    folder = make_meeting(place / f"members{members}", members)
    return repeat(lambda: timed(lambda: _judge(folder)), 5)


def _opinions(place: Path, count: int) -> list[float]:
    folder = make_meeting(place / f"opinions{count}", 9, opinions=count)
    return repeat(lambda: timed(lambda: _judge(folder)), 5)


def _judge(folder: Path) -> None:
    reading = Folder(folder).read()
    assert reading.meeting is not None
    assess(reading.meeting, TODAY, reading.faults)


def _rollups(place: Path) -> list[Curve]:
    cold, warm = [], []
    for units in STEPS:
        root, index = make_units(place / f"grow{units}", units), place / f"grow{units}.sqlite"
        time.sleep(2.5)  # what was written just now is not trusted yet
        cold.append(repeat(lambda r=root, i=index: timed(lambda: gather(r, i, 1, is_cold=True)), 3))  # type: ignore[misc]
        warm.append(repeat(lambda r=root, i=index: timed(lambda: gather(r, i)), 5))  # type: ignore[misc]
    return [Curve("roll-up cold, units, one core", STEPS, cold), Curve("roll-up warm, units", STEPS, warm)]
