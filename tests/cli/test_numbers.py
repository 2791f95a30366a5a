"""The numbers of the summary: what the stages have come to, in text, Markdown and JSON."""

import json
from datetime import date
from pathlib import Path

import pytest

from checklists.base.cells import count_cells
from tests.builders import copy_sample
from tests.cli.running import TODAY, Run


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return the folder of the sample meeting."""
    copy_sample(tmp_path / "sample", date(2026, 11, 24))
    return tmp_path / "sample"


def test_the_numbers_of_the_sample(sample: Path, run: Run) -> None:
    found = json.loads(run("summary", sample, "--format", "json", "--today", "2026-11-24").out)
    assert found["counts"] == {
        "study": {"sessions": 3, "held": 2},
        "opinions": {"raw": 38, "registered": 36, "merged": 20, "fed_back": 12, "claimed": 11, "answered": 10},
        "talks": {"have": 32, "need": 67},
        "criticisms": {"have": 9, "need": 72, "discussed": 5},
        "outlines": {"problems": 24, "causes": 23, "measures": 22, "orphans": 2},
    }
    assert list(found)[-1] == "counts"
    part = json.loads(run("summary", sample, "--format", "json", "--member", "m02", "--stage", "talks").out)
    assert part["counts"] == found["counts"]


@pytest.mark.parametrize("page", [60, 80, 120])
def test_text_and_markdown_say_them_in_words(page: int, sample: Path, run: Run) -> None:
    text = run("summary", sample, "--width", page, "--today", "2026-11-24").out
    lines = text[text.index("\nNumbers\n") :].split("\n\n")[0].splitlines()
    assert max(map(count_cells, lines)) <= page
    said = " ".join(" ".join(lines).split())
    assert said == (
        "Numbers Study sessions 2 held of 3 planned"
        " Opinions 38 came in, 20 after merging; 12 fed back, 11 claimed, 10 answered"
        " Talks 32 held of 67 needed"
        " Self-inspection problems 24, causes 23, measures 22; loose ends 2"
        " Criticisms 9 written of 72, 5 talked over"
    )
    markdown = run("summary", sample, "--format", "markdown", "--today", "2026-11-24").out
    assert "## Numbers\n\n- Study sessions: 2 held of 3 planned\n- Opinions: 38 came in" in markdown
    chinese = run("summary", sample, "--lang", "zh").out
    for words in ("安排3次，已组织2次", "收到38条，归并为20条", "应谈67次，已谈32次", "应写72条，已写9条，已沟通5条"):
        assert words in chinese


def test_the_numbers_move_with_the_ledgers(full: Path, run: Run) -> None:
    def counts() -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = json.loads(run("summary", full, "--format", "json").out)["counts"]
        return found

    assert counts() == {
        "study": {"sessions": 0, "held": 0},
        "opinions": {"raw": 0, "registered": 0, "merged": 0, "fed_back": 0, "claimed": 0, "answered": 0},
        "talks": {"have": 0, "need": 8},
        "criticisms": {"have": 0, "need": 6, "discussed": 0},
        "outlines": {"problems": 0, "causes": 0, "measures": 0, "orphans": 0},
    }
    one = run("opinions", "add", full, "opinion", "--text", "x", "--about", "m02,m03", "--voices", "4").out.strip()
    run("opinions", "add", full, "channel", "--title", "Forms", "--raw", "5")
    run("opinions", "feed-back", full, one)
    run("opinions", "claim", full, one, "--member", "m02")
    assert counts()["opinions"] == {
        "raw": 5,
        "registered": 4,
        "merged": 1,
        "fed_back": 1,
        "claimed": 0,
        "answered": 0,
    }
    run("opinions", "answer", full, one, "--member", "m03", "--text", "y")
    problem = run("outline", "add", full, "problem", "--of", "m02", "--text", "z", "--answers", one).out.strip()
    assert counts()["opinions"] == {"raw": 5, "registered": 4, "merged": 1, "fed_back": 1, "claimed": 1, "answered": 1}
    assert counts()["outlines"] == {"problems": 1, "causes": 0, "measures": 0, "orphans": 1}
    cause = run("outline", "add", full, "cause", "--of", "m02", "--text", "z", "--under", problem).out.strip()
    run("outline", "add", full, "measure", "--of", "m02", "--text", "z", "--under", cause)
    assert counts()["outlines"] == {"problems": 1, "causes": 1, "measures": 1, "orphans": 0}


def test_a_checklist_that_counts_from_no_ledger_has_no_numbers(meeting: Path, run: Run) -> None:
    assert "Numbers" not in run("summary", meeting, "--today", TODAY).out
    assert "Numbers" not in run("summary", meeting, "--format", "markdown", "--today", TODAY).out


def test_a_member_or_a_stage_has_no_numbers_of_the_whole(sample: Path, run: Run) -> None:
    for arguments in (["--member", "m02"], ["--stage", "talks"]):
        assert "Numbers" not in run("summary", sample, *arguments).out
