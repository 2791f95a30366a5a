"""The summary's figures."""

from .data import checklist_schema as checklist_schema
from .data import steps_data as steps_data
from .data import summary_data as summary_data
