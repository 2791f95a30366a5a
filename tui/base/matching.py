"""Filtering while typing: by text, pinyin, or pinyin initials."""

from collections.abc import Iterable
from functools import lru_cache

WORDS_LIMIT = 16
"""Characters; longer texts are no names."""


def is_match(query: str, *texts: str) -> bool:
    """Tell whether every word of the query is in one of the texts."""
    return all(any(_has(word, text) for text in texts) for word in query.casefold().split())


def get_ready() -> None:
    """Load the tables of readings before the first letter is typed."""
    _find_readings("")


def join_search_texts(names: Iterable[str], prose: Iterable[str] = ()) -> str:
    """Return names and prose with their spellings as one text, to be searched more than once with `is_in_search_text`.

    Prose is spelled character by character, however short it is.
    """
    known = list(dict.fromkeys(names))
    words = [spelling for name in known if not name.isascii() for spelling in _spellings(name)]
    longer = list(prose)
    words += [spelling for text in longer if not text.isascii() for spelling in _spell_by_character(text)]
    return "\n".join([*(text.casefold() for text in (*known, *longer)), *words])


def is_in_search_text(query: str, hay: str) -> bool:
    """Tell whether every word of the query is in texts joined by `join_search_texts`."""
    return all(word in hay for word in query.casefold().split())


def _has(word: str, text: str) -> bool:
    if word in text.casefold():
        return True
    if not word.isascii() or text.isascii():
        return False
    return any(word in spelling for spelling in _spellings(text))


@lru_cache(maxsize=16384)
def _spellings(text: str) -> tuple[str, str]:
    """Return the text in full pinyin, and in initials.

    Names and titles are read as words, so that 重庆 is chóngqìng; longer texts character by character, each by its
    commonest reading, which is thirty times quicker: thousands of opinions are searched at a key press.
    """
    if len(text) > WORDS_LIMIT:
        return _spell_by_character(text)
    parts = _find_readings(text)
    return "".join(parts).casefold(), "".join(part[0] for part in parts if part).casefold()


def _find_readings(text: str) -> list[str]:
    """Return each character's reading."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take longer to load than the app takes to start

    found: list[str] = lazy_pinyin(text)
    return found


def _spell_by_character(text: str) -> tuple[str, str]:
    return text.translate(_FULL), text.translate(_INITIALS)


class _Full(dict[int, str]):
    """The commonest reading of each character, filled when first used."""

    def __missing__(self, code: int) -> str:
        found = _find_readings(chr(code))
        self[code] = found[0].casefold() if found else ""
        return self[code]


class _Initials(dict[int, str]):
    """The first letter of each character's commonest reading."""

    def __missing__(self, code: int) -> str:
        self[code] = _FULL[code][:1]
        return self[code]


_FULL = _Full()
_INITIALS = _Initials()
