"""``python -m kpdesk`` is the ``kpdesk`` command."""

from kpdesk.cli import main

raise SystemExit(main())
