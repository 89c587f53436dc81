"""The command line: `main` is what `ehcp-audit` starts. It knows no Qt and leaves the work to the services."""

import sys

from audit_app.version import __version__

TYPE_CHECKING = False  # as `typing` has it, whose import alone would cost a fifth of what `--version` may take
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from audit_app.cli.console import Console
    from audit_app.composition import Composition


def main(
    argv: "Sequence[str] | None" = None,
    *,
    compose: "Callable[[], Composition] | None" = None,
    console: "Console | None" = None,
) -> int:
    """Do what the arguments ask and return the exit code: 0 done, 1 faults, 2 wrong use.

    Without `argv` this process's own arguments are taken, and a fault in the app is told in one sentence. `compose`
    and `console` take the places of this machine and this terminal.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["--version"]:
        print(f"ehcp-audit {__version__}")
        return 0
    if words == ["--self-test"]:
        from importlib import import_module

        return int(import_module("audit_app.self_test").main())  # by name: it has the window, and Qt with it
    from audit_app.cli.run import run, tell_of_faults

    if argv is None:
        tell_of_faults(words)
    return run(words, compose=compose, console=console)
