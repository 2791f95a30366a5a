"""Check whether a foreign workbook or document is safe to open: first its list of parts, then each part piece by piece.

Both are XML in an archive: five megabytes can become gigabytes of text, of cells, or of one row's cells, and entities
can grow without end. The library that reads it builds what it meets, so the limits are checked before.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from checklists.base.errors import UnreadableError
from checklists.base.language import N_, _
from checklists.base.text import show

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""The signature of old Office files, and of encrypted new ones."""


class Kind(NamedTuple):
    """A kind of archive: its limits in bytes, and the messages."""

    unpacked: int
    parts: int
    part: int
    """The limit of a part built as a whole: all XML except sheets."""
    ratio: int
    """The greatest compression ratio of a large part; 0 for any."""
    broken: str
    old: str


WORKBOOK = Kind(
    50 << 20,
    1000,
    8 << 20,
    0,
    N_("it is no XLSX workbook; save it as XLSX or CSV"),
    N_("it is an old or an encrypted Excel file; save it as XLSX without a password"),
)
DOCUMENT = Kind(
    60 << 20,
    4000,
    20 << 20,
    400,
    N_("it is broken; open it in Word or WPS and save it again as .docx"),
    N_("it is an old .doc file; save it as .docx in Word or WPS"),
)
RATIO_FROM = 4 << 20
SHEET_BYTE_LIMIT = 32 << 20
"""The limit of a sheet: it is read row by row."""
ROW_BYTE_LIMIT = 4 << 20
TAGS = {"sheet": 1_000_000, "strings": 500_000, "other": 30_000}
"""The greatest numbers of tags in a workbook's parts; 10,000 rows of 20 cells have 820,000."""
ROW_TAGS = 50_000
_PIECE = 1 << 16
_OVERLAP = 64
_ROW = re.compile(rb"<(?:[\w.-]{1,30}:)?row[\s/>]")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})""")
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00")


def check_archive(content: bytes, name: str, kind: Kind) -> set[str]:
    """Return the names of the parts. Raises `UnreadableError` if the archive is encrypted, broken or too large."""
    if content.startswith(OLD_OFFICE):
        is_encrypted = kind is DOCUMENT and "EncryptedPackage".encode("utf-16-le") in content
        raise UnreadableError(name, _("it is encrypted; save it without a password") if is_encrypted else _(kind.old))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_list(archive.infolist(), name, kind)
            for entry in archive.infolist():
                if kind is WORKBOOK:
                    _Part(entry.filename, name).read_through(_read_pieces(archive, entry))
                elif entry.filename.endswith((".xml", ".rels")):
                    _refuse_entities(_read_pieces(archive, entry), name)
            return {entry.filename for entry in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, NotImplementedError):
        raise UnreadableError(name, _(kind.broken)) from None


def _check_list(entries: list[zipfile.ZipInfo], name: str, kind: Kind) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError(name, _("it is encrypted; save it without a password"))
    if sum(entry.file_size for entry in entries) > kind.unpacked or len(entries) > kind.parts:
        _refuse_size(name, kind.unpacked)
    for entry in entries if kind.ratio else ():
        is_xml = entry.filename.endswith((".xml", ".rels"))
        is_swollen = entry.file_size > RATIO_FROM and entry.file_size > kind.ratio * max(entry.compress_size, 1)
        if (is_xml and entry.file_size > kind.part) or is_swollen:
            _refuse_size(name, kind.part)


def _refuse_size(name: str, limit: int) -> None:
    problem = _("unpacked it is larger than {limit} MiB; no ordinary file is")
    raise UnreadableError(name, problem.format(limit=limit >> 20))


def _read_pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            yield piece


def _refuse_entities(pieces: Iterator[bytes], name: str) -> None:
    """Refuse XML that declares a document type or an entity, as no office program does; in UTF-16, too."""
    before = b""
    for piece in pieces:
        text = before + piece.replace(b"\x00", b"")
        if _DECLARED.search(text):
            raise UnreadableError(name, _("it declares entities, which no ordinary file does; save it again"))
        before = text[-_OVERLAP:]


class _Part:
    """A part of a workbook, read piece by piece."""

    def __init__(self, part: str, name: str) -> None:
        self._name = name
        self._part = part
        lowered = part.lower()
        is_sheet = lowered.startswith("xl/worksheets/")
        self._kind = "sheet" if is_sheet else "strings" if lowered == "xl/sharedstrings.xml" else "other"
        self._size_limit = SHEET_BYTE_LIMIT if is_sheet else WORKBOOK.part
        self._size = self._tags = 0
        self._row_size = self._row_tags = 0
        """counted since the row began; outside of sheets, since the part began"""

    def read_through(self, pieces: Iterator[bytes]) -> None:
        """Raise `UnreadableError` as soon as a limit is exceeded."""
        first = next(pieces, b"")
        if self._is_xml(first):
            _refuse_entities(self._count_pieces(chain((first,), pieces)), self._name)

    def _count_pieces(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._count(piece)
            yield piece

    def _is_xml(self, head: bytes) -> bool:
        """Tell whether the part would be parsed as XML.

        In other encodings tags cannot be counted, so they are refused.
        """
        encoding = _ENCODING.search(head[:400])
        if head.startswith(_OTHER_ENCODINGS) or (encoding and encoding[1].lower() not in {b"utf-8", b"us-ascii"}):
            if self._part.lower().endswith((".xml", ".rels")) or head.lstrip(b"\xff\xfe\x00\xef\xbb\xbf")[:1] == b"<":
                raise UnreadableError(self._name, _("it is not written in UTF-8; save it again as XLSX"))
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
        if self._row_size > ROW_BYTE_LIMIT or self._row_tags > ROW_TAGS:
            self._refuse()

    def _refuse(self) -> None:
        problem = _("its part {part} is too large for a table; keep only the rows you need, in a new file")
        raise UnreadableError(self._name, problem.format(part=show(self._part, 40)))
