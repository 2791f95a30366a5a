"""The summary, and exports."""

from .form import ExportDialog as ExportDialog
from .summary import SummaryPage as SummaryPage
