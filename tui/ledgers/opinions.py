"""Opinions: the ledger with each opinion's state, its forms, and the channels."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from typing_extensions import override

from checklists.base.language import N_, _, join_names, ngettext
from checklists.base.model import Model
from checklists.edits.change import Edit, join_edits
from checklists.edits.ledgers import answer, assign, claim, feed_back, record_no_opinions
from checklists.edits.privacy import GIVEN_BY, may_answer
from checklists.model.ledgers.opinions import Opinion
from checklists.model.meeting import GROUP, Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.rules.opinions import NextAction, find_next_action, opinions_add_up
from checklists.records.kinds import Field
from tui.base.messages import FormAsked
from tui.forms.form import DayField, Form, FormPart, Note, ProseField, SelectField, TicksField
from tui.ledgers.view import IMPORT, LedgerView
from tui.widgets.ledger_grid import GridPlace, LedgerGrid, Records
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View

OFFICE = frozenset({"assign", "tell_none"})
"""Actions of the secretary only."""
_STATES: dict[NextAction, tuple[str, str]] = {
    "assign": ("○", N_("whose?")),
    "feed-back": ("○", N_("tell")),
    "claim": ("◐", N_("claim")),
    "answer": ("◐", N_("answer")),
    "": ("✔", N_("done")),
}
STATE = Field("fed_back", N_("State"), "line", 8)


class OpinionRecords(Records):
    """The opinions with their next steps; a member sees those about them, without who gave them."""

    def __init__(self) -> None:
        super().__init__("opinion")
        self.fields = (STATE, *self.fields)

    @override
    def get_fields(self, me: str | None) -> tuple[Field, ...]:
        hidden = GIVEN_BY if me else ()
        return tuple(one for one in self.fields if one.name not in hidden)

    @override
    def text(self, meeting: Meeting, field: Field, record: Model, place: GridPlace) -> str:
        if field is STATE and isinstance(record, Opinion):
            sign, word = _STATES[find_next_action(meeting, place[2], record)]
            return f"{sign} {_(word)}"
        return super().text(meeting, field, record, place)

    @override
    def get_dependencies(self, meeting: Meeting) -> tuple[object, ...]:
        """Answers are on sheets, so every opinion's state may have changed."""
        return (*super().get_dependencies(meeting), *(meeting.sheet(subject).outline for subject in meeting.subjects))


class ForWhom(NamedTuple):
    """The subjects of an action, and its day."""

    subjects: tuple[str, ...]
    day: date | None


def _make_subjects_form(
    title: str,
    choices: Sequence[tuple[str, str]],
    draft: ForWhom,
    hint: str,
    error: str,
    *,
    has_day: bool,
    today: date | None = None,
) -> Form[ForWhom]:
    """Ask for subjects and day; an empty day undoes the action."""

    def make(subjects: tuple[str, ...], day: date | None = None) -> ForWhom:
        return ForWhom(subjects, day)

    whom = TicksField("subjects", _("For whom"), choices, draft.subjects, is_optional=not has_day)
    when: list[FormPart] = [DayField("day", _("On"), draft.day, today)] if has_day else []
    return Form(title, [Note(hint), whom, *when], make, error)


class OpinionAnswer(NamedTuple):
    """The subject who answers an opinion, and the answer."""

    subject: str
    words: str


def _answer_form(
    opinion: str, choices: Sequence[tuple[str, str]], draft: OpinionAnswer, error: str
) -> Form[OpinionAnswer]:
    """Ask for an answer; an empty one removes it."""
    parts: list[FormPart] = [
        Note(opinion, "walk-guide"),
        SelectField("subject", _("Who answers"), choices, draft.subject),
        ProseField("words", _("Reply"), draft.words),
    ]
    return Form(_("Answer in words"), parts, OpinionAnswer, error, focus="words")


GONE = Opinion(text="×")
"""Stands for an opinion that someone else removed meanwhile; saving says so."""
OpinionAction = Callable[[Meeting, Sequence[str], Iterable[str], Any], Edit]


class OpinionsView(LedgerView):
    """The opinions and the channels. Keys act on the chosen opinions, else on the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "feed_back", N_("Feed back"), tooltip=N_("Record that they were fed back")),
        Binding("r", "claim", N_("Claim"), tooltip=N_("Record who takes them as theirs")),
        Binding("p", "assign", N_("Assign"), tooltip=N_("Say whom they are about")),
        Binding("y", "answer", N_("Reply"), tooltip=N_("Answer the opinion in words")),
        Binding("N", "tell_none", N_("None"), show=False, tooltip=N_("Record who was told that there are none")),
        Binding("v", "import_table", N_("Import"), show=False),
        IMPORT,
    ]
    ledger = "opinions"
    command = "opinions"
    many_actions = LedgerView.many_actions | {"feed_back", "claim", "assign"}
    first_page_actions = frozenset({"feed_back", "claim", "assign", "answer", "tell_none"})

    def pages(self) -> Iterable[PageGrid]:
        """Make both ledgers."""
        yield LedgerGrid(OpinionRecords()).data_bind(View.query_text, View.me, readiness=View.shown)
        yield LedgerGrid(Records("channel")).data_bind(View.query_text, View.me, readiness=View.shown)

    def state_line(self, readiness: Readiness) -> str:
        """Return whether the numbers add up, or the difference."""
        opinions = readiness.meeting.ledgers.opinions
        words = _("{count} opinions; {raw} came in, {entered} are entered").format(
            count=len(opinions.opinions), raw=opinions.came_in, entered=opinions.entered
        )
        if self.me:  # channel and time would tell who gave an opinion
            about = sum(self.me in one.about for one in opinions.opinions.values())
            return ngettext("{count} opinion about you", "{count} opinions about you", about).format(count=about)
        found = opinions_add_up(readiness.meeting, GROUP, 0)
        return f"{words}  ! {join_names(found.missing, 2)}" if found.missing else words

    def foot_line(self, readiness: Readiness) -> str:
        """Return the opinion under the cursor, with its state for each subject."""
        if self.page != 0:
            return "" if self.grid.row_count else _("Nothing is entered yet: press i.")
        opinion = next(iter(self._records([self.opinions.place] if self.opinions.place else [])), None)
        if opinion is None:
            return _("Press i to enter an opinion, V to import a table.")
        states = [_(": ").join((readiness.meeting.name(one), _describe_stance(opinion, one))) for one in opinion.about]
        return "  ".join([opinion.text.replace("\n", " "), *states])

    @property
    def opinions(self) -> LedgerGrid:
        """The list of opinions."""
        return self.query(LedgerGrid).first()

    def _records(self, places: Iterable[GridPlace]) -> list[Opinion]:
        found = map(self.opinions.record, places)
        return [one for one in found if isinstance(one, Opinion)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a member only what they may say of opinions about them."""
        if not super().check_action(action, parameters):
            return False
        if self.me is None or action not in self.first_page_actions:
            return True
        chosen = self._records(self.opinions.chosen)
        return action not in OFFICE and bool(chosen) and all(may_answer(self.me, one) for one in chosen)

    def _keys_used(self) -> list[str]:
        """Return the chosen opinions for an action."""
        return [key for _kind, _subject, key in self.opinions.use_choice()]

    def action_feed_back(self) -> None:
        """Ask who was told the chosen opinions."""
        self._mark_subjects(_("Feed back"), "fed_back", feed_back, _("Who was told the opinions, and when."))

    def action_claim(self) -> None:
        """Ask who claims the chosen opinions."""
        self._mark_subjects(_("Claim"), "claimed", claim, _("Who takes them as theirs, and when."))

    def _mark_subjects(self, title: str, table: str, step: OpinionAction, hint: str) -> None:
        """Ask for subjects and day; each opinion is marked for those of them it is about."""
        keys = self._keys_used()
        if not keys:
            return
        today = self.shown.today if self.shown else None
        hint = hint + _(" An empty day takes it back.")

        def form(meeting: Meeting, draft: ForWhom | None, error: str) -> Form[ForWhom]:
            about = dict.fromkeys(subject for key in keys for subject in _get_subjects(meeting, key))
            mine = [one for one in about if self.me in {None, one}]
            done = {day for key in keys for day in getattr(_get_opinion(meeting, key), table).values()}
            draft = draft or ForWhom(tuple(mine), next(iter(done)) if len(keys) == 1 and len(done) == 1 else today)
            names = [(one, meeting.name(one)) for one in mine]
            return _make_subjects_form(_format_title(title, keys), names, draft, hint, error, has_day=True, today=today)

        def edit(meeting: Meeting, found: ForWhom) -> Edit:
            edits = [
                step(meeting, [key], [one for one in found.subjects if one in _get_subjects(meeting, key)], found.day)
                for key in keys
            ]
            return join_edits(edits, _format_title(title, keys))

        self.post_message(FormAsked(form, edit))

    def action_assign(self) -> None:
        """Ask for the subjects of the chosen opinions."""
        keys = self._keys_used()
        if not keys:
            return

        def form(meeting: Meeting, draft: ForWhom | None, error: str) -> Form[ForWhom]:
            chosen = tuple(dict.fromkeys(subject for key in keys for subject in _get_subjects(meeting, key)))
            names = [(one, meeting.name(one)) for one in meeting.subjects]
            hint = _("Whom they are about: the group, or which members.")
            title = _format_title(_("Assign"), keys)
            return _make_subjects_form(title, names, draft or ForWhom(chosen, None), hint, error, has_day=False)

        self.post_message(FormAsked(form, lambda meeting, found: assign(meeting, keys, found.subjects)))

    def action_answer(self) -> None:
        """Ask for an answer to the first chosen opinion."""
        key = next(iter(self._keys_used()), None)
        if key is None:
            return

        def form(meeting: Meeting, draft: OpinionAnswer | None, error: str) -> Form[OpinionAnswer]:
            opinion = _get_opinion(meeting, key)
            about = [one for one in opinion.about if self.me in {None, one}] or [GROUP]
            first = next((one for one in about if not opinion.answers.get(one)), about[0])
            draft = draft or OpinionAnswer(first, opinion.answers.get(first, ""))
            about = about if draft.subject in about else [*about, draft.subject]
            return _answer_form(opinion.text, [(one, meeting.name(one)) for one in about], draft, error)

        self.post_message(FormAsked(form, lambda meeting, found: answer(meeting, key, found.subject, found.words)))

    def action_tell_none(self) -> None:
        """Ask who was told that there are no opinions about them."""
        today = self.shown.today if self.shown else None

        def form(meeting: Meeting, draft: ForWhom | None, error: str) -> Form[ForWhom]:
            about = meeting.ledgers.opinions.about
            free = [one for one in meeting.subjects if one not in about and self.me in {None, one}]
            waiting = tuple(one for one in free if one not in meeting.ledgers.opinions.none_told)
            names = [(one, meeting.name(one)) for one in free]
            hint = _("Who was told that there are no opinions about them, and when.")
            draft = draft or ForWhom(waiting, today)
            return _make_subjects_form(_("No opinions"), names, draft, hint, error, has_day=True, today=today)

        self.post_message(
            FormAsked(form, lambda meeting, found: record_no_opinions(meeting, found.subjects, found.day)),
        )


def _get_opinion(meeting: Meeting, key: str) -> Opinion:
    return meeting.ledgers.opinions.opinions.get(key, GONE)


def _get_subjects(meeting: Meeting, key: str) -> tuple[str, ...]:
    return _get_opinion(meeting, key).about


def _format_title(title: str, keys: list[str]) -> str:
    count = ngettext("{count} opinion", "{count} opinions", len(keys)).format(count=len(keys))
    return f"{title} · {count}"


def _describe_stance(opinion: Opinion, subject: str) -> str:
    steps = [
        (_("told"), opinion.fed_back.get(subject)),
        (_("claimed"), opinion.claimed.get(subject)),
        (_("answered"), opinion.answers.get(subject)),
    ]
    return join_names(word for word, is_done in steps if is_done) or _("nothing yet")
