"""``huiqian draft meant``, ``meant-list`` and ``report-again``: findings that stand as they are."""

from argparse import Namespace
from pathlib import Path

from checklists.base.errors import UsageError
from checklists.base.language import _
from checklists.base.text import clean_line, show_word
from checklists.drafts.checks.checking import a_case, all_findings, findings_of
from checklists.drafts.checks.meant import STANDING_WORDS, Marked, marked, mean_so, report_again
from checklists.drafts.recognise.tree import Draft
from checklists.edits.change import Edit
from checklists.model.meeting import Meeting
from checklists.store.entries import system_user
from checklists.store.folder import Folder
from tui.cli import output
from tui.cli.arguments import today_of
from tui.cli.meetings import FAULTY, find_subject, opened, read_told
from tui.cli.saving import report_saved
from tui.cli.table import Column, print_tables


def mark(options: Namespace, draft: Draft) -> int:
    """Mark a finding as meant so."""
    folder, meeting = opened(Path(options.folder))
    if meeting is None:
        return FAULTY
    subject = find_subject(meeting, options.whose)
    findings = findings_of(a_case(draft, meeting, subject))
    found = next((one for one in findings if one.key == options.key), None)
    if found is None:
        raise UsageError(_("The check finds nothing with the key {key}.").format(key=show_word(options.key)))
    on = options.on or today_of(options)
    by = clean_line(options.by or "") or system_user()
    return _saved(folder, mean_so(meeting, subject, found, options.reason, on, by), options)


def again(options: Namespace) -> int:
    """Let a finding be reported again."""
    folder, meeting = opened(Path(options.folder))
    if meeting is None:
        return FAULTY
    return _saved(folder, report_again(meeting, find_subject(meeting, options.whose), options.key), options)


def list_marked(options: Namespace, draft: Draft | None) -> int:
    """List what is meant so; with a draft, also which marks are stale."""
    meeting = read_told(Path(options.folder)).meeting
    if meeting is None:
        return FAULTY
    subjects = [find_subject(meeting, options.whose)] if options.whose else list(meeting.subjects)
    if draft is not None and len(subjects) > 1:
        raise UsageError(_("Say whose draft it is with --for: group, an id or a name."))
    found = {one.key: one for one in all_findings(a_case(draft, meeting, subjects[0]))} if draft else None
    marks = [one for subject in subjects for one in marked(meeting, subject, found)]
    if options.json:
        plain = [_plain(one) for one in marks]
        output.write_json({"format": 1, "meant_so": plain})
    elif marks:
        print_tables([(_("Meant so"), _columns(meeting, marks))])
    else:
        output.say(_("No finding is marked as meant so."))
    return 0


def _columns(meeting: Meeting, marks: list[Marked]) -> list[Column]:
    return [
        Column(_("Key"), [one.key for one in marks], "fixed"),
        Column(_("Whose"), [meeting.name(one.subject) for one in marks]),
        Column(_("Rule"), [one.title for one in marks]),
        Column(_("Words"), [one.words for one in marks]),
        Column(_("Reason"), [one.mark.reason for one in marks], "main"),
        Column(_("Standing"), [_(STANDING_WORDS[one.standing]) for one in marks]),
        Column(_("By"), [meeting.name(one.mark.by) if one.mark.by else "" for one in marks]),
        Column(_("On"), [one.mark.on.isoformat() if one.mark.on else "" for one in marks], "fixed"),
    ]


def _plain(one: Marked) -> dict[str, object]:
    return {
        "key": one.key,
        "of": one.subject,
        "rule": one.mark.rule,
        "words": one.words,
        "reason": one.mark.reason,
        "by": one.mark.by,
        "on": one.mark.on.isoformat() if one.mark.on else None,
        "standing": one.standing,
        "start": one.finding.start if one.finding else None,
        "end": one.finding.end if one.finding else None,
    }


def _saved(folder: Folder, edit: Edit, options: Namespace) -> int:
    word = _("saved")
    with report_saved(folder.apply(edit, today=today_of(options))):
        output.result(f"{edit.meaning} ({word})")
    return 0
