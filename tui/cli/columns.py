"""What a person says on the command line of a table's columns, and what is said of those that are not known."""

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
    """Let it be said which field a column means."""
    parser.add_argument(
        "--column",
        metavar="HEADING=FIELD",
        dest="column",
        action="append",
        default=[],
        help=_("what a column means, such as 提出时间=日期; nothing after = leaves it out; repeatable"),
    )


def read_columns(choices: Iterable[str], *columns: "Columns") -> dict[str, str]:
    """Return what was said of columns, by plain heading; of several kinds of table, the first that has the field.

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
            raise InvalidEditError(f"--column: {problems[0]}")
    return found


def suggest_column(found: "Recognised | None") -> None:
    """Say how a column that is not known can be taken."""
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
