"""Findings meant so: marked with a reason on the subject's sheet, listed, and reported again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checklists.base.errors import InvalidEditError, UsageError
from checklists.base.language import N_, _
from checklists.base.text import LINE_LIMIT, PROSE_LIMIT, clean_line, clean_prose, show
from checklists.drafts.checks.case import Finding
from checklists.drafts.checks.switching import get_rule_setting
from checklists.edits.change import Change, Edit, list_later_keys
from checklists.model.checks import find_rule
from checklists.model.file_names import get_sheet_file
from checklists.model.ledgers.outline import MeantSo
from checklists.model.meeting import Meeting

Standing = Literal["holds", "stale", "off", "unknown"]
STANDING_WORDS: dict[Standing, str] = {
    "holds": N_("still found, not reported"),
    "stale": N_("no longer found: the text was changed since"),
    "off": N_("the rule is switched off"),
    "unknown": N_("not compared: no draft is read"),
}


@dataclass(frozen=True, slots=True)
class MeantFinding:
    """A finding meant so, with its mark."""

    subject: str
    key: str
    mark: MeantSo
    standing: Standing
    finding: Finding | None = None
    """The same finding in the draft just read; ``None`` without a draft, or if the draft no longer has it."""

    @property
    def title(self) -> str:
        """The rule's title; its id if this program does not know the rule."""
        rule = find_rule(self.mark.rule)
        return _(rule.title) if rule else self.mark.rule

    @property
    def words(self) -> str:
        """The words in question: of the draft just read, else as they were when marked."""
        if self.finding and self.finding.words:
            return clean_line(self.finding.words)
        return self.mark.words


def find_meant(meeting: Meeting, subject: str, found: Mapping[str, Finding] | None = None) -> list[MeantFinding]:
    """Return a subject's findings meant so; `found`, the findings of a draft, show stale marks."""
    return [
        MeantFinding(subject, key, mark, _standing(meeting, mark, key, found), found.get(key) if found else None)
        for key, mark in meeting.sheet(subject).outline.meant_so.items()
    ]


def _standing(meeting: Meeting, mark: MeantSo, key: str, found: Mapping[str, Finding] | None) -> Standing:
    rule = find_rule(mark.rule)
    if rule is not None and not get_rule_setting(meeting, rule.id).on:
        return "off"
    if found is None:
        return "unknown"
    return "holds" if key in found else "stale"


def record_meant(
    meeting: Meeting, subject: str, finding: Finding, reason: str, on: date | None = None, by: str = ""
) -> Edit:
    """Mark a finding as meant so. Raises `InvalidEditError` without a reason."""
    words = clean_line(finding.words or finding.said)[:LINE_LIMIT]
    new = MeantSo(rule=finding.rule, reason=_reason(reason), on=on, by=by, words=words)
    old = meeting.sheet(subject).outline.meant_so.get(finding.key)
    change = Change(
        get_sheet_file(subject), ("outline", "meant_so", finding.key), old.plain() if old else None, new.plain()
    )
    return Edit((change,), _meaning(meeting, subject))


def give_reason(meeting: Meeting, subject: str, key: str, reason: str) -> Edit:
    """Change the reason why a finding is meant so.

    Raises `UsageError` if it is not marked, `InvalidEditError` without one.
    """
    old = _find_meant(meeting, subject, key)
    path = ("outline", "meant_so", key, "reason")
    new = _reason(reason)
    changes = (Change(get_sheet_file(subject), path, old.reason, new, within=3),) if new != old.reason else ()
    return Edit(changes, _meaning(meeting, subject))


def report_again(meeting: Meeting, subject: str, key: str) -> Edit:
    """Remove the mark, so that the finding is reported again. Raises `UsageError` if it is not marked."""
    old = _find_meant(meeting, subject, key)
    later = list_later_keys(meeting.sheet(subject).outline.meant_so, key)
    change = Change(get_sheet_file(subject), ("outline", "meant_so", key), old.plain(), None, later)
    return Edit((change,), _("{who} · a finding is reported again").format(who=meeting.name(subject)))


def _find_meant(meeting: Meeting, subject: str, key: str) -> MeantSo:
    old = meeting.sheet(subject).outline.meant_so.get(key)
    if old is None:
        raise UsageError(_("No finding {key} is marked as meant so.").format(key=show(key, 20)))
    return old


def _reason(text: str) -> str:
    reason = clean_prose(text)
    if not reason:
        raise InvalidEditError(_("say why it is meant so"))
    if len(reason) > PROSE_LIMIT:
        raise InvalidEditError(_("the text is too long: at most {limit} characters").format(limit=PROSE_LIMIT))
    return reason


def _meaning(meeting: Meeting, subject: str) -> str:
    return _("{who} · meant so").format(who=meeting.name(subject))
