"""The kinds of cells in foreign tables."""

from collections.abc import Callable

COLUMN_LIMIT = 64


class Formula(str):
    """A cell that computes its value: what a person sees may not be in the file."""

    __slots__ = ()


class Merged(str):
    """A merged cell: it holds the value of the top cell of its range."""

    __slots__ = ()


RowCells = list[str]
Judge = Callable[[list[RowCells]], int]
"""Returns how many columns of the first rows are known; 0 if they have no heading."""
