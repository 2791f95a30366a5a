"""``huiqian draft``: what a script sees, and that a draft's text goes nowhere but to standard output."""

import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import meeting
from tests.cli.running import Run, contents
from tests.drafts.test_taking import TEXT

__all__ = ["meeting"]


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


def test_a_dry_run_lists_every_record_and_writes_nothing(run: Run, draft: Path, meeting: Path) -> None:
    before = contents(meeting)
    done = run("draft", "take", draft, meeting, "--for", "m01", "--dry-run")
    assert done.code == 0
    assert done.out.count("+  new  ") == 6
    assert contents(meeting) == before
    run("draft", "take", draft, meeting, "--for", "m01")
    draft.write_text(TEXT.replace("听汇报多", "听汇报偏多").replace("2.宗旨意识有所淡化。\n", ""))
    said = run("draft", "take", draft, meeting, "--for", "m01", "--dry-run").out.splitlines()
    changed = next(number for number, line in enumerate(said) if line.startswith("~  changed"))
    assert "听汇报偏多" in said[changed]
    assert "听汇报多" in said[changed + 1]
    assert [line.split("  ")[1] for line in said].count("as before") == 4
    assert said[-1].startswith("·  not in the draft, stays")


def test_a_draft_of_another_member_is_told_on_standard_error(run: Run, draft: Path, meeting: Path) -> None:
    draft.write_text(TEXT.replace("材料\n", "材料\nLi Si\n", 1))
    assert "names Li Si" in run("draft", "take", draft, meeting, "--for", "m01").err
    assert "names" not in run("draft", "take", draft, meeting, "--for", "Li Si").err


def test_marks_are_listed_with_what_became_of_them(run: Run, draft: Path, meeting: Path) -> None:
    assert "No finding is marked" in run("draft", "meant-list", meeting).err
    findings = json.loads(run("draft", "check", draft, meeting, "--for", "m01", "--json").out)["findings"]
    finding = next(one for one in findings if one["words"])
    marking = ("draft", "meant", finding["key"], draft, meeting, "--for", "m01", "--on", "2026-12-01", "--by", "Li Si")
    assert run(*marking, "--reason", "as [b]told[/b]\x1b[2J").code == 0
    shown = run("draft", "meant-list", meeting)
    assert finding["key"] in shown.out
    assert "\x1b" not in shown.out

    def standing(*more: object) -> dict[str, object]:
        done = run("draft", "meant-list", meeting, "--json", *more)
        assert done.code == 0, done.err
        (one,) = json.loads(done.out)["meant_so"]
        return dict(one)

    one = standing()
    assert (one["key"], one["of"], one["rule"]) == (finding["key"], "m01", finding["rule"])
    assert (one["by"], one["on"], one["standing"]) == ("Li Si", "2026-12-01", "unknown")
    assert standing("--for", "m01", "--draft", draft)["standing"] == "holds"
    draft.write_text(TEXT.replace(finding["words"], "另外的话。"))
    assert standing("--for", "m01", "--draft", draft)["standing"] == "stale"
    assert run("draft", "meant-list", meeting, "--draft", draft).code == 2
    assert run("draft", "report-again", finding["key"], meeting, "--for", "m01").code == 0
    assert run("draft", "report-again", finding["key"], meeting, "--for", "m01").code == 2
    assert run("undo", meeting).code == 0
    assert standing()["key"] == finding["key"]


def test_a_reason_comes_from_standard_input(
    run: Run, draft: Path, meeting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = json.loads(run("draft", "check", draft, meeting, "--for", "m01", "--json").out)["findings"][0]["key"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("通知要求简短\n".encode()), encoding="utf-8"))
    assert run("draft", "meant", key, draft, meeting, "--for", "m01", "--reason", "-").code == 0
    assert "通知要求简短" in run("draft", "meant-list", meeting).out


def test_rules_are_listed_switched_set_and_reset(run: Run, meeting: Path) -> None:
    listed = run("draft", "rules", meeting)
    assert listed.code == 0
    assert len(listed.out.splitlines()) == 2 + 26
    assert run("draft", "rules", meeting, "slip", "a number is missing", "--off").code == 0
    assert run("draft", "rules", meeting, "near-copy", "--threshold", "90%").code == 0
    rules = {one["id"]: one for one in json.loads(run("draft", "rules", meeting, "--json").out)["rules"]}
    assert [key for key, one in rules.items() if not one["on"]] == ["missing-number", "slip"]
    assert (rules["near-copy"]["threshold"], rules["near-copy"]["default"]) == (0.9, 0.8)
    assert rules["measure-vague"]["threshold"] == 0
    assert run("draft", "rules", meeting, "hedging", "--off", "--threshold", "5").code == 0
    assert "[checks.hedging]\non = false\nthreshold = 5.0" in (meeting / "meeting.toml").read_text()
    assert run("draft", "rules", meeting, "slip", "--on").code == 0
    assert "It is so already" in run("draft", "rules", meeting, "slip", "--on").err
    assert run("draft", "rules", meeting, "--reset").code == 0
    assert "checks" not in (meeting / "meeting.toml").read_text()
    assert run("undo", meeting).code == 0
    assert "missing-number" in (meeting / "meeting.toml").read_text()


def test_a_rules_page_is_printed(run: Run, meeting: Path) -> None:
    said = run("draft", "rules", meeting, "hedging", "slip").out
    for words in ("hedging", "3 times", "Say “we” or “I”", "个别同志学习不认真", "布署→部署"):
        assert words in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--off"], "Say which rules"),
        (["slips", "--off"], "Did you mean slip"),
        (["slip", "--threshold", "3"], "goes by no number"),
        (["near-copy", "--threshold", "30"], "percent from 50 to 100"),
        (["near-copy", "hedging", "--threshold", "60"], "for one rule"),
        (["slip", "--off", "--json"], "--json lists"),
        (["slip", "--on", "--off"], "cannot go with"),
    ],
)
def test_what_cannot_be_set_is_answered_and_changes_nothing(
    arguments: list[str], words: str, run: Run, meeting: Path
) -> None:
    before = contents(meeting)
    done = run("draft", "rules", meeting, *arguments)
    assert done.code == 2
    assert words in done.err
    assert contents(meeting) == before


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
    assert f"{draft}  ≈" in done.out.replace(str(other), str(draft))
    assert run("draft", "compare", draft).code == 2
    assert run("draft", "compare", draft, draft.parent / "." / draft.name).code == 2, "one draft named twice"


def test_drafts_are_compared_however_long_and_alike_their_paths_are(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / ("f" * 120) / ("g" * 120)
    folder.mkdir(parents=True)
    paths = [folder / f"{'材料' * 30}{number}.txt" for number in range(3)]
    for path in paths:
        path.write_text(TEXT)
    done = run("draft", "compare", *paths)
    assert done.code == 0
    pairs = [line.split("%  ")[1] for line in done.out.splitlines() if "≈" in line]
    assert {pair.partition("  ≈  ")[0].rpartition("/")[2] for pair in pairs} == {path.name for path in paths[1:]}
    assert "0 passages" not in done.err


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
