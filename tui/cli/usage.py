"""argparse in both languages: headings, messages, and help wrapped by cells."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn, TypeVar

from checklists.base.cells import count_cells, wrap
from checklists.base.language import LANGUAGES, N_, _, join_names
from checklists.base.suggestions import did_you_mean
from checklists.base.text import show
from tui.cli import arguments, output

ActionT = TypeVar("ActionT", bound=argparse.Action)
OptionsT = TypeVar("OptionsT", bound=arguments.Options)
_MESSAGES = [
    (r"argument (?P<name>.+?): expected (?:one|at least one|\d+) arguments?", N_("{name} needs a value")),
    (r"argument (?P<name>.+?): invalid int value: (?P<value>.+)", N_("{name}: {value} is no whole number")),
    (r"argument (?P<name>.+?): not allowed with argument (?P<value>.+)", N_("{name} cannot go with {value}")),
    (r"argument (?P<name>.+?): ignored explicit argument (?P<value>.+)", N_("{name} takes no value, here {value}")),
    (r"argument (?P<name>.+?): (?P<value>.+)", N_("{name}: {value}")),
    (r"the following arguments are required: (?P<value>.+)", N_("still needed: {value}")),
    (r"unrecognized arguments: (?P<value>.+)", N_("unknown: {value}")),
    (r"one of the arguments (?P<value>.+) is required", N_("still needed, one of: {value}")),
]
"""The messages of argparse (they have no codes), and ours."""
SAID_LIMIT = 1000
"""Characters; anything longer is a text, not a sentence."""
_SENTENCE_ENDS = (".", "?", "!", "。", "？", "！")
_WORD = re.compile(r"[A-Za-z0-9_.-]{1,24}")
_OPTION = re.compile(r"--[a-z-]{1,20}")
_VALUE = re.compile(r"(invalid choice: |ignored explicit argument )('.*?'|\".*?\")(?= \(choose|$)", re.DOTALL)
_SHORT_VALUE = re.compile(r"'[0-9A-Za-z-]{0,20}'")
_PLACEHOLDERS = frozenset(
    {
        N_("ACTION"),
        N_("COMMAND"),
        N_("COPY"),
        N_("DATE"),
        N_("ENTRY"),
        N_("FIELD"),
        N_("FILE"),
        N_("FOLDER"),
        N_("HEADING"),
        N_("ID"),
        N_("ITEM"),
        N_("KEY"),
        N_("KIND"),
        N_("LAST"),
        N_("MEANING"),
        N_("N"),
        N_("NAME"),
        N_("PART"),
        N_("ROOT"),
        N_("RULE"),
        N_("SHELL"),
        N_("TEXT"),
        N_("VALUE"),
        N_("WHAT"),
        N_("WORD"),
    }
)
"""The placeholders for typed values."""


def format_placeholder(metavar: str) -> str:
    """Return ``ID=NAME`` or ``TEXT|-`` in the current language."""
    return re.sub(r"[A-Z]+", lambda match: _(match[0]) if match[0] in _PLACEHOLDERS else match[0], metavar)


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Help in the user's language, Chinese wrapped by cells."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin with “usage” in the current language."""
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)

    def format_help(self) -> str:
        """End headings with the language's colon, as argparse knows only its own."""
        return re.sub(r"(?m):$", _(": ").rstrip(), super().format_help())

    def _split_lines(self, text: str, cells: int) -> list[str]:
        return wrap(" ".join(text.split()), cells)

    def _format_usage(self, *parts: Any) -> str:
        """Wrap narrower, as Chinese takes more cells than letters."""
        whole = self._width
        said = super()._format_usage(*parts)
        while max(map(count_cells, said.splitlines())) > whole and self._width > whole // 2:
            self._width -= 2
            said = super()._format_usage(*parts)
        self._width = whole
        return said

    def _format_action(self, action: argparse.Action) -> str:
        """Align the explanation by cells, as argparse counts letters."""
        said = super()._format_action(action)
        head = self._format_action_invocation(action)
        more = count_cells(head) - len(head)
        first, newline, rest = said.partition("\n")
        start = first.find(head) + len(head)
        if not more or not first[start:].strip():
            return said
        column = len(first) - len(first[start:].lstrip())
        explained = first[column:]
        if count_cells(first[:start].rstrip()) + 2 <= column:
            first = first[:start] + " " * (column - start - more) + explained
        else:
            first = f"{first[:start]}\n{' ' * column}{explained}"
        return first + newline + rest


class Sparing(argparse.Action):
    """An option replacing a required one."""

    def __init__(self, *, spares: argparse.Action, **options: Any) -> None:
        super().__init__(**options)
        self._spares = spares

    def __call__(self, _parser: object, namespace: argparse.Namespace, values: object, _option: object = None) -> None:
        """Keep the value; the other option is no longer required."""
        setattr(namespace, self.dest, values)
        self._spares.required = False


class ParsedOptions(argparse.Namespace):
    """The result of parsing."""

    run: Callable[["ParsedOptions"], int] | None = None
    """Runs the command and returns the exit code; ``None`` if no command was named."""


class Parser(argparse.ArgumentParser):
    """A parser with errors on one line, and examples in its help."""

    def __init__(self, *, prog: str, description: str, **_newer: object) -> None:
        # newer versions of Python pass more arguments to the parsers of commands
        self._has_texts = False
        self.kind: type[arguments.Options] | None = None
        """The dataclass of the options, if the parser can run."""
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=HelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = _("arguments")
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))
        self.add_argument(
            "--lang",
            choices=LANGUAGES,
            default=argparse.SUPPRESS,
            help=_("language: zh (default) or en; also the variable HUIQIAN_LANG"),
        )

    def show_examples(self, *lines: str) -> None:
        """Add examples at the end of the help."""
        self.epilog = "\n".join([_("Examples:"), *(f"  {line}" for line in lines)])

    def set_command(self, kind: type[OptionsT], run: Callable[[OptionsT], int]) -> None:
        """Set what the command does: `run` gets its options, filled in."""
        self.kind = kind
        self.set_defaults(run=lambda found: run(arguments.make_options(found, kind)))

    def add_actions(self, parser_class: "type[Parser] | None" = None) -> "Actions":
        """Give the command actions; one must be named."""
        return Actions(
            self,
            self.add_subparsers(
                dest="action",
                metavar="ACTION",
                title=_("actions"),
                required=True,
                parser_class=parser_class or Parser,
            ),
        )

    def parse(self, words: Sequence[str]) -> ParsedOptions:
        """Parse the words; unknown ones are an error."""
        found, unknown = self.parse_known_args(words, ParsedOptions())
        if unknown:
            asked = self.find_parser(found)
            option = next((word.partition("=")[0] for word in unknown if word.startswith("-")), "")
            hint = did_you_mean(option.strip("-"), {name: (name.strip("-"),) for name in asked.options()})
            asked.refuse(f"unrecognized arguments: {' '.join(map(asked.quote_word, unknown))}", hint)
        return found

    def quote_word(self, word: str) -> str:
        """Return how to repeat an unknown word in an error."""
        return word

    def error(self, message: str) -> NoReturn:
        """Print the error on one line, with where to read more, and exit."""
        self.refuse(message)

    def find_parser(self, found: argparse.Namespace) -> "Parser":
        """Return the parser of the command and action asked for."""
        for action in self._actions:
            if isinstance(action.choices, dict) and (asked := action.choices.get(vars(found).get(action.dest))):
                parser: Parser = asked.find_parser(found)
                return parser
        return self

    def options(self) -> list[str]:
        """Return the names of all options."""
        return [name for action in self._actions for name in action.option_strings]

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        """Keep two dashes as a value; argparse would drop them and pass an empty list."""
        if action.nargs is None and arg_strings == ["--"]:
            value = self._get_value(action, "--")
            self._check_value(action, value)
            return value
        return super()._get_values(action, arg_strings)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Suggest near choices for an unknown one; anything else may be confidential."""
        if action.choices is None or value in action.choices:
            return
        words = action.choices.shown() if isinstance(action.choices, arguments.Words) else None
        known = [*words] if words else [str(choice) for choice in action.choices]
        hint = did_you_mean(str(value), words or known)
        if not _WORD.fullmatch(str(value)):
            said = _("this word is unknown.") + hint if hint else _("expected one of: {choices}")
        else:
            said = _("{value} is unknown.") + hint if hint else _("{value} is none of: {choices}")
        raise argparse.ArgumentError(action, said.format(value=value, choices=join_names(known)))

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print a help or the version; argparse's own ignores a full disk."""
        del file
        output.write(message)

    def add_subparsers(self, **options: Any) -> "argparse._SubParsersAction[Parser]":  # type: ignore[override]
        """Translate the placeholder of the commands, and spare argparse formatting a usage to name them by."""
        metavar = format_placeholder(options["metavar"])
        return super().add_subparsers(**{**options, "prog": self.prog, "metavar": metavar})

    def _add_action(self, action: ActionT) -> ActionT:
        """Translate the placeholders; whatever takes a text mentions the dash."""
        if action.type is arguments.parse_text:
            action.metavar = f"TEXT|{arguments.STANDARD_INPUT}"
            self._has_texts = True
        if isinstance(action.metavar, str):
            action.metavar = format_placeholder(action.metavar)
        return super()._add_action(action)

    def format_help(self) -> str:
        """Add, before the examples, how a text stays out of the list of processes."""
        examples = self.epilog
        if self._has_texts:
            self.epilog = "\n\n".join(part for part in (arguments.describe_text_input(), examples) if part)
        said = super().format_help()
        self.epilog = examples
        return said

    def refuse(self, message: str, hint: str = "") -> NoReturn:
        """Exit with argparse's message in our words, and where to read more."""
        problem = translate_message(message)
        if not problem.endswith(_SENTENCE_ENDS):
            problem += _(".")
        said = _("{problem} See: {command} --help").format(problem=problem + hint, command=self.prog)
        output.say(show(said, SAID_LIMIT))
        sys.exit(2)


def translate_message(message: str) -> str:
    """Return argparse's message in our words; an unknown one unchanged."""
    for pattern, ours in _MESSAGES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return _(ours).format(**{key: show(value, SAID_LIMIT) for key, value in match.groupdict().items()})
    return message


class LedgerParser(Parser):
    """A parser that never repeats a text in an error, as it may be confidential."""

    def error(self, message: str) -> NoReturn:
        """Print the error without what was typed, unless that is a short word."""
        shown = _VALUE.sub(lambda match: match[1] + (match[2] if _SHORT_VALUE.fullmatch(match[2]) else "…"), message)
        super().error(shown)

    def quote_word(self, word: str) -> str:
        """Repeat only names of options."""
        return word if _OPTION.fullmatch(word) else "…"


class Actions:
    """A command's actions, such as ``list`` of ``huiqian kept list``."""

    def __init__(self, command: Parser, parsers: "argparse._SubParsersAction[Parser]") -> None:
        self._command = command
        self._parsers = parsers

    def add(self, name: str, meaning: str, *examples: str) -> Parser:
        """Add an action, and return its parser."""
        prog = f"{self._command.prog} {name}"
        made = self._parsers.add_parser(name, prog=prog, help=meaning, description=meaning)
        if examples:
            made.show_examples(*examples)
        return made
