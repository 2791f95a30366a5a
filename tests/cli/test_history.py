"""``huiqian history``, ``undo`` and ``kept``: what they print, and what is in the files then."""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checklists.model.meeting import Mark
from checklists.store.folder import Folder
from tests.cli.running import Run, spawn


@pytest.fixture
def edited(meeting: Path, run: Run) -> Path:
    """A meeting with three edits."""
    for arguments in (["group-item"], ["member-item", "--member", "m02"], ["member-item", "--member", "m03"]):
        item = next(arg for arg in arguments)
        assert run("mark", meeting, ITEMS[item], *arguments[1:], "--status", "done", "--note", f"{item}").code == 0
    return meeting


ITEMS = {"group-item": "plan", "member-item": "self-study"}


def mark(folder: Path, subject: str, item: str) -> Mark:
    meeting = Folder(folder).read().meeting
    assert meeting is not None
    return meeting.mark(subject, item)


def test_the_history_names_who_and_what_newest_first(edited: Path, run: Run) -> None:
    found = run("history", edited)
    assert (found.code, found.err) == (0, "")
    heads = [line for line in found.out.splitlines() if not line.startswith(" ")]
    assert len(heads) == 3
    assert "    Wang Wu · " in found.out.split("\n" + heads[1])[0]
    assert "Status: open → done" in found.out


def test_it_is_asked_of_a_member_an_item_and_a_day(edited: Path, run: Run) -> None:
    def count(*arguments: str) -> int:
        return len(json.loads(run("history", edited, *arguments, "--json").out))

    assert count() == 3
    assert count("--of", "m02") == 1
    assert count("--of", "Li Si", "--item", "self-study") == 1
    assert count("--item", "self-study") == 2
    assert count("--limit", "1") == 1
    assert count("--since", "2199-01-01") == 0
    assert run("history", edited, "--item", "self-studi").code == 2
    assert run("history", edited, "--of", "nobody").code == 2
    assert "No changes" in run("history", edited, "--record", "o1234").err


def test_the_json_form_is_stable(edited: Path, run: Run) -> None:
    entry = json.loads(run("history", edited, "--of", "m02", "--json").out)[0]
    assert list(entry) == ["id", "at", "user", "as", "what", "state", "undoes", "changes"]
    assert entry["changes"][0] == {
        "file": "members/m02.toml",
        "path": ["marks", "self-study", "status"],
        "before": None,
        "after": "done",
    }


def test_a_member_is_shown_only_their_part(edited: Path, run: Run) -> None:
    found = run("history", edited, "--as", "m02").out
    assert "Li Si" in found
    assert "Wang Wu" not in found
    other = json.loads(run("history", edited, "--of", "m03", "--json").out)[0]["id"]
    refused = run("undo", edited, other, "--as", "m02")
    assert (refused.code, mark(edited, "m03", "self-study").status) == (2, "done")


def test_yesterdays_mistake_is_undone_and_made_again(edited: Path, run: Run) -> None:
    undone = run("undo", edited)
    assert undone.code == 0
    assert mark(edited, "m03", "self-study").status == "todo"
    assert run("undo", edited).code == 0
    assert mark(edited, "m02", "self-study").status == "todo"
    again = undone.err.split()[-1]
    assert run("undo", edited, again).code == 0
    assert mark(edited, "m03", "self-study").status == "done"
    states = [entry["state"] for entry in json.loads(run("history", edited, "--json").out)]
    assert states == ["done", "done", "undone", "done", "undone", "done"]


def test_undo_of_what_was_changed_since_ends_with_the_code_for_that(edited: Path, run: Run) -> None:
    first = json.loads(run("history", edited, "--of", "m02", "--json").out)[0]["id"]
    run("mark", edited, "self-study", "--member", "m02", "--note", "later")
    found = run("undo", edited, first)
    assert (found.code, found.out) == (5, "")
    assert mark(edited, "m02", "self-study").note == "later"


def test_nothing_to_undo_is_said(meeting: Path, run: Run) -> None:
    assert "no edit of yours" in run("undo", meeting).err
    assert run("undo", meeting, "h123").code == 2
    assert run("history", meeting).err == "huiqian: No changes are recorded here.\n"


def test_it_is_cut_only_when_confirmed(edited: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = edited / "history.jsonl"
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    for line in lines[:3]:  # the founding, and two edits
        line["at"] = (datetime.now(UTC) - timedelta(days=100)).isoformat()
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    day = (datetime.now(UTC) - timedelta(days=50)).date().isoformat()
    before = path.read_bytes()
    for arguments in (["--before", day], ["prune"], ["prune", edited, "--before", day, "--as", "m01"]):
        assert run("history", *arguments).code in {2, 3}
    asked = run("history", "prune", edited, "--before", day)
    assert asked.code == 2
    assert "2 entries" in asked.err
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdin, "readline", lambda: "no\n")
    assert run("history", "prune", edited, "--before", day).code == 0
    assert path.read_bytes() == before
    assert run("history", "prune", edited, "--before", day, "--yes").out == "2 entries were cut from the history.\n"
    assert [entry["state"] for entry in json.loads(run("history", edited, "--json").out)] == ["cut", "done"]
    assert "nothing before" in run("history", "prune", edited, "--before", day, "--yes").err


def test_check_says_how_large_it_is(edited: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "huiqian: history: 3 KiB in 1 file\n" in run("check", edited).err
    monkeypatch.setattr("checklists.store.journal.ADVISED_LIMIT", 10)
    assert "huiqian history prune" in run("check", edited).out


def test_the_summary_does_not_touch_the_history(edited: Path, run: Run) -> None:
    (edited / "history.jsonl").unlink()
    (edited / "history.jsonl").symlink_to("/nowhere")
    assert run("summary", edited).code == 0


def test_a_broken_journal_is_one_line_and_no_traceback(edited: Path) -> None:
    (edited / "history.jsonl").unlink()
    (edited / "history.jsonl").mkdir()
    done = spawn("history", str(edited))
    assert (done.returncode, done.stderr.count(b"\n")) == (3, 1)
    done = spawn("mark", str(edited), "plan", "--status", "todo")
    assert (done.returncode, done.stderr.count(b"\n")) == (4, 1)


def test_kept_copies_are_listed_shown_and_put_back(edited: Path, run: Run) -> None:
    assert "no copies" in run("kept", "list", edited).err
    sheet = edited / "members" / "m02.toml"
    ours = sheet.read_bytes()
    sheet.write_bytes(ours + b"# theirs\n")
    run("mark", edited, "self-study", "--member", "m02", "--note", "newer")
    (copy,) = json.loads(run("kept", "list", edited, "--json").out)
    assert copy["file"] == "members/m02.toml"
    assert copy["name"] in run("kept", "list", edited).out
    assert "+# theirs" in run("kept", "show", edited, copy["name"]).out.splitlines()
    found = run("kept", "restore", edited, copy["name"])
    assert found.code == 0
    assert mark(edited, "m02", "self-study").note == "member-item"
    assert len(json.loads(run("kept", "list", edited, "--json").out)) == 2
    assert run("undo", edited, found.err.split()[-1]).code == 0
    assert mark(edited, "m02", "self-study").note == "newer"
    (edited / "kept" / copy["name"]).write_bytes(b"x = [")
    assert run("kept", "restore", edited, copy["name"]).code == 2
    assert run("kept", "restore", edited, "nothing").code == 2
    os.truncate(edited / "kept" / copy["name"], 64 << 20)
    listed, as_json = run("kept", "list", edited), run("kept", "list", edited, "--json")
    assert (listed.code, as_json.code) == (3, 3)
    assert copy["name"] in as_json.err, "which one cannot be read is said"
    assert listed.out.count("it cannot be read: it is larger than") == 1
    reasons = {one["name"]: one["why"] for one in json.loads(as_json.out)}
    assert len(reasons) == 2
    assert [name for name, why in reasons.items() if "cannot be read" in why] == [copy["name"]]
