"""The real program in a pty: what reaches the terminal, byte by byte, and how it ends."""

import json
import re
from itertools import cycle
from pathlib import Path

from checklists.base.language import _, set_language
from checklists.edits.marks import mark_duty
from checklists.store.folder import Folder
from tests.builders import read
from tests.faults.everywhere import a_draft, hostile_meeting
from tests.faults.test_hostile_everywhere import as_toml
from tests.hostile import FILES, STRINGS
from tests.screens.conftest import TODAY
from tests.terminal import HUIQIAN, Terminal
from tui.ledgers.places import list_pages

NAMES = sorted(STRINGS.keys() - {"empty", "blank", "surrogate", "long"})
"""What a file can hold in any of its fields."""
HERE = "PLACEHOLDER"
FORMS = {
    "Sessions": "enter", "Reading list": "enter", "Ledger of opinions": "enter", "Channels": "enter",
    "Who with whom": "i", "Talk records": "enter", "Problems and measures": "enter", "Criticisms": "enter",
    "Rectification list": "enter",
}  # fmt: skip
"""The pages whose records have a form, and the key that opens it."""
"""Seconds to wait for a screen; only a machine that is very busy needs them."""
# payloads of the hostile strings in their live form; the program's own sequences hold none of these words
LIVE = re.compile(rb"\x1b\][^\x07\x1b]*(?:PWNED|UFdORUQ|evil)|\x1bP\$q|\x1bc|\x1b\[2J")
NEVER = re.compile(
    "[\x00-\x06\x0b\x0c\x0e\x0f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e0fff]|approve\b"
)
"""Characters that the program itself sends none of."""
IN_DRAFT = ("clear", "title", "c1", "overwrite", "bidi", "breaks", "markup")
"""What a document may hold that is still taken for text."""
NASTY = "a\x1b]0;PWNED\x07\x1b[2J\x9bm\u202eb"
"""The name of a folder."""


def obeyed(terminal: Terminal) -> list[str]:
    """What reached the terminal live; after each screen something else, so that it is known where it came from."""
    raw = bytes(terminal.raw)
    chars = NEVER.finditer(raw.decode(errors="replace").replace("\x1b[", "").replace("\x1b]", ""))
    return [*map(repr, LIVE.findall(raw)), *(repr(match.group()) for match in chars)][:9]


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
    with (path / "history.jsonl").open("r+") as journal:  # and one that another wrote
        line = json.loads(journal.readline())
        line["id"], line["what"] = "hffff", STRINGS["title"]
        line["changes"][0]["after"] = "\n".join(texts[turn:])
        journal.write(json.dumps(line) + "\n")
    return path


def opened_in(tmp_path: Path, *command: str) -> Terminal:
    """Start the program with lists of its own, in a folder that holds nothing."""
    environment = {"HUIQIAN_STATE": str(tmp_path / "state"), "HUIQIAN_CACHE": str(tmp_path / "cache")}
    return Terminal([*HUIQIAN, "--lang", "en", *command], environment=environment, folder=tmp_path)


def form_is_left(terminal: Terminal, key: str, words: str) -> None:
    """Open what a key opens, and leave it."""
    terminal.type(key)
    terminal.wait_for(words)
    terminal.settle()
    terminal.type("escape")
    terminal.wait_until_gone(words)


def test_no_hostile_byte_of_any_field_reaches_the_terminal_on_any_page(tmp_path: Path) -> None:
    path = mixed_meeting(tmp_path / "meeting", 0)
    checklist = read(Folder(path)).checklist
    set_language("en")
    with opened_in(tmp_path, "open", str(path), "--today", TODAY.isoformat()) as terminal:
        terminal.wait_for("Next steps")
        for number, stage in enumerate(checklist.stages, 1):
            titles = [_(page.title) for page in list_pages(checklist, stage)]
            terminal.type(str(number))
            terminal.wait_for(f"[Duties]  {titles[1]} " if titles else str(checklist.stages[stage].guide)[:20])
            for title in titles[1:]:
                terminal.type("t")
                terminal.wait_for(f"[{title}]")
                if title in FORMS:
                    form_is_left(terminal, FORMS[title], "Ctrl+S Save")
        terminal.type("0")
        terminal.wait_for("Next steps")
        form_is_left(terminal, "H", "History of the meeting")
        form_is_left(terminal, "K", "Kept copies")
        form_is_left(terminal, "!", "Faults in the files")
        terminal.type("s")
        terminal.wait_for("NOT READY")
        form_is_left(terminal, "e", "With the full text")
        terminal.type("q")
        assert terminal.end() == 0
        assert obeyed(terminal) == []


def test_no_hostile_byte_reaches_the_terminal_in_dialogs_drafts_and_faults(tmp_path: Path) -> None:
    path = mixed_meeting(tmp_path / NASTY, 5)
    draft = tmp_path / "draft.txt"
    draft.write_text("\n".join(a_draft(STRINGS[name]) for name in IN_DRAFT))
    with opened_in(tmp_path, "open", str(path), "--today", TODAY.isoformat()) as terminal:
        terminal.wait_for("Next steps")
        terminal.type(",")
        terminal.wait_for("Ctrl+T")
        terminal.settle()
        terminal.type("ctrl+t")
        terminal.wait_for("One aspect a line")
        terminal.type("ctrl+t")
        terminal.wait_for("★ principal")
        form_is_left(terminal, "-", "These records name them")
        assert obeyed(terminal) == [], "settings, roster, departure"
        terminal.type("escape")
        terminal.wait_for("Next steps")
        terminal.type("5")
        terminal.wait_for("[Duties]  Problems and measures")
        terminal.settle()
        terminal.type("t")
        terminal.wait_for("[Problems and measures]")
        terminal.type("D")
        terminal.wait_for("or paste it")
        terminal.settle()
        terminal.type(*draft.name, "enter")
        terminal.wait_until_gone("or paste it")
        terminal.wait_for("in the tree")
        terminal.settle()
        terminal.settle()
        terminal.type(*["down"] * 6, "tab", *["pagedown"] * 3)
        terminal.settle()
        terminal.type("tab", "t", "n", "n")
        terminal.settle()
        form_is_left(terminal, "w", "and not reported again")
        terminal.type("escape")
        terminal.wait_for("[Problems and measures]")
        assert obeyed(terminal) == [], "the draft"
        conflict_is_shown(terminal, Folder(path))
        assert obeyed(terminal) == [], "the conflict"
        terminal.type("0")
        terminal.wait_for("Next steps")
        (path / "meeting.toml").write_bytes(FILES["escaped-escape"] + b"\nunit = 3\n" + f"[{as_toml(NASTY)}]".encode())
        terminal.wait_for("unknown key")
        terminal.type("q")
        assert terminal.end() == 0
        assert obeyed(terminal) == [], "the faults"
    listed_elsewhere(tmp_path)


def conflict_is_shown(terminal: Terminal, source: Folder) -> None:
    """Let another write what is hostile where the person types."""
    terminal.type("6")
    terminal.wait_for("Script, agenda")
    terminal.type("/")
    terminal.settle()
    terminal.type(*"Script", "enter")
    terminal.wait_for("Prepare the script")
    terminal.settle()
    terminal.type("n")
    terminal.wait_for("Ctrl+S Save")
    terminal.settle()
    terminal.type(*"mine")
    terminal.wait_for("mine")
    file = source.path / "group.toml"
    file.write_text(
        f"format = 1\n[marks.chair-script]\nstatus = 'waived'\nby = {as_toml(STRINGS['title'])}\n"
        f"note = {as_toml(chr(10).join(STRINGS[name] for name in NAMES)[:3000])}\n"
    )
    terminal.type("ctrl+s")
    terminal.wait_for("Changed by someone else meanwhile")
    terminal.settle()
    terminal.type("escape")
    terminal.wait_until_gone("Keep theirs")
    terminal.type("escape")
    terminal.wait_for("Leave without saving?")
    terminal.type("y")
    terminal.wait_until_gone("Ctrl+S Save")


def listed_elsewhere(tmp_path: Path) -> None:
    """Look at the list of recent meetings, and at all below a folder."""
    units = tmp_path / f"units{NASTY}"
    units.mkdir()
    (tmp_path / NASTY).rename(units / NASTY)
    mixed_meeting(units / f"{NASTY}2", 9)
    for command, words in (((), "not there any more"), (("rollup", units.name, "--open"), "by risk")):
        with opened_in(tmp_path, *command) as terminal:
            terminal.wait_for(words)
            terminal.settle()
            terminal.type("down", "up")
            terminal.settle()
            terminal.type("q")
            assert terminal.end() == 0
            assert obeyed(terminal) == [], words


def test_without_colours_state_and_cursor_are_still_seen(sample: Path, tmp_path: Path) -> None:
    command = [*HUIQIAN, "open", str(sample), "--today", TODAY.isoformat()]
    environment = {"HUIQIAN_STATE": str(tmp_path / "state"), "NO_COLOR": "1"}
    with Terminal(command, columns=80, rows=24, environment=environment) as terminal:
        terminal.wait_for("总览")
        terminal.type("2")
        terminal.wait_for("进行中")
        terminal.settle()
        assert re.search(rb"\x1b\[[0-9;]*7[;m]", bytes(terminal.raw)), "the cursor is drawn reversed"


def test_what_is_typed_in_one_go_acts_in_its_order(sample: Path, tmp_path: Path) -> None:
    with opened_in(tmp_path, "open", str(sample), "--today", TODAY.isoformat()) as terminal:
        terminal.wait_for("Overview")
        # as over a slow line: a stage, a filter, its duty, a form with two fields, saved, all of it at once
        terminal.type("6/Script\rwnot needed here\tLiu\x13")
        terminal.wait_for("Saved")
    mark = next(mark for mark in read(Folder(sample)).sheet("group").marks.values() if mark.status == "waived")
    assert (mark.note.split("\n")[0], mark.by) == ("not needed here", "Liu")


def test_a_change_is_on_disk_when_the_screen_says_saved_and_survives_a_kill(sample: Path, tmp_path: Path) -> None:
    with opened_in(tmp_path, "open", str(sample), "--today", TODAY.isoformat()) as terminal:
        terminal.wait_for("Overview")
        terminal.type("6", "/", *"Script", "enter", "space")
        terminal.wait_for("Saved")
    meeting = Folder(sample).read().meeting
    assert meeting is not None
    assert meeting.mark("group", "chair-script").status == "doing"
