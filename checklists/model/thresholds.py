"""The threshold of a rule: unit, bounds, parsing and formatting."""

import re
from dataclasses import dataclass

from checklists.base.language import _

PERCENT = "%"
_WRITTEN = re.compile(r"(\d{1,6})\s*([%％]?)")


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a rule's number means; a share is kept as a fraction and written in percent."""

    default: float
    least: float
    most: float
    unit: str
    meaning: str

    @property
    def is_share(self) -> bool:
        """Whether it is a share of a whole."""
        return self.unit == PERCENT

    def fits(self, value: float) -> bool:
        """Tell whether a number can be this threshold."""
        return self.least <= value <= self.most and (self.is_share or value == int(value))

    def format_number(self, value: float) -> str:
        """Return a number as a person writes it, without its unit."""
        return f"{value * 100:g}" if self.is_share else f"{value:g}"

    def format_with_unit(self, value: float) -> str:
        """Return a number with its unit."""
        written = self.format_number(value)
        return f"{written}%" if self.is_share else _("{number} {unit}").format(number=written, unit=_(self.unit))

    @property
    def expected(self) -> str:
        """What a person may write."""
        least, most = self.format_number(self.least), self.format_number(self.most)
        if self.is_share:
            return _("a whole number of percent from {least} to {most}").format(least=least, most=most)
        return _("a whole number from {least} to {most}").format(least=least, most=most)

    @property
    def file_range(self) -> str:
        """The range allowed in the file: a share is a fraction there."""
        number = _("a number from {least} to {most}") if self.is_share else _("a whole number from {least} to {most}")
        return number.format(least=f"{self.least:g}", most=f"{self.most:g}")

    def read(self, text: str) -> float:
        """Parse a number as a person writes it. Raises `ValueError` with what was expected."""
        match = _WRITTEN.fullmatch(text.strip())
        if match and (self.is_share or not match[2]):
            value = int(match[1]) / 100 if self.is_share else float(match[1])
            if self.fits(value):
                return value
        raise ValueError(_("expected {what}").format(what=self.expected))
