"""What office programs and browsers make of it, where they are installed."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from checklists.base.language import LANGUAGES, Language, set_language
from checklists.readiness.duties import assess
from checklists.reports.catalogue import EXPORTS
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import Column, ExportChoice, Paper, PaperSetting, Paragraph, Table
from checklists.reports.summary.view import SummaryView
from checklists.reports.writers.docx import render_docx
from checklists.setup.samples import make_sample
from checklists.store.folder import Folder
from tests.reports.forms import summary_as
from tests.reports.meetings import TODAY, a_readiness
from tests.reports.reading import lines, tables, workbook
from tests.reports.rendering import BROWSER, CALC, OFFICE, READER, Sheet, browse, columns, print_once, sheets

LINE = "坚持以问题为导向深入查摆剖析根源制定措施一二三四五六七八九十"
"""30 characters."""
A4 = (595, 842)
ROWS = tuple((f"r{number}c1", "长" * 40 + f"r{number}c2") for number in range(60))
PAPERS = [export.id for export in EXPORTS.values() if "docx" in export.formats]
BOOKS = [export.id for export in EXPORTS.values() if "xlsx" in export.formats]

in_office = pytest.mark.skipif(not OFFICE or not READER, reason="LibreOffice or pdftotext is not installed")
in_calc = pytest.mark.skipif(not CALC or not READER, reason="LibreOffice Calc or pdftotext is not installed")
in_browser = pytest.mark.skipif(not BROWSER or not READER, reason="Chromium or pdftotext is not installed")


def every_paper(folder: Path) -> dict[str, bytes]:
    """Make every paper and workbook of the sample meeting, and one paper that is made to measure."""
    found: dict[str, bytes] = {}
    make_sample(folder, TODAY)
    meeting = Folder(folder).read().meeting
    assert meeting is not None
    for language in reversed(LANGUAGES):
        set_language(language)
        readiness = assess(meeting, TODAY)
        for export in EXPORTS.values():
            choice = ExportChoice(is_full=export.text != "none")
            if "docx" in export.formats and (language == "zh" or export.id in {"summary", "script"}):
                found[f"{language}-{export.id}.docx"] = export_bytes(readiness, export, "docx", choice)
            if CALC and "xlsx" in export.formats and (language == "zh" or export.id == "summary"):
                if language == "en":  # LibreOffice is slow at long ones
                    choice = ExportChoice(member="m02")
                found[f"{language}-{export.id}-book.xlsx"] = export_bytes(readiness, export, "xlsx", choice)
    upright = Paper("标题", (Paragraph(LINE * 40),), ("行",))
    wide = Paper("表", (Table("表", (Column("一", 8), Column("二", 30)), ROWS),), is_wide=True)
    found["grid.docx"] = render_docx((upright, wide), PaperSetting("单位", TODAY), lambda _done, _all: None)
    return found


@dataclass(frozen=True)
class Printed:
    """The folder of all papers and workbooks and, beside each, what LibreOffice prints of it."""

    folder: Path

    def content(self, name: str) -> bytes:
        """Return a paper or workbook as it was written."""
        return (self.folder / name).read_bytes()

    def pages(self, name: str) -> list[Sheet]:
        """Return what is printed of it."""
        return sheets((self.folder / name).with_suffix(".pdf"))


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """All papers and workbooks, made and printed once for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-") else base) / "printed"
    print_once(folder, lambda: every_paper(tmp_path_factory.mktemp("sample") / "meeting"))
    return Printed(folder)


@in_office
def test_libreoffice_sets_22_lines_of_28_characters_and_cuts_nothing(printed: Printed) -> None:
    pages = printed.pages("grid.docx")
    assert {(round(page.width), round(page.height)) for page in pages} == {A4, A4[::-1]}
    rows: dict[float, str] = {}
    for word in pages[1].words:
        rows[round(word.bottom)] = rows.get(round(word.bottom), "") + word.text
    body = [rows[place] for place in sorted(rows)]
    assert len(body) == 22 + 1
    assert {len(line) for line in body[:22]} == {28}
    assert body[22] == "—2—"
    text = "".join(page.text for page in pages)
    assert text.count("坚持以") >= 39  # one may be parted by a page's number
    for row in ROWS:
        assert row[0] in text
        assert row[1][-5:].strip("长") in text


@in_office
@pytest.mark.parametrize("name", [*(f"zh-{name}" for name in PAPERS), "en-summary", "en-script"])
def test_every_paper_is_printed_whole_within_its_margins(name: str, printed: Printed) -> None:
    content, pages = printed.content(f"{name}.docx"), printed.pages(f"{name}.docx")
    written = "".join([*lines(content), *(cell for one in tables(content) for row in one for cell in row)])
    lost = Counter(re.sub(r"\s", "", written)) - Counter("".join(page.text for page in pages))
    assert not lost
    for number, page in enumerate(pages, start=1):
        assert f"—{number}—" in page.text, "every page bears its number"
        assert (round(page.width), round(page.height)) in {A4, A4[::-1]}
        left, right = (28, 26) if page.height > page.width else (37, 35)
        for word in page.words:
            assert word.left >= _points(left) - 2, word.text
            assert word.right <= page.width - _points(right) + _HANGING, word.text
        assert len(page.text) > len(f"—{number}—"), "no page is empty"


@in_calc
@pytest.mark.parametrize("name", [*(f"zh-{name}-book" for name in BOOKS), "en-summary-book"])
def test_every_workbook_opens_and_is_printed_on_a4_with_all_that_its_cells_hold(name: str, printed: Printed) -> None:
    content, pages = printed.content(f"{name}.xlsx"), printed.pages(f"{name}.xlsx")
    shown = "".join(page.text for page in pages)
    for sheet in workbook(content):
        for row in sheet.iter_rows():
            for cell in row:
                text = re.sub(r"\s", "", str(cell.value)) if isinstance(cell.value, str) else ""
                assert text in shown, (sheet.title, cell.coordinate)
    for page in pages:
        assert (round(page.width), round(page.height)) in {A4, A4[::-1]}
        for word in page.words:
            assert word.left >= 0
            assert word.right <= page.width, word.text


_HANGING = 17
"""A stop at a line's end may hang into the margin: one character of size 3."""


def _points(millimetres: float) -> float:
    return millimetres * 72 / 25.4


@in_office
def test_a_signature_never_stands_alone_on_its_page(printed: Printed) -> None:
    for page in printed.pages("zh-self-inspection.docx"):
        assert not re.fullmatch(r"\D{0,16}\d{4}年\d+月\d+日—\d+—", page.text)


@in_browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_chromium_shows_the_page_on_a_desk_and_on_a_phone_and_prints_it(
    language: Language, tmp_path_factory: pytest.TempPathFactory
) -> None:
    set_language(language)
    readiness = a_readiness()
    folder = tmp_path_factory.mktemp("page")
    profile = tmp_path_factory.getbasetemp() / "profile"
    page = folder / "a.html"
    page.write_text(summary_as("html", readiness), encoding="utf-8")
    for width in (794, 360):
        picture = folder / f"{width}.png"
        browse(profile, page, f"--window-size={width},{1100 if width > 400 else 600}", f"--screenshot={picture}")
        content = picture.read_bytes()
        assert content.startswith(b"\x89PNG")
        assert int.from_bytes(content[16:20]) == width
        assert len(content) > 20_000  # not a blank page
    assert len(columns(content, 352, 360)) == 1, "on a phone nothing reaches into the right margin"
    browse(profile, page, f"--print-to-pdf={folder / 'a.pdf'}", "--no-pdf-header-footer")
    pages = sheets(folder / "a.pdf")
    assert {(round(one.width), round(one.height)) for one in pages} == {A4}
    text = "".join(one.text for one in pages)
    view = SummaryView(readiness)
    for said in (view.verdict, view.quorum_text, view.progress_text, *(row.title for row in view.stage_rows)):
        assert re.sub(r"\s", "", said) in text
