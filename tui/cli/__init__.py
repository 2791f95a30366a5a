"""The command line, ``huiqian``: read and edit meetings without a screen."""

import gc
from collections.abc import Sequence

from tui.cli.exit_codes import INTERRUPTED


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if argv is None:
        gc.disable()  # startup makes no garbage; the app collects again after its first frame
    try:
        from tui.cli.process import run  # noqa: PLC0415 - an interrupt is answered while all this is imported, too

        return run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED
