"""`python -m circuitlab` is the command `circuitlab`."""

import sys

from circuitlab.cli import main

if __name__ == "__main__":
    sys.exit(main())
