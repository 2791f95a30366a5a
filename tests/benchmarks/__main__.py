"""Measure what a user feels, each figure against a floor taken in the same run.

``make bench`` measures everything; ``python -m tests.benchmarks rollup keys`` only the groups that are named.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # as the program does, before anything is imported

from tests.benchmarks import frames, growth, keys, pages, rollup, summary
from tests.benchmarks.measuring import Table, machine

GROUPS: dict[str, Callable[[Table, Path], None]] = {
    "summary": summary.run,
    "frames": frames.run,
    "keys": keys.run,
    "pages": pages.run,
    "rollup": rollup.run,
    "growth": growth.run,
}


def main() -> int:
    """Print the table."""
    wanted = sys.argv[1:] or list(GROUPS)
    if unknown := [name for name in wanted if name not in GROUPS]:
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    # a module compiled anew at each start would be measured as the program's own time
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"{machine()}; medians, each after a round that warms the caches")
    table = Table()
    for name in wanted:
        with tempfile.TemporaryDirectory(prefix="huiqian-bench-") as place:
            GROUPS[name](table, Path(place))
    return 0


if __name__ == "__main__":
    sys.exit(main())
