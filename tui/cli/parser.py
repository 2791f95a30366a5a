"""The whole command line: its commands, of which only the one that is asked for is built."""

from collections.abc import Iterable, Sequence
from importlib import import_module

from checklists import VERSION
from checklists.base.language import _
from tui.cli.ledgers import COMMANDS
from tui.cli.usage import Parser

_BUILDERS = {
    "open": "meeting_parser",
    "demo": "meeting_parser",
    "new": "meeting_parser",
    "summary": "meeting_parser",
    "next": "meeting_parser",
    "mark": "meeting_parser",
    "check": "meeting_parser",
    "layout": "layout_parser",
    "rollup": "further_parser",
    "history": "history_parser",
    "undo": "history_parser",
    "kept": "history_parser",
    "checklist": "further_parser",
    "draft": "draft_parser",
    "completion": "further_parser",
    "export": "export_parser",
    **dict.fromkeys(COMMANDS, "ledger_parser"),
}
"""In the order of the help, each command and the module whose function ``build_…`` gives it its options."""


def build_parser(words: Sequence[str] = ()) -> Parser:
    """Return the parser of these words, in the current language.

    A command that the words name is built alone, for the options of all of them take longer than a summary;
    without one, or with a word that is no command, all are, as help and completion need them.
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

    asked = command_of(words)
    for name in [asked] if asked in _BUILDERS else _BUILDERS:
        module = import_module(f"tui.cli.{_BUILDERS[name]}")
        if name in COMMANDS:
            module.build_ledger(add, name)
        else:
            getattr(module, f"build_{name}")(add)
    return parser


def command_of(words: Sequence[str]) -> str:
    """Return the first word that is neither an option nor the value of ``--lang``."""
    is_value = False
    for word in words:
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
