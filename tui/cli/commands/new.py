"""``huiqian new``: make a meeting from arguments, a roster, and what the last meeting left open."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from checklists.base.errors import InvalidEditError, UsageError
from checklists.base.language import _, join_names, ngettext
from checklists.base.text import quote_shell_word, show
from checklists.exchange.roster import ROSTER, parse_roster, read_roster
from checklists.model.annual import make_annual_title
from checklists.model.file_names import CHECKLIST_FILE
from checklists.model.meeting import Meeting, Member
from checklists.setup.builtin import list_builtin_ids
from checklists.setup.carry_over import CarriedSettings, carry_over_settings, reset_attendance
from checklists.setup.create import (
    DEFAULT_CHECKLIST,
    create_meeting,
    read_checklist_file,
    refuse_existing,
    warn_of_date,
)
from checklists.store.decoding import read_checklist
from checklists.store.folder import Folder
from checklists.store.rights import warn_of_rights
from tui.cli import arguments, output
from tui.cli.columns import add_columns, read_columns, suggest_column
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import choose_day, open_for_reading
from tui.cli.usage import Parser, Sparing

Members = dict[str, Member]


@dataclass(frozen=True)
class Options:
    """The new meeting's settings, and what it carries over."""

    folder: str
    unit: str | None
    last: str | None
    title: str | None
    date: datetime.date
    checklist: str | None
    members: str | None
    column: tuple[str, ...]
    theme: str
    place: str
    aspects: tuple[tuple[str, str], ...]
    today: datetime.date | None


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples(
        "huiqian new 2026-annual --unit 云溪县委常委会 --date 2026-12-18",
        "huiqian new 2027-annual --from 2026-annual --title 2027年度民主生活会 --date 2027-12-17",
    )
    arguments.add_folder(parser)
    unit = parser.add_argument("--unit", metavar="NAME", required=True, help=_("the unit that holds the meeting"))
    parser.add_argument(
        "--from",
        action=Sparing,
        spares=unit,
        metavar="LAST",
        dest="last",
        help=_(
            "the last meeting's folder: its unit, roster, quorum, targets, rules of the draft checks, layout of papers"
            " and open measures are taken over, the aspects are not"
        ),
    )
    parser.add_argument(
        "--title",
        type=arguments.parse_text,
        help=_("what the meeting is called; by default as annual meetings are, in January to March by the year before"),
    )
    parser.add_argument(
        "--date",
        metavar="DATE",
        required=True,
        type=arguments.NextDateText,
        help=_("the meeting's date, such as 2026-12-18"),
    )
    parser.add_argument(
        "--checklist",
        metavar="ID|FILE",
        help=_("a shipped checklist or a file; see: huiqian checklist list"),
    )
    parser.add_argument(
        "--members",
        metavar="FILE",
        type=arguments.parse_source,
        help=_("the roster as CSV, text or XLSX with a column 姓名 or name; - reads pasted text from standard input"),
    )
    add_columns(parser)
    parser.add_argument("--theme", type=arguments.parse_text, default="", help=_("the meeting's theme"))
    parser.add_argument("--place", type=arguments.parse_text, default="", help=_("where it is held"))
    parser.add_argument(
        "--aspect",
        metavar="ID=NAME",
        dest="aspects",
        action="append",
        type=arguments.parse_aspect,
        default=[],
        help=_("an aspect to inspect, such as politics=政治意识; repeatable"),
    )
    arguments.add_today(parser)
    parser.set_command(Options, run)


def run(options: Options) -> int:
    """Make the meeting, or print the roster's problems by row and column."""
    folder = Path(options.folder)
    refuse_existing(folder)
    aspects = dict(options.aspects)
    if len(aspects) < len(options.aspects):
        raise InvalidEditError(_("the same aspect is given twice"))
    last: Meeting | None = None
    if options.last is not None:
        reading = open_for_reading(Path(options.last))
        last = reading.meeting
        if last is None or any(
            fault.severity == "error" for fault in reading.faults
        ):  # what cannot be read would be left behind silently
            output.say(
                _("Nothing was made; mend the last meeting first: huiqian check {folder}").format(
                    folder=quote_shell_word(options.last)
                )
            )
            return FAULTY
    members = _roster(options, last)
    if members is None:
        output.say(_("Nothing was made; mend the roster first."))
        return FAULTY
    unit = last.settings.unit if last and options.unit is None else options.unit or ""
    taken: CarriedSettings = {}
    if last and options.last:
        taken = carry_over_settings(last, members, unit, Path(options.last), folder)
    checklist = _checklist(options, last)
    title = options.title if options.title is not None else _usual_title(options, checklist)
    create_meeting(
        folder,
        unit=unit,
        title=title,
        date=options.date,
        checklist=checklist,
        members=members,
        theme=options.theme,
        place=options.place,
        aspects=aspects,
        **taken,
    )
    if last:
        _tell(options, last, members, len(taken["entries"]))
    if options.title is None:
        output.say(_("Title: {title}").format(title=title))
    made = Folder(folder).read().meeting
    if made and (notice := warn_of_date(made, choose_day(options.today))):
        output.say(notice)
    if rights := warn_of_rights(folder):
        output.say(rights)
    output.say(_("Made. Open it with: huiqian open {folder}").format(folder=quote_shell_word(folder)))
    return 0


def _roster(options: Options, last: Meeting | None) -> Members | None:
    """Return the file's roster, else the last meeting's; ``None`` if the file has problems."""
    if options.members is None:
        return reset_attendance(last) if last else {}
    if arguments.is_pasted(options.members):
        name = ""
        text = arguments.read_pasted(_("the pasted text"), _("Paste the roster, then press Enter and Ctrl+D."))
        roster = parse_roster(text, choices=read_columns(options.column, ROSTER))
    else:
        name = show(Path(options.members).name) + _(": ")
        roster = read_roster(Path(options.members), read_columns(options.column, ROSTER))
    for problem in roster.problems:
        output.say(f"{name}{problem}")
    suggest_column(roster.found)
    return None if roster.has_errors else roster.members


def _checklist(options: Options, last: Meeting | None) -> str | Path:
    """Return the checklist named, else the last meeting's own; a shipped one in its present version."""
    if options.checklist is not None:
        return str(options.checklist)
    if last is None or options.last is None:
        return DEFAULT_CHECKLIST
    return last.checklist.id if last.checklist.id in list_builtin_ids() else Path(options.last) / CHECKLIST_FILE


def _usual_title(options: Options, checklist: str | Path) -> str:
    """Return the annual meeting's title. Raises `UsageError` if the checklist is for another kind of meeting."""
    found = read_checklist(read_checklist_file(checklist), show(Path(checklist).name))[0]
    title = make_annual_title(found, options.date) if found else ""
    if found and not title:
        raise UsageError(_("Say what the meeting is called: --title TITLE"))
    return title  # a faulty checklist's faults are reported later


def _tell(options: Options, last: Meeting, members: Members, count: int) -> None:
    """Print what was carried over, and what was not; `count` is the number of open measures."""
    parts = [ngettext("{count} open measure", "{count} open measures", count).format(count=count)]
    if options.members is None:
        count = len(members)
        parts.append(ngettext("a roster of {count} member", "a roster of {count} members", count).format(count=count))
    if last.settings.targets:
        parts.append(_("the targets"))
    parts.append(_("the quorum {share}").format(share=last.settings.quorum))
    if last.settings.checks:
        parts.append(_("the rules of the draft checks"))
    if last.settings.layout.plain():
        parts.append(_("the layout of papers"))
    if options.unit is None:
        parts.append(_("the unit {unit}").format(unit=last.settings.unit))
    output.say(_("Taken over from “{title}”: {things}").format(title=last.settings.title, things=join_names(parts)))
    if not options.aspects:
        output.say(_("The aspects were not taken over, for they change every year: set them in the settings."))
