"""``huiqian draft read``, ``take``, ``check`` and ``compare``. A draft's text goes to standard output only."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from checklists.base.errors import UsageError
from checklists.base.language import _, join_names, ngettext
from checklists.drafts import checks
from checklists.drafts.reading.source import DRAFT_BYTE_LIMIT, decode_draft, read_file, read_text, refuse_wrong_size
from checklists.drafts.recognise.as_json import dump_draft
from checklists.drafts.recognise.structure import recognise
from checklists.drafts.recognise.tree import Draft
from checklists.drafts.taking.owner import find_named_in_head, find_other_head
from checklists.drafts.taking.taking import take
from checklists.model.meeting import GROUP, Meeting
from checklists.store.files import refuse_nowhere
from tui.cli import arguments, output
from tui.cli.commands.draft.lines import check_lines, copy_lines, dump_findings, format_taken, format_tree
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import find_subject, open_for_edit, open_for_reading
from tui.cli.saving import report_saved
from tui.cli.usage import Actions, Parser

FOUND_ERRORS = 1


@dataclass(frozen=True)
class ReadingOptions:
    """Which draft to read."""

    file: str
    json: bool


@dataclass(frozen=True)
class Taking:
    """Which draft to take in, for which subject of which meeting."""

    file: str
    folder: str
    whose: str
    dry_run: bool


@dataclass(frozen=True)
class Checking:
    """The draft to check, and its subject."""

    file: str
    folder: str | None
    whose: str | None
    json: bool


@dataclass(frozen=True)
class Comparison:
    """Which drafts to compare, and from how many percent of likeness."""

    files: tuple[str, ...]
    least: int


def add_read_take_check(actions: Actions) -> None:
    """Add the actions that read one draft."""
    read = actions.add(
        "read", _("Show what is recognised in a draft, and what is not."), "huiqian draft read 对照检查材料.docx --json"
    )
    add_file(read)
    arguments.add_json(read)
    read.set_command(ReadingOptions, _run_read)
    take = actions.add(
        "take",
        _("Take a draft's problems, causes and measures into an outline; a second reading updates what changed."),
        "huiqian draft take 对照检查材料.docx 2026-annual --for m03",
    )
    add_file(take)
    arguments.add_folder(take)
    add_whose(take, is_required=True)
    take.add_argument(
        "--dry-run", action="store_true", help=_("only list what would be added, changed and kept; nothing is written")
    )
    take.set_command(Taking, _take)
    check = actions.add(
        "check",
        _("Check a draft as a reviewer would; with a folder, also against the ledgers and the other outlines."),
        "huiqian draft check 对照检查材料.docx 2026-annual --for m03",
    )
    add_file(check)
    check.add_argument("folder", metavar="FOLDER", nargs="?", help=_("the meeting's folder"))
    add_whose(check, is_required=False)
    arguments.add_json(check)
    check.set_command(Checking, _check)


def add_compare(actions: Actions) -> None:
    """Add the action to compare drafts with each other."""
    compare = actions.add(
        "compare",
        _("Compare many drafts with each other, and show the passages that are nearly the same."),
        "huiqian draft compare drafts/*.docx",
    )
    compare.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        type=arguments.parse_source,
        help=_("the drafts: .docx, .txt or .md; - reads pasted text"),
    )
    compare.add_argument(
        "--least",
        metavar="N",
        type=arguments.parse_share,
        default=80,
        help=_("from how many percent alike; 80 by default"),
    )
    compare.set_command(Comparison, _compare)


def add_file(parser: Parser) -> None:
    """Add the draft's file."""
    parser.add_argument(
        "file",
        metavar="FILE",
        type=arguments.parse_source,
        help=_("the draft: .docx, .txt or .md; - reads pasted text"),
    )


def add_whose(parser: Parser, *, is_required: bool) -> None:
    """Add the subject of the draft."""
    parser.add_argument(
        "--for", dest="whose", metavar="ID", required=is_required, help=_("whose draft it is: group, an id or a name")
    )


def read_draft(name: str) -> Draft:
    """Read a draft from a file, or for a dash from standard input. Raises `UnreadableError`."""
    if arguments.is_pasted(name):
        shown = _("standard input")
        text = decode_draft(
            arguments.read_input(shown, _("Paste the draft, then press Enter and Ctrl+D."), DRAFT_BYTE_LIMIT), shown
        )
        return recognise(refuse_wrong_size(read_text(text), shown))
    return recognise(read_file(Path(name)))


def _run_read(options: ReadingOptions) -> int:
    draft = read_draft(options.file)
    if options.json:
        output.write_json(dump_draft(draft))
        return 0
    for line in format_tree(draft):
        output.print_result(line)
    return 0


def _take(options: Taking) -> int:
    draft = read_draft(options.file)
    folder, meeting = open_for_edit(Path(options.folder))
    if meeting is None:
        return FAULTY
    subject = find_subject(meeting, options.whose)
    found = take(meeting, subject, draft)
    if options.dry_run:
        for line in format_taken(meeting, found):
            output.print_result(line)
        return 0
    done = _("{meaning}: {added} new, {changed} changed, {kept} as before").format(
        meaning=found.edit.meaning, added=found.added, changed=found.changed, kept=found.kept
    )
    with report_saved(folder.apply(found.edit)):
        if warning := find_other_head(meeting, subject, draft):
            output.say(warning)
        for told in dict.fromkeys(one.told for one in found.items if one.told):
            output.say(told)
        output.print_result(done)
        if found.left:
            keys = join_names([one.key for one in found.left], 8)
            output.say(_("On the sheet, but no longer in the draft; kept: {ids}").format(ids=keys))
    return 0


def _meeting_and_subject(options: Checking, draft: Draft) -> tuple[Meeting | None, str]:
    if options.folder is None:
        if options.whose is not None:
            raise UsageError(_("--for needs the meeting's folder."))
        return None, ""
    meeting = open_for_reading(Path(options.folder)).meeting
    if meeting is None:
        return None, ""
    return meeting, find_subject(meeting, options.whose) if options.whose else _guessed(meeting, draft)


def _guessed(meeting: Meeting, draft: Draft) -> str:
    """Return the member named in the draft's head. Raises `UsageError` if none is."""
    named = find_named_in_head(meeting, draft)
    if len(named) == 1:
        return named[0]
    if not named and not checks.make_case(draft).is_personal:
        return GROUP
    raise UsageError(_("Say whose draft it is with --for: group, an id or a name."))


def _check(options: Checking) -> int:
    draft = read_draft(options.file)
    meeting, subject = _meeting_and_subject(options, draft)
    if options.folder is not None and meeting is None:
        return FAULTY
    findings = checks.check_draft(checks.make_case(draft, meeting, subject))
    if options.json:
        output.write_json(dump_findings(findings))
    else:
        for line in check_lines(draft, findings):
            output.print_result(line)
    if not options.json:
        output.say(_summary(findings))
    return FOUND_ERRORS if any(one.level == "error" for one in findings) else 0


def _summary(findings: "list[checks.Finding]") -> str:
    if not findings:
        return _("nothing found")
    counts = {level: sum(one.level == level for one in findings) for level in ("error", "warning", "hint")}
    errors = ngettext("{count} error", "{count} errors", counts["error"])
    warnings = ngettext("{count} warning", "{count} warnings", counts["warning"])
    hints = ngettext("{count} hint", "{count} hints", counts["hint"])
    return join_names(
        (
            errors.format(count=counts["error"]),
            warnings.format(count=counts["warning"]),
            hints.format(count=counts["hint"]),
        )
    )


def _compare(options: Comparison) -> int:
    for name in options.files:
        refuse_nowhere(Path(name))
    files = list({os.path.realpath(name): name for name in options.files}.values())  # a file named twice is no copy
    if len(files) < 2:
        raise UsageError(_("Comparing needs at least two drafts."))
    drafts = {}
    for number, name in enumerate(files, 1):
        drafts[name] = read_draft(name)
        _progress(_("reading {done} of {all}"), number, len(files))
    found = checks.compare_drafts(
        drafts, options.least / 100, lambda done, count: _progress(_("comparing {done} of {all}"), done, count)
    )
    for line in copy_lines(found):
        output.print_result(line)
    output.say(
        ngettext("{count} passage is nearly the same", "{count} passages are nearly the same", len(found)).format(
            count=len(found)
        )
    )
    return 0


def _progress(text: str, done: int, count: int) -> None:
    """Print progress on a terminal; elsewhere only every hundredth line."""
    if sys.stderr is None:
        return
    if sys.stderr.isatty():
        end = "\n" if done == count else "\r"
        output.write_error(text.format(done=done, all=count) + end)
    elif done % 100 == 0:
        output.say(text.format(done=done, all=count))
