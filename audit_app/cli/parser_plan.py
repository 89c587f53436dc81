"""The words of the commands about the improvement plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli import types
from audit_app.cli.parser_parts import add_command, add_group

if TYPE_CHECKING:
    from audit_app.cli.parser_parts import Commands

EXAMPLES = ("written-statement", "roadmap")


def add_plan(commands: Commands) -> None:
    """`plan import|export`."""
    plan = add_group(commands, "plan", "the improvement plan as a workbook, out and in")
    taken = add_command(plan, "import", "an improvement plan's workbook, whole or not at all", module="plan_import")
    taken.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the workbook, .xlsx")
    taken.add_argument("--example", choices=EXAMPLES, help="instead of a file: a plan that the app ships")
    taken.add_argument("--with-targets", action="store_true", help="with the example, the targets in time that it set")
    taken.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    given = add_command(plan, "export", "the plan, its risks, escalations and versions, as .xlsx", module="plan_export")
    given.add_argument("file", type=Path, metavar="FILE")
    for command in (taken, given):
        command.add_argument("--plan", type=types.words, metavar="TITLE", help="which plan, where there are several")
        command.add_argument("--json", action="store_true", help="print the result as one JSON document")
