"""The view of an outline: a subject's problems, causes and measures; [ and ] turn to another subject."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import var

from checklists.base.language import N_, _, join_names, ngettext
from checklists.edits.change import Edit, join_edits
from checklists.edits.ledgers import explain, take_step
from checklists.model.file_names import get_sheet_file
from checklists.model.meeting import GROUP, Meeting
from checklists.model.words import translate_state
from checklists.readiness.duties import Readiness
from checklists.readiness.missing import list_edited_texts
from tui.base.messages import DraftAsked, FormAsked
from tui.forms.form import Form
from tui.ledgers.outline.forms import ReviewDialog, Stepped, make_explanations_form
from tui.ledgers.outline.tree import OutlineGrid, OutlineNode
from tui.ledgers.view import IMPORT, LedgerView
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View

OUTLINE_TEXTS_SHOWN = 4


class OutlineView(LedgerView):
    """A subject's tree."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "review", N_("Review"), tooltip=N_("Hand in, pass, return or approve; the rounds so far")),
        Binding("y", "explain", N_("Explain"), tooltip=N_("What must be explained, also where there is none")),
        IMPORT,
        Binding("D", "draft", N_("Read draft"), tooltip=N_("Read a draft: its tree, its findings, into the outline")),
    ]
    command = "outline"
    can_turn = True
    subject: var[str] = var(GROUP)

    def action_draft(self) -> None:
        """Ask for the draft of the subject shown."""
        if self.shown is not None:
            self.post_message(DraftAsked(self.subject))

    def pages(self) -> Iterable[PageGrid]:
        """Make the tree."""
        yield OutlineGrid().data_bind(View.query_text, View.me, OutlineView.subject, readiness=View.shown)

    @property
    def lacks_aspects(self) -> bool:
        """Whether no aspects are set."""
        return self.is_mounted and self.query_one(OutlineGrid).lacks_aspects

    @property
    def file(self) -> str:
        """The file of the subject's sheet."""
        return get_sheet_file(self.subject)

    @property
    def subject_here(self) -> str | None:
        """The subject shown."""
        return self.subject

    def go_to(self, subject: str) -> None:
        """Show a subject's outline."""
        self.subject = self.me or subject

    def turn(self, step: int) -> None:
        """Show the next or previous subject's outline."""
        if self.shown is not None and not self.me:
            subjects = self.shown.meeting.subjects
            place = subjects.index(self.subject) if self.subject in subjects else 0
            self.subject = subjects[(place + step) % len(subjects)]

    def watch_readiness(self) -> None:
        """Show the group if the subject shown is no longer on the roster."""
        if self.readiness and self.subject not in self.readiness.meeting.subjects:
            self.go_to(GROUP)
        super().watch_readiness()

    def watch_subject(self) -> None:
        """Show the subject's name."""
        self.tell()

    def state_line(self, readiness: Readiness) -> str:
        """Return the subject, and the state of the review."""
        meeting = readiness.meeting
        outline = meeting.sheet(self.subject).outline
        given = sum(bool(outline.explanations.get(key)) for key in meeting.checklist.explanations)
        words = _("{name} · {state}, round {round} · explanations {given}/{wanted}").format(
            name=meeting.name(self.subject),
            state=translate_state(meeting.outline_state(self.subject)),
            round=max(outline.round, 1),
            given=given,
            wanted=len(meeting.checklist.explanations),
        )
        return words if self.me else words + "   " + _("[ and ]: another subject")

    def foot_line(self, readiness: Readiness) -> str:
        """Return the line under the cursor in full; on an aspect, the review's last remark."""
        node = self.query_one(OutlineGrid).node
        if self.lacks_aspects:
            return _("i adds a problem all the same; it can be put under its aspect later.")
        if node and node.kind not in {"aspect", "orphans"}:
            return "   ".join([node.text, *_list_details(node)])
        if edited := list_edited_texts(readiness.meeting, self.subject, OUTLINE_TEXTS_SHOWN):
            return _("Edited after the last step: {things}. v submits it again.").format(things=edited)
        rounds = list(readiness.meeting.sheet(self.subject).outline.rounds.values())
        said = next((one for one in reversed(rounds) if one.reason), None)
        if said is None:
            return _("i adds a problem on an aspect, a cause below a problem, a measure below a cause.")
        step = f"{translate_state(said.step)} {said.on or ''} {said.who}".rstrip()
        return _(": ").join((step, said.reason)).replace("\n", " ")

    def action_review(self) -> None:
        """Ask for the next step of the review."""
        subject, today, me = self.subject, self.shown.today if self.shown else None, self.me

        def form(meeting: Meeting, draft: Stepped | None, error: str) -> ReviewDialog:
            draft = draft or Stepped("", today, "", "")
            return ReviewDialog(meeting, subject, draft, today, error, is_own=me is not None)

        def edit(meeting: Meeting, found: Any) -> Edit:
            return take_step(meeting, subject, found.step, on=found.day, who=found.who, reason=found.reason)

        self.post_message(FormAsked(form, edit))

    def action_explain(self) -> None:
        """Ask for the explanations."""
        subject = self.subject
        opened = dict(self.shown.meeting.sheet(subject).outline.explanations) if self.shown else {}

        def form(meeting: Meeting, draft: dict[str, str] | None, error: str) -> Form[dict[str, str]]:
            mine = {key: words for key, words in (draft or {}).items() if words.strip() != opened.get(key, "")}
            given = {**meeting.sheet(subject).outline.explanations, **mine}
            return make_explanations_form(meeting.name(subject), meeting.checklist.explanations, given, error)

        def edit(meeting: Meeting, found: dict[str, str]) -> Edit:
            edits = [explain(meeting, subject, key, words) for key, words in found.items()]
            return join_edits(edits, " · ".join([meeting.name(subject), _("Explanations")]))

        self.post_message(FormAsked(form, edit))


def _list_details(node: OutlineNode) -> list[str]:
    """Return what is known of a line: at 80 columns not everything has a column."""
    answers = ngettext("answers {count} opinion", "answers {count} opinions", node.answers)
    found = [answers.format(count=node.answers)] if node.answers else []
    for label, text in (
        (_("Owner"), node.owner),
        (_("Due"), node.due),
        (_("Still missing"), join_names(node.missing)),
    ):
        found += [_("{label}: {problem}").format(label=label, problem=text)] if text else []
    return found
