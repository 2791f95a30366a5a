"""The real program in a pty: what reaches the terminal, byte by byte, and how it ends."""

import re
from itertools import cycle
from pathlib import Path

import pytest

from checklists.edits import mark_duty
from checklists.folder import Folder
from checklists.language import _, use
from tests.builders import read
from tests.faults.everywhere import hostile_meeting
from tests.faults.test_hostile_everywhere import as_toml
from tests.hostile import STRINGS
from tests.screens.conftest import TODAY
from tests.terminal import HUIQIAN, Terminal
from tui.screens.places import pages_of

NAMES = sorted(STRINGS.keys() - {"empty", "blank", "surrogate", "long"})
"""What a file can hold in any of its fields."""
HERE = "PLACEHOLDER"
FORMS = {
    "Sessions": "enter", "Reading list": "enter", "Ledger of opinions": "enter", "Channels": "enter",
    "Who with whom": "i", "Talk records": "enter", "Problems and measures": "enter", "Criticisms": "enter",
    "Rectification list": "enter",
}  # fmt: skip
"""The pages whose records have a form, and the key that opens it."""
LIMIT = 60
"""Seconds to wait for a screen; only a machine that is very busy needs them."""
# payloads of the hostile strings in their live form; the program's own sequences hold none of these words
LIVE = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:PWNED|UFdORUQ|evil)|\x1bP\$q|\x1bc|\x9b2J|\x9d0;|\x1b\[2J\x1b\[HFAKE|\x05|\x0e"
)


def mixed_meeting(path: Path, turn: int) -> Path:
    """Make a meeting with one hostile string after the other in its fields, as another program may write them."""
    source = hostile_meeting(path, HERE)
    texts = [STRINGS[name] for name in NAMES]
    following = cycle(texts[turn:] + texts[:turn])
    for file in sorted(path.rglob("*.toml")):
        if file.name != "checklist.toml":
            first, *others = file.read_text().split(f'"{HERE}"')
            file.write_text(first + "".join(as_toml(next(following)) + other for other in others))
    source.apply(
        mark_duty(read(source), "m02", "self-study", note="\n".join(texts[turn:]))
    )  # a copy is kept, a line told
    return path


def form_is_left(terminal: Terminal, key: str, words: str) -> None:
    """Open what a key opens, and leave it."""
    terminal.type(key)
    terminal.wait_for(words, LIMIT)
    terminal.settle()
    terminal.type("escape")
    terminal.wait_until_gone(words, LIMIT)


@pytest.mark.parametrize("turn", [0, 11])
def test_no_hostile_byte_of_any_field_reaches_the_terminal_on_any_page(turn: int, tmp_path: Path) -> None:
    path = mixed_meeting(tmp_path / "meeting", turn)
    checklist = read(Folder(path)).checklist
    use("en")
    command = [*HUIQIAN, "--lang", "en", "open", str(path), "--today", TODAY.isoformat()]
    with Terminal(command, environment={"HUIQIAN_STATE": str(tmp_path / "state")}) as terminal:
        terminal.wait_for("Next steps", LIMIT)
        for number, stage in enumerate(checklist.stages, 1):
            titles = [_(page.title) for page in pages_of(checklist, stage)]
            terminal.type(str(number))
            terminal.wait_for(f"[Duties]  {titles[1]} " if titles else str(checklist.stages[stage].guide)[:20], LIMIT)
            for title in titles[1:]:
                terminal.type("t")
                terminal.wait_for(f"[{title}]", LIMIT)
                if title in FORMS:
                    form_is_left(terminal, FORMS[title], "Ctrl+S Save")
        terminal.type("0")
        terminal.wait_for("Next steps", LIMIT)
        form_is_left(terminal, "H", "History of the meeting")
        form_is_left(terminal, "K", "Kept copies")
        form_is_left(terminal, "!", "Faults in the files")
        terminal.type("s")
        terminal.wait_for("Why not yet", LIMIT)
        form_is_left(terminal, "e", "Export the summary")
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
