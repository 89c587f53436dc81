"""`ehcp-audit restore`: makes a workspace from a backup, verified before it gets its name."""

from audit_app.cli import passphrases
from audit_app.cli.call import DONE, Call
from audit_app.cli.opening import storage_faults
from audit_app.domain.counting import counted
from audit_app.store.restore import find_backup, restore


def run(call: Call) -> int:
    """Print the folder of the restored workspace."""
    asked = call.asked
    means = call.compose().means
    find_backup(asked.backup)  # what is no backup is told before a passphrase is asked for
    passphrase = passphrases.current(call)
    if passphrase is None:
        passphrase = passphrases.ask(call.console, f"Passphrase of {asked.as_person or 'the backup'}: ")
    with storage_faults():
        restored = restore(asked.backup, asked.workspace, passphrase, means, person=asked.as_person)
        restored.workspace.close()
    call.console.say(str(restored.workspace.folder))
    call.console.warn_all(restored.notes)
    if restored.erased_again:
        were = counted(restored.erased_again, "record that was", "records that were")
        call.console.warn(f"{were} erased since this backup: erased again.")
    return DONE
