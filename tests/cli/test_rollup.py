"""``huiqian rollup``: a line a unit in every form, faulty folders and interruptions included."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checklists.base.cells import count_cells
from checklists.base.language import set_language
from checklists.base.text import clean_line
from checklists.reports.writers.cells_safe import is_live
from checklists.rollup import collecting
from tests import hostile
from tests.builders import copy_sample
from tests.cli.running import TODAY, Run, make
from tui.cli.commands import rollup as command

HOSTILE = ("formula", "html", "markup", "clear", "bidi", "breaks", "wide", "stacked")


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUIQIAN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three units, of which one is faulty."""
    make(tmp_path / "root" / "east" / "school", unit="School")
    make(tmp_path / "root" / "west" / "clinic", unit="Clinic")
    broken = make(tmp_path / "root" / "west" / "broken", unit="Broken")
    (broken / "checklist.toml").write_text("x = [")
    return tmp_path / "root"


def test_a_line_a_unit_and_totals(run: Run, root: Path) -> None:
    done = run("rollup", root, "--today", TODAY, "--width", 140)
    assert done.code == 3
    lines = done.out.splitlines()
    assert lines[0] == "Roll-up of 3 units on 2026-12-01"
    assert "× faulty 1" in lines[1]
    assert "◐ not ready 2" in lines[1]
    (school,) = [line for line in lines if line.startswith("School")]
    assert re.search(r" 17 +◐ not ready !\d+ ", school)
    assert "overdue" in school
    (broken,) = [line for line in lines if line.startswith("broken")]
    assert "checklist.toml: line 1" in broken
    assert "Most often late" in done.out
    assert re.search(r"^Study +! 0% +0/6 +! 6$", done.out, re.MULTILINE), "what is overdue bears its sign"
    assert "3 folders found" in done.err


def test_each_unit_is_told_once_at_every_width(run: Run, tmp_path: Path) -> None:
    """Where the page is too narrow for the reason beside the unit, it stands below it; the table is not parted."""
    for number in range(3):
        target = tmp_path / "root" / str(number)
        copy_sample(target, date.fromisoformat(TODAY))
        settings = target / "meeting.toml"
        settings.write_text(re.sub("(?m)^unit = .*", f'unit = "{number}县卫生健康局党组"', settings.read_text()))
    for cells, language in product((60, 66, 70, 76, 80, 90, 120, 160, 200), ("zh", "en")):
        said = run("rollup", tmp_path / "root", "--today", TODAY, "--width", cells, "--lang", language).out
        lines = said.split("\n\n")[1].splitlines()
        rows = [place for place, line in enumerate(lines) if re.match(r"\d县", line)]
        assert [lines[place][0] for place in rows] == ["0", "1", "2"], said
        signs = {
            tuple(count_cells(lines[place][: sign.start()]) for sign in re.finditer("[!◐←○✔–]", lines[place]))
            for place in rows
        }
        assert len(signs) == 1, said
        assert len(signs.pop()) >= 8 + 2, "eight stages, the verdict, and what is overdue"
        below = [lines[place + 1] for place in rows[:-1] if rows[1] - rows[0] == 2]
        assert all(re.match("    [“「]", line) for line in below), said


@pytest.mark.parametrize("cells", [60, 80, 120, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_asked_for(run: Run, root: Path, cells: int, language: str) -> None:
    done = run("rollup", root, "--today", TODAY, "--width", cells, "--by", "district", "--lang", language)
    assert max(map(count_cells, done.out.splitlines())) <= cells
    assert "\x1b" not in done.out


def test_only_and_sort(run: Run, root: Path) -> None:
    done = run("rollup", root, "--today", TODAY, "--only", "faulty")
    assert "School" not in done.out
    assert "2 other units are not listed." in done.out
    done = run("rollup", root, "--today", TODAY, "--sort", "unit", "--format", "json")
    found = json.loads(done.out)
    assert [one["unit"] for one in found["units"]] == ["Clinic", "School", "broken"]
    assert found["totals"]["verdicts"] == {"faulty": 1, "not-begun": 0, "late": 0, "not-ready": 2, "ready": 0}
    assert found["complete"] is True


def test_json_says_what_the_summary_says(run: Run, root: Path) -> None:
    one = next(
        one
        for one in json.loads(run("rollup", root, "--today", TODAY, "--format", "json").out)["units"]
        if one["unit"] == "School"
    )
    summary = json.loads(run("summary", root / "east" / "school", "--today", TODAY, "--format", "json").out)
    assert (one["verdict"], one["overdue"]) == (summary["verdict"], summary["overdue"])
    assert one["days_left"] == summary["meeting"]["days_left"]
    for stage in summary["stages"]:
        theirs = one["stages"][stage["id"]]
        assert {key: theirs[key] for key in ("done", "required", "overdue")} == {
            key: stage[key] for key in ("done", "required", "overdue")
        }


def test_who_has_not_begun_and_by_district(run: Run, root: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "units.csv"
    manifest.write_text("unit,district,folder,date\nSchool,East,east/school,\nLibrary,East,east/library,2026-12-10\n")
    done = run("rollup", root, "--today", TODAY, "--manifest", manifest, "--by", "district", "--width", 120)
    assert re.search(r"^Library +(2026-12-10 +)?9 +– not begun ", done.out, re.MULTILINE)
    assert re.search(r"^East\n– not begun 1 · ◐ not ready 1", done.out, re.MULTILINE)
    assert "2 folders are not on the list" in done.out


@pytest.mark.parametrize("form", ["text", "markdown", "json", "csv", "html"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_names_are_shown_and_do_nothing(run: Run, tmp_path: Path, form: str, language: str) -> None:
    for name in HOSTILE:
        make(tmp_path / "root" / name, unit=hostile.STRINGS[name][:200], title=hostile.STRINGS[name][:200])
    done = run("rollup", tmp_path / "root", "--today", TODAY, "--format", form, "--lang", language)
    assert done.code == 0
    assert not hostile.controls_in(done.out.removeprefix("\ufeff").replace("\r\n", "\n"))
    if form == "html":
        assert "<script" not in done.out
    if form == "markdown":
        assert "<script" not in done.out


def test_no_cell_of_a_table_is_a_formula(run: Run, tmp_path: Path) -> None:
    for number, name in enumerate(hostile.FORMULAS):
        make(tmp_path / "root" / f"=u{number}", unit=name, title=name)
    done = run("rollup", tmp_path / "root", "--today", TODAY, "--format", "csv")
    assert done.out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(done.out.removeprefix("\ufeff"), newline="")))
    assert {row["Unit"].removeprefix("'") for row in rows} == {clean_line(name) for name in hostile.FORMULAS}
    for row in rows:
        assert not any(is_live(cell) for cell in row.values()), row
        assert row["Days left"] == "17"
        assert re.fullmatch(r"\d+%", row["Progress"])
    target = tmp_path / "rollup.xlsx"
    assert run("rollup", tmp_path / "root", "--today", TODAY, "--output", target).code == 0
    assert target.stat().st_mode & 0o777 == 0o600
    book = load_workbook(target)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert {clean_line(name) for name in hostile.FORMULAS} <= {cell.value for cell in cells}
    assert all(cell.quotePrefix for cell in cells if isinstance(cell.value, str) and is_live(cell.value))


def test_a_workbook_takes_hostile_names(run: Run, tmp_path: Path) -> None:
    for name in HOSTILE:
        make(tmp_path / "root" / name, unit=hostile.STRINGS[name][:200], title=hostile.STRINGS[name][:200])
    target = tmp_path / "rollup.xlsx"
    assert run("rollup", tmp_path / "root", "--today", TODAY, "--by", "district", "--output", target).code == 0
    lines = load_workbook(target).worksheets[0]
    assert lines.max_row == len(HOSTILE) + 3


def test_a_file_that_is_there_is_kept(run: Run, root: Path, tmp_path: Path) -> None:
    target = tmp_path / "rollup.html"
    target.write_text("mine")
    assert run("rollup", root, "--output", target).code == 4
    assert target.read_text() == "mine"
    run("rollup", root, "--output", target, "--force", "--today", TODAY)
    assert target.read_text().startswith("<!DOCTYPE html>")


def test_an_unknown_suffix_is_told_with_the_known_ones(run: Run, root: Path, tmp_path: Path) -> None:
    done = run("rollup", root, "--output", tmp_path / "rollup.pdf")
    assert done.code == 2
    assert ".xlsx" in done.err
    assert not (tmp_path / "rollup.pdf").exists()
    assert run("rollup", root, "--output", tmp_path / "rollup.pdf", "--format", "csv", "--today", TODAY).code != 2


def test_the_second_time_reads_only_what_changed(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time_ns() + 10**10
    monkeypatch.setattr(collecting.Gathering.__init__, "__defaults__", (0, lambda: later))
    run("rollup", root, "--today", TODAY)
    assert "1 read, 2 unchanged" in run("rollup", root, "--today", TODAY).err  # the faulty one is read each time


def test_nothing_there_is_said(run: Run, tmp_path: Path, root: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("rollup", tmp_path / "empty")
    assert (done.code, done.out) == (3, "")
    assert "no meeting below" in done.err
    done = run("rollup", tmp_path / "gone", root, "--today", TODAY)
    assert done.code == 3
    assert "gone" in done.err
    assert "School" in done.out
    assert run("rollup").code == 2


def test_a_checklist_nobody_follows_is_said(run: Run, tmp_path: Path) -> None:
    make(tmp_path / "root" / "a")
    done = run("rollup", tmp_path / "root", "--checklist", "briefing")
    assert done.code == 3
    assert "briefing" in done.err


def test_the_app_needs_a_terminal(run: Run, root: Path) -> None:
    done = run("rollup", root, "--open")
    assert done.code == 2
    assert "--open" in done.err


def test_an_interruption_gives_what_was_read(run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopping(command.FolderProgress):
        def tell(self, gathering: collecting.Gathering) -> None:
            if gathering.read == 2:
                raise KeyboardInterrupt

    monkeypatch.setattr(command, "FolderProgress", Stopping)
    done = run("rollup", root, "--today", TODAY, "--format", "json")
    assert done.code == 130
    found = json.loads(done.out)
    assert found["complete"] is False
    assert len(found["units"]) == 2
    assert "2 of 3" in done.err


def test_ctrl_c_ends_the_processes_too(tmp_path: Path) -> None:
    """A folder that can never be read to its end keeps the readers busy until the interruption."""
    for number in range(30):
        (tmp_path / "root" / f"u{number}").mkdir(parents=True)
        (tmp_path / "root" / f"u{number}" / "meeting.toml").write_text("x = [")
    held, holding = os.pipe()  # closed with this process, so that nothing is left behind
    code = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored where the tests run in the background
        "from checklists.rollup import reading\n"
        "reading.count_cores = lambda: 2\n"
        "def wait(self, path):\n"
        "    os.write(2, b'reading\\n')\n"
        f"    os.read({held}, 1)\n"
        "reading.MeetingReader.read = wait\n"
        "from tui.cli import main\n"
        f"sys.exit(main(['rollup', {str(tmp_path / 'root')!r}]))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        pass_fds=[held],
        env={**os.environ, "HUIQIAN_LANG": "en", "HUIQIAN_CACHE": str(tmp_path / "cache")},
    )
    assert process.stderr is not None
    assert [process.stderr.readline() for _reader in range(2)] == [b"reading\n"] * 2, "both are busy"
    os.killpg(process.pid, signal.SIGINT)
    _out, err = process.communicate()
    os.close(held)
    os.close(holding)
    assert process.returncode == 130
    assert b"Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_both_languages_say_it_all(run: Run, root: Path) -> None:
    set_language("zh")
    done = run("rollup", root, "--today", TODAY, "--lang", "zh")
    assert done.out.startswith("3个单位筹备情况总览")
    assert "逾期最多的事项" in done.out
