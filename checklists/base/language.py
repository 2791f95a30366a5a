"""The language of every text a user sees: Chinese by default, English on request.

Message ids are the English texts; ``locale/`` holds the gettext catalogues. The language is chosen once,
at the outer edge (command line, app), with `set_language`.
"""

import gettext as _gettext
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DOMAIN = "huiqian"
LOCALE = Path(__file__).parent / "locale"
CATALOGUES: dict[Language, str] = {"zh": "zh_CN", "en": "en"}
"""The folder of each language's texts below `locale/`."""


class _Current:
    language: Language = "zh"


def set_language(language: Language) -> None:
    """Set the language of the process: at the edges only (command line, app, worker process)."""
    _Current.language = language


def get_language() -> Language:
    """Return the language of the process."""
    return _Current.language


@cache
def _catalogue(language: Language) -> _gettext.NullTranslations:
    return _gettext.translation(DOMAIN, LOCALE, languages=[CATALOGUES[language]])


def _(message: str) -> str:
    """Translate a text into the current language."""
    return _catalogue(_Current.language).gettext(message) if message else ""


def translate_all(message: str) -> tuple[str, ...]:
    """Return the text in every language, in the order of `LANGUAGES`, to match what was typed."""
    return tuple(_catalogue(language).gettext(message) if message else "" for language in LANGUAGES)


def choose_text(zh: str, en: str) -> str:
    """Return the text in the current language, else the other."""
    return (zh or en) if _Current.language == "zh" else (en or zh)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a text with the plural form for the number."""
    return _catalogue(_Current.language).ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802 - the customary gettext name
    """Mark a text for extraction; it is translated where it is shown."""
    return message


def add_note(words: str, note: str) -> str:
    """Return the words with a note in the language's brackets; without one, the words."""
    return _("{words} ({more})").format(words=words, more=note) if note else words


def join_names(names: Iterable[str], most: int = 0) -> str:
    """Join names with the language's separator; beyond `most`, only their number."""
    known = list(names)
    shown = known[:most] if most else known
    rest = len(known) - len(shown)
    text = ("、" if _Current.language == "zh" else ", ").join(shown)
    if rest:
        text = ngettext("{names} and {count} more", "{names} and {count} more", rest).format(names=text, count=rest)
    return text
