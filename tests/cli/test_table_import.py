"""``import`` of every ledger: pasted rows on standard input, looked at first, taken with ``--yes``, and once."""

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from checklists.base import clock
from tests.builders import copy_sample, read
from tests.cli.running import Run, contents, read_back
from tests.pasted import TABLES, prepare


@pytest.mark.parametrize("name", TABLES)
def test_every_ledger_imports_pasted_rows_once(
    name: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 24))
    folder = tmp_path / "sample"
    copy_sample(folder, clock.today())
    opened, one = prepare(folder), TABLES[name]
    before, text = one.found(read(opened)), one.text(read(opened))
    stored = contents(folder)

    def imported(*options: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        outcome = run(one.command, "import", folder, "-", *options)
        return outcome.code, outcome.out, outcome.err

    code, out, err = imported()
    assert (code, out.splitlines()[-1]) == (3, "2 new, 0 already there, 1 wrong")
    assert one.wrong in out
    assert "--yes" in err
    assert contents(folder) == stored, "nothing is taken before it is confirmed"
    code, out, err = imported("--yes", "--json")
    said = json.loads(out)
    assert (code, said["table"], said["taken"]) == (3, name, 2)
    assert [row["verdict"] for row in said["rows"]] == ["new", "new", "wrong"]
    assert "2 imported" in err
    assert one.found(read(opened)) == one.expected != before
    code, out, _err = imported("--yes")
    assert out.splitlines()[-1] == "0 new, 2 already there, 1 wrong"
    assert one.found(read(opened)) == one.expected


def test_who_is_there_is_imported_before_the_day_once_that_was_told_and_confirmed(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "sample"
    copy_sample(folder, date(2026, 11, 24))
    table = tmp_path / "day.csv"
    table.write_text("姓名,签到\n莫怀溪,请假\n", encoding="utf-8")
    assert "beforehand" not in run("day", "import", folder, table, "--today", "2026-11-24").out, "leave is known before"
    table.write_text("姓名,签到\n陆文谨,到会\n莫怀溪,请假\n", encoding="utf-8")
    outcome = run("day", "import", folder, table, "--today", "2026-11-24")
    assert "The meeting is on 2026-12-11, and today is 2026-11-24: this records its day beforehand." in outcome.out
    assert read_back(folder).ledgers.day.attendance == {}
    assert run("day", "import", folder, table, "--today", "2026-11-24", "--yes").code == 0
    assert [*read_back(folder).ledgers.day.attendance.values()] == ["present", "absent"]
    outcome = run("day", "import", folder, table, "--today", "2026-12-11", "--yes")
    assert "0 new, 2 already there, 0 wrong" in outcome.out
