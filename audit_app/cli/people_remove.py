"""`ehcp-audit people remove`: takes a person's keys away and gives the database a new key."""

from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened, storage_faults
from audit_app.domain.problems import AppError
from audit_app.store.keyring import remove
from audit_app.store.workspace import Workspace


def run(call: Call) -> int:
    """Print who was removed; what they did stays on record."""
    with opened(call) as workspace:
        id_, name = _meant(workspace, call.asked.person)
        with storage_faults():
            remove(workspace, id_).close()
    call.console.say(f"{name} cannot open the workspace any more, and the database has a new key.")
    call.console.warn("Backups made before still open with their passphrase. Remove those that they can reach.")
    return DONE


def _meant(workspace: Workspace, asked: str) -> tuple[str, str]:
    found = [entry for entry in workspace.key_file.people if asked in (entry.id, entry.name)]
    if len(found) == 1:
        return found[0].id, found[0].name
    if found:
        raise AppError(f"There are {len(found)} people called {asked}. Give the id; ehcp-audit people list shows it.")
    names = ", ".join(entry.name for entry in workspace.key_file.people)
    raise AppError(f"Nobody called {asked} can open this workspace. Those who can: {names}.")
