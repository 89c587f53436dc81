"""`ehcp-audit passphrase`: locks a person's keys by another passphrase."""

from audit_app.cli import passphrases
from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import opened_by
from audit_app.store.keyring import set_passphrase


def run(call: Call) -> int:
    """The passphrase that opened the workspace is the one that is changed."""
    with opened_by(call) as (workspace, current):
        name = workspace.person.name
        set_passphrase(workspace, current, passphrases.new(call, name))
    call.console.say(f"{name} has a new passphrase.")
    call.console.warn("Backups made before still open with the old one.")
    return DONE
