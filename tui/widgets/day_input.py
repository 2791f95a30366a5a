"""A field for a date, in any of the ways offices write it."""

from datetime import date

from textual.widgets import Input

from checklists.base import clock
from checklists.base.dates import DATE_HINT, describe_completion, read_date
from checklists.base.language import _
from checklists.edits.future import describe_future
from checklists.records.values import FieldError
from tui.base.wording import format_full_date


class DayInput(Input):
    """A date's field; the form shows the assumed date below it if year or day is missing."""

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
        """Return the date; ``None`` only if it may be empty. Raises `FieldError` with what was expected."""
        if is_optional and not self.value.strip():
            return None
        try:
            return self._day
        except ValueError as error:
            raise FieldError("", label, str(error)) from None

    def read_past(self, label: str, *, is_optional: bool = False) -> date | None:
        """Return a day in the past or today. Raises `FieldError`."""
        day = self.read(label, is_optional=is_optional)
        if day and day > self._today:
            raise FieldError("", label, describe_future(day))
        return day

    @property
    def taken_date(self) -> str:
        """The date assumed for a missing year or day; empty if none is missing."""
        try:
            return describe_completion(self.value, self._day)
        except ValueError:
            return ""

    @property
    def _day(self) -> date:
        """Return the date. Raises `ValueError` with what was expected."""
        return read_date(self.value, self._today, is_ahead=self._is_ahead, is_next=self._is_next)
