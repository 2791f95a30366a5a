"""Options for the columns of a table, and hints at unknown ones."""

import shlex
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import TYPE_CHECKING

from checklists.base.errors import InvalidEditError
from checklists.base.language import _
from tui.cli import output

if TYPE_CHECKING:
    from checklists.exchange.columns import Columns, Recognised


def add_columns(parser: ArgumentParser) -> None:
    """Add the option for the field of a column."""
    parser.add_argument(
        "--column",
        metavar="HEADING=FIELD",
        dest="column",
        action="append",
        default=[],
        help=_("what a column means, such as 提出时间=日期; nothing after = leaves it out; repeatable"),
    )


def read_columns(choices: Iterable[str], *columns: "Columns") -> dict[str, str]:
    """Return the field of each normalised heading; for several kinds of table, of the first that has the field.

    Raises `InvalidEditError`.
    """
    found: dict[str, str] = {}
    for text in choices:
        problems: list[ValueError] = []
        for one in columns:
            try:
                heading, name = one.read_choice(text)
            except ValueError as error:
                problems.append(error)
            else:
                found[heading] = name
                break
        else:
            raise InvalidEditError(_(": ").join(("--column", str(problems[0]))))
    return found


def suggest_column(found: "Recognised | None") -> None:
    """Print how to import an unknown column."""
    if found is None:
        return
    one = next((one for one in found.unknown if one.near), None)
    name = one.near[0] if one else ""
    if not found.is_known:
        name = found.columns.needed[0]
        others = [one for one in found.unknown if not one.is_serial]
        one = next((one for one in others if name in one.near), others[0] if others else None)
    if one:
        option = shlex.quote(f"{one.heading}={found.columns.label(name)}")
        output.say(_("Say what a column means, for example: {option}").format(option=f"--column {option}"))
