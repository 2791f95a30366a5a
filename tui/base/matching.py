"""Filter as one types: by Chinese text, by pinyin, or by pinyin initials."""

from collections.abc import Iterable
from functools import lru_cache

WORDS_LIMIT = 16
"""Characters; longer texts are no names."""


def is_match(query: str, *texts: str) -> bool:
    """Tell whether every word of the query is in one of the texts."""
    return all(any(_has(word, text) for text in texts) for word in query.casefold().split())


def get_ready() -> None:
    """Load the tables of readings, so that the first letter of a filter need not wait for them."""
    _read("")


def join_search_texts(names: Iterable[str], prose: Iterable[str] = ()) -> str:
    """Return all in which `found_in` looks, texts and spellings, for those who keep it and look more than once.

    Prose is spelled character by character, however short it is.
    """
    known = list(dict.fromkeys(names))
    words = [spelling for name in known if not name.isascii() for spelling in _spellings(name)]
    longer = list(prose)
    words += [spelling for text in longer if not text.isascii() for spelling in _by_character(text)]
    return "\n".join([*(text.casefold() for text in (*known, *longer)), *words])


def found_in(query: str, hay: str) -> bool:
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
    """Return the text in full pinyin and in initials.

    Names and titles are read as words, so that 重庆 is chóngqìng; longer texts character by character, each by its
    commonest reading, which is thirty times quicker: thousands of opinions are searched at a key press.
    """
    if len(text) > WORDS_LIMIT:
        return _by_character(text)
    parts = _read(text)
    return "".join(parts).casefold(), "".join(part[0] for part in parts if part).casefold()


def _read(text: str) -> list[str]:
    """Return the reading of each character."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take longer to load than the app takes to start

    found: list[str] = lazy_pinyin(text)
    return found


def _by_character(text: str) -> tuple[str, str]:
    return text.translate(_FULL), text.translate(_INITIALS)


class _Full(dict[int, str]):
    """By character, its commonest reading; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        found = _read(chr(code))
        self[code] = found[0].casefold() if found else ""
        return self[code]


class _Initials(dict[int, str]):
    """By character, the first letter of that reading."""

    def __missing__(self, code: int) -> str:
        self[code] = _FULL[code][:1]
        return self[code]


_FULL = _Full()
_INITIALS = _Initials()
