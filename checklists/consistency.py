"""Is what the files say together possible? Each finding names its place and can be mended in the program."""

from collections.abc import Iterator

from checklists.edits import SETTINGS_FILE, file_of
from checklists.faults import Fault
from checklists.language import _, listed
from checklists.meeting import GROUP, Meeting
from checklists.text import show


def of_roster(meeting: Meeting) -> Iterator[Fault]:
    """Find what cannot be right in the roster."""
    principals = [member.name for member in meeting.settings.members.values() if member.role == "principal"]
    if len(principals) > 1:  # none yet is no fault: the counting rule of the roster asks for one
        yield _inconsistent(
            SETTINGS_FILE,
            "members",
            _("exactly one member is the principal, here are {count}: {names}").format(
                count=len(principals), names=listed(principals, 5)
            ),
        )


def of_sheet(meeting: Meeting, subject: str) -> Iterator[Fault]:
    """Find the marks of one sheet that the checklist has no place for."""
    if subject != GROUP and subject not in meeting.settings.members:
        problem = _("there is no member {id} in meeting.toml; the sheet is kept but counts for nothing")
        yield _inconsistent(file_of(subject), "", problem.format(id=show(subject)))
        return
    scope = "group" if subject == GROUP else "member"
    for item_id, mark in meeting.sheet(subject).marks.items():
        item = meeting.checklist.items.get(item_id)
        if item is None:
            problem = _("the checklist has no item {id}; the mark is kept but counts for nothing").format(id=item_id)
        elif item.scope != scope:
            problem = _("“{item}” is not an item for this sheet; the mark is kept but counts for nothing").format(
                item=item.title
            )
        elif item.rule and mark.status not in {"todo", "waived"}:
            problem = _("“{item}” is counted from the files; the status written by hand is not used").format(
                item=item.title
            )
        elif mark.status == "waived" and not (mark.note and mark.by):
            problem = _("waived without a reason or a name: it counts as open until both are there")
        else:
            continue
        yield _inconsistent(file_of(subject), f"marks.{item_id}", problem)


def _inconsistent(file: str, place: str, problem: str) -> Fault:
    return Fault(file, place, problem, severity="inconsistent")
