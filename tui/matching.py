"""Filter as one types: by Chinese text, by pinyin, or by pinyin initials."""

from functools import lru_cache


def matches(query: str, *texts: str) -> bool:
    """Tell whether every word of the query is in one of the texts."""
    return all(any(_has(word, text) for text in texts) for word in query.casefold().split())


def _has(word: str, text: str) -> bool:
    if word in text.casefold():
        return True
    if not word.isascii() or text.isascii():
        return False
    return any(word in spelling for spelling in _spellings(text))


@lru_cache(maxsize=8192)
def _spellings(text: str) -> tuple[str, str]:
    """Return the text in full pinyin and in initials. Of characters with several readings the commonest counts."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - its tables take a moment to load

    full = lazy_pinyin(text)
    initials = lazy_pinyin(text, style=Style.FIRST_LETTER)
    return "".join(full).casefold(), "".join(initials).casefold()
