"""Runs one call: reads the arguments, finds the command, turns what goes wrong into lines and an exit code."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from audit_app.cli import window
from audit_app.cli.call import FAULTS, WRONG_USE, Call, Command, WrongUse
from audit_app.cli.console import Console, this_terminal
from audit_app.cli.parser import build_parser
from audit_app.domain.problems import AppError
from audit_app.errors import hook, lines, one_line

if TYPE_CHECKING:
    from audit_app.composition import Composition

STEPS = frozenset(
    {
        *("demo", "new", "import", "register", "audits", "sample", "report", "check", "backup", "restore", "log"),
        *("subject", "open", "erase", "framework", "people", "list", "add", "remove", "passphrase", "recover"),
        *("wording", "plan", "timeliness", "trajectory", "comparison"),
        *("limits", "anew", "back"),
        *("pack", "inspect", "export", "join"),
        *("measures", "load"),
        "actions",
    }
)


def run(
    words: Sequence[str], *, compose: "Callable[[], Composition] | None" = None, console: Console | None = None
) -> int:
    """Do what the words ask; returns the exit code. A fault in the app itself passes through."""
    console = console or this_terminal()
    try:
        return _run(words, compose or _compose, console)
    except BrokenPipeError:
        _drop_output(console)
        return FAULTS
    except WrongUse as error:
        console.warn(one_line(str(error)))
        return WRONG_USE
    except (AppError, OSError, MemoryError, KeyboardInterrupt) as error:
        console.warn_all(lines(error))
        return FAULTS


def _run(words: Sequence[str], compose: "Callable[[], Composition]", console: Console) -> int:
    parser = build_parser()
    if not words:
        if window.has_screen(os.environ):
            return window.show_window()
        parser.print_help(console.err)
        console.warn(window.NO_SCREEN)
        return WRONG_USE
    try:
        asked = parser.parse_args(words)
    except SystemExit as stop:  # argparse has said all: after --help with 0, on wrong use with 2
        return int(stop.code or 0)
    _refuse_unwritable(asked)
    from audit_app.side_by_side import check_packages_lie_side_by_side

    check_packages_lie_side_by_side()
    command = cast(Command, importlib.import_module(asked.module).run)
    code = command(Call(asked, console, compose))
    console.out.flush()  # here a reader that is gone, or a full disk behind the output, can still be told
    return code


def _refuse_unwritable(asked: argparse.Namespace) -> None:
    """Texts from a terminal of another encoding hold lone surrogates, which no file of ours can keep."""
    for name, value in vars(asked).items():
        texts = value if isinstance(value, list) else [value]
        if any(isinstance(text, str) and any("\ud800" <= mark <= "\udfff" for mark in text) for text in texts):
            shown = name.replace("_", " ")
            raise WrongUse(f"The {shown} holds characters that this terminal did not pass on as text. Type it again.")


def _compose() -> "Composition":
    from audit_app.composition import compose

    return compose()


def _drop_output(console: Console) -> None:
    """The reader of our output is gone; what is left in the buffer must not raise again when Python ends."""
    if console.out is sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell_of_faults(words: Sequence[str]) -> None:
    """Let this process tell a fault in the app in one sentence, its places in the fault log, and end with 1."""
    from audit_app.machine.folders import user_folders

    sys.excepthook = hook(user_folders, step_of(words))


def step_of(words: Sequence[str]) -> str:
    """The command in our own words, for the fault log: nothing that a person typed beside it."""
    known = [word for word in words[:2] if word in STEPS]
    return " ".join(known) or "start"
