"""``huiqian draft meant``, ``meant-list`` and ``report-again``: findings meant so."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklists.base import clock
from checklists.base.errors import UsageError
from checklists.base.language import _, add_note
from checklists.base.text import clean_line, show_word
from checklists.drafts import checks
from checklists.edits.change import Edit
from checklists.model.meeting import Meeting
from checklists.store.entries import get_system_user
from checklists.store.folder import Folder
from tui.cli import arguments, output
from tui.cli.commands.draft.documents import add_file, add_whose, read_draft
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import find_subject, open_for_edit, open_for_reading
from tui.cli.saving import report_saved
from tui.cli.table import TextColumn, print_tables
from tui.cli.usage import Actions


@dataclass(frozen=True)
class Marking:
    """Which finding is meant so, in whose draft, why, by whom, when."""

    key: str
    file: str
    folder: str
    whose: str
    reason: str
    by: str | None
    on: date | None


@dataclass(frozen=True)
class MeantListOptions:
    """Whose findings to list; with a draft, also which marks are stale."""

    folder: str
    whose: str | None
    draft: str | None
    json: bool


@dataclass(frozen=True)
class Reporting:
    """Which finding to report again."""

    key: str
    folder: str
    whose: str


def add_meant(actions: Actions) -> None:
    """Add the actions."""
    meant = actions.add(
        "meant",
        _("Mark a finding as meant so, with a reason; it is not reported again."),
        "huiqian draft meant f0123456789 对照检查材料.docx 2026-annual --for m03 --reason …",
    )
    meant.add_argument("key", metavar="KEY", help=_("the finding's key, as the check prints it"))
    add_file(meant)
    arguments.add_folder(meant)
    add_whose(meant, is_required=True)
    meant.add_argument("--reason", type=arguments.parse_text, default="", help=_("why it stands as it is"))
    meant.add_argument("--by", metavar="NAME", help=_("who decided it; the system's user by default"))
    meant.add_argument("--on", metavar="DATE", type=arguments.DateText, help=_("when it was decided; today by default"))
    meant.set_command(Marking, _mark)
    listing = actions.add(
        "meant-list",
        _("List the findings that are meant so: of which rule, which words, why, who said so and when."),
        "huiqian draft meant-list 2026-annual --for m03 --draft 对照检查材料.docx",
    )
    arguments.add_folder(listing)
    add_whose(listing, is_required=False)
    listing.add_argument(
        "--draft",
        metavar="FILE",
        type=arguments.parse_source,
        help=_("also say which are stale: no longer found in this draft; needs --for"),
    )
    arguments.add_json(listing)
    listing.set_command(MeantListOptions, _list_marked)
    again = actions.add(
        "report-again",
        _("Let a finding that is meant so be reported again."),
        "huiqian draft report-again f0123456789 2026-annual --for m03",
    )
    again.add_argument("key", metavar="KEY", help=_("the finding's key, as meant-list prints it"))
    arguments.add_folder(again)
    add_whose(again, is_required=True)
    again.set_command(Reporting, _again)


def _mark(options: Marking) -> int:
    """Mark a finding as meant so."""
    draft = read_draft(options.file)
    folder, meeting = open_for_edit(Path(options.folder))
    if meeting is None:
        return FAULTY
    subject = find_subject(meeting, options.whose)
    findings = checks.check_draft(checks.make_case(draft, meeting, subject))
    found = next((one for one in findings if one.key == options.key), None)
    if found is None:
        raise UsageError(_("The check finds nothing with the key {key}.").format(key=show_word(options.key)))
    on = options.on or clock.today()
    by = clean_line(options.by or "") or get_system_user()
    return _save(folder, checks.record_meant(meeting, subject, found, options.reason, on, by))


def _again(options: Reporting) -> int:
    """Report a finding again."""
    folder, meeting = open_for_edit(Path(options.folder))
    if meeting is None:
        return FAULTY
    return _save(folder, checks.report_again(meeting, find_subject(meeting, options.whose), options.key))


def _list_marked(options: MeantListOptions) -> int:
    """List findings meant so; with a draft, also stale marks."""
    draft = read_draft(options.draft) if options.draft else None
    meeting = open_for_reading(Path(options.folder)).meeting
    if meeting is None:
        return FAULTY
    subjects = [find_subject(meeting, options.whose)] if options.whose else list(meeting.subjects)
    if draft is not None and len(subjects) > 1:
        raise UsageError(_("Say whose draft it is with --for: group, an id or a name."))
    found = None
    if draft is not None:
        found = {one.key: one for one in checks.run_checks(checks.make_case(draft, meeting, subjects[0]))}
    marks = [one for subject in subjects for one in checks.find_meant(meeting, subject, found)]
    if options.json:
        plain = [_plain(one) for one in marks]
        output.write_json({"format": 1, "meant_so": plain})
    elif marks:
        print_tables([(_("Meant so"), _columns(meeting, marks))])
    else:
        output.say(_("No finding is marked as meant so."))
    return 0


def _columns(meeting: Meeting, marks: "list[checks.MeantFinding]") -> list[TextColumn]:
    return [
        TextColumn(_("Key"), [one.key for one in marks], "fixed"),
        TextColumn(_("Whose"), [meeting.name(one.subject) for one in marks]),
        TextColumn(_("Rule"), [one.title for one in marks]),
        TextColumn(_("Words"), [one.words for one in marks]),
        TextColumn(_("Reason"), [one.mark.reason for one in marks], "main"),
        TextColumn(_("Standing"), [_(checks.STANDING_WORDS[one.standing]) for one in marks]),
        TextColumn(_("By"), [meeting.name(one.mark.by) if one.mark.by else "" for one in marks]),
        TextColumn(_("On"), [one.mark.on.isoformat() if one.mark.on else "" for one in marks], "fixed"),
    ]


def _plain(one: "checks.MeantFinding") -> dict[str, object]:
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


def _save(folder: Folder, edit: Edit) -> int:
    with report_saved(folder.apply(edit, today=clock.today())):
        output.print_result(add_note(edit.meaning, _("saved")))
    return 0
