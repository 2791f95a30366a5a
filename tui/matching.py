"""Filter as one types: by Chinese text, by pinyin, or by pinyin initials."""

from functools import cache, lru_cache

WORDS_LIMIT = 16
"""Characters; longer texts are no names."""


def matches(query: str, *texts: str) -> bool:
    """Tell whether every word of the query is in one of the texts."""
    return all(any(_has(word, text) for text in texts) for word in query.casefold().split())


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
    if len(text) <= WORDS_LIMIT:
        from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take a moment to load

        parts = lazy_pinyin(text)
    else:
        parts = [_spelling(char) for char in text]
    return "".join(parts).casefold(), "".join(part[0] for part in parts if part).casefold()


@cache
def _spelling(char: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its tables take a moment to load

    found: list[str] = lazy_pinyin(char)
    return found[0] if found else ""
