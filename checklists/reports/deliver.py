"""Write the summary and every export, to bytes or a file. A format's writer is imported when it is used.

Every export for a viewer (``--as``) is made from their own part, whoever asks for it: the meeting as they see it,
their own duties, and the tallies of all.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from checklists.base.errors import UsageError
from checklists.base.json import format_json
from checklists.base.language import _, join_names
from checklists.base.text import show_path, show_word
from checklists.model.layout import Layout
from checklists.model.meeting import GROUP
from checklists.readiness.duties import Readiness, SubjectReadiness
from checklists.reports import papers, summary, writers
from checklists.reports.catalogue import EXPORTS, Export, FileFormat
from checklists.reports.paper import ExportChoice, Paper, PaperSetting, WriteProgress
from checklists.reports.target import refuse, store

SUMMARY = EXPORTS["summary"]
BINARY: frozenset[FileFormat] = frozenset({"docx", "xlsx", "ics"})
"""Formats unfit for a terminal."""
SHEETS: frozenset[FileFormat] = frozenset({"xlsx", "csv"})
"""Spreadsheet formats: they hold only tables."""
_OTHER_SUFFIXES: dict[str, FileFormat] = {"markdown": "md", "htm": "html"}
TERMINAL_LAYOUT = Layout.model_construct(date="none", parts={"remarks": False})
"""The layout on a terminal: all parts, and today's date beside the meeting's."""


def find_format(path: Path, forms: Sequence[FileFormat], title: str, unnamed: FileFormat | None = None) -> FileFormat:
    """Return the format of a file name's suffix, or `unnamed` if there is no suffix.

    Raises `UsageError` where the thing of this title has no such form.
    """
    suffix = path.suffix.lower().removeprefix(".")
    found = next((form for form in forms if form == _OTHER_SUFFIXES.get(suffix, suffix)), None if suffix else unnamed)
    if found is None:
        raise UsageError(
            _("“{title}” cannot be written as {name}: the file's name must end in {suffixes}.").format(
                title=title, name=show_path(path.name, 80), suffixes=join_names([f".{one}" for one in forms])
            )
        )
    return found


def require_format(export: Export, path: Path) -> FileFormat:
    """Return the format of an export for a file's name. Raises `UsageError` if it has none."""
    return find_format(path, export.formats, _(export.title), "txt" if export is SUMMARY else None)


def check_export(export: Export, path: Path, choice: ExportChoice, *, is_forced: bool) -> FileFormat:
    """Check a request for an export, and return its format. Raises `UsageError` or `NotSavedError`."""
    if path.is_dir():
        refuse(path, is_forced=is_forced)
    form = require_format(export, path)
    _check_choice(export, choice)
    refuse(path, is_forced=is_forced)
    return form


def write_export(
    readiness: Readiness,
    export: Export,
    path: Path,
    choice: ExportChoice,
    *,
    is_forced: bool = False,
    form: FileFormat | None = None,
) -> None:
    """Write an export to a file that only its owner can read. Raises `UsageError` or `NotSavedError`."""
    form = form or require_format(export, path)
    _check_choice(export, choice)
    refuse(path, is_forced=is_forced)
    if choice.member is not None and choice.member not in readiness.meeting.subjects:
        raise UsageError(_("There is no member {name} on the roster.").format(name=show_word(choice.member)))
    choice.progress(0, 1)
    content = export_bytes(readiness, export, form, choice)
    store(path, content, is_forced=is_forced, progress=choice.progress)


def export_bytes(readiness: Readiness, export: Export, form: FileFormat, choice: ExportChoice) -> bytes:
    """Return an export's bytes, for a viewer only their own part. Raises `UsageError` or `UnreadableError`."""
    check_template(choice.template, form)
    _check_viewer(export, choice)
    if choice.viewer is not None:
        readiness, choice = redact_readiness(readiness, choice.viewer), choice._replace(member=choice.viewer)
    if form == "ics":
        return writers.render_calendar(readiness, choice)
    if form == "json":
        return format_json(summary.dump_summary(readiness, member=choice.member, stage=choice.stage)).encode()
    if export is SUMMARY and form in {"txt", "md"}:  # laid out as on a terminal, not as on paper
        settings = readiness.meeting.settings.model_copy(update={"layout": TERMINAL_LAYOUT})
        readiness = replace(readiness, meeting=replace(readiness.meeting, settings=settings))
    settings = readiness.meeting.settings
    own = settings.layout.find_template(choice.folder) if form == "docx" and choice.folder else None
    setting = PaperSetting(
        settings.unit_on_papers,
        readiness.today,
        has_numbers=settings.layout.shows("page-numbers"),
        template=choice.template or own,
        width=choice.width,
        is_coloured=choice.is_coloured,
    )
    return write_papers(_make_papers(readiness, export, form, choice), form, setting, choice.progress)


def write_papers(papers: Sequence[Paper], form: FileFormat, setting: PaperSetting, progress: WriteProgress) -> bytes:
    """Return papers as bytes of a format."""
    match form:
        case "docx":
            return writers.render_docx(papers, setting, progress)
        case "xlsx":
            return writers.render_xlsx(papers, setting, progress)
        case "html":
            text = writers.render_html(papers)
        case "md":
            text = writers.render_markdown(papers)
        case "csv":
            tables = [table for paper in papers for table in paper.tables]
            # the table that lists, not one that counts
            text = writers.render_csv(max(tables, key=lambda table: len(table.columns)))
        case _:
            text = writers.render_text(papers, setting)
    return text.encode("utf-8", "backslashreplace")


def check_template(template: Path | None, form: FileFormat) -> None:
    """Raise `UsageError` if a template is given for a format without templates."""
    if template is not None and form != "docx":
        raise UsageError(_("A template is for DOCX only: leave --template out, or name a .docx file."))


def _check_choice(export: Export, choice: ExportChoice) -> None:
    """Raise `UsageError` for a choice not offered by the export."""
    if export.needs_full and not choice.is_full:
        raise UsageError(
            _(
                "“{title}” consists of confidential text: write it with --full, and keep it as the rules require."
            ).format(title=_(export.title))
        )
    if choice.is_full and export.text == "none":
        raise UsageError(_("“{title}” holds no confidential text: leave --full out.").format(title=_(export.title)))
    if choice.member is not None and not export.can_be_limited:
        raise UsageError(_("“{title}” is the whole meeting's: leave --member out.").format(title=_(export.title)))
    _check_viewer(export, choice)
    if choice.member == GROUP and export.whom == "members":
        raise UsageError(
            _("“{title}” is of members, not of the group: name one of them.").format(title=_(export.title))
        )


def _check_viewer(export: Export, choice: ExportChoice) -> None:
    """Raise `UsageError` if an export is not open to a viewer."""
    if choice.viewer is None:
        return
    if not export.can_be_limited:
        raise UsageError(
            _("“{title}” is the whole meeting's: only who sees the whole meeting can write it.").format(
                title=_(export.title)
            )
        )
    if choice.member not in {None, choice.viewer}:
        raise UsageError(_("Of others nothing can be written here, only one's own part."))


def _make_papers(readiness: Readiness, export: Export, form: FileFormat, choice: ExportChoice) -> list[Paper]:
    """Make an export's papers. The summary imports no other paper: it must be quick."""
    if export is SUMMARY and form not in SHEETS:
        return papers.summary.make_papers(readiness, choice)
    make = {
        "summary": papers.summary_sheets.make_papers,
        "opinions": papers.opinions.make_papers,
        "feedback": papers.feedback.make_papers,
        "talks": papers.talks.make_papers,
        "problems": papers.problems.make_papers,
        "criticism": papers.criticism.make_papers,
        "rectification": papers.rectification.make_papers,
        "owing": papers.owing.make_papers,
        "sign-in": papers.sign_in.make_papers,
        "archive": papers.archive.make_papers,
        "self-inspection": papers.self_inspection.make_papers,
        "script": papers.script.make_papers,
    }
    return make[export.id](readiness, choice)


def redact_readiness(readiness: Readiness, viewer: str | None) -> Readiness:
    """Return a readiness without anything that a viewer may not see; tallies stay the whole meeting's.

    Raises `UsageError` where the viewer is no member.
    """
    meeting = readiness.meeting
    if viewer is None:
        return readiness
    if viewer not in meeting.settings.members:
        raise UsageError(_("There is no member {name} on the roster.").format(name=show_word(viewer)))
    from checklists.edits.privacy import redact_faults  # noqa: PLC0415 - most reports are the secretary's
    from checklists.edits.redaction import redact  # noqa: PLC0415 - as above

    subjects = {
        key: part if key == viewer else SubjectReadiness(key, {}, part.stages, part.waited_for, {})
        for key, part in readiness.subjects.items()
    }
    return replace(
        readiness,
        meeting=redact(meeting, viewer),
        subjects=subjects,
        faults=redact_faults(readiness.faults, viewer),
    )
