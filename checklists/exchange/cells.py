"""What the cells of a foreign table are, whatever it was read from."""

from collections.abc import Callable

COLUMN_LIMIT = 64


class Formula(str):
    """A cell that computes its value, so that what a person sees is not in the file for certain."""

    __slots__ = ()


class Merged(str):
    """A cell that holds what stands at the top of the merged cells that it belongs to."""

    __slots__ = ()


RowCells = list[str]
Judge = Callable[[list[RowCells]], int]
"""Says how many columns of the first rows it knows; 0 where these rows have no heading."""
