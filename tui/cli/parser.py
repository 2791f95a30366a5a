"""All commands and their options, each with an example."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from typing import Any

from checklists import VERSION
from checklists.language import _
from tui.cli import arguments
from tui.cli.draft_parser import build_draft
from tui.cli.history_parser import HISTORY_COMMANDS
from tui.cli.ledgers import COMMANDS
from tui.cli.usage import Parser

STATUSES = ["todo", "doing", "done", "waived", "returned"]
SHELLS = ["bash", "zsh", "tcsh"]


def build_parser(wanted: Iterable[str] | None = None) -> Parser:
    """Return the parser of the whole command line, in the current language.

    The many options of the ledgers' commands are built only for a command that is among the `wanted` words.
    """
    parser = Parser(
        prog="huiqian",
        description=_("Prepare a democratic life meeting: what is done, what is missing, and is it ready?")
        + "\n"
        + _("Without a command: open the meeting in this folder, else the start screen."),
        examples=["huiqian demo", "huiqian open 2026-annual", "huiqian summary 2026-annual --check"],
    )
    parser.epilog = f"{parser.epilog}\n\n{_exit_codes()}"
    parser.add_argument("--version", action="version", version=f"huiqian {VERSION}", help=_("show the version"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=_("commands"), parser_class=Parser)

    def add(name: str, meaning: str, examples: Iterable[str]) -> Parser:
        return commands.add_parser(name, prog=f"huiqian {name}", help=meaning, description=meaning, examples=examples)

    words = tuple(wanted or ())
    plain = (_open, _demo, _new, _summary, _next, _mark, _check, _rollup, *HISTORY_COMMANDS, _checklist, build_draft)
    for build in (*plain, _completion):
        build(add)
    if wanted is None or any(word == "--from" or word.startswith("--from=") for word in words):
        _unit_is_known(commands.choices["new"])
    exporting = add(
        "export",
        _("Write a ledger, a list or a paper for others, as the file's suffix says."),
        ["huiqian export 2026-annual owing --output 未办结事项.xlsx", "huiqian export 2026-annual list"],
    )
    if wanted is None or "export" in words:
        from tui.cli.export_parser import build_export  # noqa: PLC0415 - its table of exports is for no other command

        build_export(exporting)
    for name, ledger in COMMANDS.items():
        made = add(name, _(ledger.meaning), [f"huiqian {name} list 2026-annual", ledger.adding])
        made.set_defaults(module="ledger")
        if wanted is None or name in words:
            from tui.cli.ledger_parser import build_actions  # noqa: PLC0415 - `summary` need not wait for it

            build_actions(made, name)
    return parser


Add = Callable[[str, str, Iterable[str]], Parser]


def _exit_codes() -> str:
    words = (
        _("fine"),
        _("not ready (summary --check), or findings (draft check)"),
        _("wrong usage"),
        _("faulty or missing data"),
        _("could not write"),
        _("changed by someone else meanwhile"),
    )
    return "\n".join([_("Exit codes:"), *(f"  {code}  {word}" for code, word in enumerate(words))])


def _folder(parser: ArgumentParser, **more: Any) -> None:
    text = _("the meeting's folder")
    if more.get("nargs") == "?":
        text += _("; by default this one")
    parser.add_argument("folder", metavar="FOLDER", help=text, **more)


def _today(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--today", metavar="DATE", type=arguments.day, help=_("judge as on this date, such as 2026-11-24")
    )


def _open(add: Add) -> None:
    parser = add("open", _("Open a meeting on the screen."), ["huiqian open 2026-annual", "huiqian open --as m03"])
    _folder(parser, nargs="?", default=".")
    parser.add_argument("--as", dest="me", metavar="ID", help=_("show one member's part; an id or a name"))
    _today(parser)


def _demo(add: Add) -> None:
    parser = add(
        "demo",
        _("Make a half-prepared sample meeting and open it."),
        ["huiqian demo", "huiqian demo sample --no-open --today 2026-11-24"],
    )
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="?", help=_("where to make it; by default a new temporary folder")
    )
    parser.add_argument("--no-open", action="store_true", help=_("only make it"))
    _today(parser)


def _new(add: Add) -> None:
    parser = add(
        "new",
        _("Make a new meeting."),
        [
            "huiqian new 2026-annual --unit 云溪县委常委会 --title 2026年度民主生活会 --date 2026-12-18",
            "huiqian new 2027-annual --from 2026-annual --title 2027年度民主生活会 --date 2027-12-17",
        ],
    )
    _folder(parser)
    parser.add_argument(
        "--from",
        metavar="LAST",
        dest="last",
        help=_(
            "the last meeting's folder: its unit, roster, quorum, targets and open measures are taken over,"
            " the aspects are not"
        ),
    )
    parser.add_argument("--unit", metavar="NAME", required=True, help=_("the unit that holds the meeting"))
    parser.add_argument("--title", metavar="TEXT", required=True, help=_("what the meeting is called"))
    parser.add_argument(
        "--date", metavar="DATE", required=True, type=arguments.day, help=_("the meeting's date, such as 2026-12-18")
    )
    parser.add_argument(
        "--checklist",
        metavar="ID|FILE",
        help=_("a shipped checklist or a file; see: huiqian checklist list"),
    )
    parser.add_argument(
        "--members",
        metavar="FILE",
        help=_("the roster as CSV, text or XLSX with a column 姓名 or name; - reads pasted text from standard input"),
    )
    parser.add_argument("--theme", metavar="TEXT", default="", help=_("the meeting's theme"))
    parser.add_argument("--place", metavar="TEXT", default="", help=_("where it is held"))
    parser.add_argument(
        "--aspect",
        metavar="ID=NAME",
        dest="aspects",
        action="append",
        type=arguments.aspect,
        default=[],
        help=_("an aspect to inspect, such as politics=政治意识; repeatable"),
    )
    _today(parser)


def _unit_is_known(parser: ArgumentParser) -> None:
    """With ``--from``, the unit need not be said again."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to its arguments
        if action.dest == "unit":
            action.required = False


def _summary(add: Add) -> None:
    parser = add(
        "summary",
        _("Print how far the preparation is, and why the meeting cannot be held yet."),
        [
            "huiqian summary 2026-annual",
            "huiqian summary --format json --output summary.json",
            "huiqian summary 2026-annual --output 汇总.docx",
            "huiqian summary --check",
        ],
    )
    _folder(parser, nargs="?", default=".")
    parser.add_argument(
        "--member",
        metavar="ID",
        help=_("only this member; an id or a name, or group; verdict and quorum stay the meeting's"),
    )
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
    _today(parser)


def _next(add: Add) -> None:
    parser = add(
        "next",
        _("List what can be done now, the most urgent first."),
        ["huiqian next 2026-annual", "huiqian next --member m03 --limit 5", "huiqian next --json"],
    )
    _folder(parser, nargs="?", default=".")
    parser.add_argument("--member", metavar="ID", help=_("only this member; an id or a name, or group"))
    parser.add_argument("--limit", metavar="N", type=arguments.count, help=_("show at most N"))
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    _today(parser)


def _mark(add: Add) -> None:
    parser = add(
        "mark",
        _("Mark an item for the group, a member, or all members."),
        [
            "huiqian mark 2026-annual plan --status done --evidence 方案.docx",
            "huiqian mark 2026-annual notify-members --member m03 --status done",
            "huiqian mark 2026-annual notify-members --all --status doing",
        ],
    )
    _folder(parser)
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
    parser.add_argument("--note", metavar="TEXT", help=_("a note; for a waived item the reason"))
    parser.add_argument(
        "--evidence",
        metavar="TEXT",
        action="append",
        help=_("what shows that it was done; repeatable; replaces what was noted before"),
    )
    parser.add_argument("--by", metavar="NAME", help=_("who did or decided it"))
    parser.add_argument("--on", metavar="DATE", type=arguments.day, help=_("when; for a done or waived item today"))
    _today(parser)


def _check(add: Add) -> None:
    parser = add(
        "check",
        _("Is every file well-formed and consistent? Prints every fault, one a line."),
        ["huiqian check", "huiqian check meetings/*"],
    )
    parser.add_argument(
        "folders", metavar="FOLDER", nargs="*", help=_("the meetings' folders") + _("; by default this one")
    )


def _rollup(add: Add) -> None:
    parser = add(
        "rollup",
        _("Print many meetings in one view: who is ready, who is late, with what."),
        [
            "huiqian rollup meetings/",
            "huiqian rollup meetings/ --only late --sort date",
            "huiqian rollup meetings/ --manifest units.csv --by district --output rollup.xlsx",
            "huiqian rollup meetings/ --open",
        ],
    )
    parser.add_argument(
        "roots", metavar="ROOT", nargs="+", help=_("folders that hold the meetings' folders, at any depth")
    )
    parser.add_argument("--checklist", metavar="ID", help=_("only meetings that follow this checklist"))
    parser.add_argument(
        "--manifest", metavar="FILE", help=_("what should be there: CSV or XLSX with unit, district, folder, date")
    )
    parser.add_argument(
        "--sort",
        choices=["risk", "date", "unit", "progress"],
        default="risk",
        help=_("risk (default): what needs a visit first; or by date, unit or progress"),
    )
    parser.add_argument("--only", choices=["late", "not-ready", "faulty"], help=_("list only these; all are counted"))
    parser.add_argument("--by", choices=["district"], help=_("group by district, each with its totals"))
    parser.add_argument("--open", action="store_true", help=_("show it in the app"))
    parser.add_argument("--output", metavar="FILE", help=_("write to a file instead of standard output"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it exists"))
    parser.add_argument(
        "--format",
        choices=["text", "markdown", "json", "csv", "html", "xlsx"],
        help=_("by default what the file's name says, else text"),
    )
    parser.add_argument(
        "--width", metavar="N", type=arguments.cells, help=_("width of the text, from 60; by default the terminal's")
    )
    _today(parser)


def _checklist(add: Add) -> None:
    parser = add(
        "checklist",
        _("Show, check and describe checklists."),
        [
            "huiqian checklist list",
            "huiqian checklist show briefing > mine.toml",
            "huiqian checklist check mine.toml",
            "huiqian checklist schema",
        ],
    )
    actions = parser.add_subparsers(
        dest="action", metavar="ACTION", title=_("actions"), required=True, parser_class=Parser
    )

    def action(name: str, meaning: str, example: str) -> Parser:
        return actions.add_parser(
            name, prog=f"huiqian checklist {name}", help=meaning, description=meaning, examples=[example]
        )

    action("list", _("List the shipped checklists."), "huiqian checklist list")
    show = action("show", _("Print a shipped checklist as TOML."), "huiqian checklist show briefing > mine.toml")
    show.add_argument("id", metavar="ID", help=_("the checklist's id"))
    check = action("check", _("Does a checklist hold together?"), "huiqian checklist check mine.toml")
    check.add_argument("file", metavar="FILE", help=_("a checklist of your own"))
    action("schema", _("Print the JSON Schema of checklists."), "huiqian checklist schema > checklist.schema.json")


def _completion(add: Add) -> None:
    parser = add(
        "completion",
        _("Print a completion script for a shell."),
        ["huiqian completion bash > ~/.local/share/bash-completion/completions/huiqian"],
    )
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
