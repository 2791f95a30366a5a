"""The ledgers: for each a view, its lists or matrices, and its forms."""

from .import_form import make_table_form as make_table_form
from .outline.tree import OutlineGrid as OutlineGrid
from .outline.view import OutlineView as OutlineView
from .view import LedgerView as LedgerView
from .views import make_view as make_view
