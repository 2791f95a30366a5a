"""Broken, foreign and hostile files: named with their place, never followed, never changed, and the rest works."""

from itertools import cycle
from pathlib import Path

import pytest

from tests.hostile import FILES, NODES, make_node
from tests.screens.conftest import Open
from tui.meeting.faults import FaultsScreen
from tui.meeting.screen import MeetingScreen

NAMES = sorted(FILES)
BATCH = 8


@pytest.mark.parametrize("first", range(0, len(NAMES), BATCH))
async def test_hostile_sheets_cost_their_member_not_the_meeting(first: int, sample: Path, drive: Open) -> None:
    sheets = {
        sample / "members" / f"m{n:02}.toml": FILES[name] for n, name in enumerate(NAMES[first : first + BATCH], 1)
    }
    for path, content in sheets.items():
        path.write_bytes(content)
    async with drive(sample) as app:
        faulty = {fault.file for fault in app.screen.session.reading.faults if fault.severity == "error"}
        assert faulty
        for key in ("0", "2", "j", "enter", "j", "space", "m", "s"):
            await app.press(key)
        for name in faulty:
            assert name in app.summary
        await app.go_to("chair-script")
        await app.press("space")
        assert app.mark("chair-script").status == "doing"
    for path, content in sheets.items():
        if f"members/{path.name}" in faulty:
            assert path.read_bytes() == content


@pytest.mark.parametrize(("name", "file"), zip(NAMES[::3], cycle(["meeting.toml", "checklist.toml"]), strict=False))
async def test_a_hostile_main_file_is_shown_with_its_faults(name: str, file: str, sample: Path, drive: Open) -> None:
    (sample / file).write_bytes(FILES[name])
    async with drive(sample) as app:
        assert isinstance(app.app.screen, FaultsScreen)
        assert file in app.text
    assert (sample / file).read_bytes() == FILES[name]


async def test_what_is_no_file_is_named(sample: Path, drive: Open) -> None:
    names = {kind: f"members/m{number:02}.toml" for number, kind in enumerate(NODES, 1)}
    for kind, name in names.items():
        make_node(sample / name, kind)
    async with drive(sample) as app:
        assert isinstance(app.app.screen, MeetingScreen)
        await app.press("s")
        for kind, name in names.items():
            is_open_to_root = kind == "closed"  # the superuser reads what is closed to others
            assert is_open_to_root or name in app.summary, kind
