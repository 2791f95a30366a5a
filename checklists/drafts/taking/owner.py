"""Whose draft it is, as its head says: a draft read for the wrong member is told before it is taken in."""

from checklists.base.language import _
from checklists.drafts.recognise.tree import Draft
from checklists.model.meeting import GROUP, Meeting

HEAD = 400
"""Characters that are a draft's head, where no part of it was recognised."""


def find_named_in_head(meeting: Meeting, draft: Draft) -> list[str]:
    """Return the members whose names stand before the first part."""
    head = "".join(draft.text[: draft.parts[0].start if draft.parts else HEAD].split())
    return [key for key, member in meeting.settings.members.items() if "".join(member.name.split()) in head]


def find_other_head(meeting: Meeting, subject: str, draft: Draft) -> str:
    """Say so where a draft's head names another than it is read for; nothing where it names nobody, or several."""
    named = find_named_in_head(meeting, draft)
    if subject == GROUP or len(named) != 1 or subject in named:  # the principal speaks for the group
        return ""
    sentence = _("The draft's head names {name}, but this is the outline of {who}.")
    return sentence.format(name=meeting.name(named[0]), who=meeting.name(subject))
