"""``huiqian demo``: a half-prepared sample meeting, made fresh."""

import tempfile
from argparse import Namespace
from pathlib import Path

from checklists.base.language import _
from checklists.base.text import clean_line, show_path
from checklists.setup.samples import make_sample
from tui.cli import output
from tui.cli.commands.open import start
from tui.cli.meetings import day_of
from tui.cli.saving import report_stored


def run(options: Namespace) -> int:
    """Make the sample, say where it is, and open it unless told not to."""
    folder = Path(options.folder if options.folder is not None else tempfile.mkdtemp(prefix="huiqian-demo-"))
    make_sample(folder, day_of(options.today))
    output.say(_("The sample meeting is in {folder}").format(folder=show_path(folder)))
    if options.no_open:
        with report_stored():
            output.result(clean_line(str(folder)))
        return 0
    return start(folder, today=options.today)
