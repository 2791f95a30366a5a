"""Suggestions of known names for a misspelt one."""

import re
from collections.abc import Iterable, Mapping
from unicodedata import normalize

from checklists.base.language import LANGUAGES, _, add_note, join_names, translate_all

SUGGESTIONS_SHOWN = 6
_TYPED_LIMIT = 60
_WORDS = re.compile(r"[^\W_]+")
_SHORT = 2
"""Characters; of a name this short the first must be right."""
_NEAR = 0.34
"""The greatest share of wrong letters in a near name."""
_AS_NEAR = 0.2
"""What is farther than the nearest by no more than this is as near."""
_PART = 0.5
"""The distance of a partly typed name."""
_SLIP_LENGTH = 4
"""The fewest Chinese characters of a partly typed name of which one may be wrong."""
_NUMBERS = re.compile(r"\d+")

Names = Mapping[str, Iterable[str]] | Iterable[str]
"""What there is; as a mapping: how each is shown, and by which names it may be called."""


def did_you_mean(typed: str, known: Names) -> str:
    """Return a sentence that suggests near names; empty if there are none."""
    return suggest_names(find_near_names(typed, known))


def suggest_names(near: Iterable[str]) -> str:
    """Return a sentence that suggests these names; empty if there are none."""
    names = [*near]
    return _(" Did you mean {word}?").format(word=join_names(names, SUGGESTIONS_SHOWN)) if names else ""


def list_known(names: Iterable[str]) -> str:
    """Return a sentence that lists the known names."""
    return _(" There are: {names}.").format(names=join_names(names))


def hint_near_names(typed: str, known: Names) -> str:
    """Return a clause that suggests near names; empty if there are none."""
    return hint_names(find_near_names(typed, known))


def hint_names(near: Iterable[str]) -> str:
    """Return a clause that suggests these names; empty if there are none."""
    names = [*near]
    return _("; did you mean {word}?").format(word=join_names(names, SUGGESTIONS_SHOWN)) if names else ""


def index_labels(labels: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return names to search by id and by label, a text marked with `N_`, in every language."""
    return {add_note(key, _(label)): (key, *translate_all(label)) for key, label in labels.items()}


def index_titles(ids_and_titles: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Return names to search by id and by title in every language."""
    return {add_note(key, str(title)): (key, *_wordings(title)) for key, title in ids_and_titles.items()}


def _wordings(title: object) -> tuple[str, ...]:
    return tuple(getattr(title, language, "") for language in LANGUAGES) if hasattr(title, "zh") else (str(title),)


def find_near_names(typed: str, known: Names) -> list[str]:
    """Return the nearest names, about equally near; only the one that differs in case or width if there is one."""
    word = _folded(typed[:_TYPED_LIMIT])
    if not word:
        return []
    names = known if isinstance(known, Mapping) else {name: (name,) for name in known}
    distances = {
        shown: min((_distance(word, _folded(name)) for name in called), default=1.0) for shown, called in names.items()
    }
    near = sorted((shown for shown, distance in distances.items() if distance < 1), key=distances.__getitem__)
    farthest = distances[near[0]] and distances[near[0]] + _AS_NEAR if near else 0
    return [shown for shown in near if distances[shown] <= farthest]


def _folded(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split())


def _distance(word: str, name: str) -> float:
    """Return the distance of a name from the typed word: 0 equal, 1 not near."""
    if word == name:
        return 0
    # another number is another thing, not a slip: m09 does not mean m01
    if not name or [*map(int, _NUMBERS.findall(word))] != [*map(int, _NUMBERS.findall(name))]:
        return 1
    from rapidfuzz.distance import OSA, Indel  # noqa: PLC0415 - only when something is wrong

    length = max(len(word), len(name))
    slips, share = OSA.distance(word, name), Indel.normalized_distance(word, name)
    if length == _SHORT:
        return 0.5 if word[0] == name[0] else 1
    if slips <= max(1, min(3, length // 3)) or share <= _NEAR:
        return min(slips / length, share)
    if _holds(name, word) or (len(name) > 1 and _holds(word, name)):
        return _PART
    if not word.isascii() and _SLIP_LENGTH <= len(word) < len(name):
        parts = (name[start : start + len(word)] for start in range(len(name) - len(word) + 1))
        return _PART + 1 / len(word) if any(OSA.distance(word, part) == 1 for part in parts) else 1
    return 1


def _holds(whole: str, part: str) -> bool:
    """Tell whether the whole contains a significant part: two Chinese characters, or the beginning of a word."""
    if not part.isascii():
        return len(part) > 1 and part in whole
    words = _WORDS.findall(whole)
    return whole.startswith(part) or (len(part) > _SHORT and any(one.startswith(part) for one in words))
