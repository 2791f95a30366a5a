"""The sign-in sheet of the meeting, to be signed by hand."""

from checklists.language import _
from checklists.readiness import Readiness
from checklists.reports.exports.common import official_date
from checklists.reports.paper import Choice, Column, Paper, Paragraph, Table, counted


def papers(readiness: Readiness, _choice: Choice) -> list[Paper]:
    """List the members with a place to sign; on leave is said, never why."""
    meeting = readiness.meeting
    settings = meeting.settings
    day = meeting.ledgers.day.attendance
    rows = []
    for key, member in settings.members.items():
        is_away = day.get(key) == "absent" or (key not in day and member.attendance == "absent")
        rows.append((member.name, member.post, "", _("on leave") if is_away else ""))
    columns = (
        Column(_("No."), 6),
        Column(_("Name"), 16),
        Column(_("Post"), 26),
        Column(_("Signature"), 20),
        Column(_("Remark"), 12),
    )
    lines = (official_date(settings.date), settings.place)
    counts = _("Expected: {expected}. Present:        . Needed: {needed}.").format(
        expected=readiness.quorum.expected, needed=readiness.quorum.needed
    )
    blocks = (Paragraph(counts, "plain"), Table(_("Sign-in sheet"), columns, counted(rows), row_lines=2))
    title = f"{settings.unit}\n{settings.title}\n" + _("Sign-in sheet")
    return [Paper(title, blocks, tuple(line for line in lines if line))]
