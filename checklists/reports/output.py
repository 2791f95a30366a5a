"""The summary in whatever form was asked for, and into a file."""

from pathlib import Path
from typing import Literal

from checklists import files
from checklists.errors import NotSavedError
from checklists.language import _
from checklists.readiness import Readiness

Form = Literal["text", "markdown", "json"]
PAGE_WIDTH = 80
_SUFFIXES: dict[str, Form] = {".txt": "text", ".md": "markdown", ".markdown": "markdown", ".json": "json"}


def form_of(path: Path) -> Form:
    """Return the form that a file's name asks for; text where it says nothing."""
    return _SUFFIXES.get(path.suffix.lower(), "text")


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
    text = report(readiness, form or form_of(path), width=width, member=member, stage=stage)
    files.replace(path, text.encode())


def refuse(path: Path, *, is_forced: bool) -> None:
    """Keep what is there unless it may go: raise `NotSavedError`."""
    if path.is_dir():
        raise NotSavedError(path, _("it is a folder"))
    if not is_forced and (path.is_symlink() or path.exists()):
        raise NotSavedError(path, _("it exists already"))
