"""How states are called and drawn: a sign and a word for each, never a colour alone."""

from checklists.checklist import Role
from checklists.language import N_, _, ngettext
from checklists.meeting import Status
from checklists.readiness import Tally

SIGNS: dict[Status, str] = {"todo": "○", "doing": "◐", "done": "✔", "waived": "◇", "returned": "←"}
OVERDUE = "!"
STATUS_WORDS: dict[Status, str] = {
    "todo": N_("open"),
    "doing": N_("in progress"),
    "done": N_("done"),
    "waived": N_("waived"),
    "returned": N_("returned"),
}
ROLE_WORDS: dict[Role, str] = {
    "principal": N_("principal"),
    "secretary": N_("meeting staff"),
    "organisation": N_("organisation department"),
    "discipline": N_("discipline organ"),
    "member": N_("member"),
    "supervisor": N_("supervising group"),
    "group": N_("group"),
}
"""Who is responsible for an item."""


def status_word(status: Status) -> str:
    """Return the word for a status."""
    return _(STATUS_WORDS[status])


def state_word(state: str) -> str:
    """Return the word for a state of an outline."""
    words = {
        "drafting": _("being drafted"),
        "submitted": _("submitted"),
        "reviewed": _("passed review"),
        "returned": _("returned"),
        "approved": _("approved"),
        "changed": _("changed since the last step"),
    }
    return words.get(state, state)


def tally_sign(tally: Tally) -> str:
    """Return the sign that goes with a count."""
    if tally.overdue:
        return OVERDUE
    if tally.returned:
        return SIGNS["returned"]
    if tally.done == tally.required:
        return SIGNS["done"]
    return SIGNS["doing"] if tally.share or tally.doing else SIGNS["todo"]


def tally_text(tally: Tally, gap: str = " ") -> str:
    """Return sign and count of a tally: ``◐ 6/11``; a dash where nothing is required."""
    return f"{tally_sign(tally)}{gap}{tally.done}/{tally.required}" if tally.required else "–"


def percent_text(tally: Tally) -> str:
    """Write the progress in whole percent; a dash where nothing is required."""
    return f"{tally.percent}%" if tally.required else "–"


def days_text(days: int) -> str:
    """Say how far a day is."""
    if days > 0:
        return ngettext("{count} day left", "{count} days left", days).format(count=days)
    if days == 0:
        return _("today")
    return ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)
