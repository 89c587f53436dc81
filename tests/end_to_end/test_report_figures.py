"""The main job as a council does it: register in, plans drawn, past audits in, the report's figures out.

Every figure that the command line writes is compared with a second working-out (`tests/figures`), which knows nothing
of the app and reads the very files that the app was given.
"""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from figure_comparison import differences
from figure_dates import in_force
from figure_files import audits_csv, read_world, register_csv
from figure_reckoning import reckon
from figure_workspace import csv_figures, json_figures
from figure_world import TODAY, World, all_at, audited, make_world

from audit_app.cli import main
from audit_app.composition import Composition, compose
from audit_app.store.keys.passphrase import KdfSettings
from scoring.figures import Figure

DRAWN_ON = "2026-09-10"
REPORTS = {
    "two-monthly": ("2026-09..2026-10", "2026-09-01", "2026-10-31"),
    "weekly": ("2026-W38", "2026-09-14", "2026-09-20"),
    "monthly": ("2026-09", "2026-09-01", "2026-09-30"),
    "inspection": ("2025-11..2026-10", "2025-11-01", "2026-10-31"),
    "chase": ("2026-11", "2026-11-01", "2026-11-30"),
}


class Council:
    """A council's machine on the day of the data, its two files, and what the command line answers."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.workspace = folder / "Ashford.ehcpaudit"
        self.register = folder / "register.csv"
        self.audits = folder / "past audits.csv"
        self.draw: Any = None
        self._capsys = capsys

    def does(self, *words: object) -> str:
        """Run `ehcp-audit` with these words; it must succeed. Returns what it printed."""
        code = main([str(word) for word in words], compose=self._machine)
        said = self._capsys.readouterr()
        assert code == 0, said.err
        return said.out

    def refused(self, *words: object) -> str:
        """Run `ehcp-audit` with these words; it must end with 1. Returns what it said on standard error."""
        code = main([str(word) for word in words], compose=self._machine)
        assert code == 1
        return self._capsys.readouterr().err

    def world(self) -> World:
        """What the two files and the draw say, as plain data."""
        world = read_world(self.register.read_text("utf-8"), self.audits.read_text("utf-8"))
        world["draws"] = [{"id": "draw", "cycle": "weekly", "on": DRAWN_ON, "frame": self.draw["frame"]["size"]}]
        for place in self.draw["plans"]:
            one = {"draw": "draw", "number": place["number"], "role": "drawn", "plan": place["plan_ref"]}
            world["places"].append(one | {"by": None, "closed": None})
        return world

    def report(self, kind: str, audience: str = "group", *words: str) -> tuple[bytes, bytes]:
        """The bytes of a report's JSON and CSV."""
        asked = ("--kind", kind, "--period", REPORTS[kind][0], "--audience", audience, *words)
        out = self.folder / "reports"
        paths = self.does("report", self.workspace, *asked, "--out", out, "--formats", "json,csv").splitlines()
        figures = [Path(path) for path in paths if not path.endswith("_list.csv")]  # whom to chase, apart
        found = {path.suffix: path.read_bytes() for path in figures}
        return found[".json"], found[".csv"]

    def _machine(self) -> Composition:
        machine = compose(data=self.folder / "data", kdf=KdfSettings(1, 8, 1))
        moment = datetime.fromisoformat(f"{TODAY}T12:00:00").replace(tzinfo=UTC)
        return replace(machine, means=replace(machine.means, clock=lambda: moment))


@pytest.fixture
def council(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Council:
    """Register in, six plans drawn, past audits in: four of the six were audited, two were not."""
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", "a long made-up phrase")
    area, world = Council(tmp_path, capsys), make_world(21, from_files=True, size=2)
    area.register.write_text(register_csv(world), encoding="utf-8")
    area.does("new", area.workspace, "--organisation", "Ashford", "--person", "Mary")
    area.does("import", "register", area.workspace, area.register)
    words = ("--cycle", "weekly", "--size", "6", "--seed", "2026-W37", "--on", DRAWN_ON)
    area.draw = json.loads(area.does("sample", area.workspace, *words, "--json"))
    plans = {entry["plan_ref"]: entry["id"] for entry in world["entries"]}
    for number, place in enumerate(area.draw["plans"][:4]):
        plan = plans[place["plan_ref"]]
        audited(world, plan, all_at(3) | {"F2": number, "C1": "NE", "H2a": "NA"}, day=DRAWN_ON)
    area.audits.write_text(audits_csv(world), encoding="utf-8")
    area.does("import", "audits", area.workspace, area.audits)
    return area


def test_every_figure_of_a_report_is_what_the_councils_files_come_to(council: Council) -> None:
    world = council.world()
    assert council.draw["frame"]["size"] == sum(in_force(row, DRAWN_ON, DRAWN_ON) for row in world["entries"])
    for kind, (_, first, last) in REPORTS.items():
        as_json, as_csv = council.report(kind)
        figures = {one["id"]: Figure(**one) for one in json_figures(as_json)}
        assert differences(reckon(world, kind, first, last), figures) == [], kind
        rows = {row["id"]: row for row in csv_figures(as_csv)}
        assert rows.keys() == figures.keys()
        for id_, figure in figures.items():
            for name in ("value", "numerator", "denominator", "lower", "upper"):
                number = getattr(figure, name)
                assert rows[id_][name] == ("" if number is None else repr(number))


def test_a_report_of_one_round_counts_that_round(council: Council) -> None:
    figures = {
        one["id"]: Figure(**one) for one in json_figures(council.report("two-monthly", "group", "--round", "R1")[0])
    }
    world = council.world()
    assert differences(reckon(world, "two-monthly", "2026-09-01", "2026-10-31", "R1"), figures) == []
    assert figures["plans.audited"].value


def test_every_figure_has_its_fifteen_fields_for_every_audience(council: Council) -> None:
    names = {field.name for field in fields(Figure)}
    assert len(names) == 15
    ids = []
    for audience in ("group", "board", "public"):
        figures = json_figures(council.report("inspection", audience)[0])
        ids.append([one["id"] for one in figures])
        assert all(one.keys() == names and one["audience"] == audience for one in figures)
    assert ids[0] == ids[1] == ids[2]


def test_the_same_files_again_change_nothing_and_give_the_same_report(council: Council) -> None:
    before = council.report("two-monthly", "public")
    council.does("import", "register", council.workspace, council.register)
    council.does("import", "audits", council.workspace, council.audits)
    assert council.report("two-monthly", "public") == before
    assert council.does("check", council.workspace)


def test_a_second_public_release_that_overlaps_the_first_is_refused(council: Council) -> None:
    council.report("two-monthly", "public")
    words = ("--kind", "two-monthly", "--period", "2026-09", "--audience", "public", "--out", council.folder / "no")
    assert "overlap" in council.refused("report", council.workspace, *words)
    assert not (council.folder / "no").exists()
