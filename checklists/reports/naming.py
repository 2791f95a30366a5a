"""How a written file is called where nobody says it: what it is, of whom, as on which day."""

import re
import sys
from datetime import date

from checklists.base.language import _
from checklists.base.text import clean_line
from checklists.readiness.duties import Readiness
from checklists.reports.catalogue import Export
from checklists.reports.paper import ExportChoice

PART_BYTES = 100
"""Of one part: names of files may have 255 bytes, some of which the file beside it takes while it is written."""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')


def export_name(export: Export, readiness: Readiness, choice: ExportChoice, form: str) -> str:
    """Return the name of an export's file; one with the full text says so, so that it never passes for the other."""
    title = _(export.title)
    if choice.is_full and not export.needs_full:
        title = _("{title} (in full)").format(title=title)
    whose = readiness.meeting.name(choice.member) if choice.member else ""
    return make_file_name((title, whose), readiness.today, form)


def make_file_name(parts: tuple[str, ...], today: date, form: str) -> str:
    """Join the parts that there are and the day, without signs that some system does not take in a name."""
    return "-".join([*filter(None, map(_safe, parts)), today.isoformat()]) + f".{form}"


def _safe(part: str) -> str:
    encoding = sys.getfilesystemencoding()
    text = clean_line(part).encode(encoding, "replace").decode(encoding, "replace")
    text = _FORBIDDEN.sub(" ", text).strip(" .")
    return text.encode()[:PART_BYTES].decode(errors="ignore")
