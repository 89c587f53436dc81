"""The words of the commands about measures of the performance framework."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.parser_parts import add_command, add_group

if TYPE_CHECKING:
    from audit_app.cli.parser_parts import Commands


def add_measures(commands: Commands) -> None:
    """`measures load|import|export`."""
    measures = add_group(commands, "measures", "the performance framework: its catalogue and values")
    load = add_command(measures, "load", "keep the shipped catalogue of measures", module="measures_load")
    load.add_argument("--with-targets", action="store_true", help="the written statement's targets in time too")
    taken = add_command(
        measures, "import", "values, days lost by school, or a survey's answers, CSV or XLSX", module="measures_import"
    )
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    given = add_command(
        measures, "export", "every value in the form that import takes back, .csv or .xlsx", module="measures_export"
    )
    given.add_argument("file", type=Path, metavar="FILE")
    for command in (load, taken, given):
        command.add_argument("--json", action="store_true", help="print the result as one JSON document")
