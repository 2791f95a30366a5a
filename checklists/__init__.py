"""The core of huiqian: a meeting's files, what is done of what is required, and the reports.

It knows no terminal: it imports neither ``textual`` nor ``tui``.
"""

VERSION = "0.1.0"
