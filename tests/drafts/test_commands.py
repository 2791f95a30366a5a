"""``huiqian draft``: what a script sees, and that a draft's text goes nowhere but to standard output."""

import json
from pathlib import Path

import pytest

from tests.command_line.conftest import meeting, run
from tests.command_line.running import Run
from tests.drafts.test_taking import TEXT

__all__ = ["meeting", "run"]


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(TEXT)
    return path


def test_reading_shows_the_tree_and_what_is_in_none(run: Run, draft: Path) -> None:
    draft.write_text(f"内部资料\n{TEXT}")
    done = run("draft", "read", draft)
    assert done.code == 0
    for words in (
        "Title: 对照检查材料",
        "政治忠诚方面",
        "example: 再比如，没有写笔记。",
        "In no node of the tree:",
        "内部资料",
    ):
        assert words in done.out


def test_the_json_is_json(run: Run, draft: Path) -> None:
    found = json.loads(run("draft", "read", draft, "--json").out)
    assert [part["kind"] for part in found["parts"]] == ["problems", "causes", "measures"]


def test_checking_prints_findings_and_says_by_its_code_whether_there_are_errors(run: Run, draft: Path) -> None:
    done = run("draft", "check", draft)
    assert done.code == 0
    assert "[no-example]" in done.out
    assert "warnings" in done.err
    draft.write_text(TEXT.replace("6次", "X次"))
    assert run("draft", "check", draft).code == 1
    findings = json.loads(run("draft", "check", draft, "--json").out)["findings"]
    blank = next(one for one in findings if one["rule"] == "placeholder")
    assert blank["words"] == "X次"
    assert set(blank) >= {"key", "level", "start", "end", "why", "mend", "title"}


def test_taking_twice_and_marking_a_finding(run: Run, draft: Path, meeting: Path) -> None:
    done = run("draft", "take", draft, meeting, "--for", "m01")
    assert (done.code, "6 new, 0 changed, 0 as before" in done.out) == (0, True)
    assert "0 new, 0 changed, 6 as before" in run("draft", "take", draft, meeting, "--for", "Zhang San").out
    findings = json.loads(run("draft", "check", draft, meeting, "--for", "m01", "--json").out)["findings"]
    key = findings[0]["key"]
    assert run("draft", "meant", key, draft, meeting, "--for", "m01").code == 2
    assert run("draft", "meant", key, draft, meeting, "--for", "m01", "--reason", "ok").code == 0
    assert key not in run("draft", "check", draft, meeting, "--for", "m01").out
    assert run("draft", "report-again", key, meeting, "--for", "m01").code == 0
    assert key in run("draft", "check", draft, meeting, "--for", "m01").out


def test_what_the_draft_no_longer_has_is_told_and_kept(run: Run, draft: Path, meeting: Path) -> None:
    run("draft", "take", draft, meeting, "--for", "m01")
    draft.write_text(TEXT.replace("2.宗旨意识有所淡化。\n", ""))
    assert "kept" in run("draft", "take", draft, meeting, "--for", "m01").err


def test_whose_draft_it_is_is_read_from_its_head_or_asked(run: Run, draft: Path, meeting: Path) -> None:
    assert "--for" in run("draft", "check", draft, meeting).err
    draft.write_text(TEXT.replace("对照检查材料\n", "对照检查材料\nLi Si\n").replace("Li Si", "Li Si"))
    assert run("draft", "check", draft, "--for", "m01").code == 2
    group = TEXT.replace("对照检查材料", "县财政局领导班子对照检查材料", 1)
    draft.write_text(group)
    assert run("draft", "check", draft, meeting).code in {0, 1}


def test_drafts_are_compared(run: Run, draft: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("精读原著", "精读经典原著"))
    done = run("draft", "compare", draft, other)
    assert done.code == 0
    assert "≈" in done.out
    assert run("draft", "compare", draft).code == 2


def test_a_bad_file_is_one_sentence_on_standard_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(b"%PDF-1.7")
    done = run("draft", "read", path)
    assert (done.code, done.out) == (3, "")
    assert done.err.count("\n") == 1
    assert run("draft", "read", tmp_path / "none.txt").code == 3


def test_a_hostile_draft_reaches_no_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(TEXT.replace("我学习", "我\x1b[2J学习[/bold]\u202e"))
    for action in ("read", "check"):
        assert "\x1b" not in run("draft", action, path).out
        assert "\u202e" not in run("draft", action, path).out
