"""The options of the commands about one meeting: open, demo, new, summary, next, mark, check."""

from checklists.base.language import _
from tui.cli import arguments
from tui.cli.columns import add_columns
from tui.cli.usage import Add, Sparing

STATUSES = ["todo", "doing", "done", "waived", "returned"]


def build_open(add: Add) -> None:
    """Add `huiqian open`."""
    parser = add("open", _("Open a meeting on the screen."), ["huiqian open 2026-annual", "huiqian open --as m03"])
    arguments.add_folder(parser, nargs="?", default=".")
    parser.add_argument("--as", dest="me", metavar="ID", help=_("show one member's part; an id or a name"))
    arguments.add_today(parser)


def build_demo(add: Add) -> None:
    """Add `huiqian demo`."""
    parser = add(
        "demo",
        _("Make a half-prepared sample meeting and open it."),
        ["huiqian demo", "huiqian demo sample --no-open --today 2026-11-24"],
    )
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="?", help=_("where to make it; by default a new temporary folder")
    )
    parser.add_argument("--no-open", action="store_true", help=_("only make it"))
    arguments.add_today(parser)


def build_new(add: Add) -> None:
    """Add `huiqian new`."""
    parser = add(
        "new",
        _("Make a new meeting."),
        [
            "huiqian new 2026-annual --unit 云溪县委常委会 --date 2026-12-18",
            "huiqian new 2027-annual --from 2026-annual --title 2027年度民主生活会 --date 2027-12-17",
        ],
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
        type=arguments.text,
        help=_("what the meeting is called; by default as annual meetings are, in January to March by the year before"),
    )
    parser.add_argument(
        "--date",
        metavar="DATE",
        required=True,
        type=arguments.DateText,
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
        type=arguments.source,
        help=_("the roster as CSV, text or XLSX with a column 姓名 or name; - reads pasted text from standard input"),
    )
    add_columns(parser)
    parser.add_argument("--theme", type=arguments.text, default="", help=_("the meeting's theme"))
    parser.add_argument("--place", type=arguments.text, default="", help=_("where it is held"))
    parser.add_argument(
        "--aspect",
        metavar="ID=NAME",
        dest="aspects",
        action="append",
        type=arguments.aspect,
        default=[],
        help=_("an aspect to inspect, such as politics=政治意识; repeatable"),
    )
    arguments.add_today(parser)


def build_summary(add: Add) -> None:
    """Add `huiqian summary`."""
    parser = add(
        "summary",
        _("Print how far the preparation is, and why the meeting cannot be held yet."),
        [
            "huiqian summary 2026-annual",
            "huiqian summary --format json --output summary.json",
            "huiqian summary 2026-annual --output 汇总.docx",
            "huiqian summary 2026-annual --as m03",
            "huiqian summary --check",
        ],
    )
    arguments.add_folder(parser, nargs="?", default=".")
    parser.add_argument(
        "--member",
        metavar="ID",
        help=_("only this member; an id or a name, or group; verdict and quorum stay the meeting's"),
    )
    arguments.add_viewer(parser)
    parser.add_argument("--stage", metavar="ID", help=_("only this stage; an id or a title"))
    parser.add_argument("--output", metavar="FILE", help=_("write to a file instead of standard output"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))
    parser.add_argument(
        "--format",
        choices=["text", "markdown", "json", "html", "docx", "xlsx"],
        help=_("by default what the file's name says (.txt, .md, .json, .html, .docx, .xlsx), else text"),
    )
    parser.add_argument(
        "--width", metavar="N", type=arguments.cells, help=_("width of the text, from 60; by default the terminal's")
    )
    parser.add_argument("--check", action="store_true", help=_("end with exit code 1 if the meeting is not ready"))
    arguments.add_today(parser)


def build_next(add: Add) -> None:
    """Add `huiqian next`."""
    parser = add(
        "next",
        _("List what can be done now, the most urgent first."),
        ["huiqian next 2026-annual", "huiqian next --member m03 --limit 5", "huiqian next --json"],
    )
    arguments.add_folder(parser, nargs="?", default=".")
    parser.add_argument("--member", metavar="ID", help=_("only this member; an id or a name, or group"))
    parser.add_argument("--limit", metavar="N", type=arguments.count, help=_("show at most N"))
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    arguments.add_today(parser)


def build_mark(add: Add) -> None:
    """Add `huiqian mark`."""
    parser = add(
        "mark",
        _("Mark an item for the group, a member, or all members."),
        [
            "huiqian mark 2026-annual plan --status done --evidence 方案.docx",
            "huiqian mark 2026-annual notify-members --member m03 --status done",
            "huiqian mark 2026-annual notify-members --all --status doing",
        ],
    )
    arguments.add_folder(parser)
    parser.add_argument("item", metavar="ITEM", help=_("the item's id, as in: huiqian next --json; or its title"))
    who = parser.add_mutually_exclusive_group()
    who.add_argument(
        "--member",
        metavar="ID",
        dest="members",
        action="append",
        default=[],
        help=_("for this member; an id or a name; repeatable"),
    )
    who.add_argument("--all", action="store_true", help=_("for all members to whom the item applies"))
    parser.add_argument("--status", choices=STATUSES, help=_("the new status"))
    parser.add_argument("--note", type=arguments.text, help=_("a note; for a waived item the reason"))
    parser.add_argument(
        "--evidence",
        type=arguments.text,
        action="append",
        help=_("what shows that it was done; repeatable; replaces what was noted before"),
    )
    parser.add_argument("--by", metavar="NAME", help=_("who did or decided it"))
    parser.add_argument(
        "--on", metavar="DATE", type=arguments.DateText, help=_("when; for a done or waived item today")
    )
    arguments.add_today(parser)


def build_check(add: Add) -> None:
    """Add `huiqian check`."""
    parser = add(
        "check",
        _("Is every file well-formed and consistent? Prints every fault, one a line."),
        ["huiqian check", "huiqian check meetings/*"],
    )
    parser.add_argument(
        "folders", metavar="FOLDER", nargs="*", help=_("the meetings' folders") + _("; by default this one")
    )
