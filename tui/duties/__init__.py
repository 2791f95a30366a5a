"""Duties: the overview, the stages, the board, and the walk through open duties."""
