"""The summary in whatever form was asked for, and into a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from checklists.base.language import _
from checklists.readiness.duties import Readiness
from checklists.reports.target import form_named

if TYPE_CHECKING:
    from checklists.reports.catalogue import Export
    from checklists.reports.paper import Choice

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
__all__ = ["BINARY", "PAGE_WIDTH", "Form", "Part", "form_of", "report"]


def form_of(path: Path) -> Form:
    """Return the form that a file's name asks for; text where it has no suffix. Raises `UsageError` for another."""
    return form_named(path, _SUFFIXES, _("{name} names no form of the summary: its name must end in {suffixes}."))


class Part(NamedTuple):
    """What of the summary is asked for; all of it unless told."""

    member: str | None = None
    stage: str | None = None
    viewer: str | None = None
    """The member who looks; see `checklists.reports.own_part`."""


WHOLE = Part()


def report(
    readiness: Readiness,
    form: Form,
    part: Part = WHOLE,
    *,
    width: int = PAGE_WIDTH,
    is_coloured: bool = False,
) -> str:
    """Write the summary. Only the module of the form that was asked for is imported.

    Raises `UsageError` where a viewer asks for more than their own part.
    """
    member, stage = part.member, part.stage
    if part.viewer is not None:
        from checklists.reports.own_part import own_part  # noqa: PLC0415 - the secretary's needs none of this

        readiness, choice = own_part(readiness, *as_export(part))
        member = choice.member
    if form == "json":
        from checklists.reports.writers.json_report import summary_json  # noqa: PLC0415

        return summary_json(readiness, member=member, stage=stage)
    if form == "markdown":
        from checklists.reports.writers.markdown import summary_markdown  # noqa: PLC0415

        return summary_markdown(readiness, member=member, stage=stage)
    if form == "html":
        from checklists.reports.writers.html_report import summary_html  # noqa: PLC0415

        return summary_html(readiness, member=member, stage=stage)
    from checklists.reports.writers.text import summary_text  # noqa: PLC0415

    return summary_text(readiness, width=width, is_coloured=is_coloured, member=member, stage=stage)


def as_export(part: Part) -> "tuple[Export, Choice]":
    """Return the summary as one of the exports, and what of it is asked for."""
    from checklists.reports.catalogue import EXPORTS  # noqa: PLC0415 - a summary on the terminal needs none of this
    from checklists.reports.paper import Choice  # noqa: PLC0415

    return EXPORTS["summary"], Choice(part.member, viewer=part.viewer)
