"""``huiqian summary``: how far the preparation is, and why the meeting is not ready."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklists.base.errors import UsageError
from checklists.base.language import _
from checklists.readiness.duties import assess
from checklists.reports.catalogue import FileFormat
from checklists.reports.deliver import BINARY, SUMMARY, export_bytes, require_format, write_export
from checklists.reports.paper import PAGE_WIDTH, ExportChoice
from checklists.reports.target import refuse
from tui.cli import arguments, output
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import choose_day, find_stage, find_subject, find_viewer, find_visible_faults, open_for_reading
from tui.cli.usage import Parser

NOT_READY = 1

FORMATS = arguments.name_formats("text", "markdown", "json", "html", "docx", "xlsx")


@dataclass(frozen=True)
class Options:
    """Which part of which meeting, where to write it, and how."""

    folder: str
    member: str | None
    me: str | None
    stage: str | None
    output: str | None
    template: str | None
    force: bool
    format: str | None
    width: int | None
    check: bool
    today: date | None


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples(
        "huiqian summary 2026-annual",
        "huiqian summary --format json --output summary.json",
        "huiqian summary 2026-annual --output 汇总.docx",
        "huiqian summary 2026-annual --as m03",
        "huiqian summary --check",
    )
    arguments.add_folder(parser, nargs="?", default=".")
    parser.add_argument(
        "--member",
        metavar="ID",
        help=_("only this member; an id or a name, or group; verdict and quorum stay the meeting's"),
    )
    arguments.add_viewer(parser)
    parser.add_argument("--stage", metavar="ID", help=_("only this stage; an id or a title"))
    parser.add_argument("--output", metavar="FILE", help=_("write to a file instead of standard output"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))
    parser.add_argument(
        "--format",
        type=FORMATS.read,
        choices=FORMATS,
        help=_("by default what the file's name says (.txt, .md, .json, .html, .docx, .xlsx), else text"),
    )
    arguments.add_template(parser)
    parser.add_argument(
        "--width",
        metavar="N",
        type=arguments.parse_width,
        help=_("width of the text, from 60; by default the terminal's"),
    )
    parser.add_argument("--check", action="store_true", help=_("end with exit code 1 if the meeting is not ready"))
    arguments.add_today(parser)
    parser.set_command(Options, run)


def run(options: Options) -> int:
    """Print or write the summary; with ``--check`` the verdict is the exit code."""
    target = None if options.output in {None, "-"} else Path(options.output)
    form: FileFormat = output.FORMAT_SUFFIXES.get(options.format) or (
        require_format(SUMMARY, target) if target else "txt"
    )
    if target is None and form in BINARY:
        raise UsageError(_("A {form} file needs a name: --output FILE.").format(form=form))
    if target is not None:
        refuse(target, is_forced=options.force)  # before anything of the meeting is printed
    reading = open_for_reading(Path(options.folder), options.me)
    meeting = reading.meeting
    if meeting is None:
        return FAULTY
    viewer = find_viewer(meeting, options.me)
    member = None if options.member is None else find_subject(meeting, options.member)
    stage = None if options.stage is None else find_stage(meeting, options.stage)
    readiness = assess(meeting, choose_day(options.today), reading.faults)
    width = options.width or (PAGE_WIDTH if target else output.get_width())
    choice = ExportChoice(
        member,
        stage,
        viewer=viewer,
        template=Path(options.template) if options.template else None,
        folder=Path(options.folder),
        width=width,
        is_coloured=target is None and output.is_coloured(),
    )
    if target is not None:
        write_export(readiness, SUMMARY, target, choice, is_forced=options.force, form=form)
    else:
        text = export_bytes(readiness, SUMMARY, form, choice).decode()
        (output.write if form in {"txt", "md"} else output.write_utf8)(text)
    if find_visible_faults(reading, options.me):
        return FAULTY
    return NOT_READY if options.check and not readiness.is_ready else 0
