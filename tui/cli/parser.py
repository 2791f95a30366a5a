"""The parser of the command line. Only the running command is imported."""

from collections.abc import Sequence
from typing import Protocol

from checklists import VERSION
from checklists.base.language import N_, _
from tui.cli.usage import Parser

COMMANDS: dict[str, str] = {
    "open": N_("Open a meeting on the screen."),
    "demo": N_("Make a half-prepared sample meeting and open it."),
    "new": N_("Make a new meeting."),
    "summary": N_("Print how far the preparation is, and why the meeting cannot be held yet."),
    "next": N_("List what can be done now, the most urgent first."),
    "mark": N_("Mark an item for the group, a member, or all members."),
    "check": N_("Is every file well-formed and consistent? Prints every fault, one a line."),
    "layout": N_("Show or change how papers are set: the unit's name, the date, and which parts are shown."),
    "rollup": N_("Print many meetings in one view: who is ready, who is late, with what."),
    "history": N_("Who changed what, and when; the newest first."),
    "undo": N_("Take back your last edit, or one of the history."),
    "kept": N_("The copies of files that someone else wrote: list, compare, put back."),
    "checklist": N_("Show, check and describe checklists."),
    "draft": N_("Read a self-inspection document, take it into the outline, and check it as a reviewer would."),
    "completion": N_("Print a completion script for a shell."),
    "export": N_("Write a ledger, a list or a paper for others, as the file's suffix says."),
    "study": N_("Study: reading list, sessions, attendance, self-study and make-up study."),
    "opinions": N_("Opinions: channels and the ledger; assign, feed back, claim, answer, import."),
    "talks": N_("Talks: planned and held, and who still has to talk with whom."),
    "outline": N_("Self-inspection: problems, causes, measures, explanations and the rounds of review."),
    "criticism": N_("Criticism: what each member has to say of the others."),
    "day": N_("The day of the meeting: who signed in, who has spoken, and who was away and told afterwards."),
    "rectify": N_("Rectification: the measures of this meeting and those taken over from the last."),
}
"""The commands and their descriptions, in the order of the help."""


class Command(Protocol):
    """A command's module."""

    def add_options(self, parser: Parser) -> None:
        """Add arguments, options, actions and examples, and set what runs."""


def load(name: str) -> Command:  # noqa: C901, PLR0912 - one case a command
    """Import the module of one command. Raises `LookupError` for an unknown name."""
    # ruff: noqa: PLC0415 - this is the one place where commands are imported
    match name:
        case "open":
            from tui.cli.commands import open as opening

            return opening
        case "demo":
            from tui.cli.commands import demo

            return demo
        case "new":
            from tui.cli.commands import new

            return new
        case "summary":
            from tui.cli.commands import summary

            return summary
        case "next":
            from tui.cli.commands import next as steps

            return steps
        case "mark":
            from tui.cli.commands import mark

            return mark
        case "check":
            from tui.cli.commands import check

            return check
        case "layout":
            from tui.cli.commands import layout

            return layout
        case "rollup":
            from tui.cli.commands import rollup

            return rollup
        case "history":
            from tui.cli.commands import history

            return history
        case "undo":
            from tui.cli.commands import undo

            return undo
        case "kept":
            from tui.cli.commands import kept

            return kept
        case "checklist":
            from tui.cli.commands import checklist

            return checklist
        case "completion":
            from tui.cli.commands.completion import Completion

            return Completion(build_parser)
        case "export":
            from tui.cli.commands import export

            return export
        case "draft":
            from tui.cli.commands import draft

            return draft
        case _:
            return _load_ledger(name)


def _load_ledger(name: str) -> Command:
    match name:
        case "study":
            from tui.cli.commands.ledgers import study

            return study
        case "opinions":
            from tui.cli.commands.ledgers import opinions

            return opinions
        case "talks":
            from tui.cli.commands.ledgers import talks

            return talks
        case "outline":
            from tui.cli.commands.ledgers import outline

            return outline
        case "criticism":
            from tui.cli.commands.ledgers import criticism

            return criticism
        case "day":
            from tui.cli.commands.ledgers import day

            return day
        case "rectify":
            from tui.cli.commands.ledgers import rectify

            return rectify
    raise LookupError(name)


def build_parser(words: Sequence[str] | None = None) -> Parser:
    """Return the parser for these words, in the current language; without words, that of all commands.

    A command that the words name is built alone. Where they name none, the commands have no options: only the help
    of the whole, or a word that is no command, asks for them.
    """
    asked = None if words is None else find_command(words)
    parser = Parser(prog="huiqian", description="")
    if asked not in COMMANDS:  # else nobody asks for the help of the whole
        parser.description = (
            _("Prepare a democratic life meeting: what is done, what is missing, and is it ready?")
            + "\n"
            + _("Without a command: open the meeting in this folder, else the start screen.")
        )
        parser.show_examples("huiqian demo", "huiqian open 2026-annual", "huiqian summary 2026-annual --check")
        parser.epilog = f"{parser.epilog}\n\n{_exit_codes()}"
    parser.add_argument("--version", action="version", version=f"huiqian {VERSION}", help=_("show the version"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title=_("commands"), parser_class=Parser)
    for name in [asked] if asked in COMMANDS else COMMANDS:
        meaning = _(COMMANDS[name])
        command = commands.add_parser(name, prog=f"huiqian {name}", help=meaning, description=meaning)
        if asked in {None, name}:
            load(name).add_options(command)
    return parser


def find_command(words: Sequence[str]) -> str:
    """Return the first word other than an option or the value of ``--lang``; empty if help comes first."""
    is_value = False
    for word in words:
        if word in {"-h", "--help"}:
            return ""
        if not is_value and not word.startswith("-"):
            return word
        is_value = word == "--lang"
    return ""


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
