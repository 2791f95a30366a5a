"""What the tests of the roll-up share: folders of small meetings, and one pass over them."""

import time
from datetime import date
from pathlib import Path
from typing import Any

from checklists.rollup.collecting import Gathering, Request
from checklists.rollup.judging import Unit
from checklists.rollup.manifest import Manifest
from tests.builders import a_folder, a_meeting

TODAY = date(2026, 12, 1)


def later() -> int:
    """Return a time at which all that was written is long settled."""
    return time.time_ns() + 10**10


def make(path: Path, unit: str, **changed: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    a_folder(path, a_meeting(unit=unit, **changed))
    return path


def gather(
    *roots: Path, index: Path | None = None, today: date = TODAY, manifest: Manifest | None = None, checklist: str = ""
) -> Gathering:
    gathering = Gathering(Request(roots, today, manifest, checklist), index, clock=later)
    for _unit in gathering.run():
        pass
    return gathering


def by_folder(gathering: Gathering) -> dict[str, Unit]:
    return {one.folder: one for one in gathering.units}
