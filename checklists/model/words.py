"""Words and signs for statuses, states and roles: never a colour alone."""

from checklists.base.language import N_, _, ngettext
from checklists.model.checklist import Role
from checklists.model.meeting import Status

STATUS_SIGNS: dict[Status, str] = {"todo": "○", "doing": "◐", "done": "✔", "waived": "◇", "returned": "←"}
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


def translate_status(status: Status) -> str:
    """Return the word for a status."""
    return _(STATUS_WORDS[status])


def translate_state(state: str) -> str:
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


def format_days(days: int) -> str:
    """Format the days until or since a date."""
    if days > 0:
        return ngettext("{count} day left", "{count} days left", days).format(count=days)
    if days == 0:
        return _("today")
    return ngettext("{count} day ago", "{count} days ago", -days).format(count=-days)
