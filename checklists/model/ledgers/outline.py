"""A subject's self-inspection, on its sheet: problem → cause → measure, explanations, and the rounds of review."""

from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Literal, NamedTuple, cast, get_args

from pydantic import Field

from checklists.base.model import Day, ItemId, Many, Model, OptionalItemId, OptionalSubjectId, RecordId
from checklists.base.text import PROSE_LIMIT, LineText, ProseText, RequiredLine, remove_blanks

ReviewStep = Literal["submitted", "reviewed", "returned", "approved"]
ReviewState = Literal["drafting", "submitted", "reviewed", "returned", "approved", "changed"]
"""``changed``: a text was edited after the last step, so the step no longer holds."""
OutlinePart = Literal["problem", "cause", "measure", "explanation"]
Editing = Literal["changed", "added", "removed"]
Reviewer = Literal["", "principal", "supervisor"]
MeasureState = Literal["closed", "carried", "overdue", "doing", "open"]
NO_TEXTS = {"none": "-"}
"""In the place of digests: that there was no text then, where a round of an earlier version has no digests at all."""
RequiredProse = Annotated[ProseText, Field(min_length=1, max_length=PROSE_LIMIT)]


class EditedText(NamedTuple):
    """A text edited after the last step of the review."""

    part: OutlinePart
    key: str
    how: Editing


class Problem(Model):
    """What is wrong, on one aspect."""

    text: RequiredProse
    aspect: OptionalItemId = ""
    example: ProseText = ""
    """A case that shows it."""
    answers: Many[RecordId] = ()
    """Which opinions it answers."""
    causes: Many[RecordId] = ()


class Cause(Model):
    """Why a problem is there."""

    text: RequiredProse
    measures: Many[RecordId] = ()


class TrackedMeasure(Model):
    """The progress of a measure, shared by measures of the outline and entries carried over."""

    text: RequiredProse
    owner: OptionalSubjectId = ""
    due: Day | None = None
    target: ProseText = ""
    """The criterion of completion."""
    progress: ProseText = ""
    evidence: Many[RequiredLine] = ()
    closed: Day | None = None
    carried: ProseText = ""
    """Why it stays open and goes into next year's list."""

    @property
    def is_settled(self) -> bool:
        """Tell whether it is closed, or carried over with a reason."""
        return self.closed is not None or bool(self.carried)

    def get_state(self, today: date) -> MeasureState:
        """Return its state; each measure has exactly one, so that the numbers add up."""
        if self.closed is not None:
            return "closed"
        if self.carried:
            return "carried"
        if self.due and self.due < today:
            return "overdue"
        return "doing" if self.progress else "open"


class Measure(TrackedMeasure):
    """What is done against a cause."""


class Round(Model):
    """One step of the review."""

    step: ReviewStep
    by: Reviewer = ""
    """Who returned it; empty for other steps."""
    on: Day | None = None
    who: LineText = ""
    reason: ProseText = ""
    """Why it was returned; remarks otherwise."""
    texts: dict[LineText, LineText] = {}
    """Digests of the outline's texts as they stood then; steps taken by earlier versions have none."""


class MeantSo(Model):
    """A finding accepted with a reason; it is not reported again."""

    rule: ItemId
    reason: RequiredProse
    on: Day | None = None
    by: LineText = ""
    """Who marked it: a member's id, else the name of the system's user."""
    words: LineText = ""
    """The words in question as they stood then, as many as a line holds; it is known again by its key alone."""


class Outline(Model):
    """Drafted, submitted, reviewed by the principal, approved by the supervising group; returned in between."""

    problems: dict[RecordId, Problem] = {}
    causes: dict[RecordId, Cause] = {}
    measures: dict[RecordId, Measure] = {}
    explanations: dict[ItemId, ProseText] = {}
    """What must be explained, by the checklist's keys; also with “none”."""
    rounds: dict[RecordId, Round] = {}
    meant_so: dict[RecordId, MeantSo] = {}
    """By the finding's key."""

    @cached_property
    def answered(self) -> frozenset[str]:
        """The opinions that some problem answers."""
        return frozenset(key for problem in self.problems.values() for key in problem.answers)

    @property
    def last_round(self) -> Round | None:
        """The last step of the review."""
        return next(reversed(self.rounds.values()), None)

    @property
    def step(self) -> ReviewState:
        """The last step of the review, whether it still holds or not: see `Meeting.outline_state`."""
        return self.last_round.step if self.last_round else "drafting"

    @cached_property
    def texts(self) -> dict[str, str]:
        """Digests of the texts by part and id. Links, owners, days and progress are not included."""
        found: dict[tuple[OutlinePart, str], tuple[str, ...]]
        found = {("problem", key): (one.text, one.example, one.aspect) for key, one in self.problems.items()}
        found |= {("cause", key): (one.text,) for key, one in self.causes.items()}
        found |= {("measure", key): (one.text, one.target) for key, one in self.measures.items()}
        found |= {("explanation", key): (words,) for key, words in self.explanations.items() if words}
        return {f"{part}.{key}": _compute_digest(texts) for (part, key), texts in found.items()}

    @property
    def texts_of_round(self) -> dict[str, str]:
        """What a step of the review notes of the texts as they stand."""
        return self.texts or NO_TEXTS

    @cached_property
    def edited(self) -> tuple[EditedText, ...] | None:
        """The texts edited after the last step; none after a return. ``None`` if that step has no digests."""
        last = self.last_round
        if last is None or last.step == "returned":
            return ()
        if not last.texts:
            return None
        now, then = self.texts, last.texts
        found = []
        for name in dict.fromkeys([*now, *then]):
            if now.get(name) != then.get(name):
                how: Editing = "removed" if name not in now else "changed" if name in then else "added"
                part, _dot, key = name.partition(".")
                if part in get_args(OutlinePart):  # digests that someone wrote by hand name anything
                    found.append(EditedText(cast("OutlinePart", part), key, how))
        return tuple(found)

    @property
    def round(self) -> int:
        """How often it was submitted."""
        return sum(one.step == "submitted" for one in self.rounds.values())


def _compute_digest(texts: tuple[str, ...]) -> str:
    """Return a digest of texts; blanks and line breaks are no change."""
    return sha256("\0".join(remove_blanks(text) for text in texts).encode()).hexdigest()[:12]
