"""``huiqian layout``: how papers are set, listed and changed, read back from meeting.toml."""

import json
from datetime import date
from pathlib import Path

import pytest

from checklists.model.layout import PARTS, Layout
from tests.cli.running import Run, contents, read_back


def test_it_lists_what_is_usual(meeting: Path, run: Run) -> None:
    before = contents(meeting)
    outcome = run("layout", meeting)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("Unit on papers: Unit\nDate on papers: as usual for the paper\n")
    rows = [line.split() for line in outcome.out.splitlines()[4:]]
    assert [row[:2] for row in rows] == [[part, "yes"] for part in PARTS]
    assert contents(meeting) == before


def test_all_that_is_asked_for_is_one_edit_that_undo_takes_back(meeting: Path, run: Run) -> None:
    before = read_back(meeting)
    outcome = run(
        "layout", meeting, "--unit", "Unit in full", "--date", "2026-12-10", "--hide", "remarks", "--hide", "signature"
    )
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "Layout of papers · Unit on papers: – → Unit in full (saved)",
        "Layout of papers · Date on papers: – → 2026-12-10 (saved)",
        "Layout of papers · Shown · remarks below the title (counts only, outline's state): – → no (saved)",
        "Layout of papers · Shown · unit and date at the end: – → no (saved)",
    ]
    held = Layout(unit="Unit in full", date=date(2026, 12, 10), parts={"remarks": False, "signature": False})
    assert read_back(meeting).settings.layout == held
    assert "Date on papers: 2026-12-10" in run("layout", meeting).out
    assert run("undo", meeting).code == 0
    assert read_back(meeting) == before


def test_what_is_shown_again_and_usual_again_leaves_nothing_behind(meeting: Path, run: Run) -> None:
    run("layout", meeting, "--date", "meeting", "--hide", "remarks", "--unit", "Other")
    assert read_back(meeting).settings.layout.date == "meeting"
    assert run("layout", meeting, "--date", "usual", "--show", "remarks", "--unit", "").code == 0
    assert "layout" not in read_back(meeting).settings.plain()
    again = run("layout", meeting, "--date", "usual", "--show", "remarks")
    assert (again.code, again.out) == (0, "")
    assert "It is so already: the layout of papers" in again.err


def test_the_json_is_whole_and_stable(meeting: Path, run: Run) -> None:
    run("layout", meeting, "--date", "none", "--hide", "page-numbers")
    plain = json.loads(run("layout", meeting, "--json").out)
    assert list(plain) == ["format", "unit", "date", "parts"]
    assert (plain["format"], plain["unit"], plain["date"]) == (1, "", "none")
    assert plain["parts"] == {part: part != "page-numbers" for part in PARTS}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--hide", "remark"], "Did you mean remarks"),
        (["--date", "soon"], "expected a date such as 2026-12-18"),
        (["--date", "1899-01-01"], "--date: the year must lie between 2000 and 2199"),
        (["--unit", "x" * 201], "Unit on papers: the text is too long"),
        (["--show", "remarks", "--hide", "remarks"], "remarks cannot be both shown and left out."),
        (["--json", "--hide", "remarks"], "--json lists the layout; it changes nothing."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_changed(
    arguments: list[str], said: str, meeting: Path, run: Run
) -> None:
    before = contents(meeting)
    outcome = run("layout", meeting, *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert contents(meeting) == before
