"""Marking from the command line: what is stored, what is refused, and the exit code of each."""

import errno
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checklists.edits.change import Edit
from checklists.model.meeting import Mark
from checklists.store.folder import Folder, Saved
from tests.cli.running import MEMBERS, TODAY, Run, make
from tests.terminal import HUIQIAN

DAY = date(2026, 12, 1)


def mark(folder: Path, subject: str, item: str) -> Mark:
    reading = Folder(folder).read()
    assert reading.meeting is not None
    return reading.meeting.mark(subject, item)


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.toml"))}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--status", "done"], Mark(status="done", on=DAY)),
        (["--status", "done", "--on", "2026-11-20"], Mark(status="done", on=date(2026, 11, 20))),
        (["--status", "doing"], Mark(status="doing")),
        (["--status", "returned", "--note", "too short"], Mark(status="returned", note="too short")),
        (
            ["--status", "waived", "--note", "not needed", "--by", "Zhang San"],
            Mark(status="waived", note="not needed", by="Zhang San", on=DAY),
        ),
        (["--evidence", "plan.docx", "--evidence", "minutes"], Mark(evidence=("plan.docx", "minutes"))),
        (["--note", "a\nb"], Mark(note="a\nb")),
        (["--by", "me"], Mark(by="me")),
    ],
)
def test_what_is_said_of_an_item_is_stored(arguments: list[str], expected: Mark, meeting: Path, run: Run) -> None:
    outcome = run("mark", meeting, "plan", *arguments, "--today", TODAY)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("Group · Draft the plan: ")
    assert outcome.out.endswith("(saved)\n")
    assert mark(meeting, "group", "plan") == expected


def test_fields_that_are_not_named_stay(meeting: Path, run: Run) -> None:
    run("mark", meeting, "plan", "--note", "one", "--evidence", "a", "--by", "me")
    run("mark", meeting, "plan", "--status", "done", "--on", TODAY, "--evidence", "b")
    assert mark(meeting, "group", "plan") == Mark(status="done", on=DAY, note="one", evidence=("b",), by="me")
    run("mark", meeting, "plan", "--note", "", "--evidence", "")
    assert mark(meeting, "group", "plan") == Mark(status="done", on=DAY, by="me")


def test_members_are_named_by_id_or_name_and_saved_together(
    meeting: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied: list[Edit] = []
    original = Folder.apply

    def apply(folder: Folder, edit: Edit, *, today: date) -> Saved:
        applied.append(edit)
        return original(folder, edit, today=today)

    monkeypatch.setattr(Folder, "apply", apply)
    outcome = run(
        "mark", meeting, "self-study", "--member", "m01", "--member", "Li Si", "--member", "m02", "--status", "done"
    )
    assert outcome.out.splitlines() == [
        "Zhang San · Study on one's own: done (saved)",
        "Li Si · Study on one's own: done (saved)",
    ]
    assert len(applied) == 1
    assert [mark(meeting, member, "self-study").status for member in MEMBERS] == ["done", "done", "todo"]


def test_all_means_those_to_whom_the_item_applies(meeting: Path, run: Run) -> None:
    assert run("mark", meeting, "self-study", "--all", "--status", "doing").code == 0
    assert [mark(meeting, member, "self-study").status for member in MEMBERS] == ["doing"] * 3
    outcome = run("mark", meeting, "written", "--all", "--status", "done")
    assert outcome.out == "Wang Wu · Send a written speech: done (saved)\n"
    assert [mark(meeting, member, "written").status for member in MEMBERS] == ["todo", "todo", "done"]


def test_marking_the_same_again_changes_no_file(meeting: Path, run: Run) -> None:
    run("mark", meeting, "plan", "--status", "done", "--on", TODAY)
    before = content(meeting)
    outcome = run("mark", meeting, "plan", "--status", "done", "--on", TODAY)
    assert outcome.out == "Group · Draft the plan: done (unchanged)\n"
    assert content(meeting) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plan"], "Say what to mark"),
        (["plan", "--status", "don"], "Did you mean done"),
        (["plan", "--status", "waived"], "Waiving needs a reason"),
        (["plan", "--status", "waived", "--note", "x"], "Waiving needs a reason"),
        (["plan", "--status", "done", "--on", "soon"], "--on: found soon, expected a date such as 2026-12-18"),
        (["plan", "--status", "done", "--on", "2026-02-30"], "--on: 2026-02 has no day 30"),
        (["plan", "--status", "done", "--on", "9999-01-01"], "--on: the year must lie between 2000 and 2199"),
        (["plan", "--status", "done", "--member", "m01"], "is an item for the group"),
        (["plan", "--status", "done", "--all"], "is an item for the group"),
        (["plann", "--status", "done"], "Did you mean plan (Draft the plan)?"),
        (["roster", "--status", "done"], "counted from the files"),
        (["case", "--status", "done"], "does not apply"),
        (["self-study", "--status", "done"], "name them with --member, or --all"),
        (["self-study", "--status", "done", "--member", "m09"], "no member m09"),
        (["self-study", "--status", "done", "--member", "group"], "no member group"),
        (["self-study", "--status", "done", "--member", "Li Sy"], "did you mean Li Si (m02)?"),
        (["self-study", "--status", "done", "--member", "m01", "--all"], "cannot go with"),
        (["written", "--status", "done", "--member", "m01"], "does not apply to Zhang San"),
        (["plan", "--note", "x" * 20_001], "too long"),
        (["plan", "--by", "x" * 201], "too long"),
    ],
)
def test_what_cannot_be_marked_is_refused_with_a_sentence(
    arguments: list[str], words: str, meeting: Path, run: Run
) -> None:
    before = content(meeting)
    outcome = run("mark", meeting, *arguments, "--today", TODAY)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.err
    assert len(outcome.err.splitlines()) == 1
    assert content(meeting) == before


def test_a_name_that_two_members_have_must_be_told_apart(tmp_path: Path, run: Run) -> None:
    members = {**MEMBERS, "m04": MEMBERS["m02"]}
    folder = make(tmp_path / "twins", members=members)
    outcome = run("mark", folder, "self-study", "--member", "Li Si", "--status", "done")
    assert outcome.code == 2
    assert "m02, m04" in outcome.err


def test_a_missing_meeting_and_faulty_files_are_exit_code_3(meeting: Path, tmp_path: Path, run: Run) -> None:
    assert run("mark", tmp_path / "nowhere", "plan", "--status", "done").code == 3
    (meeting / "group.toml").write_text("format = 1\n[marks.plan]\nstatus = 1\n")
    before = content(meeting)
    outcome = run("mark", meeting, "plan", "--status", "done")
    assert outcome.code == 3
    assert "never overwritten" in outcome.err
    (meeting / "checklist.toml").unlink()
    outcome = run("mark", meeting, "plan", "--status", "done")
    assert outcome.code == 3
    assert "checklist.toml: the file is missing" in outcome.err
    del before["checklist.toml"]
    assert content(meeting) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_disk_that_refuses_is_exit_code_4(
    number: int, meeting: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    before = content(meeting)
    monkeypatch.setattr(os, "fsync", refuse)
    outcome = run("mark", meeting, "plan", "--status", "done")
    assert (outcome.code, outcome.out) == (4, "")
    assert outcome.err.startswith("huiqian: Not saved (")
    assert len(outcome.err.splitlines()) == 1
    assert content(meeting) == before
    assert [path.name for path in meeting.iterdir() if path.suffix == ".tmp"] == []


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="setpriv is not installed")
def test_a_read_only_folder_is_exit_code_4(meeting: Path) -> None:
    # root without the right to pass over modes is a user like any other
    plain = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] if os.geteuid() == 0 else []
    before = content(meeting)
    meeting.chmod(0o500)
    command = [*plain, *HUIQIAN, "mark", str(meeting), "plan", "--status", "done"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    meeting.chmod(0o700)
    assert (done.returncode, done.stdout) == (4, "")
    assert len(done.stderr.splitlines()) == 1
    assert content(meeting) == before


def test_what_someone_else_changed_meanwhile_is_exit_code_5(
    meeting: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Folder.apply
    theirs = 'format = 1\n[marks.plan]\nstatus = "doing"\nnote = "theirs"\n'

    def apply_after_them(folder: Folder, edit: Edit, *, today: date) -> Saved:
        (meeting / "group.toml").write_text(theirs)
        return original(folder, edit, today=today)

    monkeypatch.setattr(Folder, "apply", apply_after_them)
    outcome = run("mark", meeting, "plan", "--status", "done", "--on", TODAY)
    assert (outcome.code, outcome.out) == (5, "")
    assert "changed by someone else meanwhile" in outcome.err
    assert "theirs" not in outcome.err
    assert (meeting / "group.toml").read_text() == theirs


def test_another_field_that_someone_else_changed_meanwhile_is_kept(
    meeting: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Folder.apply

    def apply_after_them(folder: Folder, edit: Edit, *, today: date) -> Saved:
        (meeting / "group.toml").write_text('format = 1\n[marks.plan]\nnote = "theirs"\n')
        return original(folder, edit, today=today)

    monkeypatch.setattr(Folder, "apply", apply_after_them)
    assert run("mark", meeting, "plan", "--status", "done", "--on", TODAY).code == 0
    assert mark(meeting, "group", "plan") == Mark(status="done", on=DAY, note="theirs")


def test_a_file_that_someone_else_wrote_is_kept(meeting: Path, run: Run) -> None:
    theirs = '# my own notes\nformat = 1\n[marks.plan]\nnote = "mine"\n'
    (meeting / "group.toml").write_text(theirs)
    assert run("mark", meeting, "plan", "--status", "doing").code == 0
    kept: list[Any] = [*(meeting / "kept").iterdir()]
    assert [path.read_text() for path in kept] == [theirs]


@pytest.mark.parametrize(
    ("item", "who", "command"),
    [
        ("roster", (), "huiqian open"),
        ("talk-members", ("--all",), "huiqian talks"),
        ("group-problems", (), "huiqian outline"),
        ("opinion-channels", (), "huiqian opinions"),
    ],
)
def test_where_a_counted_item_is_entered_is_told(
    item: str, who: tuple[str, ...], command: str, full: Path, run: Run
) -> None:
    outcome = run("mark", full, item, *who, "--status", "done")
    assert outcome.code == 2
    assert f"enter its records with {command}, or waive it." in outcome.err
    waived = run("mark", full, item, *who, "--status", "waived", "--note", "x", "--by", "y")
    assert waived.code == 0
