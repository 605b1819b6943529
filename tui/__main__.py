"""`python -m tui` is `wattbrief`."""

import sys

from tui.cli import main

sys.exit(main())
