"""The roll-up in whatever form was asked for."""

from pathlib import Path
from typing import Literal, get_args

from checklists.reports.output import PAGE_WIDTH
from checklists.rollup.totals import RollUp

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
    """Return the form that a file's name asks for; text where it says nothing."""
    return _SUFFIXES.get(path.suffix.lower(), "text")


def rollup_report(roll: RollUp, form: Form, *, width: int = PAGE_WIDTH, is_coloured: bool = False) -> bytes:
    """Write the roll-up. Only the module of the form that was asked for is imported."""
    if form == "xlsx":
        from checklists.reports.rollup_xlsx import rollup_xlsx  # noqa: PLC0415

        return rollup_xlsx(roll)
    return _text(roll, form, width=width, is_coloured=is_coloured).encode("utf-8", "backslashreplace")


def _text(roll: RollUp, form: Form, *, width: int, is_coloured: bool) -> str:
    if form == "json":
        from checklists.reports.rollup_json import rollup_json  # noqa: PLC0415

        return rollup_json(roll)
    if form == "csv":
        from checklists.reports.rollup_csv import rollup_csv  # noqa: PLC0415

        return rollup_csv(roll)
    if form == "html":
        from checklists.reports.rollup_html import rollup_html  # noqa: PLC0415

        return rollup_html(roll)
    if form == "markdown":
        from checklists.reports.rollup_markdown import rollup_markdown  # noqa: PLC0415

        return rollup_markdown(roll)
    from checklists.reports.rollup_text import rollup_text  # noqa: PLC0415

    return rollup_text(roll, width=width, is_coloured=is_coloured)
