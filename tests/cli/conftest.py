"""The desk that every test of the command line sits at."""

from pathlib import Path

import pytest
from cli_builders import MARY, Desk


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty desk whose environment holds Mary's passphrase."""
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", MARY)
    return Desk(tmp_path, capsys)
