"""Forms of a whole outline: the next step of its review, and explanations."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, get_args

from textual.content import Content
from textual.widgets import Button
from textual.widgets.button import ButtonVariant

from checklists.base.language import N_, _
from checklists.edits.ledgers import can_take
from checklists.model.checklist import Wording
from checklists.model.ledgers.outline import ReviewStep
from checklists.model.meeting import Meeting
from checklists.model.words import translate_state
from checklists.readiness.missing import describe_missing, list_edited_texts
from checklists.readiness.rules.outline import chain_complete, explanations_given
from tui.forms.form import DayField, Form, FormPart, LineField, Note, ProseField
from tui.forms.wrong_fields import Wrong

STEP_LABELS: dict[ReviewStep, str] = {
    "submitted": N_("Hand in"),
    "reviewed": N_("Pass"),
    "approved": N_("Approve"),
    "returned": N_("Return"),
}
HINTS: dict[ReviewStep, str] = {
    "submitted": N_("Hand in: for review by the principal, or the group's discussion."),
    "reviewed": N_(
        "Pass: the principal's review, or the group's discussion, is done; it goes to the supervising group."
    ),
    "approved": N_("Approve: by the supervising group."),
    "returned": N_("Return: with a reason; it is handed in again afterwards."),
}


LACKING_SHOWN = 5
EXPLAIN = "explain-"


def list_lacks(meeting: Meeting, subject: str) -> tuple[str, ...]:
    """Return what a submitted or reviewed outline lacks."""
    return chain_complete(meeting, subject, 1).add(explanations_given(meeting, subject, 0)).missing


class Stepped(NamedTuple):
    """A step of the review, as entered."""

    step: str
    day: date | None
    who: str
    reason: str


class ReviewDialog(Form[Stepped]):
    """The steps taken so far, with a button for each possible next step."""

    def __init__(
        self, meeting: Meeting, subject: str, draft: Stepped, today: date | None, error: str, *, is_own: bool
    ) -> None:
        allowed = ("submitted",) if is_own else get_args(ReviewStep)
        steps: list[ReviewStep] = [step for step in STEP_LABELS if step in allowed and can_take(meeting, subject, step)]
        parts: list[FormPart] = [Note(_describe_rounds(meeting, subject, steps), "walk-guide")]
        lacking = describe_missing(meeting, list_lacks(meeting, subject), LACKING_SHOWN)
        if lacking and steps:
            words = _("Still missing: {things}").format(things=lacking)
            parts.append(Note(Content.assemble((words, "$text-warning")), ""))
        parts += [
            DayField("day", _("On"), draft.day, today, is_optional=False),
            LineField("who", _("By"), draft.who),
            ProseField("reason", _("Reason"), draft.reason),
        ]
        title = " · ".join([_("Review"), meeting.name(subject)])
        label = STEP_LABELS[steps[0]] if steps else ""
        super().__init__(title, parts, self._make_step, error, focus="who", accept_label=label)
        self._steps = steps
        self._tried: ReviewStep | None = None
        """The step tried last, such as a return without a reason."""

    def buttons(self) -> Iterable[Button]:
        """Return a button for each possible next step."""
        for number, step in enumerate(self._steps):
            variant: ButtonVariant = "default" if number else "primary"
            yield Button(_(STEP_LABELS[step]), id=step, action=f"screen.take('{step}')", variant=variant, compact=True)
        yield Button(_("Cancel"), id="cancel", compact=True)

    def _make_step(self, day: date | None, who: str, reason: str) -> Stepped:
        wrong, step = Wrong(), self._tried
        if step == "returned" and not reason.strip():
            wrong.add("reason", ValueError(_("Returning an outline needs a reason.")))
        if step in {"reviewed", "approved"} and reason.strip():
            wrong.add("reason", ValueError(_("A reason goes with a return: choose that, or empty this field.")))
        wrong.refuse()
        return Stepped(step or "", day, who, reason)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to accept only if a step can come next."""
        del parameters
        return bool(self._steps) or action != "accept"

    def action_accept(self) -> None:
        """Take the step tried last, else the usual next one."""
        if self._steps:
            self.action_take(self._tried or self._steps[0])

    def action_take(self, step: ReviewStep) -> None:
        """Take a step: hand it in, let it pass, approve it, or return it with a reason."""
        self._tried, self.accept_label = step, STEP_LABELS[step]
        self.refresh_bindings()
        super().action_accept()


def _describe_rounds(meeting: Meeting, subject: str, steps: Iterable[ReviewStep]) -> str:
    """Return the steps so far, the state, and what each next step means."""
    outline = meeting.sheet(subject).outline
    lines = [
        f"{one.on or ''}  {translate_state(one.step)}  {one.who}  {one.reason}".replace("\n", " ").rstrip()
        for one in outline.rounds.values()
    ]
    if edited := list_edited_texts(meeting, subject, LACKING_SHOWN):
        lines.append(_("Edited since: {things}").format(things=edited))
    elif outline.edited is None:
        lines.append(_("Whether it was edited since is unknown: an earlier version entered the last step."))
    state = _("Now: {state}").format(state=translate_state(meeting.outline_state(subject)))
    return "\n".join([*lines, state, "", *(_(HINTS[step]) for step in steps)])


def make_explanations_form(
    name: str, wanted: Mapping[str, Wording], given: Mapping[str, str], error: str
) -> Form[dict[str, str]]:
    """Ask for each explanation; “none” is valid."""

    def make(**found: str) -> dict[str, str]:
        return {key.removeprefix(EXPLAIN): words for key, words in found.items()}

    parts: list[FormPart] = [
        Note(_("Answer each one, also with “none”."))
        if wanted
        else Note(_("This checklist asks for no explanations."), "walk-guide")
    ]
    for key, words in wanted.items():
        parts += [Note(str(words), "box-title"), ProseField(EXPLAIN + key, "", given.get(key, ""))]
    return Form(" · ".join([_("Explanations"), name]), parts, make, error)
