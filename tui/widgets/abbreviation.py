"""Titles abbreviated like words, so that they stay readable."""

import re

from checklists.base import cells

VOWELS = frozenset("aeiouyAEIOUY")
LEAST_LETTERS = 3
"""Letters of an abbreviated word at least."""


def shorten_title(title: str, width: int) -> str:
    """Return a title that fits the width in cells, abbreviated before a vowel if need be."""
    if cells.count_cells(title) <= width or not title.isascii():
        return title
    places = range(width - 1, LEAST_LETTERS - 1, -1)
    place = next((place for place in places if _can_break(title, place)), width - 1)
    return title[:place].rstrip(" -") + ("" if title[place] == " " else ".")


def _can_break(title: str, place: int) -> bool:
    """Tell whether an abbreviation can end here: at a word's end, or far enough into it and before a vowel."""
    letters = len(re.split(r"[ -]", title[:place])[-1])
    if title[place] in " -":
        return True
    return letters >= LEAST_LETTERS and title[place - 1] not in VOWELS and title[place] in VOWELS


def shorten_heading(title: str, width: int) -> str:
    """Return a heading of two lines, broken after a word or hyphen, its parts abbreviated if need be."""
    if cells.count_cells(title) <= width or not title.isascii():
        return title
    first, *others = re.split(r"(?<=[ -])", title.replace(" and ", " & "), maxsplit=1)
    first = first.strip()
    if cells.count_cells(first) > width:
        first = first.removesuffix("-")
    return "\n".join(shorten_title(part, width) for part in (first, *others))
