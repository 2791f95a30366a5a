"""``huiqian demo``: a half-prepared sample meeting, made fresh."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklists.base.language import _
from checklists.base.text import clean_line, show_path
from checklists.setup.samples import make_sample
from tui.cli import arguments, output
from tui.cli.commands.open import start
from tui.cli.meetings import choose_day
from tui.cli.saving import report_stored
from tui.cli.usage import Parser


@dataclass(frozen=True)
class Options:
    """Where to make the sample, by which day, and whether to open it."""

    folder: str | None
    no_open: bool
    today: date | None


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples("huiqian demo", "huiqian demo sample --no-open --today 2026-11-24")
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="?", help=_("where to make it; by default a new temporary folder")
    )
    parser.add_argument("--no-open", action="store_true", help=_("only make it"))
    arguments.add_today(parser)
    parser.set_command(Options, run)


def run(options: Options) -> int:
    """Make the sample, say where it is, and open it unless told not to."""
    folder = Path(options.folder if options.folder is not None else tempfile.mkdtemp(prefix="huiqian-demo-"))
    make_sample(folder, choose_day(options.today))
    output.say(_("The sample meeting is in {folder}").format(folder=show_path(folder)))
    if options.no_open:
        with report_stored():
            output.print_result(clean_line(str(folder)))
        return 0
    return start(folder, today=options.today)
