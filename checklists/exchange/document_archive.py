"""What is refused before anything is unpacked: old, encrypted, macro-laden, swollen or mislabelled files."""

import io
import zipfile
import zlib

from checklists.base.errors import UnreadableError
from checklists.base.language import _

UNPACKED_LIMIT = 60 << 20
PART_LIMIT = 20 << 20
"""Of one XML part: the text of a draft is a few hundred kilobytes of it."""
ENTRY_LIMIT = 4_000
RATIO_LIMIT = 400
RATIO_FROM = 4 << 20
"""A part larger than this that shrank more than so many times is no text that a person wrote."""
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"


def checked_parts(content: bytes, name: str) -> set[str]:
    """Return the names in the archive once it is known to be harmless. Raises `UnreadableError`."""
    if content.startswith(OLD_WORD):
        raise UnreadableError(name, _old_word(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _refuse_swollen(entries, name)
            names = {entry.filename for entry in entries}
            if "word/document.xml" not in names and not any(one.startswith("word/") for one in names):
                raise UnreadableError(name, _other_kind(names))
            if any(one.lower().endswith(("vbaproject.bin", "vbadata.xml")) for one in names):
                raise UnreadableError(name, _("it carries macros; save it as an ordinary .docx without them"))
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _refuse_entities(archive.read(entry), name)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(name, _("it is broken; open it in Word or WPS and save it again as .docx")) from None
    return names


def _refuse_swollen(entries: list[zipfile.ZipInfo], name: str) -> None:
    limit = UNPACKED_LIMIT >> 20
    if len(entries) > ENTRY_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise UnreadableError(name, _("unpacked it is larger than {limit} MiB; no draft is").format(limit=limit))
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError(name, _("it is encrypted; save it without a password"))
    for entry in entries:
        is_xml = entry.filename.endswith((".xml", ".rels"))
        is_swollen = entry.file_size > RATIO_FROM and entry.file_size > RATIO_LIMIT * max(entry.compress_size, 1)
        if (is_xml and entry.file_size > PART_LIMIT) or is_swollen:
            limit = PART_LIMIT >> 20
            raise UnreadableError(name, _("unpacked it is larger than {limit} MiB; no draft is").format(limit=limit))


def _refuse_entities(xml: bytes, name: str) -> None:
    """Refuse XML that declares a type or an entity, as no document of Word does; in UTF-16, too."""
    head = xml[:4096].replace(b"\x00", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in xml.replace(b"\x00", b""):
        raise UnreadableError(name, _("it declares XML entities, which no draft needs; save it again as .docx"))


def _old_word(content: bytes) -> str:
    """Tell an old document from an encrypted one, which comes in the same container."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return _("it is encrypted; save it without a password")
    return _("it is an old .doc file; save it as .docx in Word or WPS")


def _other_kind(names: set[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return _("it is a workbook of Excel; a draft is .docx, .txt or .md")
    if any(name.startswith("ppt/") for name in names):
        return _("it is a presentation; a draft is .docx, .txt or .md")
    return _("it is an archive, but no document of Word; a draft is .docx, .txt or .md")
