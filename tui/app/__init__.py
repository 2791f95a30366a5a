"""The app: its start, its driver, the order of keys, and the screens from which a meeting is opened."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
