"""A few whole screens as pictures: layout, alignment and colours as they were last looked at.

After a wanted change: ``pytest tests/screens/test_pictures.py --snapshot-update``, and look at the new pictures.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from checklists.base.language import Language, set_language
from tests.screens.conftest import TODAY
from tui.app.app import HuiqianApp
from tui.base.session import open_session

Compare = Callable[..., bool]


@pytest.mark.parametrize(
    ("language", "size", "keys"),
    [
        ("zh", (120, 40), []),
        ("zh", (80, 24), ["4", "j", "j", "enter", "j"]),
        ("en", (80, 24), ["j", "j", "j", "m", "j", "j"]),
        ("zh", (80, 24), ["c"]),
    ],
    ids=["overview", "stage", "member", "continue"],
)
def test_the_screen_looks_as_it_did(
    sample: Path, snap_compare: Compare, language: Language, size: tuple[int, int], keys: list[str]
) -> None:
    set_language(language)
    app = HuiqianApp(open_session(sample, None, TODAY))
    app.animation_level = "none"
    assert snap_compare(app, press=keys, terminal_size=size)
