"""The words of the commands about packs between machines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli import types
from audit_app.cli.parser_parts import add_command, add_group

if TYPE_CHECKING:
    from audit_app.cli.parser_parts import Commands

KINDS = ("changes", "invite", "assign", "custody", "ask", "result", "return", "hello", "release")


def add_pack_commands(commands: Commands) -> None:
    """`pack inspect|export|import|join`."""
    packs = add_group(commands, "pack", "packs: sealed and signed files between machines")
    inspect = add_command(
        packs,
        "inspect",
        "say what stands outside on a pack, when it arrived whole and as it was signed; opens nothing",
        module="pack_inspect",
        takes_workspace=False,
        unlocks=False,
    )
    inspect.add_argument("file", type=Path, metavar="FILE")
    inspect.add_argument("--json", action="store_true", help="print it as one JSON document")
    _export(packs)
    taken = add_command(packs, "import", "take packs in, each whole or not at all, in any order", module="pack_import")
    taken.add_argument("files", type=Path, nargs="+", metavar="FILE")
    taken.add_argument("--yes", action="store_true", help="also changes that delete or erase much of what is here")
    taken.add_argument("--json", action="store_true", help="print what came of each as one JSON document")
    _join(packs)


def _export(packs: Commands) -> None:
    export = add_command(packs, "export", "make a pack; prints its file, and the words of an invitation once")
    export.set_defaults(module="audit_app.cli.pack_export")
    export.add_argument("--kind", required=True, choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    export.add_argument(
        *("--round",), type=types.words, metavar="NAME", help="name or id; an invitation without one is a keyholder's"
    )
    export.add_argument("--person", type=types.words, metavar="NAME", help="name or id of whom the pack is for")
    export.add_argument(
        *("--reason",), type=types.words, metavar="TEXT", help="with assign: hand what was submitted back, and why"
    )
    export.add_argument("--again", action="store_true", help="with return: the same pack that was sent last")
    export.add_argument(
        *("--everything",), action="store_true", help="with changes: all of them, not those since the last pack"
    )
    export.add_argument(
        *("--out",), required=True, type=Path, metavar="FILE_OR_DIR", help="a new .ehcppack file, or a folder"
    )
    export.add_argument("--json", action="store_true", help="print file and words as one JSON document")


def _join(packs: Commands) -> None:
    join = add_command(
        packs,
        "join",
        "make your own workspace from an invitation; prints its folder",
        module="pack_join",
        takes_workspace=False,
        acts_as=False,
    )
    join.add_argument("file", type=Path, metavar="FILE", help="the invitation")
    join.add_argument("--dir", required=True, type=Path, metavar="DIR", help="the folder to make the workspace in")
    join.add_argument(
        *("--code-file",),
        type=Path,
        metavar="FILE",
        help="its first line has the six words (else asked for, or EHCP_AUDIT_PACK_CODE)",
    )
    join.add_argument("--beside", action="store_true", help="even where you have one there whose passphrase is lost")
