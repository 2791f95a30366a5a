"""What a typed argument means, or what was expected instead."""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from typing import Any

from checklists.base import clock, dates
from checklists.base.cells import wrap
from checklists.base.errors import UsageError
from checklists.base.language import _
from checklists.base.text import show_word
from checklists.model.aspects import clean_aspect
from tui.cli import output

STANDARD_INPUT = "-"
WIDTHS = (60, 1000)
HELP_WIDTH = 78


class Dash(str):
    """A dash: the value comes from standard input."""

    __slots__ = ()


class DateText(str):
    """A date as it was typed: `read_dates` reads it, once it is known what today is."""

    __slots__ = ()


class TextDash(Dash):
    """A dash in the place of a text."""

    __slots__ = ()


def text(typed: str) -> str:
    """Take words, which may be confidential and so may come from standard input."""
    return TextDash(typed) if typed == STANDARD_INPUT else typed


def source(typed: str) -> str:
    """Take the name of a file that may come from standard input instead."""
    return Dash(typed) if typed == STANDARD_INPUT else typed


def read_dates(options: Namespace) -> None:
    """Read all dates that were typed, first what today is. Raises `UsageError` that names the option."""
    typed = {name: text for name, text in vars(options).items() if isinstance(text, DateText)}
    for name in sorted(typed, key=lambda name: name != "today"):
        option, text = f"--{name}", typed[name]
        try:
            found = dates.read_date(text, today_of(options))
        except ValueError as error:
            raise UsageError(_("{name}: {problem}").format(name=option, problem=error)) from None
        setattr(options, name, found)
        tell_taken_year(option, text, found)


def today_of(options: Namespace) -> date:
    """Return the day that a command judges by: that of ``--today``, else the user's own calendar day."""
    given = getattr(options, "today", None)
    return given if isinstance(given, date) else clock.today()


def tell_taken_year(label: str, text: str, found: date) -> None:
    """Say which date was taken where the year was left out."""
    if dates.is_year_left_out(text):
        words = _("{label} {value}: {problem}")
        output.say(words.format(label=label, value=show_word(text), problem=dates.taken_year_text(found)))


def add_folder(parser: ArgumentParser, **more: Any) -> None:
    """Take the meeting's folder."""
    text = _("the meeting's folder")
    if more.get("nargs") == "?":
        text += _("; by default this one")
    parser.add_argument("folder", metavar="FOLDER", help=text, **more)


def add_today(parser: ArgumentParser) -> None:
    """Take another day to judge on."""
    parser.add_argument("--today", metavar="DATE", type=DateText, help=_("judge as on this date, such as 2026-11-24"))


def about_texts() -> str:
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


def add_viewer(parser: ArgumentParser) -> None:
    """Let it be said which member looks, who is then told only what they may see."""
    parser.add_argument("--as", dest="me", metavar="ID", help=_("as this member: only what they may see"))


def cells(text: str) -> int:
    """Read a page's width."""
    return _number(text, *WIDTHS)


def count(text: str) -> int:
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


def aspect(text: str) -> tuple[str, str]:
    """Read ``politics=政治意识``."""
    key, equals, name = text.partition("=")
    if key and equals and (aspect := clean_aspect(name)):
        return key, aspect
    raise ArgumentTypeError(
        _("found {value}, expected an id and a name, such as politics=政治意识").format(value=show_word(text))
    )


def share(text: str) -> int:
    """Read a share in percent."""
    return _number(text, 50, 100)
