"""Evidence behind plans from the command line: one new folder, whose index is printed; the group's alone."""

from pathlib import Path

import pytest
from cli_builders import Desk


@pytest.fixture
def ashford(desk: Desk) -> Desk:
    """A workspace with a register of 30 plans and three audits."""
    desk.filled()
    return desk


def ask(desk: Desk, *more: object) -> tuple[object, ...]:
    return ("report", desk.workspace, "--kind", "inspection", "--period", "2026-01..2026-12", *more)


def test_what_stands_behind_a_plan_is_a_folder_whose_index_is_printed(ashford: Desk) -> None:
    out = ashford.folder / "evidence"
    said = ashford.run(*ask(ashford, "--plans", "P-001, P-001,P-002", "--out", out))
    assert (said.code, said.lines) == (0, [str(out / "index.pdf")])
    assert sorted(path.name for path in (out / "plans").glob("*.pdf")) == ["P-001.pdf", "P-002.pdf"]
    again = ashford.run(*ask(ashford, "--plans", "P-001", "--out", out))
    assert again.code == 1
    assert "not an empty folder" in again.err


def test_an_unknown_plan_writes_nothing(ashford: Desk) -> None:
    out = ashford.folder / "evidence"
    said = ashford.run(*ask(ashford, "--plans", "P-001,P-999", "--out", out))
    assert said.code == 1
    assert not out.exists()


@pytest.mark.parametrize("more", [("--audience", "board", "--plans", "P-001"), ("--with-documents",)])
def test_evidence_for_a_board_or_of_nothing_is_wrong_use(desk: Desk, more: tuple[str, ...]) -> None:
    out: Path = desk.folder / "evidence"
    said = desk.run(*ask(desk, *more, "--out", out))
    assert said.code == 2
    assert "--plans REF,REF or --figure ID" in said.err
