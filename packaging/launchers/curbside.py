"""What the packaged app starts with."""

import sys

from app.main import main

if __name__ == "__main__":
    sys.exit(main())
