"""Reading and checking a draft without the screen, for a thread."""

from dataclasses import dataclass, field, replace

from checklists.base.errors import InvalidEditError, UsageError
from checklists.base.language import _, ngettext
from checklists.drafts.checks.case import Case, Finding
from checklists.drafts.checks.checking import exclude_meant, make_case, run_checks
from checklists.drafts.reading.source import read_file, read_text, refuse_wrong_size
from checklists.drafts.recognise.structure import recognise
from checklists.drafts.recognise.tree import Draft
from checklists.drafts.taking.correcting import (
    CorrectionKind,
    TreeCorrection,
    apply_correction,
    apply_corrections,
    make_correction,
)
from checklists.drafts.taking.nodes import DraftNode, make_draft, make_nodes
from checklists.drafts.taking.owner import find_other_head
from checklists.drafts.taking.taking import take
from checklists.model.meeting import GROUP, Meeting
from tui.base.typed_path import parse_path
from tui.drafts.source import DraftSource


@dataclass
class DraftState:
    """A subject's draft and its corrections, kept while the meeting is open."""

    source: DraftSource = field(default_factory=DraftSource)
    steps: list[TreeCorrection] = field(default_factory=list)
    taken_in: list[TreeCorrection] = field(default_factory=list)
    """The corrections stored in the outline."""

    @property
    def is_unsaved(self) -> bool:
        """Whether a correction is not in the outline."""
        return self.steps != self.taken_in

    def correct(
        self,
        reading: "DraftReading",
        row: int,
        what: CorrectionKind,
        value: str = "",
        place: int = 0,
    ) -> None:
        """Add a correction of the node in a row; the next check applies it. Raises `UsageError`."""
        step: TreeCorrection = make_correction(reading.nodes, row, what, value, place)
        apply_correction(reading.nodes, row, step, reading.draft.text)
        self.steps.append(step)


@dataclass(frozen=True, eq=False)
class DraftReading:
    """A draft recognised, corrected and checked. Each check makes a new one."""

    recognised: Draft
    draft: Draft
    steps: list[TreeCorrection]
    """The corrections applied."""
    nodes: list[DraftNode]
    findings: list[Finding]
    lost: int
    """How many corrections no longer fit."""
    found: dict[str, Finding]
    """All findings by key, including those meant so."""
    aspects: dict[str, str]
    added: int = 0
    """How many records taking it in would add."""
    changed: int = 0
    met: int = 0
    """How many of its records the outline has."""
    warning: str = ""
    """Why it may not be this subject's draft; empty if nothing says so."""


def read_source(source: DraftSource) -> Draft:
    """Read and recognise a draft. Raises `UnreadableError`."""
    if source.path:
        return recognise(read_file(parse_path(source.path)))
    return recognise(refuse_wrong_size(read_text(source.pasted), source.name))


def review_draft(
    recognised: Draft, steps: list[TreeCorrection], meeting: Meeting, subject: str, me: str | None
) -> DraftReading:
    """Correct a draft, check it, and work out what taking it in would change."""
    nodes, lost = apply_corrections(make_nodes(recognised), steps, recognised.text)
    draft = make_draft(recognised, nodes, dict(meeting.settings.aspects)) if steps else recognised
    case = make_case(draft, meeting, subject)
    found = shown = run_checks(case)
    if me is not None:
        shown = run_checks(_limit_case(case, meeting, me))
    reading = DraftReading(
        recognised,
        draft,
        steps,
        nodes,
        exclude_meant(shown, meeting, subject),
        lost,
        {one.key: one for one in found},
        dict(meeting.settings.aspects),
        warning=find_other_head(meeting, subject, recognised),
    )
    try:
        taken = take(meeting, subject, draft)
    except (UsageError, InvalidEditError):  # reported when it is taken in
        return reading
    return replace(reading, added=taken.added, changed=taken.changed, met=taken.kept + taken.changed)


def _limit_case(case: Case, meeting: Meeting, me: str) -> Case:
    """Return the case for a member limited to their own part: without passages by colleagues."""
    others = {meeting.name(one) for one in meeting.subjects if one not in {me, GROUP}}
    return replace(case, passages=tuple(one for one in case.passages if one.whose not in others))


def describe_next_step(found: DraftReading) -> str:
    """Say what to do next; of a draft that was taken in before, what taking it in again would change."""
    if found.met and not found.added and not found.changed:
        return _("All of it is in the outline already. n: findings, Esc: back to the outline.")
    if found.met and found.met >= found.added:  # it was taken in before
        sentence = _("{met} of it are in the outline; Ctrl+S: {added} new, {changed} changed. n: findings.")
        return sentence.format(met=found.met, added=found.added, changed=found.changed)
    if not found.findings:
        return _("Nothing found. Enter corrects the tree, Ctrl+S takes it in.")
    sentence = ngettext(
        "{count} finding: n shows it. Enter corrects the tree, Ctrl+S takes it in.",
        "{count} findings: n shows each. Enter corrects the tree, Ctrl+S takes it in.",
        len(found.findings),
    )
    return sentence.format(count=len(found.findings))
