"""What each export consists of. One module for each; which there are says `checklists.reports.catalogue`."""

from . import archive as archive
from . import criticism as criticism
from . import feedback as feedback
from . import opinions as opinions
from . import owing as owing
from . import problems as problems
from . import rectification as rectification
from . import script as script
from . import self_inspection as self_inspection
from . import sign_in as sign_in
from . import summary as summary
from . import summary_sheets as summary_sheets
from . import talks as talks
