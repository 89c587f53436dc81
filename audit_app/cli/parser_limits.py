"""The words of the commands about limits of control charts that are worked out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit_app.cli import types
from audit_app.cli.parser_parts import add_command, add_group
from audit_app.domain.cycles import Cycle

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from audit_app.cli.parser_parts import Commands


def add_limits(commands: Commands) -> None:
    """`limits list|anew|back`."""
    limits = add_group(commands, "limits", "control charts whose limits are worked out anew from a month on")
    shown = add_command(limits, "list", "list the decisions that stand", module="limits_list")
    anew = add_command(
        limits, "anew", "work a chart's limits out anew, where a change is known and lasted", module="limits_anew"
    )
    _add_chart(anew)
    anew.add_argument("--cause", required=True, type=types.words, metavar="TEXT", help="what changed; no plan named")
    anew.add_argument(*("--framework",), type=types.words, metavar="KEY", help="judged on its months (the most used)")
    anew.add_argument("--dry-run", action="store_true", help="say what speaks against it, and keep nothing")
    back = add_command(limits, "back", "take a decision back", module="limits_back")
    _add_chart(back)
    for command in (shown, anew):
        command.add_argument("--json", action="store_true", help="print the result as one JSON document")


def _add_chart(command: ArgumentParser) -> None:
    command.add_argument("figure", metavar="FIGURE", help="plans.effective, score.overall or score.section.X")
    cycles = [cycle.value for cycle in Cycle]
    command.add_argument("--cycle", required=True, choices=cycles, metavar="CYCLE", help=", ".join(cycles))
    command.add_argument(
        "--month", required=True, type=types.month, metavar="YYYY-MM", help="the first of the new ones"
    )
