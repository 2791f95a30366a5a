"""How a status is called."""

from checklists.language import N_, _
from checklists.meeting import Status

STATUS_WORDS: dict[Status, str] = {
    "todo": N_("open"),
    "doing": N_("in progress"),
    "done": N_("done"),
    "waived": N_("waived"),
    "returned": N_("returned"),
}


def status_word(status: Status) -> str:
    """Return the word for a status."""
    return _(STATUS_WORDS[status])
