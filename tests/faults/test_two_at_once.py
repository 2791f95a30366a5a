"""Two sessions in one folder: every acknowledged edit is kept, or a conflict shows what the other wrote."""

import asyncio
from contextlib import ExitStack
from pathlib import Path

import pytest

from checklists.base.errors import ConflictError
from checklists.base.model import Model
from checklists.edits.records import add_record, change_record, find_record
from checklists.records.kinds import KINDS, KindName
from checklists.store.folder import Folder
from tests.builders import a_folder, copy_sample, read
from tests.faults.rounds import rounds
from tests.screens.conftest import TODAY
from tests.terminal import HUIQIAN, Terminal
from tui.base.session import Session, open_session

ROUNDS = 3
DUTY = "chair-script"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    copy_sample(tmp_path / "sample", TODAY)
    return tmp_path / "sample"


def opened(folder: Path, state: Path) -> Terminal:
    """Open the app at a duty that is marked by hand."""
    command = [*HUIQIAN, "--lang", "en", "open", str(folder), "--today", TODAY.isoformat()]
    terminal = Terminal(command, environment={"HUIQIAN_STATE": str(state)})
    terminal.wait_for("Overview")
    terminal.type("6")
    terminal.wait_for("Prepare the script")
    return terminal


def open_form(terminal: Terminal) -> None:
    terminal.type("n")
    terminal.wait_for("Script, agenda and seating · Group")
    terminal.wait_for("Ctrl+S Save")


def typed(terminal: Terminal, text: str) -> None:
    """Type, and wait until it stands there; `home` first, so that it begins a line."""
    terminal.settle()
    terminal.type("home")
    terminal.settle()
    terminal.type(*text)
    terminal.wait_for(text)


def test_two_apps_in_one_folder_keep_both_or_show_what_the_other_wrote(sample: Path, tmp_path: Path) -> None:
    with ExitStack() as stack:
        one, other = (stack.enter_context(opened(sample, tmp_path / name)) for name in ("one", "other"))
        change_different_fields(one, other, sample)
        change_the_same_field(one, other, sample)


def change_different_fields(one: Terminal, other: Terminal, sample: Path) -> None:
    """Change the status while the other writes a note: both are kept."""
    count = rounds(ROUNDS)
    for number in range(count):
        open_form(one)
        typed(one, f"note{number}.")
        other.type("space")  # the next status, while the form is open
        status = ("in progress", "done", "open")[number % 3]
        other.wait_for(f"Saved: Script, agenda and seating · Group: {status}")
        assert read(Folder(sample)).mark("group", DUTY).status == ("doing", "done", "todo")[number % 3]
        assert f"note{number}." in one.text, "the form is left alone"
        one.type("ctrl+s")
        one.wait_for(f"Note: note{number}.")
        other.wait_for(f"Note: note{number}.")  # seen without a key
        mark = read(Folder(sample)).mark("group", DUTY)
        assert mark.status == ("doing", "done", "todo")[number % 3]
        assert all(f"note{earlier}." in mark.note for earlier in range(number + 1))
    print(f"{count} rounds")


def change_the_same_field(one: Terminal, other: Terminal, sample: Path) -> None:
    """Write two notes at once: the second sees what the first wrote."""
    count = rounds(2)
    for number in range(count):
        open_form(one)
        open_form(other)
        typed(one, f"mine{number}.")
        typed(other, f"yours{number}.")
        one.type("ctrl+s")
        one.wait_for(f"Note: mine{number}.")
        other.type("ctrl+s")
        other.wait_for("changed by someone else")
        other.wait_for(f"mine{number}.")
        other.wait_for(f"yours{number}.")  # both versions are shown
        assert f"yours{number}." not in read(Folder(sample)).mark("group", DUTY).note, "nothing was overwritten"
        if number % 2:  # the third of the choices: both
            for key in ("tab", "tab", "enter"):
                other.settle()
                other.type(key)
            other.wait_until_gone("Keep theirs")
            one.wait_for(f"yours{number}.")  # seen without a key; else its next form would begin with what is old
            assert f"yours{number}." in read(Folder(sample)).mark("group", DUTY).note
            other.wait_for("Saved")
            continue
        other.type("escape")  # back to the form, with what was typed
        other.wait_until_gone("Keep theirs")
        other.wait_for("Ctrl+S Save")
        other.wait_for(f"yours{number}.")
        other.type("escape")
        other.wait_for("Leave without saving?")
        other.type("y")
        other.wait_until_gone("Ctrl+S Save")
        other.wait_for(f"Note: mine{number}.")
    note = read(Folder(sample)).mark("group", DUTY).note
    assert all(f"mine{number}." in note for number in range(count))
    print(f"{count} rounds")


RECORDS: dict[KindName, tuple[str, tuple[str, str]]] = {
    "talk": ("", ("said", "heard")),
    "problem": ("m01", ("text", "example")),
    "opinion": ("", ("text", "source")),
    "criticism": ("m01", ("text", "answer")),
}


def prepared(path: Path, name: KindName) -> tuple[Folder, str]:
    """Make a meeting with one record of the kind."""
    source = a_folder(path)
    values = {"talk": {"member": "m01", "partner": "m02"}, "criticism": {"to": "m02", "text": "x"}}.get(
        name, {"text": "x"}
    )
    key, edit = add_record(read(source), KINDS[name], values, RECORDS[name][0])
    source.apply(edit)
    return source, key


async def both(
    sessions: list[Session], name: KindName, key: str, changes: list[dict[str, str]]
) -> list[Exception | None]:
    """Save one change in each session at once, each as its form showed the record; return what went wrong."""
    kind, subject = KINDS[name], RECORDS[name][0]

    async def save(session: Session, seen: Model, values: dict[str, str]) -> Exception | None:
        try:
            await session.save(lambda meeting: change_record(meeting, kind, key, values, subject, seen))
        except ConflictError as error:
            return error
        return None

    for session in sessions:
        await session.refresh()
    seen = [find_record(read(session.folder), kind, key, subject) for session in sessions]
    return list(await asyncio.gather(*map(save, sessions, seen, changes)))


@pytest.mark.parametrize("name", RECORDS)
async def test_two_sessions_change_different_fields_of_a_record_and_both_are_kept(
    name: KindName, tmp_path: Path
) -> None:
    source, key = prepared(tmp_path / "meeting", name)
    sessions = [open_session(source.path, None, TODAY) for _session in range(2)]
    subject, fields = RECORDS[name]
    count = rounds(25)
    for number in range(count):
        changes = [{field: f"{field} {number}"} for field in fields]
        assert await both(sessions, name, key, changes) == [None, None]
        record = find_record(read(source), KINDS[name], key, subject)
        assert [getattr(record, field) for field in fields] == [f"{field} {number}" for field in fields]
    print(f"{count} rounds")


@pytest.mark.parametrize("name", RECORDS)
async def test_two_sessions_change_the_same_field_and_one_is_told_both_versions(name: KindName, tmp_path: Path) -> None:
    source, key = prepared(tmp_path / "meeting", name)
    sessions = [open_session(source.path, None, TODAY) for _session in range(2)]
    subject, (field, _other) = RECORDS[name]
    count = rounds(25)
    for number in range(count):
        texts = [f"{who} {number}" for who in ("one", "other")]
        ends = await both(sessions, name, key, [{field: text} for text in texts])
        stored = getattr(find_record(read(source), KINDS[name], key, subject), field)
        assert ends.count(None) == 1
        assert stored == texts[ends.index(None)], "what was acknowledged is there"
        conflict = next(error for error in ends if error)
        assert isinstance(conflict, ConflictError)
        assert {conflict.theirs, conflict.mine} == {*texts}
        assert conflict.theirs == stored
    print(f"{count} rounds")


async def test_what_one_session_does_the_other_can_still_undo_its_own_of(tmp_path: Path) -> None:
    source, key = prepared(tmp_path / "meeting", "talk")
    one, other = (open_session(source.path, None, TODAY) for _session in range(2))
    assert await both([one, other], "talk", key, [{"said": "one"}, {"heard": "other"}]) == [None, None]
    assert await one.undo() is not None
    talk = read(source).ledgers.talks.talks[key]
    assert (talk.said, talk.heard) == ("", "other")
