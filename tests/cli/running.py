"""What the tests of the command line share: a small meeting, and running a command."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklists.model.meeting import Meeting, Member
from checklists.setup.create import create_meeting
from checklists.store.folder import Folder
from tui.cli.commands.ledgers import criticism, day, opinions, outline, rectify, study, talks
from tui.cli.usage import Parser

COMMANDS = {module.LEDGER.name: module.LEDGER for module in (study, opinions, talks, outline, criticism, day, rectify)}
"""The ledgers' commands by name."""

CHECKLIST = Path(__file__).parent / "checklist.toml"
TODAY = "2026-12-01"
MEETING_DAY = date(2026, 12, 18)
MEMBERS = {
    "m01": Member(name="Zhang San", post="Secretary", role="principal", units=("Office",)),
    "m02": Member(name="Li Si", post="Deputy", branch="First branch"),
    "m03": Member(name="Wang Wu", attendance="absent", reason="ill"),
}


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def make(
    path: Path, *, members: dict[str, Member] | None = None, unit: str = "Unit", title: str = "Meeting", theme: str = ""
) -> Path:
    """Make a meeting that follows the tests' own small checklist."""
    given = MEMBERS if members is None else members
    create_meeting(path, unit=unit, title=title, date=MEETING_DAY, checklist=CHECKLIST, members=given, theme=theme)
    return path


GROUP_OF_THREE = {
    "m01": Member(name="Zhang San", post="Secretary", role="principal", units=("Office",), branch="First branch"),
    "m02": Member(name="Li Si", post="Deputy", units=("Farms", "Water"), branch="Second branch"),
    "m03": Member(name="Wang Wu", post="Deputy"),
}


def make_full(path: Path, members: dict[str, Member] | None = None) -> Path:
    """Make a meeting that follows the shipped checklist, so that all its ledgers are counted."""
    aspects = {"politics": "Loyalty", "duty": "Duty"}
    given = GROUP_OF_THREE if members is None else members
    create_meeting(path, unit="Unit", title="Annual 2026", date=MEETING_DAY, members=given, aspects=aspects)
    return path


def read_back(path: Path) -> Meeting:
    """Read the files anew, as another program would."""
    reading = Folder(path).read()
    assert reading.meeting is not None
    return reading.meeting


def contents(path: Path) -> dict[str, bytes]:
    """Return every file of a meeting, to see that nothing changed."""
    return {str(file.relative_to(path)): file.read_bytes() for file in sorted(path.rglob("*.toml"))}


def spawn(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the program as a user does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        env={**os.environ, "HUIQIAN_LANG": "en", **environment},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


def parsers(parser: Parser) -> list[Parser]:
    """Return a parser and those of all its commands."""
    found = [parser]
    for action in parser._actions:
        choices = action.choices
        for one in choices.values() if isinstance(choices, dict) else ():
            found += parsers(one)
    return found
