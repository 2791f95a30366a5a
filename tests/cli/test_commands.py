"""Next, check and checklist: what they print and with which exit code they end."""

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from checklists.setup.builtin import list_builtin_ids
from checklists.store.decoding import read_checklist
from tests.builders import copy_sample
from tests.cli.running import CHECKLIST, COMMANDS, TODAY, Run

NEW = ["--unit", "Unit", "--title", "Meeting", "--date", "2026-12-18"]


def test_next_lists_what_waits_for_nothing(meeting: Path, run: Run) -> None:
    outcome = run("next", meeting, "--today", TODAY)
    assert outcome.code == 0
    assert outcome.out.splitlines()[0] == "1. Draft the plan: 13 days overdue"
    assert "Study on one's own" not in outcome.out  # waits for the plan
    run("mark", meeting, "plan", "--status", "done")
    assert "Study on one's own: 3 days overdue (Zhang San, Li Si" in run("next", meeting, "--today", TODAY).out
    lines = run("next", meeting, "--today", TODAY, "--member", "m03").out.splitlines()
    assert [line.split(". ")[1].split(":")[0] for line in lines] == ["Study on one's own", "Send a written speech"]
    assert len(run("next", meeting, "--today", TODAY, "--limit", "1").out.splitlines()) == 1


def test_next_as_json_is_what_the_summary_says(meeting: Path, run: Run) -> None:
    found = json.loads(run("next", meeting, "--json", "--today", TODAY).out)
    whole = json.loads(run("summary", meeting, "--format", "json", "--today", TODAY).out)
    assert list(found) == ["format", "today", "next"]
    assert (found["today"], found["next"]) == (TODAY, whole["next"])
    assert found["next"]


def test_next_names_the_command_where_counted_items_are_entered(tmp_path: Path, run: Run) -> None:
    copy_sample(tmp_path / "sample", date(2026, 11, 24))
    lines = run("next", tmp_path / "sample", "--today", "2026-11-24").out.splitlines()
    commands = {line.split(". ", 1)[1].split(":")[0]: line.partition(" → ")[2] for line in lines}
    assert commands["Talks with the other members"] == "huiqian talks"
    assert commands["Script, agenda and seating"] == "", "what is ticked is entered nowhere else"
    assert set(commands.values()) <= {"", "huiqian open", *(f"huiqian {name}" for name in COMMANDS)}


def test_next_says_when_nothing_is_left(meeting: Path, run: Run) -> None:
    outcome = run("next", meeting, "--member", "m01", "--today", TODAY)
    assert (outcome.code, outcome.out) == (0, "")
    assert "Nothing is left" in outcome.err


HISTORY = "huiqian: history: 1 KiB in 1 file\n"
"""What is said of the history that a meeting begins with."""


def test_check_finds_nothing_in_a_fresh_meeting(meeting: Path, run: Run) -> None:
    outcome = run("check", meeting)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", f"{HISTORY}huiqian: no faults\n")


def test_check_prints_every_fault_on_a_line(meeting: Path, run: Run) -> None:
    (meeting / "group.toml").write_text('format = 1\n[marks.plan]\nstatus = "don"\nwhen = 1\n')
    (meeting / "members" / "m02.toml").write_text('format = 1\n[marks.plan]\nstatus = "done"\n')
    outcome = run("check", meeting)
    assert outcome.code == 3
    lines = outcome.out.splitlines()
    assert any(line.startswith("error: group.toml: marks.plan.status: found") for line in lines)
    assert any(line.startswith("error: group.toml: marks.plan.when: unknown key") for line in lines)
    assert any(line.startswith("inconsistent: members/m02.toml: marks.plan: ") for line in lines)
    assert outcome.err == HISTORY


def test_notices_alone_are_fine(meeting: Path, run: Run) -> None:
    (meeting / "group.toml").write_text('format = 1\n[marks.plan]\nstatus = "done"\n')
    outcome = run("check", meeting)
    assert outcome.code == 0
    assert outcome.out.startswith("notice: group.toml: the closing line is missing")
    assert outcome.err == HISTORY


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
@pytest.mark.parametrize("name", [".", "group.toml", "members", "members/m01.toml"])
def test_what_others_can_read_is_told(name: str, meeting: Path, run: Run) -> None:
    path = meeting / name
    path.chmod(path.stat().st_mode | 0o040)
    outcome = run("check", meeting)
    assert outcome.code == 0
    assert f"others on this computer can read {name};" in outcome.out


def test_check_goes_on_after_a_folder_without_a_meeting(meeting: Path, tmp_path: Path, run: Run) -> None:
    other = tmp_path / "other"
    shutil.copytree(meeting, other)
    other.chmod(0o700)
    (other / "group.toml").write_text("format =")
    outcome = run("check", tmp_path / "nowhere", tmp_path / ("long" * 99), meeting, other)
    assert outcome.code == 3
    assert "There is no meeting in" in outcome.err
    assert "the name is too long" in outcome.err
    assert f"{other}: error: group.toml: line 1" in outcome.out
    assert str(meeting) not in outcome.out


def test_checklist_list_and_show(run: Run) -> None:
    assert list_builtin_ids()
    lines = run("checklist", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == list_builtin_ids()
    for name in list_builtin_ids():
        outcome = run("checklist", "show", name)
        checklist, faults = read_checklist(outcome.out.encode(), name)
        assert faults == []
        assert checklist is not None
        assert checklist.id == name
    outcome = run("checklist", "show", "nothing")
    assert outcome.code == 2
    assert list_builtin_ids()[0] in outcome.err


def test_checklist_check(tmp_path: Path, run: Run) -> None:
    assert run("checklist", "check", CHECKLIST).err == "huiqian: no faults\n"
    faulty = tmp_path / "mine.toml"
    faulty.write_text(CHECKLIST.read_text().replace('after = ["plan"]', 'after = ["plam"]'))
    outcome = run("checklist", "check", faulty)
    assert outcome.code == 3
    assert (
        outcome.out.splitlines()[0]
        == "mine.toml: stages.start.items.aspects.after: there is no item plam; did you mean plan (Draft the plan)?"
    )
    assert run("checklist", "check", tmp_path / "nothing.toml").code == 3


def test_a_long_chain_of_items_is_followed(tmp_path: Path, run: Run) -> None:
    lines = ['format = 1\nid = "long"\ntitle = { zh = "长", en = "Long" }\n[stages.s]\ntitle = { zh = "一", en = "S" }']
    for number in range(3000):
        after = f'after = ["i{number - 1}"]' if number else ""
        lines.append(f'[stages.s.items.i{number}]\ntitle = {{ zh = "事", en = "I" }}\ndue = -5\n{after}')
    (tmp_path / "long.toml").write_text("\n".join(lines))
    assert run("new", tmp_path / "new", *NEW, "--checklist", tmp_path / "long.toml").code == 0
    assert run("next", tmp_path / "new", "--today", TODAY).out.startswith("1. I: ")


def test_checklist_schema_describes_checklists(run: Run) -> None:
    schema = json.loads(run("checklist", "schema").out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"id", "title", "stages"} <= set(schema["properties"])
    assert "id" not in schema["$defs"]["Item"]["properties"]
