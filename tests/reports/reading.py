"""What an export says, read back by programs that had no part in writing it."""

import io
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser

from docx import Document
from docx.document import Document as Docx
from openpyxl import Workbook, load_workbook

VOID = frozenset({"meta", "br", "link", "img", "hr"})


def document(content: bytes) -> Docx:
    return Document(io.BytesIO(content))


def workbook(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def everything(content: bytes) -> str:
    """Return all that is in a file, also what no program shows: properties, styles, whatever lies in the package."""
    if not content.startswith(b"PK"):
        return content.decode().replace("\r\n ", "")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(package.read(name).decode(errors="replace") for name in package.namelist())


def tables(content: bytes) -> list[list[list[str]]]:
    """Return the tables of a DOCX, row by row."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document(content).tables]


def lines(content: bytes) -> list[str]:
    """Return the paragraphs of a DOCX outside of tables."""
    return [paragraph.text for paragraph in document(content).paragraphs]


def sheet_rows(content: bytes, title: str) -> list[list[object]]:
    """Return a sheet's head and rows."""
    return [[cell.value for cell in row] for row in workbook(content)[title].iter_rows(min_row=3)]


@dataclass
class Page(HTMLParser):
    """An HTML page: its elements, its text, and whether every element is closed."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data if not self.open or self.open[-1] != "style" else ""

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _attributes in self.elements)


def page(text: str) -> Page:
    found = Page()
    found.feed(text)
    found.close()
    assert found.open == []
    return found


def events(content: bytes) -> list[dict[str, str]]:
    """Read the events of an iCalendar file by its standard: lines joined, names parted from parameters."""
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    found: list[dict[str, str]] = []
    for line in content.decode().replace("\r\n ", "").split("\r\n"):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and not line.startswith(("BEGIN", "END")) and name:
            found[-1][name.partition(";")[0]] = value.replace("\\,", ",").replace("\\;", ";").replace("\\n", "\n")
    return found
