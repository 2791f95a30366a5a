"""The rules, one module a family. Each is a function from a case to its findings."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
