"""The part of a meeting that a viewer (``--as``) may export: their own.

Every export for a viewer is made from what is left here, whoever asks for it: the meeting as they see it, their own
duties, and the tallies of all.
"""

from dataclasses import replace

from checklists.base.errors import UsageError
from checklists.base.language import _
from checklists.base.text import show_word
from checklists.edits.privacy import redact_faults
from checklists.edits.redaction import redact
from checklists.readiness.duties import Readiness, SubjectReadiness
from checklists.reports.catalogue import Export
from checklists.reports.paper import ExportChoice


def check_viewer(export: Export, choice: ExportChoice) -> None:
    """Raise `UsageError` if an export is not open to a viewer."""
    if choice.viewer is None:
        return
    if not export.can_be_limited:
        raise UsageError(
            _("“{title}” is the whole meeting's: only who sees the whole meeting can write it.").format(
                title=_(export.title)
            )
        )
    if choice.member not in {None, choice.viewer}:
        raise UsageError(_("Of others nothing can be written here, only one's own part."))


def own_part(readiness: Readiness, export: Export, choice: ExportChoice) -> tuple[Readiness, ExportChoice]:
    """Return the readiness and choice to export: redacted for a viewer, else unchanged. Raises `UsageError`."""
    check_viewer(export, choice)
    if choice.viewer is None:
        return readiness, choice
    return redact_readiness(readiness, choice.viewer), replace(choice, member=choice.viewer)


def redact_readiness(readiness: Readiness, viewer: str | None) -> Readiness:
    """Return a readiness without anything that a viewer may not see; tallies stay the whole meeting's.

    Raises `UsageError` where the viewer is no member.
    """
    meeting = readiness.meeting
    if viewer is None:
        return readiness
    if viewer not in meeting.settings.members:
        raise UsageError(_("There is no member {name} on the roster.").format(name=show_word(viewer)))
    subjects = {
        key: part if key == viewer else SubjectReadiness(key, {}, part.stages, part.waited_for, {})
        for key, part in readiness.subjects.items()
    }
    return replace(
        readiness,
        meeting=redact(meeting, viewer),
        subjects=subjects,
        faults=redact_faults(readiness.faults, viewer),
    )
