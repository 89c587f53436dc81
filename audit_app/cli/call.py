"""One call of the command line as the commands see it: what was asked, the console, and this machine's means."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit_app.cli.console import Console

if TYPE_CHECKING:  # building it loads the database driver, which not every command needs
    from audit_app.composition import Composition


class WrongUse(Exception):
    """The command line was used wrongly: a sentence with what to do; exit code 2."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a command is given; `compose` builds the composition when a command first needs it."""

    asked: argparse.Namespace
    console: Console
    compose: "Callable[[], Composition]"


Command = Callable[[Call], int]
"""A command does what was asked and returns the exit code; it raises AppError, OSError or WrongUse."""

DONE = 0
FAULTS = 1
WRONG_USE = 2
