"""What a typed argument means, or what was expected instead; and a command's options as a dataclass."""

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import Field, fields
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar, Protocol, TypeVar

from checklists.base import clock, dates
from checklists.base.cells import wrap
from checklists.base.errors import UnreadableError, UsageError
from checklists.base.language import _, translate_all
from checklists.base.text import clean_line, show_word
from checklists.model.aspects import clean_aspect
from tui.cli import output

STANDARD_INPUT = "-"
PAGE_WIDTHS = (60, 1000)
HELP_WIDTH = 78
FIELD = "field_"
"""Before the destination of an option that is a record's field: these come together in ``fields``."""


class Options(Protocol):
    """The options of a command or an action: a frozen dataclass, its fields named as the parser's destinations."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


OptionsT = TypeVar("OptionsT", bound=Options)


class Dash(str):
    """A dash: the value comes from standard input."""

    __slots__ = ()


class DateText(str):
    """A date as it was typed: `read_dates` reads it, once it is known what today is."""

    __slots__ = ()


class NextDateText(DateText):
    """The date of what is still to be: without a year, the next one."""

    __slots__ = ()


class TextDash(Dash):
    """A dash in the place of a text."""

    __slots__ = ()


class Words(Sequence[str]):
    """The values of an option, each with the words for it: these are taken too, in any language."""

    def __init__(self, labels: Mapping[str, str], also: Mapping[str, str] = MappingProxyType({})) -> None:
        """`labels` are by value what a reader calls it, marked with `N_`; `also` more words, parted by blanks."""
        self._labels = labels
        self._also = also

    def __len__(self) -> int:
        return len(self._labels)

    def __getitem__(self, place: Any) -> Any:
        return [*self._labels][place]

    def shown(self) -> dict[str, tuple[str, ...]]:
        """Return by what a value is shown in a message the words for it."""
        words = {value: _(label) for value, label in self._labels.items()}
        return {
            value if word == value else f"{word} ({value})": (value, *self._words(value))
            for value, word in words.items()
        }

    def read(self, typed: str) -> str:
        """Return the value that a word means; the word itself where there is none."""
        plain = clean_line(typed).casefold()
        found = [value for value in self._labels if plain in {value, *map(str.casefold, self._words(value))}]
        return found[0] if len(found) == 1 else typed

    def _words(self, value: str) -> tuple[str, ...]:
        return (*translate_all(self._labels[value]), *self._also.get(value, "").split())


def parse_text(typed: str) -> str:
    """Take words, which may be confidential and so may come from standard input."""
    return TextDash(typed) if typed == STANDARD_INPUT else typed


def parse_source(typed: str) -> str:
    """Take the name of a file that may come from standard input instead."""
    return Dash(typed) if typed == STANDARD_INPUT else typed


def make_options(found: Namespace, kind: type[OptionsT]) -> OptionsT:
    """Return a command's options: its dates read, and standard input in the place of a dash. Raises `HuiqianError`."""
    read_dates(found)
    fill_in(found)
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in vars(found).items()}
    given["fields"] = {
        name.removeprefix(FIELD): value for name, value in given.items() if name.startswith(FIELD) and value is not None
    }
    return kind(**{one.name: given[one.name] for one in fields(kind) if one.name in given})


def get_option(name: str) -> str:
    """Return the option of a field or destination: with a dash where a name has a low line."""
    return f"--{name.replace('_', '-')}"


def read_dates(found: Namespace) -> None:
    """Read all dates that were typed, first what today is. Raises `UsageError` that names the option."""
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
    """Put standard input in the place of the one text that is a dash. Raises `UsageError` for a second, or nothing."""
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
    """Tell whether a file is not named, but comes in on standard input."""
    return isinstance(name, Dash)


def read_input(name: str, hint: str, limit: int) -> bytes:
    """Read all of standard input; `hint` is said where a person types it. Raises `UnreadableError`."""
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
    """Say which date was taken where the year or the day was left out."""
    if taken := dates.describe_completion(text, found):
        words = _("{label} {value}: {problem}")
        output.say(words.format(label=label, value=show_word(text), problem=taken))


def add_folder(parser: ArgumentParser, **more: Any) -> None:
    """Take the meeting's folder."""
    text = _("the meeting's folder")
    if more.get("nargs") == "?":
        text += _("; by default this one")
    parser.add_argument("folder", metavar="FOLDER", help=text, **more)


def add_json(parser: ArgumentParser) -> None:
    """Take ``--json``."""
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))


def add_today(parser: ArgumentParser) -> None:
    """Take another day to judge on."""
    parser.add_argument("--today", metavar="DATE", type=DateText, help=_("judge as on this date, such as 2026-11-24"))


def describe_text_input() -> str:
    """Say how a text stays out of the list of processes, wrapped as help is."""
    said = _(
        "Others on this computer can see a command's arguments while it runs."
        " Where TEXT may be -, the text is read from standard input instead."
    )
    return "\n".join(wrap(said, HELP_WIDTH))


def add_doer(parser: ArgumentParser) -> None:
    """Let it be said which member does it, who then changes only what is theirs."""
    parser.add_argument(
        "--as", dest="me", metavar="ID", help=_("as this member, who changes only talks that they take part in")
    )


def add_template(parser: ArgumentParser) -> None:
    """Add the office's own template of a DOCX."""
    parser.add_argument(
        "--template",
        metavar="FILE",
        help=_("a DOCX whose page, styles, header and footer are taken; see docs/LAYOUT.md"),
    )


def add_viewer(parser: ArgumentParser) -> None:
    """Let it be said which member looks, who is then told only what they may see."""
    parser.add_argument("--as", dest="me", metavar="ID", help=_("as this member: only what they may see"))


def parse_width(text: str) -> int:
    """Read a page's width."""
    return _number(text, *PAGE_WIDTHS)


def parse_count(text: str) -> int:
    """Read how many."""
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
    """Read ``politics=政治意识``."""
    key, equals, name = text.partition("=")
    if key and equals and (aspect := clean_aspect(name)):
        return key, aspect
    raise ArgumentTypeError(
        _("found {value}, expected an id and a name, such as politics=政治意识").format(value=show_word(text))
    )


def parse_share(text: str) -> int:
    """Read a share in percent."""
    return _number(text, 50, 100)
