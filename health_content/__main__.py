"""Run the command line with ``python -m health_content``."""

import sys

from health_content.cli import main

if __name__ == "__main__":
    sys.exit(main())
