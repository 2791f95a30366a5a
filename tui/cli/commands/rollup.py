"""``huiqian rollup``: many meetings in one view, a line a unit."""

import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from checklists.base.errors import UsageError
from checklists.base.language import N_, _, join_names, ngettext
from checklists.base.text import show, show_path, show_word
from checklists.exchange.columns import UnknownColumnsError
from checklists.reports.catalogue import FileFormat
from checklists.reports.deliver import BINARY
from checklists.reports.paper import PAGE_WIDTH
from checklists.reports.target import refuse
from checklists.rollup.collecting import Gathering, Request
from checklists.rollup.index import get_index_path
from checklists.rollup.judging import UNIT_VERDICT_WORDS
from checklists.rollup.manifest import MANIFEST, Manifest, read_manifest
from checklists.rollup.reports.output import render_rollup, require_format, write_rollup
from checklists.rollup.totals import SORT_WORDS, Only, RollUp, SortKey, compute_totals, is_chosen, sort_units
from tui import app, rollup
from tui.cli import arguments, output
from tui.cli.columns import add_columns, read_columns, suggest_column
from tui.cli.exit_codes import FAULTY, INTERRUPTED
from tui.cli.meetings import choose_day
from tui.cli.usage import Parser

TERMINAL_SECONDS = 0.1
PIPED_SECONDS = 5.0
"""Seconds between reports of progress: on a terminal in place, else as lines."""
SORT = arguments.Words(
    {str(key): word for key, word in SORT_WORDS.items()},
    {"risk": ["风险"], "date": [N_("Date")], "unit": [N_("Unit")], "progress": [N_("Progress"), "推进度"]},
)
ONLY = arguments.Words(
    {"late": N_("overdue"), "not-ready": N_("not ready"), "faulty": N_("faulty")},
    {
        "late": [N_("only late ones"), UNIT_VERDICT_WORDS["late"]],
        "not-ready": [N_("only those not ready")],
        "faulty": [N_("only faulty ones")],
    },
)
BY = arguments.Words({"district": N_("District")}, {"district": ["区县"]})
FORMATS = arguments.name_formats("text", "markdown", "json", "csv", "html", "docx", "xlsx")


@dataclass(frozen=True)
class Options:
    """Which meetings, in which order and format, and where to write."""

    roots: tuple[str, ...]
    checklist: str | None
    manifest: str | None
    column: tuple[str, ...]
    sort: SortKey
    only: Only | None
    by: Literal["district"] | None
    open: bool
    output: str | None
    template: str | None
    force: bool
    format: str | None
    width: int | None
    today: date | None


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples(
        "huiqian rollup meetings/",
        "huiqian rollup meetings/ --only late --sort date",
        "huiqian rollup meetings/ --manifest units.csv --by district --output rollup.xlsx",
        "huiqian rollup meetings/ --open",
    )
    parser.add_argument(
        "roots", metavar="ROOT", nargs="+", help=_("folders that hold the meetings' folders, at any depth")
    )
    parser.add_argument("--checklist", metavar="ID", help=_("only meetings that follow this checklist"))
    parser.add_argument(
        "--manifest", metavar="FILE", help=_("the expected units: CSV or XLSX with unit, district, folder, date")
    )
    add_columns(parser)
    parser.add_argument(
        "--sort",
        type=SORT.read,
        choices=SORT,
        default="risk",
        help=_("risk (default): what needs a visit first; or by date, unit or progress"),
    )
    parser.add_argument("--only", type=ONLY.read, choices=ONLY, help=_("list only these; all are counted"))
    parser.add_argument("--by", type=BY.read, choices=BY, help=_("group by district, each with its totals"))
    parser.add_argument("--open", action="store_true", help=_("show it in the app"))
    parser.add_argument("--output", metavar="FILE", help=_("write to a file instead of standard output"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))
    parser.add_argument(
        "--format",
        type=FORMATS.read,
        choices=FORMATS,
        help=_("by default what the file's name says, else text"),
    )
    arguments.add_template(parser)
    parser.add_argument(
        "--width",
        metavar="N",
        type=arguments.parse_width,
        help=_("width of the text, from 60; by default the terminal's"),
    )
    arguments.add_today(parser)
    parser.set_command(Options, run)


def run(options: Options) -> int:
    """Read all meetings below the roots and print or write the roll-up; a faulty one stops nothing."""
    target = None if options.output in {None, "-"} else Path(options.output)
    form: FileFormat = output.FORMAT_SUFFIXES.get(options.format) or (require_format(target) if target else "txt")
    if target is not None:
        refuse(target, is_forced=options.force)  # before anything is read
    elif form in BINARY and (sys.stdout is None or sys.stdout.isatty()):
        raise UsageError(_("A {form} file needs a name: --output FILE.").format(form=form))
    try:
        manifest = _manifest(options)
    except UnknownColumnsError as error:
        output.say(str(error))
        suggest_column(error.found)
        return FAULTY
    request = Request(
        tuple(Path(root) for root in options.roots), choose_day(options.today), manifest, options.checklist or ""
    )
    if options.open:
        return _open(request, options.today)
    gathering = Gathering(request, get_index_path())
    for problem in gathering.roots.problems:
        output.say(problem)
    _gather(gathering)
    if not gathering.units:
        return _nothing(gathering)
    roll = RollUp(
        tuple(sort_units((one for one in gathering.units if is_chosen(one, options.only)), options.sort)),
        compute_totals(gathering.units),
        request.today,
        is_complete=gathering.is_complete,
        by_district=options.by == "district",
    )
    _print(roll, form, target, options)
    if not gathering.is_complete:
        return INTERRUPTED
    return FAULTY if gathering.roots.problems or roll.totals.verdicts["faulty"] else 0


def _manifest(options: Options) -> Manifest | None:
    """Read the manifest, and print what was left out of it."""
    if not options.manifest:
        return None
    choices = read_columns(options.column, MANIFEST)
    found = read_manifest(Path(options.manifest), choices, today=choose_day(options.today))
    for note in found.notes:
        output.say(_(": ").join([show(Path(options.manifest).name), note]))
    return found


def _gather(gathering: Gathering) -> None:
    """Read with progress on standard error; after an interrupt, the roll-up has what was read."""
    progress = FolderProgress()
    units = gathering.run()
    try:
        for _unit in units:
            progress.tell(gathering)
    except KeyboardInterrupt:
        units.close()
        progress.end()
        output.say(
            _("Interrupted: {read} of {found} folders were read; only these are shown.").format(
                read=gathering.read, found=gathering.found
            )
        )
        return
    progress.end()
    changed = gathering.read - gathering.unchanged
    output.say(
        ngettext(
            "{found} folder found: {read} read, {unchanged} unchanged since the last time.",
            "{found} folders found: {read} read, {unchanged} unchanged since the last time.",
            gathering.found,
        ).format(found=gathering.found, read=changed, unchanged=gathering.unchanged)
    )


def _nothing(gathering: Gathering) -> int:
    if not gathering.is_complete:
        return INTERRUPTED
    if gathering.request.checklist and gathering.found:
        problem = _("No meeting here follows the checklist {id}.")
        output.say(problem.format(id=show_word(gathering.request.checklist)))
    elif gathering.roots.paths:
        where = join_names([show_path(path) for path in gathering.roots.paths], 4)
        output.say(
            _("There is no meeting below {folders}: no folder there holds a meeting.toml.").format(folders=where)
        )
    return FAULTY


def _print(roll: RollUp, form: FileFormat, target: Path | None, options: Options) -> None:
    template = Path(options.template) if options.template else None
    if target is not None:
        write_rollup(
            roll, target, is_forced=options.force, form=form, width=options.width or PAGE_WIDTH, template=template
        )
        return
    report = render_rollup(
        roll, form, width=options.width or output.get_width(), is_coloured=output.is_coloured(), template=template
    )
    if form in BINARY:
        sys.stdout.buffer.write(report)
    else:
        (output.write if form in {"txt", "md"} else output.write_utf8)(report.decode())


def _open(request: Request, today: date | None) -> int:
    """Show the roll-up in the app."""
    output.require_screen(_("Without --open the roll-up is printed."))
    return app.run_screen(lambda: rollup.RollupScreen(request, today))


class FolderProgress:
    """Shows how many folders have been read, in place on a terminal."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._told = time.monotonic()
        self._width = 0

    def tell(self, gathering: Gathering) -> None:
        """Show it, if the last time is long enough ago."""
        now = time.monotonic()
        if now - self._told < (TERMINAL_SECONDS if self._is_terminal else PIPED_SECONDS):
            return
        self._told = now
        text = _("{read} of {found} folders").format(read=gathering.read, found=gathering.found)
        if self._is_terminal:
            output.write_error(f"\r{text}")
            self._width = 2 * len(text)
        else:
            output.say(text)

    def end(self) -> None:
        """Clear the line."""
        if self._width:
            output.write_error("\r" + " " * self._width + "\r")
