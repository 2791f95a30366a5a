"""The place of opinions: the ledger with what becomes of each, and the channels."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from checklists.base.language import N_, _, listed, ngettext
from checklists.edits.change import Edit, together
from checklists.edits.ledgers import answer, assign, claim, feed_back, none_told
from checklists.model.ledgers.opinions import Opinion
from checklists.model.meeting import GROUP, Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.rules.opinions import opinions_add_up
from checklists.records.kinds import KINDS
from tui.base.messages import FormAsked
from tui.ledgers.forms import Answer, AnswerDialog, ForWhom, ForWhomDialog
from tui.ledgers.opinion_grid import OpinionGrid
from tui.ledgers.view import LedgerView
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View

GONE = Opinion(text="×")
"""Stands for an opinion that another session removed meanwhile; saving says so."""
Step = Callable[[Meeting, Sequence[str], Iterable[str], Any], Edit]


class OpinionsView(LedgerView):
    """The ledger of opinions, and the channels."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("v", "import_table", N_("Import"), show=False)]
    ledger = "opinions"
    command = "opinions"

    def pages(self) -> Iterable[PageGrid]:
        """Make both ledgers."""
        yield OpinionGrid().data_bind(View.query_text, View.me, readiness=View.shown)
        yield LedgerGrid([KINDS["channel"]]).data_bind(View.query_text, View.me, readiness=View.shown)

    def state_line(self, readiness: Readiness) -> str:
        """Say whether the numbers add up; name the difference if not."""
        opinions = readiness.meeting.ledgers.opinions
        words = _("{count} opinions; {raw} came in, {entered} are entered").format(
            count=len(opinions.opinions), raw=opinions.came_in, entered=opinions.entered
        )
        if self.me:  # what came in by which channel, and when, would tell who gave an opinion
            about = sum(self.me in one.about for one in opinions.opinions.values())
            return ngettext("{count} opinion about you", "{count} opinions about you", about).format(count=about)
        found = opinions_add_up(readiness.meeting, GROUP, 0)
        return f"{words}  ! {listed(found.missing, 2)}" if found.missing else words

    def foot_line(self, readiness: Readiness) -> str:
        """Show the opinion under the cursor, and for each whom it is about what became of it."""
        grid = self.grid
        if not isinstance(grid, OpinionGrid):
            return "" if grid.row_count else _("Nothing is entered yet: press i.")
        opinion = grid.opinion
        if opinion is None:
            return _("Press i to enter an opinion, V to import a table.")
        states = [f"{readiness.meeting.name(one)}: {_stance(opinion, one)}" for one in opinion.about]
        return "  ".join([opinion.text.replace("\n", " "), *states])

    @on(OpinionGrid.Asked)
    def ask(self, event: OpinionGrid.Asked) -> None:
        """Open the form of what is to be done with the chosen opinions."""
        event.stop()
        if event.what == "none":
            self._tell_none()
        elif event.keys:
            actions = {"feed-back": self._feed_back, "claim": self._claim, "assign": self._assign}
            actions.get(event.what, self._answer)(event.keys)

    def _feed_back(self, keys: list[str]) -> None:
        self._of_subjects(keys, _("Feed back"), "fed_back", feed_back, _("Told to whom they are about, and when."))

    def _claim(self, keys: list[str]) -> None:
        self._of_subjects(keys, _("Claim"), "claimed", claim, _("Who takes them as theirs, and when."))

    def _of_subjects(self, keys: list[str], title: str, table: str, step: Step, hint: str) -> None:
        """Ask for whom and when; of several opinions each is marked for those of them it is about."""
        today = self.shown.today if self.shown else None
        hint = hint + _(" An empty day takes it back.")

        def form(meeting: Meeting, draft: ForWhom | None, error: str) -> ForWhomDialog:
            about = dict.fromkeys(subject for key in keys for subject in _about(meeting, key))
            mine = [one for one in about if self.me in {None, one}]
            done = {day for key in keys for day in getattr(_opinion(meeting, key), table).values()}
            draft = draft or ForWhom(tuple(mine), next(iter(done)) if len(keys) == 1 and len(done) == 1 else today)
            names = [(one, meeting.name(one)) for one in mine]
            return ForWhomDialog(_titled(title, keys), names, draft, hint, error, has_day=True, today=today)

        def edit(meeting: Meeting, found: ForWhom) -> Edit:
            edits = [
                step(meeting, [key], [one for one in found.subjects if one in _about(meeting, key)], found.day)
                for key in keys
            ]
            return together(edits, _titled(title, keys))

        self.post_message(FormAsked(form, edit))

    def _assign(self, keys: list[str]) -> None:
        def form(meeting: Meeting, draft: ForWhom | None, error: str) -> ForWhomDialog:
            chosen = tuple(dict.fromkeys(subject for key in keys for subject in _about(meeting, key)))
            names = [(one, meeting.name(one)) for one in meeting.subjects]
            hint = _("Whom they are about: the group, or which members.")
            title = _titled(_("Assign"), keys)
            return ForWhomDialog(title, names, draft or ForWhom(chosen, None), hint, error, has_day=False)

        self.post_message(FormAsked(form, lambda meeting, found: assign(meeting, keys, found.subjects)))

    def _answer(self, keys: list[str]) -> None:
        key = keys[0]

        def form(meeting: Meeting, draft: Answer | None, error: str) -> AnswerDialog | ForWhomDialog:
            opinion = _opinion(meeting, key)
            about = [one for one in opinion.about if self.me in {None, one}] or [GROUP]
            first = next((one for one in about if not opinion.answers.get(one)), about[0])
            draft = draft or Answer(first, opinion.answers.get(first, ""))
            about = about if draft.subject in about else [*about, draft.subject]
            return AnswerDialog(opinion.text, [(one, meeting.name(one)) for one in about], draft, error)

        self.post_message(FormAsked(form, lambda meeting, found: answer(meeting, key, found.subject, found.words)))

    def _tell_none(self) -> None:
        today = self.shown.today if self.shown else None

        def form(meeting: Meeting, draft: ForWhom | None, error: str) -> ForWhomDialog:
            about = meeting.ledgers.opinions.about
            free = [one for one in meeting.subjects if one not in about and self.me in {None, one}]
            waiting = tuple(one for one in free if one not in meeting.ledgers.opinions.none_told)
            names = [(one, meeting.name(one)) for one in free]
            hint = _("Who was told that there are no opinions about them, and when.")
            draft = draft or ForWhom(waiting, today)
            return ForWhomDialog(_("No opinions"), names, draft, hint, error, has_day=True, today=today)

        self.post_message(
            FormAsked(form, lambda meeting, found: none_told(meeting, found.subjects, found.day)),
        )


def _opinion(meeting: Meeting, key: str) -> Opinion:
    return meeting.ledgers.opinions.opinions.get(key, GONE)


def _about(meeting: Meeting, key: str) -> tuple[str, ...]:
    return _opinion(meeting, key).about


def _titled(title: str, keys: list[str]) -> str:
    count = ngettext("{count} opinion", "{count} opinions", len(keys)).format(count=len(keys))
    return f"{title} · {count}"


def _stance(opinion: Opinion, subject: str) -> str:
    steps = [
        (_("told"), opinion.fed_back.get(subject)),
        (_("claimed"), opinion.claimed.get(subject)),
        (_("answered"), opinion.answers.get(subject)),
    ]
    return "、".join(word for word, is_done in steps if is_done) or _("nothing yet")
