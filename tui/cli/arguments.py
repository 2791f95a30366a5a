"""Parse arguments, and make them a command's options, a dataclass."""

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import Field, fields
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, TypeVar

from checklists.base import clock, dates
from checklists.base.cells import wrap
from checklists.base.errors import UnreadableError, UsageError
from checklists.base.language import _, add_note, translate_all
from checklists.base.text import clean_line, show_word
from checklists.model.aspects import clean_aspect
from tui.cli import output

STANDARD_INPUT = "-"
PAGE_WIDTHS = (60, 1000)
HELP_WIDTH = 78
FIELD = "field_"
"""The prefix of destinations that are a record's fields; they are joined in ``fields``."""


class Options(Protocol):
    """The options of a command or action: a frozen dataclass with the parser's destinations as fields."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


OptionsT = TypeVar("OptionsT", bound=Options)


class Dash(str):
    """A dash: the value is read from standard input."""

    __slots__ = ()


class DateText(str):
    """A date as typed; `read_dates` parses it once today's date is known."""

    __slots__ = ()


class NextDateText(DateText):
    """A date in the future; without a year, the next one."""

    __slots__ = ()


class TextDash(Dash):
    """A dash instead of a text."""

    __slots__ = ()


class Words(Sequence[str]):
    """The values of an option with their words; these are accepted too, in any language."""

    def __init__(self, labels: Mapping[str, str], also: Mapping[str, Iterable[str]] = MappingProxyType({})) -> None:
        """`labels` are by value what a reader calls it, marked with `N_`; `also` more words, marked or plain."""
        self._labels = labels
        self._also = also

    def __len__(self) -> int:
        return len(self._labels)

    def __getitem__(self, place: Any) -> Any:
        return [*self._labels][place]

    def shown(self) -> dict[str, tuple[str, ...]]:
        """Return the words of each value, by how it is shown in a message."""
        words = {value: _(label) for value, label in self._labels.items()}
        return {
            value if word == value else add_note(word, value): (value, *self._words(value))
            for value, word in words.items()
        }

    def read(self, typed: str) -> str:
        """Return the value of a word; the word itself if it is unknown."""
        plain = clean_line(typed).casefold()
        found = [value for value in self._labels if plain in {value, *map(str.casefold, self._words(value))}]
        return found[0] if len(found) == 1 else typed

    def _words(self, value: str) -> tuple[str, ...]:
        return tuple(word for text in (self._labels[value], *self._also.get(value, ())) for word in translate_all(text))


_FORMAT_WORDS = {
    "text": ["txt", "文本", "纯文本"],
    "markdown": ["md"],
    "html": ["web", "网页"],
    "docx": ["word"],
    "xlsx": ["excel", "表格", "电子表格"],
}


def name_formats(*names: str) -> Words:
    """Return the formats of a report with what they are called."""
    return Words({name: name for name in names}, _FORMAT_WORDS)


def parse_text(typed: str) -> str:
    """Accept a text, or a dash for standard input, as a text may be confidential."""
    return TextDash(typed) if typed == STANDARD_INPUT else typed


def parse_source(typed: str) -> str:
    """Accept a file's name, or a dash for standard input."""
    return Dash(typed) if typed == STANDARD_INPUT else typed


def make_options(found: Namespace, kind: type[OptionsT]) -> OptionsT:
    """Return a command's options, with dates parsed and standard input in place of a dash. Raises `HuiqianError`."""
    read_dates(found)
    fill_in(found)
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in vars(found).items()}
    given["fields"] = {
        name.removeprefix(FIELD): value for name, value in given.items() if name.startswith(FIELD) and value is not None
    }
    return kind(**{one.name: given[one.name] for one in fields(kind) if one.name in given})


def get_option(name: str) -> str:
    """Return the option of a field or destination, with hyphens instead of underscores."""
    return f"--{name.replace('_', '-')}"


def read_dates(found: Namespace) -> None:
    """Parse all dates, today's first. Raises `UsageError` with the option."""
    typed = {name: text for name, text in vars(found).items() if isinstance(text, DateText)}
    today = clock.today()
    for name in sorted(typed, key=lambda name: name != "today"):
        option, text = get_option(name), typed[name]
        try:
            day = dates.read_date(text, today, is_next=isinstance(text, NextDateText))
        except ValueError as error:
            raise UsageError(_("{name}: {problem}").format(name=option, problem=error)) from None
        setattr(found, name, day)
        if name == "today":
            today = day
        tell_taken_date(option, text, day)


def fill_in(found: Namespace) -> None:
    """Replace a dash by standard input. Raises `UsageError` for a second dash, or empty input."""
    given = {name: value if isinstance(value, list) else [value] for name, value in vars(found).items()}
    dashes = [(name, value) for name, values in given.items() for value in values if isinstance(value, Dash)]
    if len(dashes) > 1:
        raise UsageError(_("Only one text can come from standard input."))
    for name, dash in dashes:
        if isinstance(dash, TextDash):
            text = read_pasted(_("the pasted text"), _("Type the text, then press Enter and Ctrl+D.")).strip("\r\n")
            if not text.strip():
                raise UsageError(_("There is no text on standard input."))
            text = text.replace("\r\n", "\n")
            values = [text if value is dash else value for value in given[name]]
            setattr(found, name, values if isinstance(vars(found)[name], list) else values[0])


def is_pasted(name: str) -> bool:
    """Tell whether a file's name is a dash for standard input."""
    return isinstance(name, Dash)


def read_input(name: str, hint: str, limit: int) -> bytes:
    """Read all of standard input; `hint` is shown if a person must type it. Raises `UnreadableError`."""
    if sys.stdin is None:
        raise UnreadableError(name, _("there is no standard input"))
    if sys.stdin.isatty():
        output.say(hint)
    content = sys.stdin.buffer.read(limit + 1)
    if len(content) > limit:
        raise UnreadableError(name, _("it is larger than {limit} MiB").format(limit=limit >> 20))
    return content


def read_pasted(name: str, hint: str) -> str:
    """Read a table or a text from standard input. Raises `UnreadableError`."""
    from checklists.exchange.table import TABLE_BYTE_LIMIT, decode_table  # noqa: PLC0415 - only for a paste

    return decode_table(read_input(name, hint, TABLE_BYTE_LIMIT), name)


def tell_taken_date(label: str, text: str, found: date) -> None:
    """Print the assumed date if year or day was left out."""
    if taken := dates.describe_completion(text, found):
        words = _("{label} {value}: {problem}")
        output.say(words.format(label=label, value=show_word(text), problem=taken))


def add_folder(parser: ArgumentParser, **more: Any) -> None:
    """Add the meeting's folder."""
    text = _("the meeting's folder")
    if more.get("nargs") == "?":
        text += _("; by default this one")
    parser.add_argument("folder", metavar="FOLDER", help=text, **more)


def add_json(parser: ArgumentParser) -> None:
    """Add ``--json``."""
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))


def add_today(parser: ArgumentParser) -> None:
    """Add ``--today``, another day to judge on."""
    parser.add_argument("--today", metavar="DATE", type=DateText, help=_("judge as on this date, such as 2026-11-24"))


def describe_text_input() -> str:
    """Return how a text stays out of the list of processes, wrapped like the help."""
    said = _(
        "Others on this computer can see a command's arguments while it runs."
        " Where TEXT may be -, the text is read from standard input instead."
    )
    return "\n".join(wrap(said, HELP_WIDTH))


def add_doer(parser: ArgumentParser) -> None:
    """Add ``--as``: the member who makes the change, and changes only what is theirs."""
    parser.add_argument(
        "--as", dest="me", metavar="ID", help=_("as this member, who changes only talks that they take part in")
    )


def add_template(parser: ArgumentParser) -> None:
    """Add ``--template``, the office's DOCX."""
    parser.add_argument(
        "--template",
        metavar="FILE",
        help=_("a DOCX whose page, styles, header and footer are taken; see docs/LAYOUT.md"),
    )


def add_viewer(parser: ArgumentParser) -> None:
    """Add ``--as``: the member who looks, and sees only what they may see."""
    parser.add_argument("--as", dest="me", metavar="ID", help=_("as this member: only what they may see"))


def parse_width(text: str) -> int:
    """Parse a page's width."""
    return _number(text, *PAGE_WIDTHS)


def parse_count(text: str) -> int:
    """Parse a number."""
    return _number(text, 1, 9999)


def _number(text: str, least: int, most: int) -> int:
    plain = dates.number_text(text)
    if re.fullmatch(r"[0-9]{1,5}", plain) and least <= int(plain) <= most:
        return int(plain)
    raise ArgumentTypeError(
        _("found {value}, expected a number from {least} to {most}").format(
            value=show_word(text), least=least, most=most
        )
    )


def parse_aspect(text: str) -> tuple[str, str]:
    """Parse ``politics=政治意识``."""
    key, equals, name = text.partition("=")
    if key and equals and (aspect := clean_aspect(name)):
        return key, aspect
    raise ArgumentTypeError(
        _("found {value}, expected an id and a name, such as politics=政治意识").format(value=show_word(text))
    )


def parse_share(text: str) -> int:
    """Parse a share in percent."""
    return _number(text, 50, 100)
