"""The lines of a Word or WPS document: text boxes, tables, soft breaks, and the numbers that lists show."""

import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from lxml.etree import LxmlError

from checklists.base.errors import UnreadableError
from checklists.base.language import _
from checklists.drafts.clean import RawLine
from checklists.drafts.reading.numbering import Numbering
from checklists.drafts.reading.tables import read_document_table
from checklists.exchange.archive import DOCUMENT, check_archive

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {
    _FALLBACK,
    *(
        f"{_W}{name}"
        for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "rt", "txbxContent")
    ),
}
_BOX = f"{_W}txbxContent"
_BESIDE = ("/footnotes", "/endnotes", "/header", "/footer")


def read_document_lines(content: bytes, name: str) -> list[RawLine]:
    """Return the document's lines in order. Raises `UnreadableError`."""
    _refuse_other_kinds(check_archive(content, name, DOCUMENT), name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = Document(io.BytesIO(content))
            return [*_lines(document.element.body, Numbering(document)), *_beside(document)]
    except (
        *(OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RuntimeError, EOFError),
        *(SyntaxError, NotImplementedError, PackageNotFoundError, LxmlError),
    ) as error:
        why = _("it is no document of Word that can be read ({why}); save it again as .docx")
        raise UnreadableError(name, why.format(why=type(error).__name__)) from None


def _refuse_other_kinds(parts: set[str], name: str) -> None:
    if any(one.lower().endswith(("vbaproject.bin", "vbadata.xml")) for one in parts):
        raise UnreadableError(name, _("it carries macros; save it as an ordinary .docx without them"))
    if any(one.startswith("word/") for one in parts):
        return
    if any(one.startswith("xl/") for one in parts):
        raise UnreadableError(name, _("it is a workbook of Excel; a draft is .docx, .txt or .md"))
    if any(one.startswith("ppt/") for one in parts):
        raise UnreadableError(name, _("it is a presentation; a draft is .docx, .txt or .md"))
    raise UnreadableError(name, _("it is an archive, but no document of Word; a draft is .docx, .txt or .md"))


def _lines(body: Any, numbering: Any) -> Iterator[RawLine]:
    above = ""
    for paragraph in _paragraphs(body):
        if paragraph.tag == f"{_W}tbl":
            yield from read_document_table(paragraph, lambda cell: _lines(cell, numbering), above)
            continue
        pieces = "".join(_text(paragraph)).split("\n")
        number, level = numbering.number_paragraph(paragraph)  # an empty item of a list counts, too
        if not any(piece.strip() for piece in pieces):
            yield RawLine("")
            continue
        above = "".join(pieces).strip()
        for place, piece in enumerate(pieces):
            yield RawLine((number if place == 0 else "") + piece, level if place == 0 else 0, is_soft=place > 0)


def _paragraphs(element: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in reading order; those of a text box before its anchor."""
    for child in element:
        tag = child.tag
        if tag in {_FALLBACK, f"{_W}del", f"{_W}moveFrom"} or not isinstance(tag, str):
            continue
        if tag == f"{_W}tbl":
            yield child
        elif tag == f"{_W}p":
            for box in child.iter(_BOX):
                if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                    yield from _paragraphs(box)
            yield child
        else:
            yield from _paragraphs(child)


def _beside(document: Any) -> Iterator[RawLine]:
    """Yield the lines outside of the text: footnotes, headers and footers."""
    seen: set[str] = set()
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(_BESIDE):
            continue
        for paragraph in parse_xml(relation.target_part.blob).iter(f"{_W}p"):
            text = "".join(_text(paragraph)).replace("\n", " ").strip()
            if re.search(r"[^\W\d_]", text) and text not in seen:
                seen.add(text)
                yield RawLine(text, is_beside=True)


def _text(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == f"{_W}t":
            yield (child.text or "").replace("\n", " ")
        elif tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif tag in {f"{_W}tab", f"{_W}ptab"}:
            yield " "
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        else:
            yield from _text(child)
