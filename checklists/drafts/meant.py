"""Findings that stand as they are: marked with a reason on the subject's sheet, and taken back."""

from datetime import date

from checklists.drafts.case import Finding
from checklists.edits import Change, Edit, file_of
from checklists.errors import InvalidEditError, UsageError
from checklists.language import _
from checklists.ledgers.outline import MeantSo
from checklists.meeting import Meeting
from checklists.text import PROSE_LIMIT, clean_prose, show


def mean_so(meeting: Meeting, subject: str, finding: Finding, reason: str, on: date | None = None) -> Edit:
    """Keep a finding from being reported again. Raises `InvalidEditError` without a reason."""
    reason = clean_prose(reason)
    if not reason:
        raise InvalidEditError(_("say why it is meant so"))
    if len(reason) > PROSE_LIMIT:
        raise InvalidEditError(_("the text is too long: at most {limit} characters").format(limit=PROSE_LIMIT))
    old = meeting.sheet(subject).outline.meant_so.get(finding.key)
    new = MeantSo(rule=finding.rule, reason=reason, on=on)
    change = Change(file_of(subject), ("outline", "meant_so", finding.key), old.plain() if old else None, new.plain())
    return Edit((change,), _meaning(meeting, subject))


def report_again(meeting: Meeting, subject: str, key: str) -> Edit:
    """Let a finding be reported again. Raises `UsageError` where it was not marked."""
    old = meeting.sheet(subject).outline.meant_so.get(key)
    if old is None:
        raise UsageError(_("No finding {key} is marked as meant so.").format(key=show(key, 20)))
    change = Change(file_of(subject), ("outline", "meant_so", key), old.plain(), None)
    return Edit((change,), _meaning(meeting, subject))


def _meaning(meeting: Meeting, subject: str) -> str:
    return _("{who} · meant so").format(who=meeting.name(subject))
