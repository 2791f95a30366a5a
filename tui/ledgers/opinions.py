"""Opinions: the ledger with what becomes of each, its forms, and the channels."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Select, SelectionList, TextArea
from textual.widgets.selection_list import Selection

from checklists.base.language import N_, _, listed, ngettext
from checklists.base.model import Model
from checklists.edits.change import Edit, together
from checklists.edits.ledgers import answer, assign, claim, feed_back, none_told
from checklists.edits.privacy import GIVEN_BY, as_told, may_answer
from checklists.model.ledgers.opinions import Opinion
from checklists.model.meeting import GROUP, Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.rules.opinions import NextAction, next_action, opinions_add_up
from checklists.records.kinds import KINDS, Field
from tui.base.messages import FormAsked
from tui.forms.dialog import TICK_HINT, Dialog, field
from tui.forms.fields import text_area
from tui.forms.wrong_fields import Wrong
from tui.ledgers.view import LedgerView
from tui.widgets.choosing_grid import Place
from tui.widgets.day_input import DayInput
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.page_grid import PageGrid
from tui.widgets.prose import Prose
from tui.widgets.ticks import TickList
from tui.widgets.view import View

OFFICE = frozenset({"assign", "none"})
"""What only the secretary does."""
_STATES: dict[NextAction, tuple[str, str]] = {
    "assign": ("○", N_("whose?")),
    "feed-back": ("○", N_("tell")),
    "claim": ("◐", N_("claim")),
    "answer": ("◐", N_("answer")),
    "": ("✔", N_("done")),
}
STATE = Field("fed_back", N_("State"), "line", 8)


class OpinionGrid(LedgerGrid):
    """Keys act on the chosen opinions, else on the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "b", "ask('feed-back')", N_("Feed back"), tooltip=N_("Record that they were told to whom they are about")
        ),
        Binding("r", "ask('claim')", N_("Claim"), tooltip=N_("Record who takes them as theirs")),
        Binding("p", "ask('assign')", N_("Assign"), tooltip=N_("Say whom they are about")),
        Binding("y", "ask('answer')", N_("Reply"), tooltip=N_("Answer the opinion in words")),
        Binding("N", "ask('none')", N_("None"), show=False, tooltip=N_("Record who was told that there are none")),
    ]

    many_actions: ClassVar[frozenset[str]] = LedgerGrid.many_actions | {
        "ask('feed-back')",
        "ask('claim')",
        "ask('assign')",
    }

    class Asked(Message):
        """Something is to be done with opinions."""

        def __init__(self, what: str, keys: list[str]) -> None:
            super().__init__()
            self.what = what
            self.keys = keys

    def __init__(self) -> None:
        super().__init__([KINDS["opinion"]])
        self._every_field = self.fields = (STATE, *self.fields)

    def text_of(self, meeting: Meeting, field: Field, record: Model, place: Place) -> str:
        """Return a field; of the state what comes next."""
        if field is STATE and isinstance(record, Opinion):
            sign, word = _STATES[next_action(meeting, place[2], record)]
            return f"{sign} {_(word)}"
        return super().text_of(meeting, field, record, place)

    def rests_on(self, meeting: Meeting) -> tuple[object, ...]:
        """Answers stand on sheets, so the state of every opinion may have changed."""
        return (*super().rests_on(meeting), *(meeting.sheet(subject).outline for subject in meeting.subjects))

    def as_seen(self, record: Model) -> Model:
        """Show a member an opinion in its own words, not who gave it."""
        return as_told(self.me, record) if isinstance(record, Opinion) else record

    def watch_me(self) -> None:
        """Leave out for a member the columns that tell who gave an opinion."""
        hidden = GIVEN_BY if self.me else ()
        self.fields = tuple(one for one in self._every_field if one.name not in hidden)
        super().watch_me()

    def is_mine(self, place: Place, record: Model) -> bool:
        """Show a member only opinions about them."""
        del place
        return self.me is None or (isinstance(record, Opinion) and self.me in record.about)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a member what they may say of opinions about them."""
        if action == "ask":
            return self._may_ask(str(parameters[0]) if parameters else "")
        return super().check_action(action, parameters)

    def _may_ask(self, what: str) -> bool:
        if self.me is None:
            return True
        records = [self.record(place) for place in self.chosen]
        return what not in OFFICE and all(isinstance(one, Opinion) and may_answer(self.me, one) for one in records)

    def action_ask(self, what: str) -> None:
        """Ask for something to be done with the chosen opinions; an answer is given to the first alone."""
        if not self._may_ask(what):
            return
        places = [] if what == "none" else self.use_choice()
        self.post_message(self.Asked(what, [key for _kind, _subject, key in places]))

    @property
    def opinion(self) -> Opinion | None:
        """The opinion under the cursor."""
        record = self.record(self.place) if self.place else None
        return record if isinstance(record, Opinion) else None


LIST_LINES = 8


class ForWhom(NamedTuple):
    """Of whom something is said, and since when."""

    subjects: tuple[str, ...]
    day: date | None


class ForWhomDialog(Dialog[ForWhom | None]):
    """For which subjects, and when; an empty day takes it back."""

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str]],
        draft: ForWhom,
        hint: str,
        error: str,
        *,
        has_day: bool,
        today: date | None = None,
    ) -> None:
        super().__init__(title, error)
        self._today = today
        self._choices = choices
        self._draft = draft
        self._hint = hint
        self._has_day = has_day

    def fields(self) -> Iterable[Widget]:
        """Return the subjects and the day."""
        yield Prose(self._hint, classes="hint")
        chosen = set(self._draft.subjects)
        lines = [Selection(Content(name), key, key in chosen) for key, name in self._choices]
        box = TickList(*lines, id="subjects", compact=True)
        box.styles.height = max(min(len(lines), LIST_LINES), 1)
        yield field(_("For whom"), box, _(TICK_HINT))
        if self._has_day:
            yield field(_("On"), DayInput(self._draft.day, "day", self._today))

    def result(self) -> ForWhom:
        """Return whom and when. Raises `WrongFieldsError` with what does not fit."""
        wrong, day = Wrong(), None
        chosen = set(self.query_one("#subjects", SelectionList).selected)
        subjects = tuple(key for key, _name in self._choices if key in chosen)
        if self._has_day and not subjects:
            wrong.add("subjects", ValueError(_("Choose at least one with the space key.")))
        if self._has_day:
            with wrong.at("day"):
                day = self.query_one("#day", DayInput).read_past(_("On"), is_optional=True)
        wrong.refuse()
        return ForWhom(subjects, day)

    @on(SelectionList.SelectedChanged)
    def check_choice(self) -> None:
        """Check what was chosen, too."""
        self.check_as_typed()


class Answer(NamedTuple):
    """Who answers an opinion, in which words."""

    subject: str
    words: str


class AnswerDialog(Dialog[Answer | None]):
    """Answer an opinion in words; empty words take the answer back."""

    AUTO_FOCUS = "#words"

    def __init__(self, opinion: str, choices: Sequence[tuple[str, str]], draft: Answer, error: str) -> None:
        super().__init__(_("Answer in words"), error)
        self._opinion = opinion
        self._choices = choices
        self._draft = draft

    def fields(self) -> Iterable[Widget]:
        """Return the opinion, who answers, and the words."""
        yield Prose(self._opinion, classes="walk-guide")
        box: Select[str] = Select(
            [(Content(name), key) for key, name in self._choices],
            value=self._draft.subject,
            allow_blank=False,
            id="subject",
            compact=True,
        )
        yield field(_("Who answers"), box)
        yield field(_("Reply"), text_area(self._draft.words, "words"))

    def result(self) -> Answer:
        """Return the answer."""
        subject = self.query_one("#subject", Select).value
        return Answer(str(subject), self.query_one("#words", TextArea).text)


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
