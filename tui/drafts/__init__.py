"""The screens of a draft: read, correct, check, and take it into the outline."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
