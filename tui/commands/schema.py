"""`wattbrief schema`: the JSON Schema of a design file, for editors and CI."""

import json
import sys
from argparse import Namespace

from tui.exit_codes import ExitCode


def run(_: Namespace) -> ExitCode:
    """Print the schema."""
    from advisors.schema import design_schema

    sys.stdout.write(json.dumps(design_schema(), ensure_ascii=False, indent=2) + "\n")
    return ExitCode.OK
