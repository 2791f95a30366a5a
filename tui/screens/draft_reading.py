"""Reading and checking a draft apart from the screen, so that it can be done in a thread."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from checklists.drafts.case import Case, Finding
from checklists.drafts.checking import a_case, findings_of
from checklists.drafts.correcting import Correction, corrected
from checklists.drafts.nodes import DraftNode, draft_of, nodes_of
from checklists.drafts.source import read_file, read_text, sized
from checklists.drafts.structure import recognise
from checklists.drafts.tree import Draft
from checklists.meeting import GROUP, Meeting
from tui.screens.draft_forms import DraftSource


@dataclass
class Kept:
    """What the screen knows of one subject's draft, kept while the meeting is open."""

    source: DraftSource = field(default_factory=DraftSource)
    steps: list[Correction] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """A draft as it was recognised, corrected and checked."""

    recognised: Draft
    draft: Draft
    nodes: list[DraftNode]
    findings: list[Finding]
    lost: int
    """How many corrections no longer fit."""


def read_source(source: DraftSource) -> Draft:
    """Read and recognise a draft. Raises `UnreadableError`."""
    if source.path:
        return recognise(read_file(Path(source.path).expanduser()))
    return recognise(sized(read_text(source.pasted), source.name))


def read_with(recognised: Draft, steps: list[Correction], meeting: Meeting, subject: str, me: str | None) -> Reading:
    """Correct a draft and check it."""
    nodes, lost = corrected(nodes_of(recognised), steps, recognised.text)
    draft = draft_of(recognised, nodes, dict(meeting.settings.aspects)) if steps else recognised
    findings = findings_of(_case(draft, meeting, subject, me))
    return Reading(recognised, draft, nodes, findings, lost)


def _case(draft: Draft, meeting: Meeting, subject: str, me: str | None) -> Case:
    """Return the case; one who sees only their own part is not shown what colleagues wrote."""
    case = a_case(draft, meeting, subject)
    if me is None:
        return case
    others = {meeting.name(one) for one in meeting.subjects if one not in {me, GROUP}}
    return replace(case, passages=tuple(one for one in case.passages if one.whose not in others))
