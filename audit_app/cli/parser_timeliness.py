"""The words of the commands about timeliness: the clock of plans, targets in time, the published table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli import types
from audit_app.cli.parser_parts import add_command

if TYPE_CHECKING:
    from audit_app.cli.parser_parts import Commands

FORMATS = ("text", "json", "csv")


def add_timeliness(commands: Commands) -> None:
    """`timeliness`."""
    shown = add_command(
        commands, "timeliness", "how long plans take, where late ones lost their days, and against targets"
    )
    day = "YYYY-MM-DD"
    shown.add_argument("--first", type=types.day, metavar=day, help="the first day (default: twelve whole months)")
    shown.add_argument("--last", type=types.day, metavar=day, help="the last day (default: the end of last month)")
    shown.add_argument("--team", type=types.words, metavar="TEAM", help="one casework team only")
    shown.add_argument(
        *("--trajectory",), type=types.words, metavar="NAME", help="this target only, a shipped example too"
    )
    shown.add_argument("--format", choices=FORMATS, default="text", help="text (default), json, or csv: a row a month")


def add_timeliness_imports(into: Commands) -> None:
    """`import trajectory` and `import comparison`."""
    trajectory = add_command(into, "trajectory", "a target in time, as TOML", module="import_trajectory")
    trajectory.add_argument("file", type=Path, metavar="FILE")
    comparison = add_command(
        into, "comparison", "the DfE's published timeliness_20_week.csv, as it is", module="import_comparison"
    )
    comparison.add_argument("file", type=Path, metavar="FILE")
    comparison.add_argument("--area", type=types.words, metavar="AREA", help="which area this is, by name or code")
    comparison.add_argument(
        *("--neighbour",), action="append", type=types.words, metavar="AREA", help="an area to stand beside; repeat it"
    )
    for command in (trajectory, comparison):
        command.add_argument("--json", action="store_true", help="print the result as one JSON document")
