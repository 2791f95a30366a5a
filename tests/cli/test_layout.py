"""``huiqian layout``: how papers are set, listed and changed, read back from meeting.toml."""

import json
from datetime import date
from pathlib import Path

import pytest

from checklists.model.layout import PAPER_PARTS, Layout
from tests.cli.running import Run, contents, read_back
from tests.reports.reading import document
from tests.reports.templates import TITLE_SIZE, save_template


def test_it_lists_what_is_usual(meeting: Path, run: Run) -> None:
    before = contents(meeting)
    outcome = run("layout", meeting)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(
        "Unit on papers: Unit\nDate on papers: as usual for the paper\nDOCX template: the built-in one\n"
    )
    rows = [line.split() for line in outcome.out.splitlines()[5:]]
    assert [row[:2] for row in rows] == [[part, "yes"] for part in PAPER_PARTS]
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
    assert list(plain) == ["format", "unit", "date", "template", "parts"]
    assert (plain["format"], plain["unit"], plain["date"]) == (1, "", "none")
    assert plain["parts"] == {part: part != "page-numbers" for part in PAPER_PARTS}


def test_a_template_is_named_from_the_meetings_folder_used_by_every_docx_and_cleared(meeting: Path, run: Run) -> None:
    template = save_template(meeting.parent / "office.docx")
    outcome = run("layout", meeting, "--template", template)
    assert (outcome.code, outcome.out) == (0, "Layout of papers · DOCX template: – → ../office.docx (saved)\n")
    assert read_back(meeting).settings.layout == Layout(template="../office.docx")
    assert "DOCX template: ../office.docx\n" in run("layout", meeting).out
    assert json.loads(run("layout", meeting, "--json").out)["template"] == "../office.docx"
    assert run("check", meeting).out == ""
    for name, command in {"list": ("export", meeting, "owing"), "summary": ("summary", meeting)}.items():
        paper, page = meeting / f"{name}.docx", meeting / f"{name}.html"
        assert run(*command, "--output", paper).code == 0
        assert document(paper.read_bytes()).styles["Title"].font.size == TITLE_SIZE, name
        assert run(*command, "--output", page).code == 0, "other formats have no template"
    plain = save_template(meeting.parent / "plain.docx", size=TITLE_SIZE // 2)
    assert run("export", meeting, "owing", "--output", meeting / "other.docx", "--template", plain).code == 0
    assert document((meeting / "other.docx").read_bytes()).styles["Title"].font.size == TITLE_SIZE // 2
    assert run("layout", meeting, "--template", "").code == 0
    assert "layout" not in read_back(meeting).settings.plain()


@pytest.mark.parametrize("broken", ["missing", "foreign"])
def test_a_template_that_cannot_be_used_is_named_and_blocks_nothing_else(broken: str, meeting: Path, run: Run) -> None:
    template = save_template(meeting / "office.docx")
    assert run("layout", meeting, "--template", template).code == 0
    assert read_back(meeting).settings.layout.template == "office.docx"
    before = (meeting / "meeting.toml").read_bytes()
    if broken == "missing":
        template.unlink()
    else:
        template.write_text("text")
    checked = run("check", meeting)
    assert checked.code == 0
    exported = run("export", meeting, "owing", "--output", meeting / "a.docx")
    assert (exported.code, (meeting / "a.docx").exists()) == (3, False)
    again = run("layout", meeting, "--template", template)
    assert (again.code, again.out) == (3, "")
    for told in (checked.out.removeprefix("notice: "), exported.err, again.err):
        assert "office.docx cannot be read: " in told
        assert "name another template with --template FILE, or with L in the app" in told
    assert (meeting / "meeting.toml").read_bytes() == before
    assert run("export", meeting, "owing", "--output", meeting / "a.xlsx").code == 0


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
