"""A3: what the command line reads of plans, exports and reports stands in the access log, and failed unlocks too."""

from pathlib import Path

import pytest
from cli_builders import MARY, Desk

from audit_app.store.access import AccessEvent, events
from audit_app.store.opening import open_workspace


def noted(desk: Desk) -> list[AccessEvent]:
    """The access log as it stands, without the session that reads it here."""
    with open_workspace(desk.workspace, MARY, desk.compose().means) as workspace:
        return list(events(workspace.conn))[:-1]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A workspace with a register and three audits."""
    desk.filled()
    return desk


def test_every_reading_and_export_of_the_command_line_is_on_record(filled: Desk, tmp_path: Path) -> None:
    space, out = filled.workspace, tmp_path / "out"
    calls = (
        ("sample", space, "--cycle", "weekly", "--size", "6", "--seed", "s", "--on", "2026-11-22"),
        ("report", space, "--kind", "weekly", "--period", "2026-W47", "--out", out, "--formats", "csv"),
        ("subject", space, "P-001", "--out", out),
        ("log", space, "--plan", "P-001"),
        ("check", space),
        ("backup", space),
    )
    for words in calls:
        assert filled.run(*words).code == 0
    told = [one for one in noted(filled) if one.act not in ("unlock", "lock")]
    assert [one.act for one in told] == ["read", "report", "export", "read", "check", "back up"]
    assert told[0].thing.startswith("draw ")
    assert told[1].thing == "weekly_2026-W47_group"
    assert told[2].thing.startswith("everything on plan ")
    assert "P-001" not in told[2].thing  # a reference would outlive the erasure of its plan
    assert told[3].thing == "the change log"
    assert told[4].thing == "nothing wrong"
    assert "backups" in told[5].thing


def test_passphrases_mistyped_at_a_terminal_are_noted_at_the_next_right_one(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EHCP_AUDIT_PASSPHRASE")
    before = len(noted(filled))
    said, asked = filled.typing("not hers", "nor this one", MARY, words=("people", "list", filled.workspace))
    assert (said.code, len(asked)) == (0, 3)
    told = [(one.act, one.thing) for one in noted(filled)[before:] if one.thing.startswith("after")]
    assert told == [("unlock", "after 2 failed attempts")]


def test_passphrases_that_never_open_write_nothing(filled: Desk, tmp_path: Path) -> None:
    before = noted(filled)
    wrong = tmp_path / "wrong"
    wrong.write_text("not hers at all\n")
    assert filled.run("check", filled.workspace, "--passphrase-file", wrong).code == 1
    after = noted(filled)
    assert [one.thing for one in after[: len(before)]] == [one.thing for one in before]
    assert not [one for one in after if one.thing.startswith("after")]
