"""A new meeting that takes over from the last: what comes along, what does not, and what is said of it."""

from datetime import date
from pathlib import Path

import pytest

from checklists.model.checks import CheckSetting
from checklists.model.layout import Layout
from checklists.store.folder import Folder
from tests.cli.running import CHECKLIST, GROUP_OF_THREE, Run, contents, make, read_back

TAKEN_OVER = (
    "huiqian: Taken over from “Annual 2026”: 2 open measures, a roster of 3 members, the targets, the quorum 90%,"
    " the unit Unit"
)
NEW = ["--title", "Annual 2027", "--date", "2027-12-17"]


@pytest.fixture
def last(full: Path, run: Run) -> Path:
    """Return the folder of a meeting that was held, with measures open and closed."""
    of = ("--of", "m02")
    problem = run("outline", "add", full, "problem", *of, "--text", "Seldom out", "--aspect", "duty").out.strip()
    cause = run("outline", "add", full, "cause", *of, "--text", "No plan", "--under", problem).out.strip()
    for text, more in (
        ("Go monthly", ["--owner", "m02", "--due", "2027-03-31", "--progress", "twice"]),
        ("Closed one", ["--closed", "2027-01-10", "--today", "2027-01-12"]),
    ):
        assert run("outline", "add", full, "measure", *of, "--text", text, "--under", cause, *more).code == 0
    assert run("rectify", "add", full, "--text", "From before", "--subject", "m03", "--owner", "m03").code == 0
    settings = (full / "meeting.toml").read_text()
    settings = settings.replace("[aspects]", 'quorum = "90%"\n\n[targets]\nstudy_sessions = 4\n\n[aspects]')
    settings = settings.replace('name = "Wang Wu"', 'name = "Wang Wu"\nattendance = "absent"\nreason = "ill"')
    (full / "meeting.toml").write_text(settings)
    return full


def test_unit_roster_targets_and_open_measures_are_taken_over(last: Path, tmp_path: Path, run: Run) -> None:
    before = contents(last)
    outcome = run("new", tmp_path / "new", "--from", last, *NEW)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.splitlines() == [
        TAKEN_OVER,
        "huiqian: The aspects were not taken over, for they change every year: set them in the settings.",
        f"huiqian: Made. Open it with: huiqian open {tmp_path / 'new'}",
    ]
    assert contents(last) == before
    meeting = read_back(tmp_path / "new")
    settings = meeting.settings
    assert (settings.unit, settings.title, settings.date) == ("Unit", "Annual 2027", date(2027, 12, 17))
    assert (settings.quorum, settings.targets, settings.aspects) == ("90%", {"study_sessions": 4}, {})
    assert dict(settings.members) == GROUP_OF_THREE, "who was away is expected again"
    entries = list(meeting.ledgers.rectification.entries.values())
    assert [(one.text, one.subject, one.owner, one.origin) for one in entries] == [
        ("Go monthly", "m02", "m02", "Annual 2026"),
        ("From before", "m03", "m03", "Annual 2026"),
    ]
    assert (entries[0].problem, entries[0].due, entries[0].progress) == ("Seldom out", date(2027, 3, 31), "twice")
    assert Folder(tmp_path / "new").read().faults == ()
    assert run("rectify", "list", tmp_path / "new", "--open", "--ids").out.count("\n") == 2


def test_what_is_named_goes_before_what_was(last: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "roster.csv").write_text("姓名,职务,主要负责人\nLi Si,Secretary,是\nZhao Liu,Deputy,\n")
    outcome = run(
        *("new", tmp_path / "new", f"--from={last}", *NEW, "--unit", "Other", "--aspect", "style=Style"),
        *("--members", tmp_path / "roster.csv", "--place", "Room 2"),
    )
    assert outcome.code == 0
    assert "2 open measures, the targets, the quorum 90%\n" in outcome.err
    assert "aspects" not in outcome.err
    meeting = read_back(tmp_path / "new")
    assert (meeting.settings.unit, meeting.settings.place) == ("Other", "Room 2")
    assert meeting.settings.aspects == {"style": "Style"}
    assert [one.name for one in meeting.settings.members.values()] == ["Li Si", "Zhao Liu"]
    entries = list(meeting.ledgers.rectification.entries.values())
    assert [(one.subject, one.owner) for one in entries] == [("m01", "m01"), ("group", "")]
    assert "Wang Wu" in entries[1].problem


def test_a_checklist_of_ones_own_comes_along(tmp_path: Path, run: Run) -> None:
    last = make(tmp_path / "last")
    assert run("new", tmp_path / "new", "--from", last, *NEW).code == 0
    assert (tmp_path / "new" / "checklist.toml").read_bytes() == CHECKLIST.read_bytes()
    assert run("new", tmp_path / "other", "--from", last, *NEW, "--checklist", "briefing").code == 0
    assert read_back(tmp_path / "other").checklist.id == "briefing"


def test_without_a_last_meeting_the_unit_is_needed(tmp_path: Path, run: Run) -> None:
    outcome = run("new", tmp_path / "new", *NEW)
    assert (outcome.code, outcome.err) == (2, "huiqian: still needed: --unit. See: huiqian new --help\n")
    outcome = run("new", tmp_path / "new", "--from", tmp_path / "nowhere", *NEW)
    assert outcome.code == 3
    assert "There is no meeting in" in outcome.err
    outcome = run("new", tmp_path / "new", "--from")
    assert outcome.code == 2
    assert not (tmp_path / "new").exists()


def test_a_last_meeting_with_faults_leaves_nothing_behind_silently(last: Path, tmp_path: Path, run: Run) -> None:
    (last / "members" / "m02.toml").write_text("format =")
    outcome = run("new", tmp_path / "new", "--from", last, *NEW)
    assert outcome.code == 3
    assert "members/m02.toml: line 1" in outcome.err
    assert f"mend the last meeting first: huiqian check {last}" in outcome.err
    assert not (tmp_path / "new").exists()


def test_a_meeting_is_never_made_over_the_last(last: Path, run: Run) -> None:
    before = contents(last)
    assert run("new", last, "--from", last, *NEW).code == 4
    assert contents(last) == before


def test_a_last_meeting_with_nothing_in_it_gives_nothing(tmp_path: Path, run: Run) -> None:
    last = make(tmp_path / "last", members={})
    outcome = run("new", tmp_path / "new", "--from", last, *NEW)
    assert outcome.code == 0
    assert "0 open measures, a roster of 0 members, the quorum 2/3, the unit Unit" in outcome.err


def test_the_layout_of_papers_comes_along_but_no_fixed_date_and_no_other_units_name(
    last: Path, tmp_path: Path, run: Run
) -> None:
    with (last / "meeting.toml").open("a") as file:
        file.write('[layout]\nunit = "Unit in full"\ndate = 2026-12-10\nparts = { page-numbers = false }\n')
    outcome = run("new", tmp_path / "same", "--from", last, *NEW)
    assert "the targets, the quorum 90%, the layout of papers, the unit Unit" in outcome.err
    assert read_back(tmp_path / "same").settings.layout == Layout(unit="Unit in full", parts={"page-numbers": False})
    assert run("new", tmp_path / "other", "--from", last, "--unit", "Another", *NEW).code == 0
    assert read_back(tmp_path / "other").settings.layout == Layout(parts={"page-numbers": False})


def test_the_rules_of_the_draft_checks_come_along(last: Path, tmp_path: Path, run: Run) -> None:
    with (last / "meeting.toml").open("a") as file:
        file.write("[checks.hedging]\nthreshold = 5.0\n[checks.slip]\non = false\n")
    outcome = run("new", tmp_path / "same", "--from", last, *NEW)
    assert "the targets, the quorum 90%, the rules of the draft checks, the unit Unit" in outcome.err
    found = read_back(tmp_path / "same").settings.checks
    assert found == {"hedging": CheckSetting(threshold=5), "slip": CheckSetting(on=False)}
    assert Folder(tmp_path / "same").read().faults == ()
