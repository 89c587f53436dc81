"""The main job on the demo, as `dev.py run` starts it: the window on it, or its files where there is no screen."""

import os
import sys
from datetime import date, timedelta
from pathlib import Path

from audit_app.cli import main as ehcp_audit
from audit_app.cli.window import has_screen
from resources.demo import partnership

VARIABLE = "EHCP_AUDIT_PASSPHRASE"
"""The variable in which the app's entry points look for a passphrase before they ask."""


class Stopped(Exception):
    """A step failed; what it said stands above."""


def main(folder: Path) -> int:
    """Do the job in this folder; returns the exit code."""
    words = partnership()
    workspace = folder / f"{words.workspace}.ehcpaudit"
    try:
        make_demo(workspace)
        os.environ[VARIABLE] = words.passphrase
        if has_screen(os.environ):
            return show_window(workspace, words.passphrase)
        write_files(workspace, date.today())
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    say_where(workspace, words.passphrase)
    return 0


def make_demo(workspace: Path) -> None:
    """The fictional partnership, where it is missing; one that is there is kept."""
    if workspace.exists():
        say(f"-- the demo is there already; delete {workspace.parent} for a new one, whose two years end today")
    else:
        do("demo", "--dir", str(workspace.parent), "--no-window")


def show_window(workspace: Path, passphrase: str) -> int:
    """Open the window unlocked, and come back when it is closed."""
    say(f"-- the window opens on {workspace}\nPassphrase, when it asks: {passphrase}")
    from audit_app.app import main as window

    return window([str(workspace)])


def write_files(workspace: Path, today: date) -> None:
    """Draw six, write two reports, and save a picture of the window."""
    say(f"-- six plans drawn for {today}")
    draw = ("--cycle", "weekly", "--size", "6", "--seed", "run", "--on", today.isoformat())
    do("sample", str(workspace), *draw)
    for kind, period in (("weekly", last_week(today)), ("two-monthly", last_two_months(today))):
        say(f"-- {kind} report of {period}")
        do("report", str(workspace), "--kind", kind, "--period", period, "--out", str(workspace.parent / "reports"))
    say("-- picture of the window")
    from audit_app.app import main as window

    if window([str(workspace), "--picture", str(workspace.parent / "window.png")]) != 0:
        raise Stopped("The picture was not saved; why stands above.")


def say_where(workspace: Path, passphrase: str) -> None:
    """Where everything is, for whoever looks at it on a machine without a screen."""
    say(
        f"-- done; there is no screen here, so the window was not opened\n"
        f"Workspace   {workspace}\n"
        f"Passphrase  {passphrase}\n"
        f"Reports     {workspace.parent / 'reports'}\n"
        f"Window      {workspace.parent / 'window.png'}"
    )


def do(*words: str) -> None:
    """Run one command of the app; raises Stopped when it fails."""
    if ehcp_audit(list(words)) != 0:
        raise Stopped(f"The command '{words[0]}' stopped; what it said stands above.")


def say(text: str) -> None:
    """Print at once, so that it stands before what the next step prints."""
    print(text, flush=True)


def last_week(day: date) -> str:
    """The last whole week before a day, as a report's period."""
    year, week, _ = (day - timedelta(days=7)).isocalendar()
    return f"{year}-W{week:02}"


def last_two_months(day: date) -> str:
    """The two months before the month of a day, as a report's period."""
    months = (day.year * 12 + day.month - 1 - back for back in (2, 1))
    return "..".join(f"{whole // 12}-{whole % 12 + 1:02}" for whole in months)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
