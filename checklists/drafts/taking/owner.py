"""Whose draft it is, by its head: a draft read for the wrong member is reported before it is taken in."""

from checklists.base.language import _
from checklists.base.text import remove_blanks
from checklists.drafts.recognise.tree import Draft
from checklists.model.meeting import GROUP, Meeting

HEAD = 400
"""Characters of a draft's head, if no part was recognised."""


def find_named_in_head(meeting: Meeting, draft: Draft) -> list[str]:
    """Return the members named before the first part."""
    head = remove_blanks(draft.text[: draft.parts[0].start if draft.parts else HEAD])
    return [key for key, member in meeting.settings.members.items() if remove_blanks(member.name) in head]


def find_other_head(meeting: Meeting, subject: str, draft: Draft) -> str:
    """Return a sentence if the head names another member than the subject; empty if it names nobody or several."""
    named = find_named_in_head(meeting, draft)
    if subject == GROUP or len(named) != 1 or subject in named:  # the principal speaks for the group
        return ""
    sentence = _("The draft's head names {name}, but this is the outline of {who}.")
    return sentence.format(name=meeting.name(named[0]), who=meeting.name(subject))
