"""The language of the command line, chosen before the first text is made."""

import os
from collections.abc import Sequence

from checklists.base.language import LANGUAGES, Language

VARIABLE = "HUIQIAN_LANG"


def find_ignored_language() -> str:
    """Return the environment's language if the program does not have it."""
    value = os.environ.get(VARIABLE, "")
    return value if value and value[:2].lower() not in LANGUAGES else ""


def choose_language(arguments: Sequence[str]) -> Language:
    """Return the last ``--lang``, else the environment's language, else Chinese. The parser reports an invalid one."""
    chosen = os.environ.get(VARIABLE, "")[:2].lower()
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and place + 1 < len(arguments):
            chosen = arguments[place + 1]
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
    return next((language for language in LANGUAGES if language == chosen), "zh")
