"""New, demo and open: meetings are made and opened, or it is said why not."""

import io
import json
import stat
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from checklists.model.meeting import Meeting
from checklists.setup.builtin import list_builtin_ids
from checklists.store.folder import Folder
from tests.cli.running import CHECKLIST, Run

COMMANDS = ["open", "demo", "new", "summary", "next", "mark", "check", "layout", "checklist", "completion"]
NEW = ["--unit", "Unit", "--title", "Meeting", "--date", "2026-12-18"]


def read(folder: Path) -> Meeting:
    reading = Folder(folder).read()
    assert reading.faults == ()
    assert reading.meeting is not None
    return reading.meeting


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, str | None]]:
    """Stand in for the app and for a terminal, and note what would have been opened."""
    calls: list[tuple[Path | None, str | None]] = []

    def run_app(folder: Path | None, me: str | None = None, _today: date | None = None) -> int:
        calls.append((folder, me))
        return 0

    monkeypatch.setattr("tui.app.run", run_app)
    monkeypatch.setattr("tui.cli.output.require_screen", lambda _instead: None)
    return calls


@pytest.mark.parametrize(
    ("day", "checklist", "title"),
    [
        ("2026-12-18", "democratic-life", "2026年度民主生活会"),
        ("2027-01-15", "democratic-life", "2026年度民主生活会"),
        ("2027-03-31", "democratic-life", "2026年度民主生活会"),
        ("2027-04-01", "democratic-life", "2027年度民主生活会"),
        ("2027-02-01", "organisational-life", "2026年度组织生活会"),
        ("2027-02-01", "briefing", None),
    ],
)
def test_a_meeting_early_in_the_year_is_called_by_the_year_before(
    tmp_path: Path, run: Run, day: str, checklist: str, title: str | None
) -> None:
    new = ("new", tmp_path / "m", "--unit", "U", "--date", day, "--checklist", checklist, "--lang", "zh")
    made = run(*new)
    if title is None:  # no annual meeting: only the person knows
        assert made.code == 2
        assert "--title" in made.err
        assert not (tmp_path / "m").exists()
    else:
        assert made.code == 0
        assert f"会议名称：{title}" in made.err
        assert read(tmp_path / "m").settings.title == title
    own = run(*(tmp_path / "own" if one == tmp_path / "m" else one for one in new), "--title", "2027年度")
    assert own.code == 0
    assert read(tmp_path / "own").settings.title == "2027年度"


def test_a_new_meeting_without_a_year_is_the_next_one(tmp_path: Path, run: Run) -> None:
    made = run("new", tmp_path / "m", "--unit", "U", "--date", "12-18", "--today", "2026-01-10")
    assert (made.code, read(tmp_path / "m").settings.date) == (0, date(2026, 12, 18))


def test_new_makes_a_meeting_that_follows_a_shipped_checklist(tmp_path: Path, run: Run) -> None:
    (tmp_path / "roster.csv").write_text("姓名,职务,主要负责人\n张三,书记,是\n李四,副书记,\n")
    folder = tmp_path / "a" / "b"
    outcome = run(
        *("new", folder, *NEW, "--theme", "Theme", "--place", "Room 1", "--members", tmp_path / "roster.csv"),
        *("--aspect", "politics=政治意识", "--aspect", "discipline=纪律"),
    )
    assert (outcome.code, outcome.out) == (0, "")
    settings = read(folder).settings
    assert (settings.unit, settings.title, settings.date) == ("Unit", "Meeting", date(2026, 12, 18))
    assert (settings.theme, settings.place) == ("Theme", "Room 1")
    assert settings.aspects == {"politics": "政治意识", "discipline": "纪律"}
    assert [member.name for member in settings.members.values()] == ["张三", "李四"]
    assert settings.principal == "m01"
    assert read(folder).checklist.id == "democratic-life"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*.toml")} == {0o600}


@pytest.mark.parametrize("checklist", list_builtin_ids())
def test_new_follows_every_shipped_checklist(checklist: str, tmp_path: Path, run: Run) -> None:
    assert run("new", tmp_path / "new", *NEW, "--checklist", checklist).code == 0
    assert read(tmp_path / "new").checklist.id == checklist


def test_new_copies_a_checklist_of_ones_own(tmp_path: Path, run: Run) -> None:
    assert run("new", tmp_path / "new", *NEW, "--checklist", CHECKLIST).code == 0
    assert (tmp_path / "new" / "checklist.toml").read_bytes() == CHECKLIST.read_bytes()


def test_new_reads_a_pasted_roster(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("张三\t书记\t是\n李四\t委员\n".encode("gbk"))))
    assert run("new", tmp_path / "new", *NEW, "--checklist", CHECKLIST, "--members", "-").code == 0
    assert [member.name for member in read(tmp_path / "new").settings.members.values()] == ["张三", "李四"]


def test_new_makes_nothing_from_a_faulty_roster(tmp_path: Path, run: Run) -> None:
    (tmp_path / "roster.csv").write_text("name,principal\nA,yes\nB,yes\nA,\n")
    outcome = run("new", tmp_path / "new", *NEW, "--checklist", CHECKLIST, "--members", tmp_path / "roster.csv")
    assert (outcome.code, outcome.out) == (3, "")
    lines = outcome.err.splitlines()
    assert lines[0].startswith("huiqian: roster.csv: row 3: principal: ")
    assert lines[1].startswith("huiqian: roster.csv: row 4: name: ")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--checklist", "nothing"], 2, "democratic-life"),
        (["--checklist", "nothing.toml"], 3, "no such file"),
        (["--checklist", __file__], 3, "not valid TOML"),
        (["--members", "nothing.csv"], 3, "no such file"),
        (["--aspect", "politics"], 2, "politics=政治意识"),
        (["--aspect", "Politics=x"], 2, "small letters"),
        (["--aspect", "a=x", "--aspect", "a=y"], 2, "twice"),
        (["--date", "2026-12"], 2, "say which day, such as"),
        (["--date", "1999-12-31"], 2, "the year must lie between 2000 and 2199"),
        (["--unit", " "], 2, "must not be empty"),
        (["--title", "x" * 201], 2, "at most 200"),
    ],
)
def test_new_refuses_what_does_not_fit(arguments: list[str], code: int, words: str, tmp_path: Path, run: Run) -> None:
    outcome = run("new", tmp_path / "new", *NEW, "--checklist", CHECKLIST, *arguments)
    assert outcome.code == code
    assert words in outcome.err
    assert len(outcome.err.splitlines()) == 1
    assert not (tmp_path / "new").exists()


def test_new_lists_every_fault_of_a_checklist(tmp_path: Path, run: Run) -> None:
    faulty = tmp_path / "faulty.toml"
    text = CHECKLIST.read_text().replace('name = "aspects-set"', 'name = "nothing"')
    faulty.write_text(text.replace('en = "Draft the plan"', 'en = ""'))
    outcome = run("new", tmp_path / "new", *NEW, "--checklist", faulty)
    assert outcome.code == 3
    assert "stages.start.items.aspects.rule.name" in outcome.err
    assert "stages.start.items.plan.title.en" in outcome.err


@pytest.mark.parametrize("command", [["new", *NEW], ["demo", "--no-open"]])
def test_a_meeting_is_never_made_over_another(command: list[str], meeting: Path, run: Run) -> None:
    before = (meeting / "meeting.toml").read_bytes()
    outcome = run(command[0], meeting, *command[1:])
    assert outcome.code == 4
    assert f"huiqian open {meeting}" in outcome.err
    assert (meeting / "meeting.toml").read_bytes() == before


def test_new_in_the_place_of_a_file_is_told(tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("")
    outcome = run("new", tmp_path / "file" / "new", *NEW, "--checklist", CHECKLIST)
    assert outcome.code == 4
    assert len(outcome.err.splitlines()) == 1


def test_demo_moves_every_date_with_today(tmp_path: Path, run: Run) -> None:
    for name, today in (("one", "2026-11-24"), ("two", "2027-11-24")):
        outcome = run("demo", tmp_path / name, "--no-open", "--today", today)
        assert (outcome.code, outcome.out) == (0, f"{tmp_path / name}\n")
    one, two = read(tmp_path / "one"), read(tmp_path / "two")
    assert two.settings.date - one.settings.date == timedelta(days=365)
    marks = [(subject, item, mark) for subject in one.subjects for item, mark in one.sheet(subject).marks.items()]
    assert any(mark.on for _subject, _item, mark in marks)
    for subject, item, mark in marks:
        moved = two.mark(subject, item)
        assert moved.status == mark.status
        assert moved.on == (mark.on + timedelta(days=365) if mark.on else None)
    reports = [
        json.loads(run("summary", tmp_path / name, "--format", "json", "--today", today).out)
        for name, today in (("one", "2026-11-24"), ("two", "2027-11-24"))
    ]
    assert reports[0]["progress"] == reports[1]["progress"]
    assert 0 < reports[0]["progress"] < 1
    assert reports[0]["meeting"]["days_left"] == reports[1]["meeting"]["days_left"] > 0


def test_demo_without_a_folder_makes_a_fresh_one(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    outcome = run("demo", "--no-open")
    folder = Path(outcome.out.strip())
    assert folder.parent == tmp_path
    assert folder.name.startswith("huiqian-demo-")
    assert str(folder) in outcome.err
    read(folder)


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_demo_of_another_age_is_refused(today: str, tmp_path: Path, run: Run) -> None:
    outcome = run("demo", tmp_path / "new", "--no-open", "--today", today)
    assert outcome.code == 2
    assert len(outcome.err.splitlines()) == 1


def test_open_starts_the_app(meeting: Path, run: Run, opened: list[tuple[Path | None, str | None]]) -> None:
    for arguments in ([], ["--as", "m02"], ["--as", "Li Si"]):
        assert run("open", meeting, *arguments).code == 0
    assert opened == [(meeting, None), (meeting, "m02"), (meeting, "m02")]


def test_without_a_command_the_meeting_here_is_opened_or_the_start_screen(
    meeting: Path, run: Run, opened: list[tuple[Path | None, str | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(meeting)
    assert run().code == 0
    assert run("open").code == 0
    monkeypatch.chdir(meeting.parent)
    assert run("--lang", "en").code == 0
    assert opened == [(Path(), None), (Path(), None), (None, None)]
    assert run("open").code == 3


def test_demo_is_opened(tmp_path: Path, run: Run, opened: list[tuple[Path | None, str | None]]) -> None:
    assert run("demo", tmp_path / "demo").code == 0
    assert opened == [(tmp_path / "demo", None)]


def test_open_refuses_a_stranger_and_a_folder_without_a_meeting(
    meeting: Path, tmp_path: Path, run: Run, opened: list[tuple[Path | None, str | None]]
) -> None:
    assert run("open", meeting, "--as", "m09").code == 2
    assert run("open", meeting, "--as", "group").code == 2
    assert run("open", tmp_path / "nowhere").code == 3
    assert opened == []


def test_open_needs_a_terminal(meeting: Path, run: Run) -> None:
    outcome = run("open", meeting)
    assert outcome.code == 2
    assert "needs a terminal" in outcome.err
