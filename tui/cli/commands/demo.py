"""``huiqian demo``: a half-prepared sample meeting, made fresh."""

import tempfile
from argparse import Namespace
from pathlib import Path

from checklists.language import _
from checklists.samples import make_sample
from checklists.text import show
from tui.cli import output
from tui.cli.commands.open import start
from tui.cli.meetings import day_of


def run(options: Namespace) -> int:
    """Make the sample, say where it is, and open it unless told not to."""
    folder = Path(options.folder if options.folder is not None else tempfile.mkdtemp(prefix="huiqian-demo-"))
    make_sample(folder, day_of(options.today))
    output.say(_("The sample meeting is in {folder}").format(folder=show(folder, 300)))
    if options.no_open:
        output.result(show(folder, 4096))
        return 0
    return start(folder, today=options.today)
