"""Walks at random, short ones with fixed seeds, and the ways that once led to a finding."""

import gc
from pathlib import Path
from random import Random

import pytest

from tests.soak.walk import LOOK, Start, begun, bounded, take_words

SEEDS, WORDS = (1, 2), 45
"""As a member of the meeting, and as its secretary."""
WAYS: dict[str, tuple[Start, str]] = {
    "the next steps follow what is saved on another page": (
        Start(), "1 | space | 0 | tab | j | enter | u | 0"
    ),
    "the line below a list follows the filter": (Start(), "3 | t | slash | text:name | backspace | text:words"),
    "the keys follow the list of one member": (Start("m03", "en"), "5 | t | slash | text:id | escape | x | d"),
    "the language changes as something is saved": (
        Start(), "3 | t | burst:space,f2 | 1 | burst:space,f2,space | 2 | j | n | text:words | burst:ctrl+s,f2,0"
    ),
    "a list is left as it is undone": (
        Start(), "R | space | u | burst:ctrl+r,escape | R | burst:space,u,escape | burst:R,ctrl+r,escape,f2,M,escape"
    ),
    "keys arrive before a screen is made, or a list laid out": (
        Start(), "4 | burst:f2,m,slash | escape | burst:f2,slash,escape,0 | burst:R,pageup | burst:f2,f2 | escape"
    ),
    "the language changes below a form": (Start(), "2 | j | n | f2 | escape | H | f2 | escape | 4 | t"),
}  # fmt: skip


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Where a walk may write."""
    return tmp_path


@pytest.mark.parametrize("start", dict.fromkeys(start for start, _way in WAYS.values()))
async def test_no_way_that_once_led_to_a_finding_does_so_again(start: Start, base: Path) -> None:
    with bounded(base):
        async with begun(base, start) as walk:
            for name, (begin, way) in WAYS.items():
                if begin == start:
                    walk.name = name
                    await take_words(walk, way.split(" | "))
            await walk.compare()


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_view_equals_that_of_an_app_that_is_opened_now(seed: int, base: Path) -> None:
    random = Random(seed)
    with bounded(base):
        async with begun(base, Start.of(seed)) as walk:
            for number in range(WORDS):
                await walk.take(walk.next_word(random))
                if number % LOOK == 0:
                    await walk.look()
            await walk.compare()


async def test_what_is_closed_is_freed(base: Path) -> None:
    with bounded(base):
        async with begun(base, Start()) as walk:
            for number in range(9):
                for word in ("question_mark", "escape", "f2", "2", "j", "n", "escape"):
                    await walk.take(word)
                    await walk.settle()
                    assert walk.driver.text, "it is drawn"
                if number >= 2:
                    walk.see_memory(lambda: len(gc.get_objects()))
