"""The schema of a report's JSON is true: every kind and audience fits it, and what is wrong does not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from figure_workspace import empty_workspace, written
from figure_world import make_world
from schema_check import faults

from audit_app.cli import main
from audit_app.services.reports.issuing import issue
from audit_app.services.reports.reporting import KINDS, ReportAsked, looked_at
from audit_app.store.workspace import Workspace
from exports.report_files import COLUMNS, json_bytes
from resources.schema import figures_schema
from scoring.catalogue import catalogue
from scoring.figures import Audience

SCHEMA = json.loads(figures_schema())
YEAR = "2025-11..2026-10"


def file_of(workspace: Workspace, kind: str, audience: Audience) -> Any:
    made = looked_at(workspace, ReportAsked(kind, YEAR, audience))
    return json.loads(json_bytes(made.head(), made.rows()))


def test_every_kind_and_audience_fits_the_schema(tmp_path: Path) -> None:
    with written(tmp_path, make_world(3)) as workspace:
        files = {(kind, one): file_of(workspace, kind, one) for kind in KINDS for one in Audience}
    assert {key: list(faults(file, SCHEMA)) for key, file in files.items()} == {key: [] for key in files}
    assert any(figure["withheld"] for figure in files["two-monthly", Audience.PUBLIC]["figures"])


def test_a_workspace_without_anything_and_an_issued_report_fit_it(tmp_path: Path) -> None:
    with empty_workspace(tmp_path) as workspace:
        assert list(faults(file_of(workspace, "monthly", Audience.BOARD), SCHEMA)) == []
        issued = issue(workspace, ReportAsked("monthly", "2026-09", Audience.BOARD), "").report
        assert list(faults(json.loads(json_bytes(issued.head(), issued.rows())), SCHEMA)) == []
        assert issued.head()["issued_on"]


def test_the_schema_names_the_columns_in_their_order_and_every_unit_and_kind() -> None:
    figure, head = (SCHEMA["properties"][name] for name in ("figures", "report"))
    assert tuple(figure["items"]["properties"]) == COLUMNS
    assert set(head["properties"]["kind"]["enum"]) == set(KINDS)
    units = next(one["then"]["properties"]["unit"] for one in figure["items"]["allOf"] if "unit" in str(one["then"]))
    assert set(units["enum"]) == {one.unit for one in catalogue(["A1"])} | {"levels"}


def test_the_command_prints_the_schema_and_asks_for_no_workspace(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out) == SCHEMA


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda file: file["figures"][0].pop("note"), "$.figures[0] has no note"),
        (lambda file: file["figures"][0].update(value="7"), "$.figures[0].value is no number or null"),
        (lambda file: file["figures"][0].update(withheld="c", value=3), "$.figures[0].value is no null"),
        (lambda file: file["figures"][0].update(unit="scores"), "$.figures[0].unit is 'scores'"),
        (lambda file: file["report"].update(extra=1), "$.report has an unknown extra"),
        (lambda file: file["report"].update(first="1/9/2026"), "$.report.first is '1/9/2026', unlike"),
    ],
)
def test_what_is_wrong_does_not_fit(spoil: Callable[[Any], None], said: str, tmp_path: Path) -> None:
    with empty_workspace(tmp_path) as workspace:
        file = file_of(workspace, "monthly", Audience.GROUP)
    spoil(file)
    assert any(one.startswith(said) for one in faults(file, SCHEMA))
