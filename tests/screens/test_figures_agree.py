"""One set of figures: summary, board, roll-up and papers of random meetings say what a second count says."""

import csv
import io
import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from checklists.base.language import set_language
from checklists.readiness.duties import NO_TALLY, Readiness, Tally, assess
from checklists.readiness.reasons import find_next_steps
from checklists.readiness.rules.talks import count_talks, list_talks
from checklists.readiness.words import format_percent
from checklists.reports.catalogue import EXPORTS
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import ExportChoice, Paragraph, State
from checklists.reports.papers.criticism import count_tables as criticism_tables
from checklists.reports.papers.script import make_papers as script_papers
from checklists.reports.papers.talks import plan_tables
from checklists.reports.summary.data import dump_steps
from checklists.reports.summary.numbers import count_numbers
from checklists.rollup.facts import plan_of
from checklists.rollup.judging import Unit
from checklists.rollup.reports.output import render_rollup
from checklists.rollup.totals import RollUp, compute_totals
from checklists.setup.builtin import BUILTIN
from checklists.setup.create import warn_of_date
from checklists.store.folder import Folder
from tests.builders import DAY, a_checklist, a_folder, a_meeting
from tests.readiness.random_meetings import Files, make_files
from tests.readiness.recount import Recount, Tallied
from tests.reports.forms import rollup_as, summary_as
from tests.reports.reading import sheet_rows, workbook
from tests.rollup.rollups import by_folder, gather
from tui.app.start import RecentGrid, look_at
from tui.cli import main
from tui.duties.board import Board
from tui.meeting.headline import Headline
from tui.meeting.tabs import StageBar

SUMMER = date(2026, 6, 1)
SEEDS = range(1000, 1020)
CHECKLIST = (BUILTIN / "democratic-life.toml").read_text(encoding="utf-8")
WHOLE = ("", "")
Tallies = dict[tuple[str, str], Tallied]


@dataclass(frozen=True)
class Case:
    """A meeting as the program has it, and the figures of the second count."""

    files: Files
    readiness: Readiness
    tallies: Tallies

    @property
    def stages(self) -> list[str]:
        return list(self.readiness.meeting.checklist.stages)

    def tally(self, subject: str, stage: str) -> Tallied:
        return self.tallies.get((subject, stage), Tallied())

    @property
    def overdue(self) -> int:
        """How many duties are overdue in all, those for afterwards included."""
        return sum(self.tally("", stage).overdue for stage in self.stages)

    @property
    def afterwards(self) -> str:
        """What is done of what belongs to the meeting and to afterwards."""
        stages = self.files.checklist["stages"]
        later = [self.tally("", stage) for stage in self.stages if stages[stage]["phase"] == "after"]
        return f"{sum(one.done for one in later)} of {sum(one.required for one in later)}"

    @property
    def by_stage(self) -> list[tuple[str, str, int]]:
        """What is to stand in the table of stages: done of required, percent, how many are overdue."""
        found = [self.tally("", stage) for stage in self.stages]
        return [(count_of(one), percent_of(one), one.overdue) for one in found]

    @property
    def by_subject(self) -> list[tuple[str, list[str]]]:
        """What is to stand on the board: the subject's name, and done of required in each stage."""
        meeting = self.readiness.meeting
        return [
            (meeting.name(subject), [count_of(self.tally(subject, stage)) for stage in self.stages])
            for subject in meeting.subjects
        ]


def count_of(one: Tallied) -> str:
    return f"{one.done}/{one.required}" if one.required else "–"


def percent_of(one: Tallied) -> str:
    return "–" if one.percent is None else f"{one.percent}%"


def share_of(value: object) -> str:
    """Return what a cell shows that holds a share as a number."""
    return f"{value:.0%}" if isinstance(value, float | int) else str(value)


def overdue_of(text: object) -> int:
    return int(re.sub(r"\D", "", str(text or "")) or 0)


def bare(text: object) -> str:
    """Return a count without its sign: ``◐ 6/11`` is ``6/11``."""
    return str(text).lstrip("✔◐○!←◇ ")


@dataclass
class Tables(HTMLParser):
    """The tables of a page, cell by cell, and its text."""

    tables: list[list[list[str]]] = field(default_factory=list)
    text: str = ""
    is_cell: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        self.is_cell = self.is_cell or tag in {"td", "th"}
        if tag in {"td", "th"}:
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.is_cell = self.is_cell and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.is_cell:
            self.tables[-1][-1][-1] += data

    def table(self, head: str) -> list[list[str]]:
        """Return the rows of the table whose first heading this is."""
        return next(rows[1:] for rows in self.tables if rows and rows[0] and rows[0][0] == head)


def tables_of(text: str) -> Tables:
    found = Tables()
    found.feed(text)
    found.close()
    return found


def markdown_rows(text: str, head: str) -> list[list[str]]:
    """Return the rows of the table whose first heading this is."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {head} |"))
    rows = takewhile(lambda line: line.startswith("|"), lines[start + 2 :])
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def stage_lines(text: str) -> list[tuple[str, str, int]]:
    """Read the stages of the summary in plain text."""
    line = re.compile(r"^\d \D+? +(\d+/\d+|–) +(\d+%|–)[ █░]*?(?: +((?:\S )?\d+))?$", re.MULTILINE)
    return [(one[1], one[2], overdue_of(one[3])) for one in line.finditer(text)]


def count_of_json(one: dict[str, int]) -> str:
    return f"{one['done']}/{one['required']}" if one["required"] else "–"


def written(one: Tallied) -> float:
    """Return the progress as JSON has it, but for its four digits: 1 only where nothing is left."""
    if one.done == one.required:
        return 1.0
    return min(float(one.share / one.required), 0.9999)


near = partial(pytest.approx, abs=1e-4)


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Make the meetings once."""
    found = []
    for seed in SEEDS:
        files = make_files(seed, CHECKLIST, is_consistent=True)
        found.append(Case(files, assess(files.meeting(), files.today), Recount(files).tallies()))
    assert len({case.files.today for case in found}) > 5, "on several days, also after the meeting"
    return found


def test_every_form_of_the_summary_has_the_same_figures(cases: list[Case]) -> None:
    for case in cases:
        total = case.tallies[WHOLE]
        heading = f"{total.done} of {total.required} done · progress {total.percent}%"
        text = summary_as("txt", case.readiness, width=160)
        markdown = summary_as("md", case.readiness)
        page = tables_of(summary_as("html", case.readiness))
        for form in (text, markdown, page.text):
            assert heading in form
            assert (f" · {case.overdue} overdue" in form) == bool(case.overdue)
            assert (f" · afterwards {case.afterwards} done" in form) == (case.readiness.days_left < 0)
        assert stage_lines(text) == case.by_stage
        assert [(row[1], row[2], overdue_of(row[3])) for row in markdown_rows(markdown, "Stage")] == case.by_stage
        assert [(row[1], row[2], overdue_of(row[3])) for row in page.table("Stage")] == case.by_stage
        boards = (markdown_rows(markdown, "Who"), page.table("Who"))
        for board in boards:
            assert [(row[0], [bare(cell) for cell in row[2:]]) for row in board[:-1]] == case.by_subject


def test_the_json_and_the_workbook_have_the_same_figures(cases: list[Case]) -> None:
    for case in cases:
        total, today = case.tallies[WHOLE], case.files.today
        found = json.loads(summary_as("json", case.readiness))
        assert found["progress"] == near(written(total))
        assert found["meeting"]["days_left"] == (case.files.settings["date"] - today).days
        assert [(count_of_json(one), one["overdue"]) for one in found["stages"]] == [
            (count, overdue) for count, _share, overdue in case.by_stage
        ]
        assert [one["progress"] for one in found["stages"]] == near(
            [written(case.tally("", one)) for one in case.stages]
        )
        for one in found["subjects"]:
            assert one["progress"] == near(written(case.tally(one["id"], "")))
            assert [count_of_json(one["stages"][stage]) for stage in case.stages] == [
                count_of(case.tally(one["id"], stage)) for stage in case.stages
            ]
        assert sum(one["overdue"] and one["required"] for one in found["duties"]) == case.overdue
        assert dump_steps(case.readiness, find_next_steps(case.readiness))["next"] == found["next"]
    for case in cases[:6]:  # a workbook takes long
        content = export_bytes(case.readiness, EXPORTS["summary"], "xlsx", ExportChoice())
        rows = sheet_rows(content, "Stages")[1:]
        assert [(str(row[1]), share_of(row[2]), overdue_of(row[3])) for row in rows] == case.by_stage
        board = sheet_rows(content, "Board")[1:]
        assert [(row[0], [bare(cell) for cell in row[2:]]) for row in board[:-1]] == case.by_subject
        subjects = case.readiness.meeting.subjects
        assert [share_of(row[1]) for row in board] == [percent_of(case.tally(one, "")) for one in (*subjects, "")]


class Bench(App[None]):
    """The widgets that show figures, with nothing around them."""

    def compose(self) -> ComposeResult:
        yield Headline()
        yield StageBar()
        yield Board()
        yield RecentGrid()


async def test_board_stage_bar_and_headline_have_the_same_figures(cases: list[Case]) -> None:
    app = Bench()
    async with app.run_test(size=(160, 40)):
        set_language("en")
        headline, bar, board = app.query_one(Headline), app.query_one(StageBar), app.query_one(Board)
        for case in cases:
            headline.readiness = bar.readiness = board.readiness = case.readiness
            board.fill()
            total = case.tallies[WHOLE]
            said = headline.render().plain
            assert case.readiness.is_ready or f"progress {total.percent}% " in said
            days = (case.files.settings["date"] - case.files.today).days
            assert ("today" if days == 0 else f"{abs(days)} day") in said
            tabs = [bare(count.strip()) for _stage, _name, count, _tone in bar.list_tabs()]
            assert tabs == [percent_of(total), *(count for count, _share, _overdue in case.by_stage)]
            columns = len(case.stages) + 2
            shown = [[board.cell(row, column).text for column in range(columns)] for row in range(board.row_count)]
            assert [(row[0], [bare(cell) for cell in row[1:-1]]) for row in shown] == case.by_subject
            assert [row[-1] for row in shown] == [
                percent_of(case.tally(subject, "")) for subject in case.readiness.meeting.subjects
            ]


def test_the_roll_up_has_the_same_figures(cases: list[Case], tmp_path: Path) -> None:
    for number, case in enumerate(cases):
        folder = tmp_path / f"u{number}"
        case.files.write(folder / "meeting")
        (unit,) = by_folder(gather(folder, today=case.files.today)).values()
        roll = RollUp((unit,), compute_totals([unit]), case.files.today)
        total = case.tallies[WHOLE]
        stages = [case.tally("", stage) for stage in case.stages]
        assert (unit.total.done, unit.total.required, unit.total.percent) == (total.done, total.required, total.percent)
        assert unit.is_ready == case.readiness.is_ready
        assert unit.days_left == case.readiness.days_left
        assert unit.overdue == case.readiness.overdue == case.overdue
        figures = [(count_of(one), percent_of(one), one.overdue) for one in stages]
        assert [(f"{one.done}/{one.required}", f"{one.percent}%", one.overdue) for one in unit.stages] == figures
        found = json.loads(rollup_as("json", roll))
        assert found["units"][0]["progress"] == found["totals"]["progress"] == near(written(total))
        (head, row) = csv.reader(io.StringIO(rollup_as("csv", roll).removeprefix("\ufeff")))
        assert row[head.index("Progress")] == percent_of(total)
        place = head.index("First reason") - len(stages)
        assert row[place : place + len(stages)] == [percent_of(one) for one in stages]
        page = tables_of(rollup_as("html", roll))
        assert f"progress {total.percent}%" in page.text
        assert [bare(one) for one in page.table("District" if "District" in page.text else "Unit")[0][place:-1]] == [
            percent_of(one) for one in stages
        ]
        assert [(row[2], bare(row[1]), overdue_of(row[3])) for row in page.table("Stage")] == figures
        text = rollup_as("txt", roll, width=160)
        assert f"progress {total.percent}%" in text
        book = workbook(render_rollup(roll, "xlsx"))
        cells = [cell.value for cell in next(iter(book["All units"].iter_rows(min_row=4)))]
        assert cells[head.index("Progress")] == (total.percent or 0) / 100
        assert cells[place : place + len(stages)] == [(one.percent or 0) / 100 for one in stages]


Told = tuple[str, int]
"""The verdict that a place tells, and how many duties it says are overdue."""


def told_by_summary(readiness: Readiness) -> dict[str, Told]:
    """Read the forms of the summary."""
    found = json.loads(summary_as("json", readiness))
    told = {"summary as JSON": (found["verdict"], found["overdue"])}
    forms = {
        "text": summary_as("txt", readiness, width=160),
        "Markdown": summary_as("md", readiness).replace("**", ""),
        "HTML": tables_of(summary_as("html", readiness)).text,
    }
    for name, form in forms.items():
        line = re.search(r"(NOT READY|READY|LATE)[ ·]+\d+ of \d+ done.*", form)
        assert line, name
        late = re.search(r" · (\d+) overdue", line[0])
        told[f"summary as {name}"] = (line[1].lower().replace(" ", "-"), int(late[1]) if late else 0)
    return told


def told_by_rollup(roll: RollUp) -> dict[str, Told]:
    """Read the forms of the roll-up of one unit, and its totals."""
    found = json.loads(rollup_as("json", roll))
    (one,) = found["units"]
    head, line = csv.reader(io.StringIO(rollup_as("csv", roll).removeprefix("\ufeff")))
    book = workbook(render_rollup(roll, "xlsx"))
    rows_of_totals = book["Totals"].iter_rows(values_only=True)
    in_all = next(row for row in rows_of_totals if row[0] == "All units")
    rows: dict[str, dict[str, object]] = {
        "CSV": dict(zip(head, line, strict=True)),
        "HTML": dict(zip(head, tables_of(rollup_as("html", roll)).table(head[0])[0], strict=True)),
        "XLSX": dict(zip(head, next(book["All units"].iter_rows(min_row=4, values_only=True)), strict=True)),
        "XLSX, totals": {"State": one["verdict"], "Overdue": in_all[-1]},
    }
    rows["HTML"]["State"] = re.sub(r" !\d+$", "", str(rows["HTML"]["State"]))  # there it says how much is late
    told = {name: (str(row["State"]), overdue_of(row["Overdue"])) for name, row in rows.items()}
    text = re.search(r" [!◐✔] (late|not ready|ready)(?: !(\d+))? ", rollup_as("txt", roll, width=160))
    assert text
    told["text"] = (text[1], overdue_of(text[2]))
    told["JSON"] = (one["verdict"], one["overdue"])
    (verdict,) = [key for key, count in found["totals"]["verdicts"].items() if count]
    told["JSON, totals"] = (verdict, found["totals"]["overdue"])
    return {f"roll-up as {name}": (bare(word).replace(" ", "-"), late) for name, (word, late) in told.items()}


async def test_before_and_after_the_day_every_place_tells_the_same_verdict(cases: list[Case], tmp_path: Path) -> None:
    prepared = {("group", item): "done" for item in ("notice", "review")}
    prepared |= {(f"m0{number}", item): "done" for number in (1, 2, 3) for item in ("reading", "notes")}
    a_folder(tmp_path / "prepared", a_meeting(prepared))
    due = DAY + timedelta(days=20)
    expected: list[tuple[Path, date, Told]] = [
        (tmp_path / "prepared", DAY + timedelta(days=1), ("ready", 0)),
        (tmp_path / "prepared", due, ("ready", 0)),
        (tmp_path / "prepared", due + timedelta(days=1), ("late", 1)),
    ]
    for number, case in enumerate(cases):
        folder = tmp_path / f"u{number}"
        if case.files.write(folder).read().has_errors:
            continue
        is_over = case.files.today > case.files.settings["date"]
        verdict = "ready" if case.readiness.is_ready else "late" if is_over and case.overdue else "not-ready"
        expected.append((folder, case.files.today, (verdict, case.overdue)))
    assert {told[0] for _folder, _day, told in expected} == {"ready", "late", "not-ready"}
    assert any(told[0] == "not-ready" and told[1] for _folder, _day, told in expected), "overdue before the day"
    app = Bench()
    async with app.run_test(size=(160, 40)):
        set_language("en")
        headline, recent = app.query_one(Headline), app.query_one(RecentGrid)
        for folder, day, told in expected:
            reading = Folder(folder).read()
            assert reading.meeting is not None
            readiness = assess(reading.meeting, day, reading.faults)
            (unit,) = by_folder(gather(folder, today=day)).values()
            found = told_by_summary(readiness) | told_by_rollup(RollUp((unit,), compute_totals([unit]), day))
            assert found == dict.fromkeys(found, told), (folder.name, day)
            verdict, overdue = told
            word = {"ready": "✔ ready", "late": f"! {overdue} overdue", "not-ready": "× not ready"}[verdict]
            headline.readiness = readiness
            assert f" {word} " in headline.render().plain
            recent.show([look_at(str(folder), day)])
            assert recent.cell(0, 3).text == (
                word if verdict != "not-ready" else f"◐ {format_percent(readiness.total)}"
            )
            check = ["summary", str(folder), "--check", "--lang", "en", "--today", str(day)]
            assert main(check) == (verdict != "ready")


def test_units_without_figures_count_as_nothing_done(tmp_path: Path) -> None:
    done = Tally(10, 10, 10.0)
    plan = plan_of(a_checklist())
    ready = Unit(tmp_path, "a", "", "a", "ready", SUMMER, plan=plan, stages=(done, NO_TALLY, NO_TALLY), total=done)
    missing = Unit(tmp_path, "b", "", "b", "not-begun", SUMMER)
    for units, share in (((ready,), 100), ((ready, missing), 50), ((missing,), 0), ((), 0)):
        totals = compute_totals(units)
        roll = RollUp(tuple(units), totals, SUMMER)
        assert totals.percent == share
        assert json.loads(rollup_as("json", roll))["totals"]["progress"] == share / 100
        assert [one["progress"] for one in json.loads(rollup_as("json", roll))["units"]] == [
            1.0 if one is ready else 0.0 for one in units
        ]


def test_papers_and_counts_of_ledgers_agree(cases: list[Case]) -> None:
    for case in cases:
        readiness, meeting = case.readiness, case.readiness.meeting
        by_member, plan = plan_tables(readiness, ExportChoice())
        kinds = [(row[1], str(getattr(row[-1], "word", row[-1]))) for row in plan.rows]
        counted = [(kind, state) for kind, state in kinds if "asked" not in str(kind)]
        have, need = count_talks(meeting)
        assert (sum(state == "held" for _kind, state in counted), len(counted)) == (have, need)
        each = [list_talks(meeting, member) for member in meeting.settings.members]
        assert [row[1].word for row in by_member.rows if isinstance(row[1], State)] == [f"{a}/{b}" for a, b in each]
        said = " ".join(
            one.text for one in script_papers(readiness, ExportChoice())[0].blocks if isinstance(one, Paragraph)
        )
        if found := re.search(
            r"Of (\d+) measures of the last meeting, (\d+) are closed.*? (\d+) are carried.*?\.", said
        ):
            left = re.search(r"(\d+) are still open", found[0])
            assert int(found[1]) == int(found[2]) + int(found[3]) + (int(left[1]) if left else 0)
        written_of = Recount(case.files)
        per_pair = written_of.target("criticisms_per_pair")
        asked = [one for member in meeting.settings.members for one in written_of.criticisms_written(member, per_pair)]
        assert (count_numbers(meeting).criticisms, count_numbers(meeting).criticisms_needed) == (sum(asked), len(asked))
        (table, *_matrix) = criticism_tables(meeting, ExportChoice())
        assert sum(int(row[1].word.split("/")[0]) for row in table.rows if isinstance(row[1], State)) == sum(asked)
        total = case.tallies[WHOLE]
        if case.files.today <= case.files.settings["date"]:
            notice = warn_of_date(meeting, case.files.today)
            assert (f", {total.overdue} dut" in notice) == bool(total.overdue)
