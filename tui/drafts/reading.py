"""Reading and checking a draft apart from the screen, so that it can be done in a thread."""

from dataclasses import dataclass, field, replace

from checklists.base.errors import InvalidEditError, UsageError
from checklists.drafts.checks.case import Case, Finding
from checklists.drafts.checks.checking import a_case, all_findings, without_meant
from checklists.drafts.reading.source import read_file, read_text, sized
from checklists.drafts.recognise.structure import recognise
from checklists.drafts.recognise.tree import Draft
from checklists.drafts.taking.correcting import Correction, corrected
from checklists.drafts.taking.nodes import DraftNode, draft_of, nodes_of
from checklists.drafts.taking.owner import other_head
from checklists.drafts.taking.taking import take
from checklists.model.meeting import GROUP, Meeting
from tui.base.typed_path import typed_path
from tui.drafts.source import DraftSource


@dataclass
class DraftState:
    """What the screen knows of one subject's draft, kept while the meeting is open."""

    source: DraftSource = field(default_factory=DraftSource)
    steps: list[Correction] = field(default_factory=list)
    taken_in: list[Correction] = field(default_factory=list)
    """Those that the outline has."""

    @property
    def is_unsaved(self) -> bool:
        """Whether something was corrected that the outline does not have."""
        return self.steps != self.taken_in


@dataclass(frozen=True)
class Reading:
    """A draft as it was recognised, corrected and checked."""

    recognised: Draft
    draft: Draft
    nodes: list[DraftNode]
    findings: list[Finding]
    lost: int
    """How many corrections no longer fit."""
    found: dict[str, Finding]
    """All findings by their key, those that are meant so among them."""
    added: int = 0
    """How many records taking it in would add."""
    changed: int = 0
    met: int = 0
    """How many of its records the outline has already."""
    warning: str = ""
    """What speaks against its being this subject's draft."""


def read_source(source: DraftSource) -> Draft:
    """Read and recognise a draft. Raises `UnreadableError`."""
    if source.path:
        return recognise(read_file(typed_path(source.path)))
    return recognise(sized(read_text(source.pasted), source.name))


def read_with(recognised: Draft, steps: list[Correction], meeting: Meeting, subject: str, me: str | None) -> Reading:
    """Correct a draft, check it, and see what taking it in would change."""
    nodes, lost = corrected(nodes_of(recognised), steps, recognised.text)
    draft = draft_of(recognised, nodes, dict(meeting.settings.aspects)) if steps else recognised
    case = a_case(draft, meeting, subject)
    found = shown = all_findings(case)
    if me is not None:
        shown = all_findings(_own(case, meeting, me))
    reading = Reading(
        recognised,
        draft,
        nodes,
        without_meant(shown, meeting, subject),
        lost,
        {one.key: one for one in found},
        warning=other_head(meeting, subject, recognised),
    )
    try:
        taken = take(meeting, subject, draft)
    except (UsageError, InvalidEditError):  # said when it is asked for
        return reading
    return replace(reading, added=taken.added, changed=taken.changed, met=taken.kept + taken.changed)


def _own(case: Case, meeting: Meeting, me: str) -> Case:
    """Return the case as one who sees only their own part has it: without what colleagues wrote."""
    others = {meeting.name(one) for one in meeting.subjects if one not in {me, GROUP}}
    return replace(case, passages=tuple(one for one in case.passages if one.whose not in others))
