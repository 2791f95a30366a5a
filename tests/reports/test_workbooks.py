"""Workbooks: nothing typed is ever a formula; heads frozen, filters, widths that fit, states by word and fill."""

from datetime import date

import pytest

from checklists.base.cells import count_cells
from checklists.reports.paper import Column, Paper, PaperSetting, State, Table, Value
from checklists.reports.writers.xlsx import XLSX_FILLS, render_xlsx
from tests.hostile import FORMULAS
from tests.reports.reading import everything, workbook


def made(*tables: Table, title: str = "表") -> bytes:
    paper = Paper(title, tables, ("单位", "日期"), "注意")
    return render_xlsx((paper,), PaperSetting("单位", date(2026, 12, 1)), lambda _done, _all: None)


def table(*rows: tuple[Value, ...], title: str = "表", columns: int = 0) -> Table:
    count = columns or len(rows[0])
    return Table(title, tuple(Column(f"列{number}") for number in range(count)), rows)


@pytest.mark.parametrize("text", FORMULAS)
def test_text_stays_text_whatever_it_begins_with(text: str) -> None:
    content = made(Table(text, (Column(text),), ((text,), (State(text, "good"),))), title=text)
    sheet = workbook(content).worksheets[0]
    for row in (1, 3, 4, 5):
        cell = sheet.cell(row, 1)
        assert cell.data_type == "s"
        if not text.startswith(("\t", "\r")):  # those are made visible or blank before
            assert cell.quotePrefix
    assert "<f>" not in everything(content)
    assert "<hyperlink" not in everything(content)


def test_heads_are_frozen_and_filtered() -> None:
    sheet = workbook(made(table(("a", 1, 2, 3, 4), ("b", 1, 2, 3, 4)))).worksheets[0]
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:E5"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) in {("9", 0), (9, 0)}


def test_columns_are_wide_enough_for_chinese() -> None:
    text = "书面原意反馈本人并认领"
    sheet = workbook(made(table((text, "a")))).worksheets[0]
    assert sheet.column_dimensions["A"].width >= count_cells(text)
    assert sheet.column_dimensions["B"].width < count_cells(text)
    long = workbook(made(table((text * 20, "a")))).worksheets[0]
    assert long.column_dimensions["A"].width <= 40
    assert long["A4"].alignment.wrap_text


def test_a_state_has_its_word_and_its_fill() -> None:
    sheet = workbook(made(table((State("逾期", "late"), State("完成", "good"))))).worksheets[0]
    assert [sheet["A4"].value, sheet["B4"].value] == ["逾期", "完成"]
    assert sheet["A4"].fill.fgColor.rgb == f"00{XLSX_FILLS['late']}"
    assert sheet["B4"].fill.fgColor.rgb == f"00{XLSX_FILLS['good']}"


def test_numbers_and_dates_stay_what_they_are() -> None:
    sheet = workbook(made(table((3, date(2026, 12, 1), None)))).worksheets[0]
    assert (sheet["A4"].value, sheet["A4"].data_type) == (3, "n")
    assert sheet["B4"].is_date
    assert sheet["C4"].value is None


def test_names_of_sheets_are_allowed_and_no_two_alike() -> None:
    titles = ["a/b:c*[d]?\\", "'", "", "x" * 60, "X" * 60, "x" * 60]
    names = workbook(made(*(table(("a",), title=title) for title in titles))).sheetnames
    assert len({name.lower() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_text_longer_than_a_cell_is_cut_and_an_empty_table_opens() -> None:
    assert len(workbook(made(table(("x" * 40_000,)))).worksheets[0]["A4"].value) == 32_767
    assert workbook(made(table(columns=2))).worksheets[0].auto_filter.ref == "A3:B4"
    assert len(workbook(made()).sheetnames) == 1


def test_a_row_is_as_high_as_its_longest_text() -> None:
    sheet = workbook(made(table(("长" * 180, "a"), ("a", "b"), ("a\nb\nc", "d"), ("长" * 20_000, "")))).worksheets[0]
    heights = [sheet.row_dimensions[row].height for row in range(4, 8)]
    assert heights[0] > 10 * 13
    assert heights[1] is None
    assert heights[2] > 3 * 13
    assert heights[3] == 409
