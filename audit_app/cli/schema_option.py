"""`ehcp-audit report --schema`: prints the schema of a report's figures and ends, as `--version` does."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, Namespace
from typing import Any


class PrintSchema(Action):
    """An option without a value that needs neither a workspace nor any other option."""

    def __call__(
        self,
        parser: ArgumentParser,
        namespace: Namespace,  # noqa: ARG002 - argparse calls with all four
        values: Any,  # noqa: ARG002 - the same
        option_string: str | None = None,  # noqa: ARG002 - the same
    ) -> None:
        """Print the schema to standard output as it is shipped, and end with 0."""
        from resources.schema import figures_schema

        sys.stdout.write(figures_schema())
        parser.exit()
