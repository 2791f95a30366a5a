"""The ways that once led to a finding, then a short walk at random with a fixed seed."""

import gc
from pathlib import Path
from random import Random

import pytest

from tests.soak.walk import LOOK, Start, begun, bounded, take_words

WORDS = 45
"""So many words are walked at random."""
STAFF, MEMBER = Start(), Start("m03", "en", (80, 24))
WAYS: dict[str, tuple[Start, str]] = {
    "the next steps follow what is saved on another page": (
        STAFF, "1 | space | 0 | tab | j | enter | u | 0"
    ),
    "the line below a list follows the filter": (STAFF, "3 | t | slash | text:name | backspace | text:words"),
    "the keys follow the list of one member": (MEMBER, "5 | t | slash | text:id | escape | x | d"),
    "the language changes as something is saved": (
        STAFF, "3 | t | burst:space,f2 | 1 | burst:space,f2,space | 2 | j | n | text:words | burst:ctrl+s,f2,0"
    ),
    "a list is left as it is undone": (
        STAFF, "R | space | u | burst:ctrl+r,escape | R | burst:space,u,escape | burst:R,ctrl+r,escape,f2,M,escape"
    ),
    "keys arrive before a screen is made, or a list laid out": (
        STAFF, "4 | burst:f2,m,slash | escape | burst:f2,slash,escape,0 | burst:R,pageup | burst:f2,f2 | escape"
    ),
    "the language changes below a form": (STAFF, "2 | j | n | f2 | escape | H | f2 | escape | 4 | t"),
}  # fmt: skip


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Where a walk may write."""
    return tmp_path


@pytest.mark.parametrize(("start", "seed"), [(STAFF, 2), (MEMBER, 1)])
async def test_every_view_equals_that_of_an_app_that_is_opened_now(start: Start, seed: int, base: Path) -> None:
    random = Random(seed)
    with bounded(base):
        async with begun(base, start) as walk:
            for name, (begin, way) in WAYS.items():
                if begin == start:
                    walk.name = name
                    await take_words(walk, way.split(" | "))
            walk.name = f"seed {seed}"
            for number in range(WORDS):
                await walk.take(walk.next_word(random))
                if number % LOOK == 0:
                    await walk.look()
            await walk.compare()


async def test_what_is_closed_is_freed(base: Path) -> None:
    held = []
    with bounded(base):
        async with begun(base, Start(size=(60, 20))) as walk:
            for _round in range(4):
                for word in ("question_mark", "escape", "f2", "2", "j", "n", "escape"):
                    await walk.take(word)
                    await walk.settle()
                    assert walk.driver.text, "it is drawn"
                gc.collect()
                held.append(len(gc.get_objects()))
    assert held[-1] - held[1] < 2000, "a form or a screen is twice as many"
