"""The ledger of opinions, with what becomes of each: fed back, claimed, answered. Several at once."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from checklists.base.language import N_, _
from checklists.base.model import Model
from checklists.edits.privacy import GIVEN_BY, as_told, may_answer
from checklists.model.ledgers.opinions import Opinion
from checklists.model.meeting import Meeting
from checklists.readiness.rules.opinions import NextAction, next_action
from checklists.records.kinds import KINDS, Field
from tui.widgets.choosing_grid import Place
from tui.widgets.ledger_grid import LedgerGrid

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
