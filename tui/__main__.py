"""`python -m tui` is `wattbrief`."""

import sys

try:
    from tui.cli import main

    code = main()
except KeyboardInterrupt:  # before `main` could take it
    code = 130
sys.exit(code)
