"""The command line must start without what only some commands need."""

import subprocess
import sys
from pathlib import Path

from audit_app.version import __version__

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"PySide6", "shiboken6", "openpyxl", "reportlab", "numpy"}


def imported_by(*arguments: str) -> tuple[str, set[str]]:
    """What the command line prints, and the top-level names of all that it imported meanwhile."""
    command = [sys.executable, "-X", "importtime", "-m", "audit_app.cli", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    rows = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return done.stdout, {row.rsplit("|", 1)[1].strip().split(".")[0] for row in rows}


def test_version_is_told_without_qt_or_the_report_libraries() -> None:
    said, imported = imported_by("--version")
    assert __version__ in said
    assert "audit_app" in imported  # so that an empty list of imports cannot pass
    assert not imported & HEAVY
