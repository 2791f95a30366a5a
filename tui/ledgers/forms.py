"""The small forms of the places: for whom and when, an answer, make-up study, many talks at once."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, RadioSet, Select, SelectionList, TextArea
from textual.widgets.selection_list import Selection

from checklists.base.language import _
from tui.forms.dialog import TICK_HINT, Dialog, field
from tui.forms.fields import text_area
from tui.forms.wrong_fields import Wrong
from tui.widgets.day_input import DayInput
from tui.widgets.prose import Prose
from tui.widgets.ticks import Choice, TickList

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


class MakeUp(NamedTuple):
    """When and how an absence was made up for."""

    day: date | None
    note: str


class MakeUpDialog(Dialog[MakeUp | None]):
    """Make up for a missed session; an empty day takes it back."""

    def __init__(self, title: str, draft: MakeUp, today: date | None, error: str) -> None:
        super().__init__(title, error)
        self._today = today
        self._draft = draft

    def fields(self) -> Iterable[Widget]:
        """Return day and note."""
        yield field(_("On"), DayInput(self._draft.day, "day", self._today))
        yield field(_("Note"), text_area(self._draft.note, "note"))

    def result(self) -> MakeUp:
        """Return what was entered. Raises `WrongFieldsError` where the day is none."""
        wrong, day = Wrong(), None
        with wrong.at("day"):
            day = self.query_one("#day", DayInput).read_past(_("On"), is_optional=True)
        wrong.refuse()
        return MakeUp(day, self.query_one("#note", TextArea).text)


class ManyTalks(NamedTuple):
    """What many talks have in common."""

    is_held: bool
    day: date | None
    place: str


class ManyTalksDialog(Dialog[ManyTalks | None]):
    """Plan or record many talks in one go."""

    def __init__(self, title: str, names: str, draft: ManyTalks, today: date, error: str) -> None:
        super().__init__(title, error)
        self._names = names
        self._draft = draft
        self._today = today

    def fields(self) -> Iterable[Widget]:
        """Return which talks, whether they were held, when and where."""
        yield Prose(self._names, classes="walk-guide")
        choices = [
            Choice(_("planned"), value=not self._draft.is_held, compact=True, id="planned"),
            Choice(_("held"), value=self._draft.is_held, compact=True, id="held"),
        ]
        yield field(_("State"), RadioSet(*choices, id="state", compact=True))
        yield field(_("On"), DayInput(self._draft.day, "day", self._today))
        yield field(_("Place"), Input(self._draft.place, id="place", compact=True, max_length=200))

    def result(self) -> ManyTalks:
        """Return what was entered. Raises `WrongFieldsError` where the day is none, or none for talks held."""
        wrong, day, is_held = Wrong(), None, self.query_one("#held", Choice).value
        with wrong.at("day"):
            day = self.query_one("#day", DayInput).read(_("On"))
        if is_held and day and day > self._today:
            sentence = _("{date} is still to come: choose planned, or a day that has been.")
            wrong.add("day", ValueError(sentence.format(date=day)))
        wrong.refuse()
        return ManyTalks(is_held, day, self.query_one("#place", Input).value)
