"""Numbers of headings in the style of the language: 一、（一）1.（1）."""

from checklists.base.language import get_language
from checklists.base.numerals import format_chinese_number


class Counter:
    """Counts the headings of one paper."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        """Return the number of the next heading of a level; lower levels start again."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        number = self._counts[level - 1]
        if get_language() == "zh":
            return (
                f"{format_chinese_number(number)}、",
                f"（{format_chinese_number(number)}）",
                f"{number}.",
                f"（{number}）",
            )[level - 1]
        return (f"{number}. ", f"({number}) ", f"{format_letters(number)}. ", f"({format_letters(number)}) ")[level - 1]


def format_letters(number: int) -> str:
    """Return a number as letters: a, b, … z, aa, ab."""
    found = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("a") + rest) + found
    return found
