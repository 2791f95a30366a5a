"""The language of every text a user sees: Chinese by default, English on request.

Message ids are the English texts; ``locale/`` holds the gettext catalogues. The language is chosen once,
at the outer edge (command line, app), with `use`.
"""

import gettext as _gettext
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DOMAIN = "huiqian"
LOCALE = Path(__file__).parent / "locale"
_CATALOGUES = {"zh": "zh_CN", "en": "en"}


class _Current:
    language: Language = "zh"


def use(language: Language) -> None:
    """Speak this language from now on."""
    _Current.language = language


def current() -> Language:
    """Which language is spoken."""
    return _Current.language


@cache
def _catalogue(language: Language) -> _gettext.NullTranslations:
    return _gettext.translation(DOMAIN, LOCALE, languages=[_CATALOGUES[language]])


def _(message: str) -> str:
    """Return the text in the current language."""
    return _catalogue(_Current.language).gettext(message) if message else ""


def translate_all(message: str) -> tuple[str, ...]:
    """Return the text in every language, in the order of `LANGUAGES`: a typed word may be in any of them."""
    return tuple(_catalogue(language).gettext(message) if message else "" for language in LANGUAGES)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the text that goes with this number."""
    return _catalogue(_Current.language).ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802 - the customary gettext name
    """Mark a text for the catalogues; it is translated where it is shown."""
    return message


def listed(names: list[str] | tuple[str, ...], most: int = 0) -> str:
    """Join names as the language does; with `most`, the rest is counted."""
    shown = list(names[:most] if most else names)
    rest = len(names) - len(shown)
    text = ("、" if _Current.language == "zh" else ", ").join(shown)
    if rest:
        text = ngettext("{names} and {count} more", "{names} and {count} more", rest).format(names=text, count=rest)
    return text
