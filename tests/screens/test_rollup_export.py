"""The roll-up into a file: as it is sorted and filtered, in every form, nothing replaced unasked."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checklists.base.language import Language
from checklists.rollup.reports.output import ROLLUP_FORMATS, render_rollup
from tests.reports.reading import page, tables
from tests.screens.conftest import UNITS_DAY, Driver, Show
from tests.screens.exporting import name_it, path_of, told
from tui.forms.dialog import Confirm
from tui.forms.form_choice import FormChoice
from tui.rollup.export import RollupExportDialog
from tui.rollup.screen import RollupScreen

DAY = UNITS_DAY.isoformat()


def screen_of(app: Driver) -> RollupScreen:
    return next(screen for screen in app.app.screen_stack if isinstance(screen, RollupScreen))


async def open_dialog(app: Driver, *keys: str) -> RollupExportDialog:
    """Press keys, then `e`."""
    await app.press(*keys, "e")
    await app.wait_until(lambda: isinstance(app.app.screen, RollupExportDialog))
    await app.settle()
    dialog = app.app.screen
    assert isinstance(dialog, RollupExportDialog)
    return dialog


async def write(app: Driver) -> None:
    await app.press("ctrl+s")
    await app.wait_until(lambda: isinstance(app.app.screen, RollupScreen))
    await app.settle()


def units_of(path: Path) -> list[str]:
    """Return the units' names, in the order of the file."""
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    return [row["Unit"] for row in rows]


@pytest.mark.parametrize(("language", "size"), [("zh", (80, 24)), ("en", (120, 40))])
async def test_every_form_holds_what_the_command_writes(
    root: Path, show: Show, language: Language, size: tuple[int, int]
) -> None:
    title = {"zh": "各单位筹备情况总览", "en": "Roll-up"}[language]
    async with show(root, language=language, size=size) as app:
        assert ("e 导出" if language == "zh" else "e Export") in app.text.split("\n")[-1]
        roll = screen_of(app).roll
        for number, form in enumerate(ROLLUP_FORMATS):
            dialog = await open_dialog(app)
            assert isinstance(app.app.focused, FormChoice)
            await app.press(*["right"] * number)
            target = root.resolve() / f"{title}-{DAY}.{form}"
            assert (dialog.form, path_of(app)) == (form, str(target))
            await write(app)
            assert target.name in app.text
            assert target.stat().st_mode & 0o777 == 0o600
            if form == "xlsx":
                rows = list(load_workbook(target).worksheets[0].iter_rows(values_only=True))
                assert [row[0] for row in rows[3:]] == [one.unit for one in roll.units]
            elif form == "docx":
                assert [row[0] for row in tables(target.read_bytes())[0][1:]] == [one.unit for one in roll.units]
            else:
                assert target.read_bytes() == render_rollup(roll, form)
        found = json.loads((root / f"{title}-{DAY}.json").read_text())
        assert [one["unit"] for one in found["units"]] == [one.unit for one in roll.units]
        assert page((root / f"{title}-{DAY}.html").read_text()).count("table") > 0


async def test_it_is_written_as_it_is_sorted_and_filtered(root: Path, show: Show, tmp_path: Path) -> None:
    async with show(root) as app:
        for number, (keys, units, words) in enumerate(
            (
                ([], ["broken", "clinic", "school", "教育局"], "by risk · all units"),
                (["o"], ["clinic", "school", "教育局", "broken"], "by date · all units"),
                (["f"], ["clinic", "school"], "by date · only late ones"),
                (["o", "slash", *"school", "enter"], ["school"], "by unit · only late ones"),
            )
        ):
            await open_dialog(app, *keys)
            assert words in app.text
            assert len(units) == 4 or f"{4 - len(units)} other units are not listed" in app.text
            assert ("-only late ones-" in path_of(app)) == ("only late" in words)
            await name_it(app, tmp_path / f"{number}.csv")
            await write(app)
            assert units_of(tmp_path / f"{number}.csv") == units


async def test_nothing_is_replaced_unasked_and_what_cannot_be_is_said(root: Path, show: Show, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    async with show(root) as app:
        await open_dialog(app)
        await name_it(app, target)
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("n")
        assert target.read_bytes() == b"old"
        await name_it(app, tmp_path / "a.pdf")
        await app.press("ctrl+s")
        await app.settle()
        assert "must end in" in told(app)
        await name_it(app, tmp_path / "no" / "a.csv")
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("n")
        assert "there is no folder no" in told(app)
        assert not (tmp_path / "no").exists()
        await name_it(app, target)
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("y")
        await app.wait_until(lambda: isinstance(app.app.screen, RollupScreen))
        assert len(units_of(target)) == 4
        await open_dialog(app)
        await app.press("escape")
        assert isinstance(app.app.screen, RollupScreen)


async def test_where_nothing_is_shown_nothing_is_written(root: Path, show: Show) -> None:
    async with show(root) as app:
        await app.press("slash", *"zzzz", "enter", "e")
        assert isinstance(app.app.screen, RollupScreen)
        assert "No unit is shown." in app.text
