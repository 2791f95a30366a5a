"""The ledgers: a view for each, with its lists or matrices, and its forms."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
