"""The roll-up in whatever form was asked for, and into a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from checklists.base.language import _
from checklists.reports.output import PAGE_WIDTH
from checklists.reports.target import form_named, refuse, store
from checklists.rollup.totals import RollUp

if TYPE_CHECKING:
    from checklists.reports.paper import Progress

Form = Literal["text", "markdown", "json", "csv", "html", "xlsx"]
FORMS: tuple[Form, ...] = get_args(Form)
_SUFFIXES: dict[str, Form] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
}


def form_of(path: Path) -> Form:
    """Return the form that a file's name asks for; text where it has no suffix. Raises `UsageError` for another."""
    return form_named(path, _SUFFIXES, _("{name} names no form of the roll-up: its name must end in {suffixes}."))


def write_rollup(
    roll: RollUp,
    path: Path,
    *,
    is_forced: bool,
    form: Form | None = None,
    width: int = PAGE_WIDTH,
    progress: "Progress" = lambda _done, _all: None,
) -> None:
    """Store the roll-up whole, for its owner only. Raises `UsageError` or `NotSavedError`."""
    refuse(path, is_forced=is_forced)
    form = form or form_of(path)
    progress(0, 1)
    content = rollup_report(roll, form, width=width, progress=progress)
    store(path, content, is_forced=is_forced, progress=progress)


def rollup_report(
    roll: RollUp,
    form: Form,
    *,
    width: int = PAGE_WIDTH,
    is_coloured: bool = False,
    progress: "Progress" = lambda _done, _all: None,
) -> bytes:
    """Write the roll-up. Only the module of the form that was asked for is imported."""
    if form == "xlsx":
        from checklists.rollup.reports.xlsx import rollup_xlsx  # noqa: PLC0415

        return rollup_xlsx(roll, progress)
    return _text(roll, form, width=width, is_coloured=is_coloured).encode("utf-8", "backslashreplace")


def _text(roll: RollUp, form: Form, *, width: int, is_coloured: bool) -> str:
    if form == "json":
        from checklists.rollup.reports.json import rollup_json  # noqa: PLC0415

        return rollup_json(roll)
    if form == "csv":
        from checklists.rollup.reports.csv import rollup_csv  # noqa: PLC0415

        return rollup_csv(roll)
    if form == "html":
        from checklists.rollup.reports.html import rollup_html  # noqa: PLC0415

        return rollup_html(roll)
    if form == "markdown":
        from checklists.rollup.reports.markdown import rollup_markdown  # noqa: PLC0415

        return rollup_markdown(roll)
    from checklists.rollup.reports.text import rollup_text  # noqa: PLC0415

    return rollup_text(roll, width=width, is_coloured=is_coloured)
