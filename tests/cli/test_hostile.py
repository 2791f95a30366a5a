"""Whatever stands in the files or the arguments: no traceback, nothing that steers a terminal, the right exit code."""

import json
from pathlib import Path

import pytest

from tests.cli.running import CHECKLIST, TODAY, Outcome, Run, make
from tests.hostile import FILES, NODES, STRINGS, controls_in, make_node

PLACES = ["meeting.toml", "checklist.toml", "group.toml", "members/m01.toml"]
FINE = {0, 1, 2, 3}


def _harmless(outcome: Outcome) -> None:
    assert outcome.code in FINE
    assert controls_in(outcome.out) == []
    assert controls_in(outcome.err) == []
    for line in outcome.err.splitlines():
        assert line.startswith("huiqian: ")


def _run_commands(run: Run, folder: Path, turn: int = 0, turns: int = 1) -> None:
    """Run every command; or every n-th, beginning with the one whose turn it is, where all read the same."""
    commands: list[tuple[object, ...]] = [
        ("summary", folder, "--check", "--today", TODAY),
        ("mark", folder, "plan", "--status", "doing", "--today", TODAY),
        ("check", folder),
        ("summary", folder, "--format", "markdown", "--today", TODAY),
        ("mark", folder, "self-study", "--member", "m01", "--status", "done", "--today", TODAY),
        ("open", folder, "--as", "m01"),
        ("summary", folder, "--member", "m01", "--today", TODAY),
        ("summary", folder, "--format", "json", "--today", TODAY),
        ("next", folder, "--today", TODAY),
    ]
    for arguments in commands[turn % turns :: turns]:
        outcome = run(*arguments)
        _harmless(outcome)
        if "json" in arguments and outcome.out:
            assert json.loads(outcome.out)["format"] == 1


@pytest.mark.parametrize(("number", "case"), enumerate(FILES))
def test_the_commands_survive_a_hostile_file(number: int, case: str, meeting: Path, run: Run) -> None:
    """Each file in another place; tests/faults has every file in every place, for the commands that read all of it."""
    (meeting / PLACES[number % len(PLACES)]).write_bytes(FILES[case])
    _run_commands(run, meeting, number, 3)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", NODES)
def test_the_commands_survive_a_hostile_node(kind: str, place: str, meeting: Path, run: Run) -> None:
    make_node(meeting / place, kind)
    _run_commands(run, meeting, PLACES.index(place), 2)
    if kind != "closed":  # the superuser reads that one
        assert run("check", meeting).code == 3


def _toml(text: str) -> str:
    """Write a TOML string with every character escaped; a lone surrogate cannot be written."""
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text if not "\ud800" <= char <= "\udfff") + '"'


@pytest.mark.parametrize("case", STRINGS)
def test_every_command_survives_hostile_text_in_files(case: str, meeting: Path, run: Run) -> None:
    text = _toml(STRINGS[case])
    settings = (meeting / "meeting.toml").read_text()
    for old in ('"Unit"', '"Meeting"', '"Zhang San"', '"Office"', '"ill"'):
        settings = settings.replace(old, text)
    (meeting / "meeting.toml").write_text(settings)
    (meeting / "group.toml").write_text(
        f'format = 1\n[marks.plan]\nstatus = "waived"\nnote = {text}\nby = {text}\nevidence = [{text}]\n'
        f"[marks.{text}]\nstatus = {text}\n"
    )
    (meeting / "checklist.toml").write_text(CHECKLIST.read_text().replace('"Draft the plan"', text))
    _run_commands(run, meeting)


@pytest.mark.parametrize("case", STRINGS)
def test_every_argument_may_be_hostile(case: str, meeting: Path, run: Run, tmp_path: Path) -> None:
    text = STRINGS[case]
    for arguments in [
        (text,),
        ("summary", meeting, "--member", text),
        ("summary", meeting, "--stage", text),
        ("summary", meeting, "--today", text),
        ("summary", meeting, "--format", text),
        ("summary", meeting, text),
        ("next", meeting, "--limit", text),
        ("mark", meeting, text, "--status", "done"),
        ("mark", meeting, "plan", "--note", text, "--by", text, "--evidence", text),
        ("mark", meeting, "self-study", "--member", text, "--note", "x"),
        ("checklist", "show", text),
        ("check", tmp_path / "nothing" / text.replace("\x00", "")),
        ("checklist", "check", text.replace("\x00", "")),
        ("new", tmp_path / "new", "--unit", text, "--title", text, "--date", text),
        ("new", tmp_path / "new", "--unit", text, "--title", text, "--date", "2026-12-18", "--members", text),
        ("new", tmp_path / "new", "--unit", "u", "--title", "t", "--date", "2026-12-18", "--checklist", text),
        ("new", tmp_path / "new", "--unit", "u", "--title", "t", "--date", "2026-12-18", "--aspect", f"a={text}"),
        (f"--lang={text}",),
    ]:
        outcome = run(*arguments)
        assert outcome.code in {0, 2, 3, 4}
        assert controls_in(outcome.out + outcome.err) == []
    _harmless(run("summary", meeting, "--today", TODAY))


def test_hostile_text_that_was_marked_reads_back_visible(meeting: Path, run: Run) -> None:
    assert run("mark", meeting, "plan", "--status", "waived", "--note", "\x1b[2J", "--by", "me").code == 0
    assert r"\u001b[2J" in run("summary", meeting, "--today", TODAY).out


def test_a_meeting_without_members_is_told(tmp_path: Path, run: Run) -> None:
    folder = make(tmp_path / "empty", members={})
    outcome = run("summary", folder, "--today", TODAY)
    assert outcome.code == 0
    assert "The roster is empty." in outcome.out
