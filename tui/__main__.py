"""``python -m tui`` is ``huiqian``."""

from tui.cli import main

raise SystemExit(main())
