"""The words of the commands about people and their passphrases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli import types
from audit_app.cli.parser_parts import add_command, add_group, add_new_passphrase
from audit_app.domain.people import Agency, Role

if TYPE_CHECKING:
    from audit_app.cli.parser_parts import Commands


def add_people_commands(commands: Commands) -> None:
    """`people list|add|remove`, `passphrase`, `recover`."""
    people = add_group(commands, "people", "who can open the workspace, and what they may do")
    shown = add_command(people, "list", "list the people", module="people_list")
    shown.add_argument("--json", action="store_true", help="print them as one JSON document")
    _add(people)
    remove = add_command(
        people, "remove", "take a person's keys away; the database gets a new key", module="people_remove"
    )
    remove.add_argument("person", metavar="PERSON", help="name or id")
    add_new_passphrase(add_command(commands, "passphrase", "change your passphrase"))
    recover = add_command(commands, "recover", "give a person a new passphrase by the recovery sheet", unlocks=False)
    recover.add_argument("person", metavar="PERSON", help="name or id of whoever gets the new passphrase")
    recover.add_argument("--sheet", type=Path, metavar="FILE", help="the sheet as a file (else it is asked for)")
    add_new_passphrase(recover)


def _add(people: Commands) -> None:
    agencies, roles = [agency.value for agency in Agency], [role.value for role in Role]
    add = add_command(people, "add", "give a person keys to the workspace", module="people_add")
    add.add_argument("person", type=types.words, metavar="NAME")
    add.add_argument("--agency", required=True, choices=agencies, metavar="AGENCY", help=", ".join(agencies))
    add.add_argument(
        *("--role",), action="append", choices=roles, default=[], metavar="ROLE", help=f"{', '.join(roles)}; repeat it"
    )
    add.add_argument("--team", action="append", type=types.words, default=[], metavar="TEAM", help="repeat it")
    add_new_passphrase(add)
