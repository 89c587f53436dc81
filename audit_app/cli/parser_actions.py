"""The words of the commands about an agency's actions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli import types
from audit_app.cli.parser_parts import add_command, add_group

if TYPE_CHECKING:
    from audit_app.cli.parser_parts import Commands


def add_actions(commands: Commands) -> None:
    """`actions export|import`."""
    actions = add_group(commands, "actions", "an agency's actions as a workbook, out and in")
    given = add_command(actions, "export", "an agency's open actions, to be filled in", module="actions_export")
    given.add_argument(
        "--agency", required=True, type=types.words, metavar="NAME", help="such as health or social_care"
    )
    given.add_argument("--out", required=True, type=Path, metavar="FILE", help="the workbook, .xlsx")
    given.add_argument(
        "--formats",
        type=types.action_formats,
        default=("xlsx",),
        metavar="F,F",
        help="xlsx (default): the workbook; pdf, docx: the agency's page beside it",
    )
    given.add_argument("--back-by", type=types.day, metavar="YYYY-MM-DD", help="by when it is to come back")
    given.add_argument("--contact", type=types.words, metavar="TEXT", help="whom it goes back to")
    given.add_argument("--with-plans", action="store_true", help="name the plans by their references")
    taken = add_command(actions, "import", "a workbook that an agency filled in", module="actions_import")
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument(
        "--accept", choices=("all", "none"), default="all", help="whether what is offered is taken in (all)"
    )
    taken.add_argument(
        "--conflicts",
        choices=("ours", "theirs"),
        default="ours",
        help="which value counts where both sides changed a cell (ours)",
    )
    taken.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    for command in (given, taken):
        command.add_argument("--json", action="store_true", help="print the result as one JSON document")
