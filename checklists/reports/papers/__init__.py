"""The papers of each export, one module each; `checklists.reports.catalogue` lists the exports."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
