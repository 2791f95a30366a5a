"""The real program in a pty: what reaches the terminal, byte by byte, and how it ends."""

import re
from pathlib import Path

import pytest

from checklists import founding
from checklists.checklist import BUILTIN
from checklists.folder import Folder
from checklists.meeting import Mark, Member, Settings, Sheet
from tests.hostile import STRINGS
from tests.screens.conftest import TODAY
from tests.terminal import HUIQIAN, Terminal

NAMES = sorted(STRINGS)
BATCH = 9
LIMIT = 60
"""Seconds to wait for a screen; only a machine that is very busy needs them."""
# payloads of the hostile strings in their live form; the program's own sequences hold none of these words
LIVE = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:PWNED|UFdORUQ|evil)|\x1bP\$q|\x1bc|\x9b2J|\x9d0;|\x1b\[2J\x1b\[HFAKE|\x05|\x0e"
)


@pytest.mark.parametrize("first", range(0, len(NAMES), BATCH))
def test_no_hostile_byte_reaches_the_terminal(first: int, tmp_path: Path) -> None:
    texts = [STRINGS[name] for name in NAMES[first : first + BATCH]]
    roster = {
        f"m{n:02}": Member(name=text.strip()[:200] or "x", post=text[:200], role="principal" if n == 1 else "member")
        for n, text in enumerate(texts, 1)
    }
    settings = Settings(unit=texts[0][:200].strip() or "x", title="会议", date=TODAY, members=roster)
    sheets = {
        subject: Sheet(
            marks={"self-study": Mark(status="doing", note=text[:3000], evidence=(text[:200].strip() or "x",))}
        )
        for subject, text in zip(roster, texts, strict=True)
    }
    founding.create(tmp_path / "m", settings, (BUILTIN / "democratic-life.toml").read_bytes(), sheets)
    command = [*HUIQIAN, "--lang", "en", "open", str(tmp_path / "m"), "--today", TODAY.isoformat()]
    with Terminal(command, environment={"HUIQIAN_STATE": str(tmp_path / "state")}) as terminal:
        terminal.wait_for("Next steps", LIMIT)
        terminal.type("2")
        terminal.wait_for("Self-study with notes", LIMIT)
        terminal.type("down", "down", "down", "enter")
        terminal.wait_for("- Self-study with notes", LIMIT)
        terminal.type("down", "down")
        terminal.wait_for("Evidence kept: ", LIMIT)
        terminal.type("n")
        terminal.wait_for("Ctrl+S Save", LIMIT)
        terminal.type("escape")
        terminal.wait_until_gone("Ctrl+S Save", LIMIT)
        terminal.type("s")
        terminal.wait_for("Why not yet", LIMIT)
        terminal.type("0")
        terminal.wait_for("Next steps", LIMIT)
        terminal.type("q")
        assert terminal.end(LIMIT) == 0
        assert not LIVE.search(bytes(terminal.raw))


def test_without_colours_state_and_cursor_are_still_seen(sample: Path, tmp_path: Path) -> None:
    command = [*HUIQIAN, "open", str(sample), "--today", TODAY.isoformat()]
    environment = {"HUIQIAN_STATE": str(tmp_path / "state"), "NO_COLOR": "1"}
    with Terminal(command, columns=80, rows=24, environment=environment) as terminal:
        terminal.wait_for("总览", LIMIT)
        terminal.type("2")
        terminal.wait_for("进行中", LIMIT)
        terminal.settle()
        assert re.search(rb"\x1b\[[0-9;]*7[;m]", bytes(terminal.raw)), "the cursor is drawn reversed"


def test_a_change_is_on_disk_when_the_screen_says_saved_and_survives_a_kill(sample: Path, tmp_path: Path) -> None:
    command = [*HUIQIAN, "--lang", "en", "open", str(sample), "--today", TODAY.isoformat()]
    with Terminal(command, environment={"HUIQIAN_STATE": str(tmp_path / "state")}) as terminal:
        terminal.wait_for("Overview", LIMIT)
        terminal.type("6")
        terminal.wait_for("Script, agenda", LIMIT)
        terminal.type("/")
        terminal.settle()
        terminal.type(*"Script", "enter")
        terminal.wait_for("Enter Open", LIMIT)
        terminal.type("space")
        terminal.wait_for("Saved", LIMIT)
    meeting = Folder(sample).read().meeting
    assert meeting is not None
    assert meeting.mark("group", "chair-script").status == "doing"
