"""What every command's parser begins with: its help, where its code lies, the workspace and how to unlock it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Commands: TypeAlias = _SubParsersAction[ArgumentParser]


def add_command(
    commands: Commands,
    name: str,
    about: str,
    *,
    module: str = "",
    takes_workspace: bool = True,
    unlocks: bool = True,
    acts_as: bool = True,
) -> ArgumentParser:
    """A command; its module (its name, unless `module` says another) in `audit_app.cli` has its `run`.

    One that `unlocks` takes the passphrase options, and where it also `acts_as` a person, `--as` names one.
    """
    parser = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.", allow_abbrev=False)
    parser.set_defaults(module=f"audit_app.cli.{module or name}")
    if takes_workspace:
        parser.add_argument("workspace", type=Path, metavar="WORKSPACE", help="the workspace's folder")
    if unlocks:
        parser.add_argument(*("--passphrase-file",), type=Path, metavar="FILE", help="its first line is the passphrase")
    if unlocks and acts_as:
        parser.add_argument(
            *("--as",), dest="as_person", metavar="PERSON", help="whose passphrase it is (default: each is tried)"
        )
    return parser


def add_group(commands: Commands, name: str, about: str) -> Commands:
    """A word that commands follow, such as `import`."""
    parser = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.", allow_abbrev=False)
    return parser.add_subparsers(title="commands", metavar="COMMAND", required=True)


def add_new_passphrase(parser: ArgumentParser) -> None:
    """Where a new passphrase comes from, when it is not asked for."""
    parser.add_argument(
        *("--new-passphrase-file",),
        type=Path,
        metavar="FILE",
        help="its first line is the new passphrase (else asked for, or EHCP_AUDIT_NEW_PASSPHRASE)",
    )
