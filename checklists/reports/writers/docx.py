"""Papers as DOCX in the styles of a template: the shipped one is laid out as official documents (GB/T 9704-2012).

`official.docx` holds the page (A4, 22 lines of 28 characters), the styles with their fonts, and the footers with the
page's number. An office's own template stands in its place if it has the same styles.
"""

import io
import warnings
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph
from lxml.etree import LxmlError

from checklists.base.cells import count_cells as cells
from checklists.base.errors import UnreadableError, UnusableTemplateError
from checklists.base.language import _, get_language, join_names
from checklists.base.text import clean, clean_line
from checklists.exchange.archive import DOCUMENT, check_archive
from checklists.reports.paper import (
    Block,
    Heading,
    NumberedList,
    Paper,
    PaperSetting,
    Paragraph,
    Table,
    Terms,
    WriteProgress,
)
from checklists.reports.writers.docx_table import add_table, has_room
from checklists.reports.writers.numbering import Counter
from checklists.store.foreign import read_named

OFFICIAL = Path(__file__).with_name("official.docx")
STYLES = (
    "Title",
    "Subtitle",
    "Notice",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Heading 4",
    "Normal",
    "Body Text",
    "Caption",
    "Closing",
    "Table Head",
    "Table Text",
)
"""The paragraph styles of papers."""
TEMPLATE_LIMIT = 10 << 20
PROPERTY_LIMIT = 255
"""Characters of a document's property at most."""


class PageSize(NamedTuple):
    """A page's size and margins."""

    width: Length
    height: Length
    top: Length
    bottom: Length
    left: Length
    right: Length
    footer: Length
    """The distance from the page's edge to its number."""

    @property
    def is_across(self) -> bool:
        """Whether it is landscape."""
        return self.width > self.height

    @property
    def text_width(self) -> Length:
        """The width of the type area."""
        return Length(self.width - self.left - self.right)

    def rotate(self) -> "PageSize":
        """Return the page turned by 90 degrees, with the binding edge on top and the number as far from the text."""
        footer = Length(max(self.right - (self.bottom - self.footer), 0))
        return PageSize(self.height, self.width, self.left, self.right, self.top, self.bottom, footer)


def render_docx(papers: Sequence[Paper], setting: PaperSetting, progress: WriteProgress) -> bytes:
    """Return papers as one DOCX, each beginning on a new page.

    Raises `UnusableTemplateError` where the office's own template cannot be used.
    """
    document = _new_document(papers[0].title if papers else "", setting)
    page = _page_of(document.sections[0])
    pages = {across: page if page.is_across is across else page.rotate() for across in (False, True)}
    total = sum(_weight(block) for paper in papers for block in paper.blocks) or 1
    done = 0
    is_across: bool | None = None
    for paper in papers:
        before, is_across = is_across, _needs_width(paper, pages[False].text_width)
        if before is not is_across:  # otherwise its title begins the page
            section = document.sections[0] if before is None else document.add_section(WD_SECTION.NEW_PAGE)
            _set_page(section, pages[is_across])
        _head(document, paper, is_next=before is is_across)
        counter = Counter()
        heading = paper.title.split("\n")[-1]
        for block in paper.blocks:
            progress(done, total)
            if isinstance(block, Heading):
                heading = block.text
                _paragraph(document, f"{counter.next(block.level)}{block.text}", f"Heading {block.level}")
            elif isinstance(block, Table):
                if block.title != heading:  # otherwise it would repeat the heading above it
                    _paragraph(document, block.title, "Caption")
                width = pages[is_across].text_width
                _keep_above(document)
                add_table(document, block, width, partial(_report_progress, progress, done, total))
            else:
                _prose(document, block)
            done += _weight(block)
    progress(total, total)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _needs_width(paper: Paper, upright: Length) -> bool:
    """Tell whether a paper is set across the page: it asks for it, or a table of it has no room upright."""
    return paper.is_wide or not all(has_room(table.limit_columns(1), upright) for table in paper.tables)


def _weight(block: Block) -> int:
    return 1 + len(block.rows) if isinstance(block, Table) else 1


def _report_progress(progress: WriteProgress, done: int, total: int, row: int) -> None:
    progress(done + row, total)


def _new_document(title: str, setting: PaperSetting) -> Docx:
    document = open_template(setting.template) if setting.template else Document(str(OFFICIAL))
    for element in document.element.body[:-1]:  # the last element holds the section's properties
        document.element.body.remove(element)
    if not setting.has_numbers:
        _remove_numbers(document.sections[0])
    about = document.core_properties
    name = clean(setting.unit)[:PROPERTY_LIMIT]
    about.author = about.last_modified_by = name
    about.title = clean_line(title)[:PROPERTY_LIMIT]
    about.comments = about.subject = about.keywords = about.category = ""
    about.created = about.modified = datetime.combine(setting.today, time(), UTC)
    about.language = "zh-CN" if get_language() == "zh" else "en"
    return document


def open_template(path: Path) -> Docx:
    """Open an office's template. Raises `UnusableTemplateError` if it is missing, broken, or lacks a style."""
    try:
        return _read_template(path)
    except UnreadableError as error:
        raise UnusableTemplateError(path, error.why) from None


def _read_template(path: Path) -> Docx:
    content = read_named(path, TEMPLATE_LIMIT)
    check_archive(content, path.name, DOCUMENT)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = Document(io.BytesIO(content))
            known = {style.name for style in document.styles}
            has_section = len(document.sections) > 0
    except (OSError, ValueError, LookupError, TypeError, AttributeError, PackageNotFoundError, LxmlError):
        why = _("it is no DOCX template that can be used; save it again as .docx in Word or WPS")
        raise UnreadableError(path, why) from None
    if missing := [style for style in STYLES if style not in known]:
        why = _(
            "as a template it lacks the styles {names}; export a paper as DOCX, change its styles, and use that file"
        )
        raise UnreadableError(path, why.format(names=join_names(missing)))
    if not has_section:
        raise UnreadableError(path, _("as a template it has no page settings; save it again as .docx in Word or WPS"))
    return document


def _page_of(section: Section) -> PageSize:
    return PageSize(
        section.page_width or Mm(210),
        section.page_height or Mm(297),
        *(
            margin or Length(0)
            for margin in (
                section.top_margin,
                section.bottom_margin,
                section.left_margin,
                section.right_margin,
                section.footer_distance,
            )
        ),
    )


def _set_page(section: Section, page: PageSize) -> None:
    section.page_width, section.page_height = page.width, page.height
    section.orientation = WD_ORIENT.LANDSCAPE if page.is_across else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = page.top, page.bottom
    section.left_margin, section.right_margin = page.left, page.right
    section.footer_distance = page.footer


def _remove_numbers(section: Section) -> None:
    """Empty the footers' lines with the page number."""
    for footer in (section.footer, section.even_page_footer, section.first_page_footer):
        for paragraph in footer.paragraphs if not footer.is_linked_to_previous else ():
            if any("PAGE" in str(field.text) for field in paragraph._p.iter(qn("w:instrText"))):  # noqa: SLF001 - a field has no word in python-docx
                paragraph.clear()


def _head(document: Docx, paper: Paper, *, is_next: bool) -> None:
    for number, line in enumerate(paper.title.split("\n")):
        title = document.add_paragraph(clean(line), "Title")
        if is_next and number == 0:
            title.paragraph_format.page_break_before = True
    for line in paper.lines:
        _paragraph(document, line, "Subtitle")
    if paper.notice:
        _paragraph(document, paper.notice, "Notice")
    elif paper.blocks and not isinstance(paper.blocks[0], Table):
        _paragraph(document, "", "Normal")


def _prose(document: Docx, block: Block) -> None:
    """Add a paragraph; of a list, one for each entry."""
    if isinstance(block, NumberedList):
        for number, entry in enumerate(block.first, start=1):
            _paragraph(document, f"{number}. {entry}", "Body Text")
    elif isinstance(block, Terms):
        for name, text in block.rows:
            _paragraph(document, _("{word}: {text}").format(word=name, text=text), "Body Text")
    elif isinstance(block, Paragraph):
        _set_paragraph(document, block)


def _set_paragraph(document: Docx, block: Paragraph) -> None:
    lines = [line for line in block.text.split("\n") if line.strip()]
    if block.role == "closing":
        _close(document, lines)
        return
    for line in lines:
        _paragraph(document, line, "Normal" if block.role == "plain" else "Body Text")


def _keep_above(document: Docx) -> None:
    """Keep the last paragraph on the same page as what follows."""
    above = document.element.body[-2]  # the last element holds the section's properties
    if above.tag == qn("w:p"):
        DocxParagraph(above, document).paragraph_format.keep_with_next = True


def _close(document: Docx, lines: list[str]) -> None:
    """Add unit and date below the text, the unit centred above the date, on a page with some text."""
    if lines:
        _keep_above(document)
        document.add_paragraph("", "Normal").paragraph_format.keep_with_next = True
    style = document.styles["Closing"]
    size = style.font.size or document.styles["Normal"].font.size or Pt(16)
    right = 2 * (style.paragraph_format.right_indent or 0) // size
    for line in lines:
        made = document.add_paragraph(clean(line), "Closing").paragraph_format
        if line is not lines[-1]:
            made.keep_with_next = True
            halves = max(right + (cells(lines[-1]) - cells(line)) // 2, 0)
            made.right_indent = Length(size * halves // 2)
            made.element.pPr.ind.set(qn("w:rightChars"), str(halves * 50))


def _paragraph(document: Docx, text: str, style: str) -> None:
    document.add_paragraph(clean(text), style)
