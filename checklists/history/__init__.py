"""The history for people: what was changed, by whom; undo, copies, and cutting it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
