"""`report --issue`: a report that was issued says so, and why its figures are others later."""

import json

import pytest
from cli_builders import AUDITS_HEAD, Desk

ASKED = ("--kind", "monthly", "--period", "2026-10", "--formats", "json")


@pytest.fixture
def ashford(desk: Desk) -> Desk:
    """A workspace with a register of 30 plans and three audits."""
    desk.filled()
    return desk


def state(desk: Desk) -> object:
    """What the report in the folder `out` says of itself."""
    (file,) = (desk.folder / "out").glob("*.json")
    return json.loads(file.read_text(encoding="utf-8"))["report"]["state"]


def test_a_report_is_issued_and_later_figures_are_restated_with_why(ashford: Desk) -> None:
    out = ("--out", ashford.folder / "out")
    assert ashford.run("report", ashford.workspace, *ASKED, *out).code == 0
    assert state(ashford) == "draft"
    assert ashford.run("report", ashford.workspace, *ASKED, *out, "--issue").code == 0
    assert state(ashford) == "issued on 22 November 2026"
    rows = [f"P-009,2026-10-07,weekly,,Jo Smith,coordinator,weekly-18,{marker},0,," for marker in ("W1", "F1", "E1")]
    late = ashford.file("late.csv", "\n".join([AUDITS_HEAD, *rows]) + "\n")
    assert ashford.run("import", "audits", ashford.workspace, late).code == 0
    refused = ashford.run("report", ashford.workspace, *ASKED, *out, "--issue")
    assert refused.code == 1
    assert "Say why" in refused.err
    assert state(ashford) == "issued on 22 November 2026"
    again = ashford.run("report", ashford.workspace, *ASKED, *out, "--issue", "--why", "An audit came in late.")
    assert again.code == 0
    assert "restated" in again.err


def test_a_reason_without_issuing_is_wrong_use(ashford: Desk) -> None:
    said = ashford.run("report", ashford.workspace, *ASKED, "--out", ashford.folder / "out", "--why", "late")
    assert said.code == 2
    assert not (ashford.folder / "out").exists()
