"""A field for a date, typed in any of the ways it is written in offices."""

from datetime import date

from textual.widgets import Input

from checklists.base import clock
from checklists.base.dates import DATE_HINT, describe_completion, read_date
from checklists.base.language import _
from checklists.edits.future import describe_future
from checklists.records.values import FieldError
from tui.base.wording import format_full_date


class DayInput(Input):
    """Reads a date; its form says below it which date was taken where the year or the day was left out."""

    def __init__(
        self,
        day: date | None,
        identity: str,
        today: date | None = None,
        *,
        is_ahead: bool = False,
        is_next: bool = False,
        placeholder: str = "",
        max_length: int = 40,
    ) -> None:
        super().__init__(
            format_full_date(day),
            id=identity,
            compact=True,
            max_length=max_length,
            placeholder=placeholder or _(DATE_HINT),
        )
        self._today = today or clock.today()
        self._is_ahead, self._is_next = is_ahead, is_next

    def read(self, label: str, *, is_optional: bool = False) -> date | None:
        """Return the date. Raises `FieldError` with what was expected; ``None`` only where it may be empty."""
        if is_optional and not self.value.strip():
            return None
        try:
            return self._day
        except ValueError as error:
            raise FieldError("", label, str(error)) from None

    def read_past(self, label: str, *, is_optional: bool = False) -> date | None:
        """Return the day on which something happened. Raises `FieldError` where it is still to come, too."""
        day = self.read(label, is_optional=is_optional)
        if day and day > self._today:
            raise FieldError("", label, describe_future(day))
        return day

    @property
    def taken_date(self) -> str:
        """Which date was taken where the year or the day was left out; empty where both are given."""
        try:
            return describe_completion(self.value, self._day)
        except ValueError:
            return ""

    @property
    def _day(self) -> date:
        """The date. Raises `ValueError` with what was expected."""
        return read_date(self.value, self._today, is_ahead=self._is_ahead, is_next=self._is_next)
