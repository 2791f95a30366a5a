"""What each export consists of. One module for each; which there are says `checklists.reports.catalogue`."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
