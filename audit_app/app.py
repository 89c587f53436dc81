"""The window's entry point: puts the Qt parts together with what `composition` built, and runs them."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from audit_app.composition import Composition, compose
from audit_app.domain.problems import AppError
from audit_app.errors import FaultLog, lines
from audit_app.jobs import Jobs
from audit_app.machine.policy import LONGEST_IDLE
from audit_app.session import Session
from audit_app.shell.ahead import LoadAhead
from audit_app.shell.crash import Crash
from audit_app.shell.folder_watch import FolderWatch
from audit_app.shell.idle import IdleLock
from audit_app.shell.screens import screens
from audit_app.shell.window import MainWindow, Parts
from audit_app.side_by_side import check_packages_lie_side_by_side
from audit_app.ui.dialogs import Dialogs
from audit_app.ui.focus import FocusRing
from audit_app.ui.preferences import PreferenceKeeper
from audit_app.ui.screen import Screen, ScreenContext
from audit_app.ui.theme import Look, Mode
from audit_app.version import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window, or save a picture of it; `argv` as typed. Returns the exit code: 0 done, 1 a fault."""
    asked = _asked(sys.argv[1:] if argv is None else argv)
    try:
        check_packages_lie_side_by_side()
        composition = compose()
    except AppError as error:
        return refuse_to_start(error, None if asked.picture is not None else Dialogs())
    if asked.picture is not None:
        return _picture(composition, asked.workspace, asked.picture)
    app = application()
    window = put_together(app, composition)
    window.show()
    LoadAhead(window).start()
    if asked.workspace is not None:
        # taken out, so that no program started from the window inherits it
        window.start.show_with(unlock=asked.workspace, passphrase=os.environ.pop("EHCP_AUDIT_PASSPHRASE", ""))
    return app.exec()


def refuse_to_start(error: AppError, dialogs: Dialogs | None) -> int:
    """Say why the app does not start, on standard error and to who sits there; `dialogs` None where nobody does."""
    for line in lines(error):
        print(line, file=sys.stderr)
    if dialogs is not None:
        application()
        dialogs.fail("EHC plan audit does not start", error)
    return 1


def _picture(composition: Composition, workspace: Path | None, file: Path) -> int:
    """Open without a screen and save a picture of the main window; faults on standard error."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from audit_app.shell.picture import keep_quiet, open_for_picture, save_picture

    keep_quiet()
    # no crash dialog: Python tells of a fault
    window = put_together(application(), composition, dialogs=Dialogs(), mode=Mode.LIGHT)
    try:
        composition.means.policy.demand_export(file)
        with window.dialogs.turned_away():  # nobody is there to answer
            open_for_picture(window, workspace)
            save_picture(window, file)
    except AppError as error:
        return refuse_to_start(error, None)
    finally:
        window.close()
    print(file)
    return 0


def application() -> QApplication:
    """The one application object, named so that the system shows its name."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("ehcp-audit")
    app.setApplicationDisplayName("EHC plan audit")
    app.setApplicationVersion(__version__)
    QLocale.setDefault(QLocale.c())  # days in date fields as `ui.days` writes them, whatever the system's language
    return app


def put_together(
    app: QApplication,
    composition: Composition,
    *,
    dialogs: Dialogs | None = None,
    jobs: Jobs | None = None,
    seconds: Callable[[], float] | None = None,
    mode: Mode | None = None,
) -> MainWindow:
    """The main window with all its parts.

    The keywords take the places of what waits for people, threads and time, and of the theme that the user prefers.
    """
    from audit_app.screens.start import make

    folders, means = composition.folders, composition.means
    session = Session(means.clock, app)
    longest_idle = means.policy.longest_idle or LONGEST_IDLE
    keeper = PreferenceKeeper(folders.data / "preferences.json", longest_idle=longest_idle, parent=session)
    look = Look(app, mode=mode or keeper.current.mode, scale=keeper.current.scale)
    ring = FocusRing(app)

    def make_start(context: ScreenContext) -> Screen:
        return make(context, means, composition.user)

    parts = Parts(
        session=session,
        jobs=jobs or Jobs(session),
        dialogs=dialogs or Dialogs(),
        clock=means.clock,
        folders=folders,
        preferences=keeper,
        look=look,
        means=means,
    )
    with look.building():
        window = MainWindow(parts, screens(), make_start)
    for helper in (session, look, ring):
        helper.setParent(window)
    idle = IdleLock(app, keeper.current.idle_minutes, seconds=seconds, parent=window)
    window.watch(idle)
    FolderWatch(window.context, window)
    crash = Crash(parts.dialogs, FaultLog(folders), means.clock, lambda: session.is_lent, window.unsaved, window)
    parts.jobs.crashed.connect(crash.show_fault)
    crash.close_requested.connect(window.close)
    if dialogs is None:
        crash.install()
    return window


def _asked(words: Sequence[str]) -> Namespace:
    parser = ArgumentParser(prog="ehcp-audit-window", description="The window of the EHC plan audit.")
    parser.add_argument("workspace", nargs="?", type=Path, metavar="WORKSPACE", help="the workspace to unlock")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE", help="open WORKSPACE, or the demo, without a screen; save a picture"
    )
    parser.add_argument("--version", action="version", version=f"ehcp-audit {__version__}")
    return parser.parse_args(list(words))
