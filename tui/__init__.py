"""All that meets a terminal: the app and the command line."""

import os

# pydantic would look through all installed packages for plugins; that takes longer than reading a meeting
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
