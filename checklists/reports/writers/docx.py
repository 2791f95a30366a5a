"""Papers as DOCX in the layout of official documents (GB/T 9704-2012): A4, 22 lines of 28 characters, fonts by name.

Only `deliver` imports this module, and only for a DOCX: python-docx takes long to import.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph as DocxParagraph

from checklists.base.cells import width as cells
from checklists.base.language import Language, _, current
from checklists.base.text import clean, clean_line
from checklists.reports.paper import (
    Block,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Progress,
    Setting,
    Table,
    Terms,
)
from checklists.reports.writers.docx_styles import LINE, LOOKS, SIZES, element, set_styles
from checklists.reports.writers.docx_table import add_table
from checklists.reports.writers.numbering import Counter


class Page(NamedTuple):
    """A page's size and margins. Across the page the edge that is bound is on top."""

    width: Length
    height: Length
    top: Length
    bottom: Length
    left: Length
    right: Length
    footer: Length
    """From the page's edge to the number, which so stands 7 mm below the type area."""
    orientation: WD_ORIENT

    @property
    def text_width(self) -> Length:
        """The width of the type area."""
        return Length(self.width - self.left - self.right)


UPRIGHT = Page(Mm(210), Mm(297), Mm(37), Mm(35), Mm(28), Mm(26), Mm(24), WD_ORIENT.PORTRAIT)
ACROSS = Page(Mm(297), Mm(210), Mm(28), Mm(26), Mm(37), Mm(35), Mm(15), WD_ORIENT.LANDSCAPE)

PROPERTY_LIMIT = 255
"""No property of a document may be longer."""


def docx_bytes(papers: Sequence[Paper], setting: Setting, progress: Progress) -> bytes:
    """Set papers in one file, each beginning on a page of its own."""
    document = _new_document(papers[0].title if papers else "", setting)
    total = sum(_weight(block) for paper in papers for block in paper.blocks) or 1
    done = 0
    for before, paper in pairwise((None, *papers)):
        if paper is None:
            continue
        _begin(document, before, paper, has_numbers=setting.has_numbers)
        _head(document, paper, is_next=before is not None and before.is_wide == paper.is_wide)
        counter = Counter()
        heading = paper.title.split("\n")[-1]
        for block in paper.blocks:
            progress(done, total)
            if isinstance(block, Heading):
                heading = block.text
                _paragraph(document, f"{counter.next(block.level)}{block.text}", f"Heading {block.level}")
            elif isinstance(block, Table):
                if block.title != heading:  # else it would say once more what stands above it
                    _paragraph(document, block.title, "Caption")
                add_table(document, block.shown(1), _page_of(paper).text_width, partial(_told, progress, done, total))
            else:
                _prose(document, block)
            done += _weight(block)
    progress(total, total)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _weight(block: Block) -> int:
    return 1 + len(block.rows) if isinstance(block, Table) else 1


def _told(progress: Progress, done: int, total: int, row: int) -> None:
    progress(done + row, total)


@cache
def _empty(language: Language) -> bytes:
    """Make a document that holds nothing but the styles of a language: it takes longer than most papers."""
    document = Document()
    set_styles(document, language)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _new_document(title: str, setting: Setting) -> Docx:
    document = Document(io.BytesIO(_empty(current())))
    document.settings.odd_and_even_pages_header_footer = True
    about = document.core_properties
    name = clean(setting.unit)[:PROPERTY_LIMIT]
    about.author = about.last_modified_by = name
    about.title, about.comments = clean_line(title)[:PROPERTY_LIMIT], ""
    about.created = about.modified = datetime.combine(setting.today, time(), UTC)
    about.language = "zh-CN" if current() == "zh" else "en"
    return document


def _page_of(paper: Paper) -> Page:
    return ACROSS if paper.is_wide else UPRIGHT


def _begin(document: Docx, before: Paper | None, paper: Paper, *, has_numbers: bool) -> None:
    """Begin a page; a section of its own where the page is turned."""
    if before is not None and before.is_wide == paper.is_wide:
        return  # its title begins the page
    section = document.sections[0] if before is None else document.add_section(WD_SECTION.NEW_PAGE)
    page = _page_of(paper)
    section.page_width, section.page_height, section.orientation = page.width, page.height, page.orientation
    section.top_margin, section.bottom_margin = page.top, page.bottom
    section.left_margin, section.right_margin = page.left, page.right
    section.footer_distance = page.footer
    _set_grid(section)
    if before is None and has_numbers:  # later sections go on with the same footers
        _number(section, is_odd=True)
        _number(section, is_odd=False)


def _set_grid(section: Section) -> None:
    """Lay the type area out in lines; what is set tighter keeps 28 characters on each."""
    properties = section._sectPr  # noqa: SLF001 - python-docx has no word for the grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("w:docGrid", type="lines", linePitch=LINE.twips))


def _number(section: Section, *, is_odd: bool) -> None:
    """Put the number of the page outside: odd ones at the right, even ones at the left, one character in."""
    footer = section.footer if is_odd else section.even_page_footer
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_odd else WD_ALIGN_PARAGRAPH.LEFT
    if is_odd:
        paragraph.paragraph_format.right_indent = SIZES["number"]
    else:
        paragraph.paragraph_format.left_indent = SIZES["number"]
    paragraph.add_run("— ")
    run = paragraph.add_run()._r  # noqa: SLF001 - a field has no word in python-docx
    run.append(element("w:fldChar", fldCharType="begin"))
    run.append(element("w:instrText", text="PAGE"))
    run.append(element("w:fldChar", fldCharType="separate"))
    run.append(element("w:t", text="1"))
    run.append(element("w:fldChar", fldCharType="end"))
    paragraph.add_run(" —")


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
    """Set text; a list as a paragraph for each entry."""
    if isinstance(block, Listing):
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


def _close(document: Docx, lines: list[str]) -> None:
    """Set unit and date a line below the text, the unit centred above its date, and no page with them alone."""
    if lines:
        above = document.element.body[-2]  # the last is the section's properties
        if above.tag == qn("w:p"):
            DocxParagraph(above, document).paragraph_format.keep_with_next = True
        document.add_paragraph("", "Normal").paragraph_format.keep_with_next = True
    for line in lines:
        made = document.add_paragraph(clean(line), "Closing").paragraph_format
        if line is not lines[-1]:
            made.keep_with_next = True
            halves = max(2 * LOOKS["Closing"].right + (cells(lines[-1]) - cells(line)) // 2, 0)
            made.right_indent = Length(SIZES["body"] * halves // 2)
            made.element.pPr.ind.set(qn("w:rightChars"), str(halves * 50))


def _paragraph(document: Docx, text: str, style: str) -> None:
    document.add_paragraph(clean(text), style)
