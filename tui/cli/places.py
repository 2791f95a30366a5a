"""Find the records of a command by what was typed. What is no id is not repeated: it may be a confidential text."""

import re
from argparse import Namespace
from collections.abc import Iterable

from checklists.base.errors import UsageError
from checklists.base.language import _, listed
from checklists.edits.records import Place
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from tui.cli.ledgers import COMMANDS
from tui.cli.meetings import find_subject

_ID = re.compile(r"[0-9A-Za-z-]{1,16}")


def found_places(meeting: Meeting, options: Namespace, keys: Iterable[str]) -> list[Place]:
    """Find records of the command's ledger, each once. Raises `UsageError`."""
    return [_place(meeting, options, key) for key in dict.fromkeys(keys)]


def check_ids(keys: Iterable[str]) -> None:
    """Raise `UsageError` for what cannot be an id at all."""
    if not all(_ID.fullmatch(key) for key in keys):
        raise UsageError(_("Here a record's id is expected, such as o1a2b, as listed."))


def _place(meeting: Meeting, options: Namespace, key: str) -> Place:
    check_ids([key])
    what, of = getattr(options, "what", None), getattr(options, "of", None)
    names = (what,) if what else COMMANDS[options.command].kinds
    if options.command == "rectify" and options.action != "remove":
        names = (*names, "measure")
    owner = find_subject(meeting, of) if of else None
    found = [
        (KINDS[name], subject, key)
        for name in names
        for subject in KINDS[name].owners(meeting)
        if owner in {None, subject} and key in KINDS[name].records(meeting, subject)
    ]
    if not found:
        raise UsageError(_("There is no record {id}.").format(id=key))
    if len(found) > 1:
        raise UsageError(
            _("Several records are called {id}: {places}. Say which with --of or --what.").format(
                id=key,
                places=listed(
                    [
                        _(kind.title) + (f" · {meeting.name(subject)}" if subject else "")
                        for kind, subject, _key in found
                    ]
                ),
            )
        )
    return found[0]
