"""`ehcp-audit recover`: gives a person a new passphrase by the recovery sheet, when every passphrase is lost."""

import re
from pathlib import Path

from audit_app.cli import passphrases
from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.opening import storage_faults
from audit_app.domain.problems import AppError
from audit_app.store.keyring import recover
from audit_app.store.keys.recovery import RecoverySheet

_ROW = re.compile(r"^\s*\d{1,2}\s+((?:[0-9A-Za-z]{5}\s*){1,4})$", re.MULTILINE)
_LARGEST_SHEET = 100_000


def run(call: Call) -> int:
    """The person gets new keys; the change log says that it was by the sheet."""
    means = call.compose().means
    sheet = RecoverySheet.parse(_typed(call))
    person = call.asked.person
    with storage_faults(), recover(call.asked.workspace, sheet, person, passphrases.new(call, person), means):
        pass
    call.console.say(f"{person} has new keys and a new passphrase.")
    call.console.warn("The sheet was used: make a new one in the window, under Settings, and destroy this one.")
    return DONE


def _typed(call: Call) -> str:
    if call.asked.sheet is not None:
        return _groups(call.asked.sheet)
    if not call.console.may_ask:
        raise WrongUse("There is no recovery sheet, and without a terminal nothing is asked. Give --sheet FILE.")
    return passphrases.ask(call.console, "The thirteen groups of the sheet, in order: ")


def _groups(file: Path) -> str:
    """The groups of a sheet as it was printed, or a file with nothing but the groups."""
    with file.open("rb") as stream:
        data = stream.read(_LARGEST_SHEET)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AppError(f"{file} is not text in UTF-8. Type the groups of the sheet into a text file.") from None
    return " ".join(_ROW.findall(text)) or text
