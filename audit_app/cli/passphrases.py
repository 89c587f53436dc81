"""Where passphrases come from: a file, the environment, or a question at a terminal; it opens nothing with them."""

import os
from pathlib import Path

from audit_app.cli.call import Call, WrongUse
from audit_app.cli.console import Console
from audit_app.domain.problems import AppError

VARIABLE = "EHCP_AUDIT_PASSPHRASE"
NEW_VARIABLE = "EHCP_AUDIT_NEW_PASSPHRASE"
_LONGEST_LINE = 100_000


def given(file: Path | None, variable: str) -> str | None:
    """The passphrase in the file, else in the environment variable, None where there is neither.

    Of a file the first line counts, without its line break and with every blank. Raises AppError or OSError where
    the file cannot be read.
    """
    if file is not None:
        return _first_line(file)
    return os.environ.get(variable) or None


def _first_line(file: Path) -> str:
    with file.open("rb") as stream:
        line = stream.readline(_LONGEST_LINE)
    try:
        return line.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise AppError(f"{file} is not text in UTF-8, so no passphrase was read from it. Save it as UTF-8.") from None


def current(call: Call) -> str | None:
    """The passphrase that opens the workspace, None where it has to be asked for; raises WrongUse where it cannot."""
    found = given(call.asked.passphrase_file, VARIABLE)
    if found is None and not call.console.may_ask:
        raise WrongUse(
            "There is no passphrase, and without a terminal nothing is asked. "
            f"Give --passphrase-file FILE or {VARIABLE}."
        )
    return found


def ask(console: Console, prompt: str) -> str:
    """A passphrase typed unseen; raises WrongUse where the input ends."""
    try:
        return console.ask_secretly(prompt)
    except EOFError:
        raise WrongUse("Nothing was typed. Start again and type the passphrase.") from None


def founding(call: Call) -> str:
    """The passphrase of a new workspace, asked for twice at a terminal."""
    found = current(call)
    return found if found is not None else _asked_twice(call.console, "Passphrase")


def new(call: Call, whose: str) -> str:
    """A new passphrase for somebody, asked for twice at a terminal; raises WrongUse where none is given."""
    found = given(call.asked.new_passphrase_file, NEW_VARIABLE)
    if found is not None:
        return found
    if not call.console.may_ask:
        raise WrongUse(
            "There is no new passphrase, and without a terminal nothing is asked. "
            f"Give --new-passphrase-file FILE or {NEW_VARIABLE}."
        )
    return _asked_twice(call.console, f"New passphrase for {whose}")


def _asked_twice(console: Console, what: str) -> str:
    first = ask(console, f"{what}: ")
    if ask(console, f"{what}, once more: ") != first:
        raise AppError("The two passphrases differ, so nothing was done. Start again and type the same twice.")
    return first
