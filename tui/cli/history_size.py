"""How large the history is: `huiqian check` says it, so that it never grows unseen."""

from pathlib import Path

from checklists.base.language import _, ngettext
from checklists.base.text import shell_word
from checklists.store import journal
from tui.cli import output


def tell_history_size(folder: Path, prefix: str) -> None:
    """Say it; as a notice where the history should be cut."""
    size, count = journal.size(folder)
    if size > journal.ADVISED_LIMIT:
        problem = _("notice: the history has {size} MiB; to cut it: huiqian history prune {folder} --before DATE")
        output.result(prefix + problem.format(size=size >> 20, folder=shell_word(folder)))
    elif size:
        words = ngettext("history: {size} KiB in {count} file", "history: {size} KiB in {count} files", count)
        output.say(prefix + words.format(size=(size + 1023) >> 10, count=count))
