"""Making a meeting: from a checklist, from last year's meeting, or as the sample."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
