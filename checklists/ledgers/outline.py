"""A subject's self-inspection, on its sheet: problem → cause → measure, explanations, and the rounds of review."""

from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from checklists.models import Day, ItemId, Many, Model, RecordId, SubjectId
from checklists.text import PROSE_LIMIT, Line, Named, Prose

Step = Literal["submitted", "reviewed", "returned", "approved"]
State = Literal["drafting", "submitted", "reviewed", "returned", "approved"]
Reviewer = Literal["", "principal", "supervisor"]
MeasureState = Literal["closed", "carried", "overdue", "doing", "open"]
Told = Annotated[Prose, Field(min_length=1, max_length=PROSE_LIMIT)]


class Problem(Model):
    """What is wrong, on one aspect."""

    text: Told
    aspect: ItemId | Literal[""] = ""
    example: Prose = ""
    """A case that shows it."""
    answers: Many[RecordId] = ()
    """Which opinions it answers."""
    causes: Many[RecordId] = ()


class Cause(Model):
    """Why a problem is there."""

    text: Told
    measures: Many[RecordId] = ()


class Progress(Model):
    """How far a measure is. Shared by the measures of the outline and what was taken over from last year."""

    text: Told
    owner: SubjectId | Literal[""] = ""
    due: Day | None = None
    target: Prose = ""
    """How one can tell that it is done."""
    progress: Prose = ""
    evidence: Many[Named] = ()
    closed: Day | None = None
    carried: Prose = ""
    """Why it stays open and goes into next year's list."""

    @property
    def is_settled(self) -> bool:
        """Tell whether it is closed, or carried over with a reason."""
        return self.closed is not None or bool(self.carried)

    def state_on(self, today: date) -> MeasureState:
        """Return where it stands: one state each, so that the numbers of all add up."""
        if self.closed is not None:
            return "closed"
        if self.carried:
            return "carried"
        if self.due and self.due < today:
            return "overdue"
        return "doing" if self.progress else "open"


class Measure(Progress):
    """What is done against a cause."""


class Round(Model):
    """One step of the review."""

    step: Step
    by: Reviewer = ""
    """Who returned it; empty for other steps."""
    on: Day | None = None
    who: Line = ""
    reason: Prose = ""
    """Why it was returned; remarks otherwise."""


class MeantSo(Model):
    """A finding of the draft's checks that stands as it is, and why; it is not reported again."""

    rule: ItemId
    reason: Told
    on: Day | None = None
    by: Line = ""
    """Who marked it: a member's id, else the name of the system's user."""
    words: Line = ""
    """The words in question as they stood then, as many as a line holds; it is known again by its key alone."""


class Outline(Model):
    """Drafted, submitted, reviewed by the principal, approved by the supervising group; returned in between."""

    problems: dict[RecordId, Problem] = {}
    causes: dict[RecordId, Cause] = {}
    measures: dict[RecordId, Measure] = {}
    explanations: dict[ItemId, Prose] = {}
    """What must be explained, by the checklist's keys; also with “none”."""
    rounds: dict[RecordId, Round] = {}
    meant_so: dict[RecordId, MeantSo] = {}
    """By the finding's key."""

    @cached_property
    def answered(self) -> frozenset[str]:
        """The opinions that some problem answers."""
        return frozenset(key for problem in self.problems.values() for key in problem.answers)

    @property
    def state(self) -> State:
        """Where the review stands: after its last step."""
        last = next(reversed(self.rounds.values()), None)
        return last.step if last else "drafting"

    @property
    def round(self) -> int:
        """How often it was submitted."""
        return sum(one.step == "submitted" for one in self.rounds.values())
