"""``huiqian export``: ledgers, lists and papers for others."""

import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklists.base.errors import UsageError
from checklists.base.language import N_, _, join_names
from checklists.readiness.duties import assess
from checklists.reports.catalogue import EXPORTS, Text
from checklists.reports.deliver import check_export, write_export
from checklists.reports.paper import ExportChoice
from tui.cli import arguments, output
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import choose_day, find_subject, find_viewer, find_visible_faults, open_for_reading
from tui.cli.table import TextColumn, print_list
from tui.cli.usage import Parser

LIST = "list"
"""Instead of an export's id: list the exports."""
QUIET_SECONDS = 1.0
"""Seconds; progress is shown only after them."""
TEXT_WORDS: dict[Text, str] = {
    "none": N_("no confidential text"),
    "with-full": N_("counts; the text with --full"),
    "always": N_("confidential: only with --full"),
}


@dataclass(frozen=True)
class Options:
    """What to export from which meeting, and where to write it."""

    folder: str
    what: str
    output: str | None
    member: str | None
    me: str | None
    full: bool
    template: str | None
    force: bool
    today: date | None


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples(
        "huiqian export 2026-annual owing --output 未办结事项.xlsx",
        "huiqian export 2026-annual feedback --as m03 --full --output 意见反馈单.docx",
        "huiqian export 2026-annual list",
    )
    arguments.add_folder(parser)
    words = arguments.Words({**{name: one.title for name, one in EXPORTS.items()}, LIST: LIST})
    parser.add_argument(
        "what",
        metavar="WHAT",
        type=words.read,
        choices=words,
        help=join_names(EXPORTS) + _("; list tells what they are"),
    )
    parser.add_argument("--output", metavar="FILE", help=_("the file to write; its suffix names the form"))
    parser.add_argument("--member", metavar="ID", help=_("only this member; an id or a name, or group"))
    arguments.add_viewer(parser)
    parser.add_argument(
        "--full", action="store_true", help=_("with the text of opinions, criticism and self-inspection: confidential")
    )
    arguments.add_template(parser)
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))
    arguments.add_today(parser)
    parser.set_command(Options, run)


def run(options: Options) -> int:
    """Write the export, or list the exports."""
    if options.what == LIST:
        _list()
        return 0 if open_for_reading(Path(options.folder), options.me).meeting else FAULTY
    export = EXPORTS[options.what]
    if options.output is None:
        raise UsageError(_("Say which file to write: --output FILE."))
    target = Path(options.output)
    asked = ExportChoice(None if options.me else options.member, is_full=options.full, viewer=options.me)
    check_export(export, target, asked, is_forced=options.force)  # before anything of the meeting is printed
    reading = open_for_reading(Path(options.folder), options.me)
    if reading.meeting is None:
        return FAULTY
    viewer = find_viewer(reading.meeting, options.me)
    member = None if options.member is None else find_subject(reading.meeting, options.member)
    readiness = assess(reading.meeting, choose_day(options.today), reading.faults)
    told = _Told()
    template = Path(options.template) if options.template else None
    folder = Path(options.folder)
    choice = ExportChoice(member, is_full=options.full, viewer=viewer, template=template, folder=folder, progress=told)
    try:
        write_export(readiness, export, target, choice, is_forced=options.force)
    finally:
        told.end()
    return FAULTY if find_visible_faults(reading, options.me) else 0


class _Told:
    """Shows progress on one line of a terminal, once the writing takes long."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._share = -1

    def __call__(self, done: int, total: int) -> None:
        share = done * 100 // total if total else 100
        is_long = time.monotonic() - self._begun > QUIET_SECONDS
        if sys.stderr is None or not sys.stderr.isatty() or not is_long or share == self._share:
            return
        self._share = share
        output.write_error(f"\r{share:3}%")

    def end(self) -> None:
        """End the line if one was begun, also after an interrupt."""
        if self._share >= 0:
            output.write_error("\n")


def _list() -> None:
    exports = EXPORTS.values()
    print_list(
        [
            TextColumn("", [export.id for export in exports], "fixed"),
            TextColumn("", [_(export.title) for export in exports], "fixed"),
            TextColumn("", [" ".join(export.formats) for export in exports], "fixed"),
            TextColumn("", [_(TEXT_WORDS[export.text]) for export in exports], "fixed"),
        ]
    )
