"""The summary in whatever form was asked for, and into a file."""

from pathlib import Path
from typing import Literal

from checklists.errors import UsageError
from checklists.language import _, listed
from checklists.readiness import Readiness
from checklists.reports.target import refuse, store
from checklists.text import show

Form = Literal["text", "markdown", "json", "html", "docx", "xlsx"]
PAGE_WIDTH = 80
BINARY: frozenset[Form] = frozenset({"docx", "xlsx"})
"""Forms that are files and nothing else: no terminal shows them."""
_SUFFIXES: dict[str, Form] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
}
__all__ = ["BINARY", "PAGE_WIDTH", "Form", "form_of", "refuse", "report", "write_report"]


def form_of(path: Path) -> Form:
    """Return the form that a file's name asks for; text where it has no suffix. Raises `UsageError` for another."""
    suffix = path.suffix.lower()
    if suffix and suffix not in _SUFFIXES:
        raise UsageError(
            _("{name} names no form of the summary: its name must end in {suffixes}.").format(
                name=show(path.name, 80), suffixes=listed(list(_SUFFIXES))
            )
        )
    return _SUFFIXES.get(suffix, "text")


def report(
    readiness: Readiness,
    form: Form,
    *,
    width: int = PAGE_WIDTH,
    is_coloured: bool = False,
    member: str | None = None,
    stage: str | None = None,
) -> str:
    """Write the summary. Only the module of the form that was asked for is imported."""
    if form == "json":
        from checklists.reports.json_report import summary_json  # noqa: PLC0415

        return summary_json(readiness, member=member, stage=stage)
    if form == "markdown":
        from checklists.reports.markdown import summary_markdown  # noqa: PLC0415

        return summary_markdown(readiness, member=member, stage=stage)
    if form == "html":
        from checklists.reports.html_report import summary_html  # noqa: PLC0415

        return summary_html(readiness, member=member, stage=stage)
    from checklists.reports.text import summary_text  # noqa: PLC0415

    return summary_text(readiness, width=width, is_coloured=is_coloured, member=member, stage=stage)


def write_report(
    readiness: Readiness,
    path: Path,
    *,
    is_forced: bool,
    form: Form | None = None,
    width: int = PAGE_WIDTH,
    member: str | None = None,
    stage: str | None = None,
) -> None:
    """Store the summary, for its owner only. Raises `NotSavedError`, above all where the file exists already."""
    refuse(path, is_forced=is_forced)
    form = form or form_of(path)
    if form in BINARY:
        content = _binary(readiness, form, member, stage)
    else:
        content = report(readiness, form, width=width, member=member, stage=stage).encode()
    store(path, content, is_forced=is_forced)


def _binary(readiness: Readiness, form: Form, member: str | None, stage: str | None) -> bytes:
    from checklists.reports.catalogue import EXPORTS  # noqa: PLC0415 - a summary on the terminal needs none of this
    from checklists.reports.deliver import export_bytes  # noqa: PLC0415
    from checklists.reports.paper import Choice  # noqa: PLC0415

    name: Literal["docx", "xlsx"] = "xlsx" if form == "xlsx" else "docx"
    return export_bytes(readiness, EXPORTS["summary"], name, Choice(member), stage)
