"""`python -m app`: the desktop app."""

from app.main import main

raise SystemExit(main())
