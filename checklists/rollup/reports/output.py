"""Write the roll-up in a format, to bytes or a file."""

from pathlib import Path

from checklists.base.json import format_json
from checklists.base.language import N_, _
from checklists.reports.catalogue import FileFormat
from checklists.reports.deliver import SHEETS, check_template, find_format, write_papers
from checklists.reports.paper import PAGE_WIDTH, PaperSetting, WriteProgress
from checklists.reports.target import refuse, store
from checklists.rollup.reports.data import dump_rollup
from checklists.rollup.reports.papers import make_papers, make_sheets
from checklists.rollup.totals import RollUp

ROLLUP_FORMATS: tuple[FileFormat, ...] = ("xlsx", "docx", "html", "csv", "md", "txt", "json")
ROLLUP_TITLE = N_("Roll-up")


def require_format(path: Path) -> FileFormat:
    """Return the format of a file name's suffix; text without one. Raises `UsageError` for any other."""
    return find_format(path, ROLLUP_FORMATS, _(ROLLUP_TITLE), "txt")


def write_rollup(
    roll: RollUp,
    path: Path,
    *,
    is_forced: bool,
    form: FileFormat | None = None,
    width: int = PAGE_WIDTH,
    template: Path | None = None,
    progress: WriteProgress = lambda _done, _all: None,
) -> None:
    """Write the roll-up to a file that only its owner can read. Raises `UsageError` or `NotSavedError`."""
    refuse(path, is_forced=is_forced)
    form = form or require_format(path)
    progress(0, 1)
    content = render_rollup(roll, form, width=width, template=template, progress=progress)
    store(path, content, is_forced=is_forced, progress=progress)


def render_rollup(
    roll: RollUp,
    form: FileFormat,
    *,
    width: int = PAGE_WIDTH,
    is_coloured: bool = False,
    template: Path | None = None,
    progress: WriteProgress = lambda _done, _all: None,
) -> bytes:
    """Return the roll-up as bytes of a format. Raises `UsageError` or `UnreadableError`."""
    check_template(template, form)
    if form == "json":
        return format_json(dump_rollup(roll)).encode("utf-8", "backslashreplace")
    setting = PaperSetting(_(ROLLUP_TITLE), roll.today, template=template, width=width, is_coloured=is_coloured)
    return write_papers((make_sheets if form in SHEETS else make_papers)(roll), form, setting, progress)
