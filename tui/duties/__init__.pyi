"""Duties: the overview, the stages, the board, and the walk through open duties."""

from .duty_forms import DutyForms as DutyForms
