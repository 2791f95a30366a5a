"""The summary's figures."""

from .data import dump_steps as dump_steps
from .data import dump_summary as dump_summary
from .data import make_checklist_schema as make_checklist_schema
