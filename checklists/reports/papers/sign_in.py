"""The sign-in sheet of the meeting, to be signed by hand."""

from checklists.base.language import _
from checklists.model.ledgers.attendance import ATTENDANCE_WORDS, AWAY, Attendance
from checklists.readiness.duties import Readiness
from checklists.reports.paper import Block, Column, ExportChoice, Paper, Paragraph, Table, number_rows
from checklists.reports.papers.common import format_official_date, has_part, make_title


def make_papers(readiness: Readiness, _choice: ExportChoice) -> list[Paper]:
    """List the members with room for a signature; who is on leave or absent is said, but never why."""
    meeting = readiness.meeting
    settings = meeting.settings
    day = meeting.ledgers.day.attendance
    rows = []
    for key, member in settings.members.items():
        expected: Attendance = "absent" if member.attendance == "absent" else "present"
        state = day.get(key, expected)
        rows.append((member.name, member.post, "", _(ATTENDANCE_WORDS[state]) if state in AWAY else ""))
    columns = (
        Column(_("No."), 6),
        Column(_("Name"), 16),
        Column(_("Post"), 26),
        Column(_("Signature"), 20),
        Column(_("Remark"), 12),
    )
    lines = (format_official_date(settings.date), settings.place)
    counts = _("Expected: {expected}. Present:        . Needed: {needed}.").format(
        expected=readiness.quorum.expected, needed=readiness.quorum.needed
    )
    blocks: list[Block] = [Paragraph(counts, "plain")] if has_part(readiness, "sign-in-counts") else []
    blocks.append(Table(_("Sign-in sheet"), columns, number_rows(rows), row_lines=2))
    return [Paper(make_title(readiness, _("Sign-in sheet")), tuple(blocks), tuple(line for line in lines if line))]
