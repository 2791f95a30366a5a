"""What a typed argument means, or what was expected instead."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from checklists.aspects import clean_aspect
from checklists.cells import wrap
from checklists.dates import read_date
from checklists.language import _
from checklists.text import show

STANDARD_INPUT = "-"
WIDTHS = (60, 1000)
HELP_WIDTH = 78


class Dash(str):
    """A dash: the value comes from standard input."""

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


def day(text: str) -> date:
    """Read a whole date, never a shortened one."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ArgumentTypeError(_("found {value}, expected a date such as 2026-12-18").format(value=show(text, 40)))


def add_folder(parser: ArgumentParser, **more: Any) -> None:
    """Take the meeting's folder."""
    text = _("the meeting's folder")
    if more.get("nargs") == "?":
        text += _("; by default this one")
    parser.add_argument("folder", metavar="FOLDER", help=text, **more)


def add_today(parser: ArgumentParser) -> None:
    """Take another day to judge on."""
    parser.add_argument("--today", metavar="DATE", type=day, help=_("judge as on this date, such as 2026-11-24"))


def any_day(text: str) -> date:
    """Read a date in the ways it is written in offices."""
    try:
        return read_date(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


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
    if re.fullmatch(r"[0-9]{1,5}", text) and least <= int(text) <= most:
        return int(text)
    raise ArgumentTypeError(
        _("found {value}, expected a number from {least} to {most}").format(
            value=show(text, 40), least=least, most=most
        )
    )


def aspect(text: str) -> tuple[str, str]:
    """Read ``politics=政治意识``."""
    key, equals, name = text.partition("=")
    if key and equals and (aspect := clean_aspect(name)):
        return key, aspect
    raise ArgumentTypeError(
        _("found {value}, expected an id and a name, such as politics=政治意识").format(value=show(text, 40))
    )


def share(text: str) -> int:
    """Read a share in percent."""
    return _number(text, 50, 100)
