"""``huiqian talks todo``: who still has to talk with whom.

JSON: ``{"format": 1, "have", "need", "members": [{"id", "name", "have", "need", "missing": [names]}]}``; ``have`` and
``need`` of all count a talk between two members once.
"""

from argparse import Namespace
from typing import Any

from checklists.base.language import _, listed
from checklists.model.meeting import Meeting
from checklists.readiness.rules.talks import talk_totals, talks_of, wanted_talks
from tui.cli import output
from tui.cli.ledger_list import FORMAT, as_json
from tui.cli.meetings import find_member


def print_todo(meeting: Meeting, options: Namespace) -> None:
    """Print what is missing, one line a member, and how many of all talks were held."""
    members = list(dict.fromkeys(find_member(meeting, typed) for typed in options.members))
    found = [_of(meeting, member) for member in members or meeting.settings.members]
    have, need = talk_totals(meeting)
    if options.json:
        output.write_utf8(as_json({"format": FORMAT, "have": have, "need": need, "members": found}))
        return
    for one in found:
        missing = listed(one["missing"]) or _("all held")
        output.result(
            _("{name} {have}/{need}: {missing}").format(
                name=one["name"], have=one["have"], need=one["need"], missing=missing
            )
        )
    output.result(_("In all {have} of {need} talks are held.").format(have=have, need=need))


def _of(meeting: Meeting, member: str) -> dict[str, Any]:
    missing = [name for name, one in wanted_talks(meeting, member).items() if not one.is_held]
    have, need = talks_of(meeting, member)
    return {"id": member, "name": meeting.name(member), "have": have, "need": need, "missing": missing}
