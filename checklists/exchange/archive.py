"""Is a foreign workbook safe to open? Its list is looked at first, then its parts are read through in small pieces.

A workbook is XML in an archive: five megabytes can become gigabytes of text, of cells, or of one row's cells, and
entities can grow without end. The library that reads it builds what it meets, so the limits are checked before.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checklists.base.errors import UnreadableError
from checklists.base.language import _
from checklists.base.text import show

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

UNPACKED_LIMIT = 50 << 20
PARTS_LIMIT = 1000
PART_LIMIT = 8 << 20
"""Of a part that is built as a whole: strings, styles, the workbook itself."""
SHEET_LIMIT = 32 << 20
"""Of a sheet, which is read row by row."""
ROW_LIMIT = 4 << 20
TAGS = {"sheet": 1_000_000, "strings": 500_000, "other": 30_000}
"""How many tags; ten thousand rows of twenty cells have 820,000."""
ROW_TAGS = 50_000
_PIECE = 1 << 16
_OVERLAP = 64
_ROW = re.compile(rb"<(?:[\w.-]{1,30}:)?row[\s/>]")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})""")
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00")


def refuse_dangerous(content: bytes, name: str) -> None:
    """Raise `UnreadableError` for a workbook that is encrypted, broken, or would become too much."""
    import io  # noqa: PLC0415 - only for workbooks, as what follows
    import zipfile  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(name, _("it is an old or an encrypted Excel file; save it as XLSX without a password"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _look_at_list(archive.infolist(), name)
            for entry in archive.infolist():
                _Part(entry.filename, name).read_through(_pieces(archive, entry))
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, NotImplementedError):
        raise UnreadableError(name, _("it is no XLSX workbook; save it as XLSX or CSV")) from None


def _look_at_list(entries: "list[ZipInfo]", name: str) -> None:
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT or len(entries) > PARTS_LIMIT:
        limit = UNPACKED_LIMIT >> 20
        raise UnreadableError(name, _("unpacked it is larger than {limit} MiB; no table is").format(limit=limit))
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError(name, _("it is encrypted; save it without a password"))


def _pieces(archive: "ZipFile", entry: "ZipInfo") -> Iterator[bytes]:
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            yield piece


class _Part:
    """One part of the archive, while it is read through."""

    def __init__(self, part: str, name: str) -> None:
        self._name = name
        self._part = part
        lowered = part.lower()
        is_sheet = lowered.startswith("xl/worksheets/")
        self._kind = "sheet" if is_sheet else "strings" if lowered == "xl/sharedstrings.xml" else "other"
        self._size_limit = SHEET_LIMIT if is_sheet else PART_LIMIT
        self._size = self._tags = 0
        self._row_size = self._row_tags = 0
        """Since the last row began; of any other part, since its beginning."""

    def read_through(self, pieces: Iterator[bytes]) -> None:
        """Raise `UnreadableError` as soon as it is too much."""
        before = b""
        for number, piece in enumerate(pieces):
            if number == 0 and not self._is_xml(piece):
                return
            if _DECLARED.search(before + piece):
                raise UnreadableError(self._name, _("it declares entities; no table needs them"))
            self._count(piece)
            before = piece[-_OVERLAP:]

    def _is_xml(self, head: bytes) -> bool:
        """Tell whether it would be taken for XML. In another encoding nothing could be counted, so it is refused."""
        encoding = _ENCODING.search(head[:400])
        if head.startswith(_OTHER_ENCODINGS) or (encoding and encoding[1].lower() not in {b"utf-8", b"us-ascii"}):
            if self._part.lower().endswith((".xml", ".rels")) or head.lstrip(b"\xff\xfe\x00\xef\xbb\xbf")[:1] == b"<":
                raise UnreadableError(self._name, _("it is not written in UTF-8; save it anew as XLSX"))
            return False
        return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"

    def _count(self, piece: bytes) -> None:
        self._size += len(piece)
        self._tags += piece.count(b"<")
        if self._size > self._size_limit or self._tags > TAGS[self._kind]:
            self._refuse()
        if self._kind != "sheet":
            return
        begun = 0
        for row in _ROW.finditer(piece):
            self._grow_row(piece, begun, row.start())
            self._row_size = self._row_tags = 0
            begun = row.start()
        self._grow_row(piece, begun, len(piece))

    def _grow_row(self, piece: bytes, begin: int, end: int) -> None:
        self._row_size += end - begin
        self._row_tags += piece.count(b"<", begin, end)
        if self._row_size > ROW_LIMIT or self._row_tags > ROW_TAGS:
            self._refuse()

    def _refuse(self) -> None:
        problem = _("its part {part} is too large for a table; keep only the rows you need, in a new file")
        raise UnreadableError(self._name, problem.format(part=show(self._part, 40)))
