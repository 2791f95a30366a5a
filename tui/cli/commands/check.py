"""``huiqian check``: every fault of every file, one a line."""

from dataclasses import dataclass
from pathlib import Path

from checklists.base.errors import NoMeetingError, UnreadableError, UnusableTemplateError
from checklists.base.faults import Severity
from checklists.base.language import N_, _, ngettext
from checklists.base.text import quote_shell_word, show_path
from checklists.model.meeting import Meeting
from checklists.reports import writers
from checklists.store import journal
from checklists.store.folder import Folder
from checklists.store.rights import warn_of_rights
from tui.cli import output
from tui.cli.exit_codes import FAULTY
from tui.cli.usage import Parser

_WORDS: dict[Severity, str] = {"error": N_("error"), "inconsistent": N_("inconsistent"), "notice": N_("notice")}


@dataclass(frozen=True)
class Options:
    """Which meetings to check."""

    folders: tuple[str, ...]


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples("huiqian check", "huiqian check meetings/*")
    parser.add_argument(
        "folders", metavar="FOLDER", nargs="*", help=_("the meetings' folders") + _("; by default this one")
    )
    parser.set_command(Options, run)


def run(options: Options) -> int:
    """Check each folder; one without a meeting does not stop the others."""
    folders = [Path(name) for name in options.folders or ["."]]
    code = 0
    is_quiet = True
    for folder in folders:
        prefix = f"{show_path(folder)}: " if len(folders) > 1 else ""
        try:
            reading = Folder(folder).read(is_thorough=True)
        except (NoMeetingError, UnreadableError) as error:
            output.say(str(error))
            code = FAULTY
            continue
        for fault in reading.faults:
            output.print_result(prefix + _(": ").join((_(_WORDS[fault.severity]), str(fault))))
        if reading.has_errors:
            code = FAULTY
        rights = warn_of_rights(folder)
        if rights:
            output.print_result(prefix + _(": ").join((_(_WORDS["notice"]), rights)))
        template = _template_notice(folder, reading.meeting)
        if template:
            output.print_result(prefix + _(": ").join((_(_WORDS["notice"]), template)))
        _tell_history_size(folder, prefix)
        is_quiet = is_quiet and not reading.faults and not rights and not template
    if is_quiet and not code:
        output.say(_("no faults"))
    return code


def _template_notice(folder: Path, meeting: Meeting | None) -> str:
    """Return what is wrong with the layout's template; other formats than DOCX need none."""
    path = meeting.settings.layout.find_template(folder) if meeting else None
    if path is None:
        return ""
    try:
        writers.open_template(path)
    except UnusableTemplateError as error:
        return str(error)
    return ""


def _tell_history_size(folder: Path, prefix: str) -> None:
    """Print the history's size, as a notice if it should be cut."""
    size, count = journal.measure_journal(folder)
    if size > journal.ADVISED_LIMIT:
        problem = _("notice: the history has {size} MiB; to cut it: huiqian history prune {folder} --before DATE")
        output.print_result(prefix + problem.format(size=size >> 20, folder=quote_shell_word(folder)))
    elif size:
        words = ngettext("history: {size} KiB in {count} file", "history: {size} KiB in {count} files", count)
        output.say(prefix + words.format(size=(size + 1023) >> 10, count=count))
