"""``huiqian draft``: read, take, check, compare and the rest. A draft's text goes to standard output only."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from checklists.base.errors import UsageError
from checklists.base.language import _, listed, ngettext
from checklists.drafts.checks.case import Finding
from checklists.drafts.checks.checking import a_case, findings_of
from checklists.drafts.reading.source import FILE_LIMIT, decoded, read_file, read_text, sized
from checklists.drafts.recognise.structure import recognise
from checklists.drafts.recognise.tree import Draft
from checklists.drafts.taking.owner import named_in_head, other_head
from checklists.model.meeting import GROUP, Meeting
from checklists.store.files import refuse_nowhere
from tui.cli import output
from tui.cli.arguments import is_pasted, read_input
from tui.cli.draft_text import check_json, check_lines, copy_lines, taken_lines, tree_lines
from tui.cli.meetings import FAULTY, find_subject, opened, read_told
from tui.cli.saving import report_saved

FOUND_ERRORS = 1


def run(options: Namespace) -> int:
    """Do one action."""
    return _ACTIONS[options.action](options)


def _draft(name: str) -> Draft:
    if is_pasted(name):
        shown = _("standard input")
        text = decoded(read_input(shown, _("Paste the draft, then press Enter and Ctrl+D."), FILE_LIMIT), shown)
        return recognise(sized(read_text(text), shown))
    return recognise(read_file(Path(name)))


def _read(options: Namespace) -> int:
    draft = _draft(options.file)
    if options.json:
        from checklists.drafts.recognise.as_json import draft_json  # noqa: PLC0415 - only if asked for

        output.write_utf8(draft_json(draft))
        return 0
    for line in tree_lines(draft):
        output.result(line)
    return 0


def _take(options: Namespace) -> int:
    from checklists.drafts.taking.taking import take  # noqa: PLC0415 - only here

    draft = _draft(options.file)
    folder, meeting = opened(Path(options.folder))
    if meeting is None:
        return FAULTY
    subject = find_subject(meeting, options.whose)
    found = take(meeting, subject, draft)
    if options.dry_run:
        for line in taken_lines(meeting, found):
            output.result(line)
        return 0
    done = _("{meaning}: {added} new, {changed} changed, {kept} as before").format(
        meaning=found.edit.meaning, added=found.added, changed=found.changed, kept=found.kept
    )
    with report_saved(folder.apply(found.edit)):
        if warning := other_head(meeting, subject, draft):
            output.say(warning)
        for told in dict.fromkeys(one.told for one in found.items if one.told):
            output.say(told)
        output.result(done)
        if found.left:
            keys = listed([one.key for one in found.left], 8)
            output.say(_("On the sheet, but no longer in the draft; kept: {ids}").format(ids=keys))
    return 0


def _meeting_and_subject(options: Namespace, draft: Draft) -> tuple[Meeting | None, str]:
    if options.folder is None:
        if options.whose is not None:
            raise UsageError(_("--for needs the meeting's folder."))
        return None, ""
    meeting = read_told(Path(options.folder)).meeting
    if meeting is None:
        return None, ""
    return meeting, find_subject(meeting, options.whose) if options.whose else _guessed(meeting, draft)


def _guessed(meeting: Meeting, draft: Draft) -> str:
    """Tell whose draft it is by the name in its head. Raises `UsageError` where it does not say."""
    named = named_in_head(meeting, draft)
    if len(named) == 1:
        return named[0]
    if not named and not a_case(draft).is_personal:
        return GROUP
    raise UsageError(_("Say whose draft it is with --for: group, an id or a name."))


def _check(options: Namespace) -> int:
    draft = _draft(options.file)
    meeting, subject = _meeting_and_subject(options, draft)
    if options.folder is not None and meeting is None:
        return FAULTY
    findings = findings_of(a_case(draft, meeting, subject))
    if options.json:
        output.write_utf8(check_json(findings))
    else:
        for line in check_lines(draft, findings):
            output.result(line)
    if not options.json:
        output.say(_summary(findings))
    return FOUND_ERRORS if any(one.level == "error" for one in findings) else 0


def _summary(findings: list[Finding]) -> str:
    if not findings:
        return _("nothing found")
    counts = {level: sum(one.level == level for one in findings) for level in ("error", "warning", "hint")}
    return _("{errors} errors, {warnings} warnings, {hints} hints").format(
        errors=counts["error"], warnings=counts["warning"], hints=counts["hint"]
    )


def _meant(options: Namespace) -> int:
    from tui.cli.draft_meant import mark  # noqa: PLC0415 - only here

    return mark(options, _draft(options.file))


def _meant_list(options: Namespace) -> int:
    from tui.cli.draft_meant import list_marked  # noqa: PLC0415 - only here

    return list_marked(options, _draft(options.draft) if options.draft else None)


def _report_again(options: Namespace) -> int:
    from tui.cli.draft_meant import again  # noqa: PLC0415 - only here

    return again(options)


def _rules(options: Namespace) -> int:
    from tui.cli.draft_rules import run as run_rules  # noqa: PLC0415 - only here

    return run_rules(options)


def _compare(options: Namespace) -> int:
    from checklists.drafts.checks.copies import compared  # noqa: PLC0415 - only here

    for name in options.files:
        refuse_nowhere(Path(name))
    files = list({os.path.realpath(name): name for name in options.files}.values())  # one named twice is no copy
    if len(files) < 2:
        raise UsageError(_("Comparing needs at least two drafts."))
    drafts = {}
    for number, name in enumerate(files, 1):
        drafts[name] = _draft(name)
        _progress(_("reading {done} of {all}"), number, len(files))
    found = compared(
        drafts, options.least / 100, lambda done, count: _progress(_("comparing {done} of {all}"), done, count)
    )
    for line in copy_lines(found):
        output.result(line)
    output.say(
        ngettext("{count} passage is nearly the same", "{count} passages are nearly the same", len(found)).format(
            count=len(found)
        )
    )
    return 0


def _progress(text: str, done: int, count: int) -> None:
    """Show on a terminal how far it is; elsewhere only every hundredth line."""
    if sys.stderr is None:
        return
    if sys.stderr.isatty():
        end = "\n" if done == count else "\r"
        output.write_error(text.format(done=done, all=count) + end)
    elif done % 100 == 0:
        output.say(text.format(done=done, all=count))


_ACTIONS: dict[str, Callable[[Namespace], int]] = {
    "read": _read,
    "take": _take,
    "check": _check,
    "meant": _meant,
    "meant-list": _meant_list,
    "report-again": _report_again,
    "rules": _rules,
    "compare": _compare,
}
