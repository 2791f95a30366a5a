"""Width of text in terminal cells: a Chinese character takes two."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

PLAIN = re.compile(
    "[\n -~\u00b7\u2013\u2014\u2018-\u201d\u2026\u2190-\u2193\u2500-\u25fc\u2713-\u2718"
    "\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]*"
)
"""Letters, Chinese and its punctuation, and the signs of reports: nearly every text, told apart at once.

Each character is a grapheme of its own; from U+3000 on it takes two cells, before it one.
"""
_NO_START = frozenset("，。；：、！？）》」』”’…,.;:!?)]}%")
"""Characters not allowed at the beginning of a line."""
_NO_END = frozenset("（《「『“‘([{")
"""Characters not allowed at the end of a line."""
ELLIPSIS = "…"


@lru_cache(1024)
def count_cells(text: str) -> int:
    """Return the width of the text in cells."""
    if text.isascii():
        return len(text)
    if PLAIN.fullmatch(text):
        return len(text) - text.count("\n") + sum(map("\u3000".__le__, text))
    from wcwidth import width  # noqa: PLC0415 - its tables take 10 ms to import, and few runs meet such a text

    return width(text, control_codes="ignore")


def split_graphemes(text: str) -> Iterable[str]:
    """Split text into graphemes: what a reader takes for one character."""
    if PLAIN.fullmatch(text):
        return text
    from wcwidth import iter_graphemes  # noqa: PLC0415 - as above

    return iter_graphemes(text)


def take_start(text: str, cells: int) -> str:
    """Return the beginning of the text, at most so many cells wide, without splitting a grapheme."""
    used = place = 0
    for cluster in split_graphemes(text):
        used += count_cells(cluster)
        if used > cells:
            break
        place += len(cluster)
    return text[:place]


def take_end(text: str, cells: int) -> str:
    """Return the end of the text, at most so many cells wide."""
    used, place = 0, len(text)
    for cluster in reversed([*split_graphemes(text)]):
        used += count_cells(cluster)
        if used > cells:
            break
        place -= len(cluster)
    return text[place:]


def fit(text: str, cells: int) -> str:
    """Return the text, truncated with an ellipsis to the width in cells."""
    if count_cells(text) <= cells:
        return text
    return take_start(text, cells - 1).rstrip() + ELLIPSIS if cells > 0 else ""


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """Return the text truncated or padded to the width in cells; aligned on the `right` for numbers."""
    fitted = fit(text, cells)
    blanks = " " * (cells - count_cells(fitted))
    return blanks + fitted if right else fitted + blanks


def wrap(text: str, cells: int, most: int = 0) -> list[str]:
    """Wrap text to a width in cells; with `most` lines at most, the last one truncated."""
    if most:
        text = text[: most * cells * 6]  # no more can be shown, stacked accents included
    lines: list[str] = []
    line, used = "", 0
    for piece in _pieces(text):
        size = count_cells(piece)
        if used + size > cells and line.strip():
            lines.append(line.rstrip())
            line, used = "", 0
            piece = piece.lstrip()  # noqa: PLW2901 - the blank is where the line broke
            size = count_cells(piece)
        if used + size > cells:  # a word longer than its line goes on where the blanks before it stand
            line, used, piece, size = "", 0, line + piece, used + size  # noqa: PLW2901
        while size > cells:
            part = take_start(piece, cells) or next(iter(split_graphemes(piece)))
            lines.append(part)
            piece = piece[len(part) :]  # noqa: PLW2901
            size = count_cells(piece)
        line, used = line + piece, used + size
    if line.strip() or not lines:
        lines.append(line.rstrip())
    if most and len(lines) > most:
        return [*lines[: most - 1], fit(lines[most - 1] + " " * cells, cells)]
    return lines


def split_heading(text: str) -> tuple[str, str]:
    """Break a heading in two, as evenly as it may be: at a blank, after a hyphen, or between Chinese characters.

    What cannot be broken is the second line alone, so that headings stand on their columns.
    """
    pieces = [part for piece in _pieces(text) for part in re.split(r"(?<=\w-)(?=\w)", piece)]
    ways = [("".join(pieces[:place]).rstrip(), "".join(pieces[place:]).lstrip()) for place in range(1, len(pieces))]
    return min((way for way in ways if all(way)), key=lambda way: max(map(count_cells, way)), default=("", text))


def _pieces(text: str) -> list[str]:
    """Split text where a line may break: at blanks, and between Chinese characters but for their punctuation."""
    pieces: list[str] = []
    for is_wide, run in groupby(re.split(r"( +)", text), key=lambda part: not part.isascii()):
        for part in run:
            pieces += split_graphemes(part) if is_wide else [part]
    joined: list[str] = []
    for piece in pieces:
        if not piece:
            continue
        if joined and (
            piece[0] in _NO_START
            or joined[-1][-1] in _NO_END
            or (" " not in {joined[-1][-1], piece[0]} and _is_narrow(piece[0]) and _is_narrow(joined[-1][-1]))
        ):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


@lru_cache(maxsize=4096)
def _is_narrow(char: str) -> bool:
    return count_cells(char) == 1
