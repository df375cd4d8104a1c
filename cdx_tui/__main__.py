"""`python -m cdx_tui`."""

import sys

from cdx_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
