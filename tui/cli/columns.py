"""What a person says on the command line of a table's columns, and what is said of those that are not known."""

import shlex
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from checklists.errors import InvalidEditError
from checklists.language import _
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


def read_columns(options: Namespace, columns: "Columns") -> dict[str, str]:
    """Return what was said of columns, by plain heading. Raises `InvalidEditError`."""
    try:
        return dict(columns.read_choice(text) for text in options.column)
    except ValueError as error:
        raise InvalidEditError(f"--column: {error}") from None


def suggest_column(found: "Recognised | None") -> None:
    """Say how a column that is not known can be taken."""
    unknown = [one for one in found.unknown if one.near] if found else []
    if found and not found.is_known:
        unknown = unknown or [one for one in found.unknown if not one.is_serial]
    if found and unknown:
        name = unknown[0].near[0] if unknown[0].near else found.columns.needed[0]
        option = shlex.quote(f"{unknown[0].heading}={found.columns.label(name)}")
        output.say(_("Say what a column means, for example: {option}").format(option=f"--column {option}"))
