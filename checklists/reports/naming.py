"""Default names of exported files: the export, its subject, the day."""

import re
import sys
from datetime import date

from checklists.base.language import _
from checklists.base.text import clean_line
from checklists.readiness.duties import Readiness
from checklists.reports.catalogue import Export
from checklists.reports.paper import ExportChoice

PART_BYTES = 100
"""Bytes of one part; a file's name may have 255, of which the temporary file beside it needs some."""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')


def export_name(export: Export, readiness: Readiness, choice: ExportChoice, form: str) -> str:
    """Return the name of an export's file; with full texts it says so, as it must not be mistaken for the other."""
    title = _(export.title)
    if choice.is_full and not export.needs_full:
        title = _("{title} (in full)").format(title=title)
    whose = readiness.meeting.name(choice.member) if choice.member else ""
    return make_file_name((title, whose), readiness.today, form)


def make_file_name(parts: tuple[str, ...], today: date, form: str) -> str:
    """Join the non-empty parts and the day to a file name, without characters that some system refuses."""
    return "-".join([*filter(None, map(_safe, parts)), today.isoformat()]) + f".{form}"


def _safe(part: str) -> str:
    encoding = sys.getfilesystemencoding()
    text = clean_line(part).encode(encoding, "replace").decode(encoding, "replace")
    text = _FORBIDDEN.sub(" ", text).strip(" .")
    return text.encode()[:PART_BYTES].decode(errors="ignore")
