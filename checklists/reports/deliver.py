"""Exports as bytes and into files. What a format needs is imported only here, and only for that format."""

from pathlib import Path

from checklists.base.errors import UsageError
from checklists.base.language import _, listed
from checklists.base.text import show_path, show_word
from checklists.model.meeting import GROUP
from checklists.readiness.duties import Readiness
from checklists.reports.catalogue import Export, ExportForm
from checklists.reports.output import BINARY, PAGE_WIDTH, WHOLE, Form, Part, as_export, form_of, report
from checklists.reports.own_part import check_viewer, own_part
from checklists.reports.paper import Choice, Paper, Setting
from checklists.reports.target import refuse, store

_REPORTS: dict[ExportForm, Form] = {"html": "html", "txt": "text", "md": "markdown", "json": "json"}
"""Forms that only the summary has, and how its own writers call them."""


def form_of_export(export: Export, path: Path) -> ExportForm:
    """Return the form that the file's suffix names. Raises `UsageError` where the export has no such form."""
    suffix = path.suffix.lower().removeprefix(".")
    for form in export.formats:
        if form == suffix:
            return form
    raise UsageError(
        _("“{title}” cannot be written as {name}: the file's name must end in {suffixes}.").format(
            title=_(export.title), name=show_path(path.name, 80), suffixes=listed([f".{one}" for one in export.formats])
        )
    )


def check_export(export: Export, path: Path, choice: Choice, *, is_forced: bool) -> ExportForm:
    """Refuse what cannot be exported as asked. Raises `UsageError` or `NotSavedError`."""
    form = form_of_export(export, path)
    if export.needs_full and not choice.is_full:
        raise UsageError(
            _(
                "“{title}” consists of confidential text: write it with --full, and keep it as the rules require."
            ).format(title=_(export.title))
        )
    if choice.is_full and export.text == "none":
        raise UsageError(_("“{title}” holds no confidential text: leave --full out.").format(title=_(export.title)))
    if choice.member is not None and not export.of_member:
        raise UsageError(_("“{title}” is the whole meeting's: leave --member out.").format(title=_(export.title)))
    check_viewer(export, choice)
    if choice.member == GROUP and export.whom == "members":
        raise UsageError(
            _("“{title}” is of members, not of the group: name one of them.").format(title=_(export.title))
        )
    refuse(path, is_forced=is_forced)
    return form


def write_export(readiness: Readiness, export: Export, path: Path, choice: Choice, *, is_forced: bool = False) -> None:
    """Make an export and store it whole, for its owner only. Raises `UsageError` or `NotSavedError`."""
    form = check_export(export, path, choice, is_forced=is_forced)
    if choice.member is not None and choice.member not in readiness.meeting.subjects:
        raise UsageError(_("There is no member {name} on the roster.").format(name=show_word(choice.member)))
    choice.progress(0, 1)
    content = export_bytes(readiness, export, form, choice)
    store(path, content, is_forced=is_forced, progress=choice.progress)


def write_report(
    readiness: Readiness,
    path: Path,
    part: Part = WHOLE,
    *,
    is_forced: bool,
    form: Form | None = None,
    width: int = PAGE_WIDTH,
) -> None:
    """Store the summary, for its owner only. Raises `NotSavedError`, above all where the file exists already."""
    refuse(path, is_forced=is_forced)
    form = form or form_of(path)
    if form in BINARY:
        export, choice = as_export(part)
        content = export_bytes(readiness, export, "xlsx" if form == "xlsx" else "docx", choice, part.stage)
    else:
        content = report(readiness, form, part, width=width).encode()
    store(path, content, is_forced=is_forced)


def export_bytes(
    readiness: Readiness, export: Export, form: ExportForm, choice: Choice, stage: str | None = None
) -> bytes:
    """Make an export, for a viewer from their own part only; only the summary can be restricted to a stage."""
    readiness, choice = own_part(readiness, export, choice)
    if form == "ics":
        from checklists.reports.writers.calendar import calendar_bytes  # noqa: PLC0415 - icalendar takes long to import

        return calendar_bytes(readiness, choice)
    if form in _REPORTS:
        return report(readiness, _REPORTS[form], Part(choice.member, stage)).encode()
    papers = _papers(readiness, export, form, choice, stage)
    settings = readiness.meeting.settings
    setting = Setting(settings.unit_on_papers, readiness.today, has_numbers=settings.layout.shows("page-numbers"))
    if form == "xlsx":
        from checklists.reports.writers.workbook import xlsx_bytes  # noqa: PLC0415 - openpyxl takes long to import

        return xlsx_bytes(papers, setting, choice.progress)
    from checklists.reports.writers.official import docx_bytes  # noqa: PLC0415 - python-docx takes long to import

    return docx_bytes(papers, setting, choice.progress)


def _papers(readiness: Readiness, export: Export, form: ExportForm, choice: Choice, stage: str | None) -> list[Paper]:
    if export.id != "summary":
        return export.function(readiness, choice)
    from checklists.reports.papers import summary  # noqa: PLC0415 - with the others

    return (summary.sheets if form == "xlsx" else summary.papers)(readiness, choice, stage)
