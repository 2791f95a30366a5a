"""Forms of an outline as a whole: the next step of its review, and what must be explained."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, get_args

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, TextArea

from checklists.base.language import N_, _
from checklists.edits.ledgers import can_take
from checklists.model.checklist import Wording
from checklists.model.ledgers.outline import ReviewStep
from checklists.model.meeting import Meeting
from checklists.model.words import translate_state
from checklists.readiness.missing import describe_missing, list_edited_texts
from checklists.readiness.rules.outline import chain_complete, explanations_given
from tui.forms.dialog import Dialog, make_field_line
from tui.forms.form import Form, FormPart, Note, ProseField, make_text_area
from tui.forms.wrong_fields import Wrong
from tui.widgets.day_input import DayInput
from tui.widgets.prose import Prose

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
    """Return what an outline lacks that is handed in or passed all the same."""
    return chain_complete(meeting, subject, 1).add(explanations_given(meeting, subject, 0)).missing


class Stepped(NamedTuple):
    """A step of the review as entered."""

    step: str
    day: date | None
    who: str
    reason: str


class ReviewDialog(Dialog[Stepped | None]):
    """The rounds so far, and what can come next."""

    AUTO_FOCUS = "#who"

    def __init__(
        self, meeting: Meeting, subject: str, draft: Stepped, today: date | None, error: str, *, is_own: bool
    ) -> None:
        super().__init__(" · ".join([_("Review"), meeting.name(subject)]), error)
        self._lacking = describe_missing(meeting, list_lacks(meeting, subject), LACKING_SHOWN)
        self._outline, self._state = meeting.sheet(subject).outline, meeting.outline_state(subject)
        self._edited = list_edited_texts(meeting, subject, LACKING_SHOWN)
        self._draft = draft
        allowed = ("submitted",) if is_own else get_args(ReviewStep)
        self._steps: list[ReviewStep] = [
            step for step in STEP_LABELS if step in allowed and can_take(meeting, subject, step)
        ]
        self._today = today
        self._tried: ReviewStep | None = None
        """The step that was refused as it was entered."""
        if self._steps:
            self.accept_label = STEP_LABELS[self._steps[0]]

    def fields(self) -> Iterable[Widget]:
        """Return the rounds, then day, name and reason of the next step."""
        lines = [
            f"{one.on or ''}  {translate_state(one.step)}  {one.who}  {one.reason}".replace("\n", " ").rstrip()
            for one in self._outline.rounds.values()
        ]
        state = _("Now: {state}").format(state=translate_state(self._state))
        if self._edited:
            lines.append(_("Edited since: {things}").format(things=self._edited))
        elif self._outline.edited is None:
            lines.append(_("Whether it was edited since is unknown: an earlier version entered the last step."))
        hints = [_(HINTS[step]) for step in self._steps]
        yield Prose("\n".join([*lines, state, "", *hints]), classes="walk-guide")
        if self._lacking and self._steps:
            words = _("Still missing: {things}").format(things=self._lacking)
            yield Prose(Content.assemble((words, "$text-warning")), id="lacking")
        yield make_field_line(_("On"), DayInput(self._draft.day, "day", self._today))
        yield make_field_line(_("By"), Input(self._draft.who, id="who", compact=True, max_length=200))
        yield make_field_line(_("Reason"), make_text_area(self._draft.reason, "reason"))

    def buttons(self) -> Iterable[Button]:
        """Return a button for each step that can come next."""
        for number, step in enumerate(self._steps):
            yield Button(_(STEP_LABELS[step]), id=step, variant="default" if number else "primary", compact=True)
        yield Button(_("Cancel"), id="cancel", compact=True)

    def result(self) -> Stepped:
        """Return day, name and reason. Raises `WrongFieldsError` where the day is none."""
        return self._stepped("")

    def _stepped(self, step: str) -> Stepped:
        wrong, day, reason = Wrong(), None, self.query_one("#reason", TextArea).text
        with wrong.collect("day"):
            day = self.query_one("#day", DayInput).read_past(_("On"))
        if step == "returned" and not reason.strip():
            wrong.add("reason", ValueError(_("Returning an outline needs a reason.")))
        if step in {"reviewed", "approved"} and reason.strip():
            wrong.add("reason", ValueError(_("A reason goes with a return: choose that, or empty this field.")))
        wrong.refuse()
        return Stepped(step, day, self.query_one("#who", Input).value, reason)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to accept only where a step can come next."""
        del parameters
        return bool(self._steps) or action != "accept"

    def action_accept(self) -> None:
        """Take the step that was tried last, such as a return that had no reason yet; else the ordinary one."""
        if self._tried or self._steps:
            self._take(self._tried or self._steps[0])

    def action_submitted(self) -> None:
        """Hand it in."""
        self._take("submitted")

    def action_reviewed(self) -> None:
        """Let it pass."""
        self._take("reviewed")

    def action_approved(self) -> None:
        """Approve it."""
        self._take("approved")

    def action_returned(self) -> None:
        """Return it with a reason."""
        self._take("returned")

    def _take(self, step: ReviewStep) -> None:
        try:
            found = self._stepped(step)
        except ValueError as error:
            self._tried, self.accept_label = step, STEP_LABELS[step]
            self.refuse(error)
            self.refresh_bindings()
        else:
            self.dismiss(found)


def make_explanations_form(
    name: str, wanted: Mapping[str, Wording], given: Mapping[str, str], error: str
) -> Form[dict[str, str]]:
    """Ask for each thing that must be explained; “none” is an answer too."""

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
