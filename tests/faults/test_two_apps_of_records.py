"""Two apps in terminals edit the same talk and the same problem: each edit is kept, or both versions are shown."""

from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from checklists.edits.records import find_record
from checklists.records.kinds import KINDS, KindName
from checklists.store.folder import Folder
from tests.builders import read
from tests.faults.everywhere import TODAY, hostile_meeting
from tests.faults.rounds import rounds
from tests.terminal import HUIQIAN, Terminal


class Record(NamedTuple):
    """A record that both open, and how keys lead to it and to two of its fields."""

    kind: KindName
    key: str
    subject: str
    stage: str
    pages: tuple[str, ...]
    to_row: tuple[str, ...]
    fields: tuple[tuple[str, int], tuple[str, int]]
    """Name, and how many tabs lead there."""
    first: int
    """The choice that is made first in a conflict: together the records make each."""
    conflicts: int


RECORDS = (
    Record("talk", "t1", "", "4", ("Who with whom", "Talk records"), (), (("place", 5), ("said", 6)), 0, 2),
    Record("problem", "p1", "group", "5", ("Problems and measures",), ("down",), (("text", 0), ("example", 2)), 2, 1),
)
CHOICES = ("theirs", "mine", "both")
"""In the order of the buttons."""


def at(terminal: Terminal, record: Record) -> None:
    """Go to the record in its list."""
    terminal.type(record.stage)
    terminal.wait_for(f"[Duties]  {record.pages[0]}")
    for page in record.pages:
        terminal.settle()
        terminal.type("t")
        terminal.wait_for(f"[{page}]")
    terminal.settle()
    terminal.type("home", *record.to_row)
    terminal.settle()


def typed(terminal: Terminal, record: Record, field: int, text: str) -> None:
    """Open the form and type at the beginning of a field."""
    terminal.type("enter")
    terminal.wait_for("Ctrl+S Save")
    terminal.settle()
    for _number in range(record.fields[field][1]):
        terminal.type("tab")
        terminal.settle()
    terminal.type("home")
    terminal.settle()
    terminal.type(*text)
    terminal.wait_for(text)


def saved(terminal: Terminal) -> None:
    terminal.type("ctrl+s")
    terminal.wait_until_gone("Ctrl+S Save")


def on_disk(folder: Path, record: Record, field: int) -> str:
    found = find_record(read(Folder(folder)), KINDS[record.kind], record.key, record.subject)
    return str(getattr(found, record.fields[field][0]))


def different_fields(one: Terminal, other: Terminal, folder: Path, record: Record, number: int) -> None:
    """Change two fields at once: nobody is asked."""
    typed(one, record, 0, f"L{number}.")
    typed(other, record, 1, f"R{number}.")
    saved(one)
    saved(other)
    assert on_disk(folder, record, 0).startswith(f"L{number}.")
    assert on_disk(folder, record, 1).startswith(f"R{number}.")
    for terminal in (one, other):
        terminal.wait_for(f"L{number}.")  # what another saved is seen without a key


def same_field(one: Terminal, other: Terminal, folder: Path, record: Record, number: int) -> None:
    """Change one field at once: the second sees both versions and chooses."""
    was, choice = on_disk(folder, record, 0), CHOICES[number % len(CHOICES)]
    typed(one, record, 0, f"A{number}.")
    typed(other, record, 0, f"B{number}.")
    saved(one)
    other.type("ctrl+s")
    for words in ("Changed by someone else", "It was", "Theirs", "Mine", f"A{number}.", f"B{number}."):
        other.wait_for(words)
    theirs, mine = f"A{number}.{was}", f"B{number}.{was}"
    assert on_disk(folder, record, 0) == theirs, "nothing was overwritten"
    for key in (*["tab"] * CHOICES.index(choice), "enter"):
        other.settle()
        other.type(key)
    other.wait_until_gone("Keep theirs")
    other.wait_until_gone("Ctrl+S Save")
    expected = {"theirs": {theirs}, "mine": {mine}, "both": {f"{theirs}\n{mine}", f"{theirs} {mine}"}}
    assert on_disk(folder, record, 0) in expected[choice]
    chosen = f"A{number}." if choice == "theirs" else f"B{number}."
    for terminal in (one, other):
        terminal.wait_for(chosen)  # else its next form would begin with what is old


def test_two_apps_edit_one_talk_and_one_problem(tmp_path: Path) -> None:
    path = hostile_meeting(tmp_path / "meeting", "was", "Name").path
    count = rounds(1)
    command = [*HUIQIAN, "--lang", "en", "open", str(path), "--today", TODAY.isoformat()]
    with ExitStack() as stack:
        one, other = (
            stack.enter_context(Terminal(command, environment={"HUIQIAN_STATE": str(tmp_path / name)}))
            for name in ("one", "other")
        )
        for terminal in (one, other):
            terminal.wait_for("Next steps")
        for record in RECORDS:
            for terminal in (one, other):
                at(terminal, record)
            different_fields(one, other, path, record, 0)
            for number in range(record.conflicts * count):
                same_field(one, other, path, record, number + record.first)
    print(f"{count} times each choice")
