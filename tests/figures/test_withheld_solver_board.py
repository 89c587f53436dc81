"""Nothing that a board report withholds can be worked out from all that its files print; a solver tries.

It reads the workbook, every sheet of it, as a board member would, and adds what the definitions say must add up.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from figure_workspace import written
from figure_world import World, all_at, audited, empty_world, plus
from openpyxl import load_workbook
from public_reader import Sums, certain, whole

from audit_app.domain.period import parse_period
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.reports.trends import months_for_no_board
from audit_app.store.workspace import Workspace
from exports.pdf.pictures import pages_told
from exports.report_files import write_report
from scoring.figures import Audience, FigureId

Table = list[dict[str, Any]]
TEAMS = ("North", "South", "East", "West", "Mid")
CAUSES = ("drafting", "advice", "decision", "review", "commissioning")


def busy_area(seed: int) -> World:
    """Four months of weekly audits and of plans issued, some months and some teams with a handful alone."""
    random = Random(seed)  # noqa: S311  invented data, no secret
    weights = [random.choice((1, 2, 5, 9)) for _ in TEAMS]
    world, number = empty_world([]), 0
    for month in ("2026-07", "2026-08", "2026-09", "2026-10"):
        for _ in range(random.choice((2, 4, 7, 13))):
            final = f"{month}-{random.randint(1, 28):02}"
            entry = {"id": f"p{number:03}", "plan_ref": f"REF-{number:03}", "final_date": final}
            entry |= {
                "casework_team": random.choices(TEAMS, weights)[0],
                "primary_need": random.choice(("ASD", "SEMH")),
            }
            entry["request_date"] = plus(final, -random.choice((100, 120, 140, 141, 150, 170, 200)))
            world["entries"].append(entry)
            answers = all_at(3) | {marker: random.choice((0, 1, 2)) for marker in ("A1", "B1", "E1", "F1")}
            audited(world, entry["id"], answers if random.random() < 0.6 else all_at(random.randrange(4)), day=final)
            number += 1
    return world


def workbook(folder: Path, made: Workspace, kind: str, period: str, audience: Audience) -> dict[str, Table]:
    """Every table of the report's workbook, by its name, hidden sheets too."""
    asked = report(made, ReportAsked(kind, period, audience))
    (path,) = write_report(folder / audience, asked.stem, asked.head(), asked.rows(), ["xlsx"], contents(made, asked))
    return tables(path)


def tables(path: Path) -> dict[str, Table]:
    found: dict[str, Table] = {}
    for sheet in load_workbook(path).worksheets:
        for table in sheet.tables.values():
            head, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
            found[table.name] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def counts_of(book: Mapping[str, Table]) -> dict[str, int]:
    """Every whole number of the tables that a withheld one could stand in, by a name."""
    found: dict[str, Any] = {}
    for row in book["Figures"]:
        base, parts = FigureId.parse(row["id"]).base, FigureId.parse(row["id"]).parts
        if len(parts) == 1 and parts[0][0] in ("team", "need", "phase") and base == "plans.effective":
            found[f"effective {row['id']}"], found[f"graded {row['id']}"] = row["numerator"], row["denominator"]
    for row in book.get("OverTime", ()):
        found[f"effective {row['Month']}"], found[f"graded {row['Month']}"] = row["Effective"], row["Graded"]
    for row in book.get("Timeliness", ()):
        if row["By"] == "month":
            key = f"{row['Exceptions']} {row['Period']}"
            found[f"issued {key}"], found[f"in time {key}"] = row["Plans"], row["Within 20 weeks"]
    for row in book.get("DaysLost", ()):
        if row["Stage"] in ("All", "c") and row["By"] != "all":
            key = f"{row['By']} {row['Group']}"
            found[f"late {key}"], found[f"days {key}"] = row["Late plans"], row["Days"]
    for row in book.get("Causes", ()):
        if row["What"] == "cause":
            found[f"findings {row['Cause']}"] = row["Findings"]
    return {name: int(value) for name, value in found.items() if isinstance(value, int | float)}


def read(true: Mapping[str, int], shown: Mapping[str, int], book: Mapping[str, Table], spans: Iterable[Any]) -> Sums:
    """What is printed, and the sums that bind it; `spans` are months with what their own report would print."""
    sums = Sums()
    for name, value in shown.items():
        sums.known({name: 1}, value)
    for name in true:
        sums.name(name)
        # a group that is listed has at least one
        sums.bounds[name] = (1, 10_000) if name.startswith(("graded plans", "findings")) else (0, 10_000)
    figures = {row["id"]: row for row in book["Figures"]}
    sample = figures["plans.effective"]
    for dimension in ("team", "need", "phase"):
        _adds_up(sums, true, f"effective plans.effective@{dimension}=", sample["numerator"])
        _adds_up(sums, true, f"graded plans.effective@{dimension}=", sample["denominator"])
        for name in [one for one in true if one.startswith(f"graded plans.effective@{dimension}=")]:
            rest = name.replace("graded", "rest", 1)
            sums.name(rest)
            sums.known({name: 1, name.replace("graded", "effective", 1): -1, rest: -1}, 0)
    for months, effective, graded in spans:
        for what, total in (("effective", effective), ("graded", graded)):
            names = [f"{what} {month}" for month in months if f"{what} {month}" in true]
            if names:
                sums.known(dict.fromkeys(names, 1), total)
    for row in book.get("Timeliness", ()):
        if row["By"] == "period":
            _adds_up(sums, true, f"issued {row['Exceptions']} ", row["Plans"])
            _adds_up(sums, true, f"in time {row['Exceptions']} ", row["Within 20 weeks"])
    _late(sums, true, book)
    if not any(name.startswith("findings ") for name in true):
        return sums
    low = [row for row in book["Figures"] if row["id"].startswith("marker.") and row["id"].endswith(".sound")]
    _adds_up(sums, true, "findings ", sum(row["denominator"] - row["numerator"] for row in low if row["denominator"]))
    return sums


def _late(sums: Sums, true: Mapping[str, int], book: Mapping[str, Table]) -> None:
    late = [row for row in book.get("DaysLost", ()) if row["By"] == "all" and row["Stage"] == "All"]
    for by in ("month of issue", "casework team") if late else ():
        _adds_up(sums, true, f"late {by} ", late[0]["Late plans"])
        _adds_up(sums, true, f"days {by} ", late[0]["Days"])
    for name in [one for one in true if one.startswith("late month of issue ")]:
        key = f"left out {name.removeprefix('late month of issue ')}"
        sums.known({f"issued {key}": 1, f"in time {key}": -1, name: -1}, 0)


def _adds_up(sums: Sums, true: Mapping[str, int], start: str, total: int) -> None:
    parts = [name for name in true if name.startswith(start)]
    if parts:
        sums.known(dict.fromkeys(parts, 1), int(total))


def given_away(made: Workspace, folder: Path, kind: str, period: str, before: str) -> tuple[list[str], int]:
    """The withheld counts with one possible value, and how many are withheld in all."""
    group, board = (workbook(folder, made, kind, period, one) for one in (Audience.GROUP, Audience.BOARD))
    true, shown = counts_of(group), counts_of(board)
    months = parse_period(period).months + parse_period(before).months
    # a month of another period than these two is bound to nothing that this report prints
    true = {name: value for name, value in true.items() if name[-7:-5] != "20" or name[-7:] in months}
    shown = {name: value for name, value in shown.items() if name in true}
    assert {name: true[name] for name in shown} == shown
    if not any(
        row["What"] for row in board.get("Causes", ())
    ):  # which causes there are is not told then, so that nothing adds up
        true = {name: value for name, value in true.items() if not name.startswith("findings ")}
    hidden = [name for name, value in true.items() if name not in shown and value]  # 0 of 0 is no secret
    spans = []
    for one in (period, before):
        own = report(made, ReportAsked(kind, one, Audience.BOARD))
        figure = next(each for each in own.figures if each.id == "plans.effective")
        spans.append((parse_period(one).months, int(figure.numerator or 0), int(figure.denominator or 0)))
    return certain(read(true, shown, board, spans), hidden, true), len(hidden)


@pytest.mark.parametrize("seed", range(7))
def test_no_withheld_count_of_a_board_report_has_one_value_alone(seed: int, tmp_path: Path) -> None:
    with written(tmp_path, busy_area(seed)) as made:
        found, withheld = given_away(made, tmp_path, "monthly", "2026-09..2026-10", "2026-07..2026-08")
    assert withheld
    assert found == []


def test_the_solver_does_find_a_month_that_is_left_out_alone() -> None:
    """Else it would prove nothing that it finds nothing: the period's own count tells a single month left out."""
    true = {"effective 2026-09": 1, "graded 2026-09": 3, "effective 2026-10": 6, "graded 2026-10": 12}
    figures = [{"id": "plans.effective", "numerator": 7, "denominator": 15}]
    shown = {name: value for name, value in true.items() if name.endswith("10")}
    spans = [(("2026-09", "2026-10"), 7, 15)]
    hidden = [name for name in true if name not in shown]
    assert certain(read(true, shown, {"Figures": figures}, spans), hidden, true) == hidden
    assert certain(read(true, {}, {"Figures": figures}, spans), list(true), true) == []


@pytest.mark.parametrize(
    ("graded", "left_out"),
    [
        ((8, 8, 3, 12), {9, 10}),  # the report's own count would tell September
        ((8, 3, 8, 12), {7, 8}),  # what is said of the period before would tell August
        ((8, 8, 3, 4), {9, 10}),
        ((8, 8, 9, 12), set()),
    ],
)
def test_a_month_left_out_of_a_boards_chart_takes_another_of_its_span_with_it(
    graded: Sequence[int], left_out: set[int]
) -> None:
    months = {date(2026, 7 + at, 1): plans for at, plans in enumerate(graded)}
    spans = (parse_period("2026-09..2026-10").months, parse_period("2026-07..2026-08").months)
    assert {month.month for month in months_for_no_board(months, spans)} == left_out


SPAN = "2026-09..2026-10"
OF_TEAMS = ("monthly", "two-monthly", "quarterly", "team")


@pytest.mark.parametrize("seed", [1, 4])
def test_what_one_kind_of_report_withholds_no_other_of_its_period_shows_a_board(seed: int, tmp_path: Path) -> None:
    shown: defaultdict[str, set[str]] = defaultdict(set)
    with written(tmp_path, busy_area(seed)) as made:
        for kind in OF_TEAMS:
            for figure in report(made, ReportAsked(kind, SPAN, Audience.BOARD)).figures:
                shown[whole(figure.id, asdict(figure))].add("withheld" if figure.withheld else "shown")
    assert [name for name, ways in shown.items() if len(ways) > 1] == []
    assert any("withheld" in ways for ways in shown.values())


def test_a_board_is_told_nothing_of_a_single_teams_time(tmp_path: Path) -> None:
    with written(tmp_path, busy_area(1)) as made:
        for audience, is_told in ((Audience.GROUP, True), (Audience.BOARD, False)):
            of_teams = contents(made, report(made, ReportAsked("team", SPAN, audience)))
            assert {one.timeliness is not None for one in of_teams if one.team} == {is_told}


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.PUBLIC])
def test_no_file_holds_a_withheld_number_or_a_plan_anywhere(audience: Audience, tmp_path: Path) -> None:
    """In no cell, hidden sheet, defined name, chart cache, alternative text, property, note or tag."""
    with written(tmp_path, busy_area(4)) as made:
        group = {one.id: one for one in report(made, ReportAsked("monthly", SPAN)).figures}
        asked = report(made, ReportAsked("monthly", SPAN, audience))
        if audience is Audience.PUBLIC:
            group = {one.id: one for one in report(made, ReportAsked("monthly", asked.period.text)).figures}
        told = contents(made, asked)
    formats = ["xlsx", "docx", "pdf", "csv", "json"]
    texts = {
        path.name: all_of(path)
        for path in write_report(tmp_path / "out", "r", asked.head(), asked.rows(), formats, told)
    }
    seen = {digits(value) for one in asked.figures for value in (one.value, one.lower, one.upper)}
    gone = {
        digits(value)
        for one in asked.figures
        if one.withheld
        for value in (group[one.id].value, group[one.id].lower, group[one.id].upper)
    } - seen
    secrets = {one for one in gone if len(one) > 9}  # a short number may stand for anything
    assert len(secrets) > 4
    for name, text in texts.items():
        assert "REF-" not in text, name
        assert [one for one in secrets if one in text] == [], name
    assert all("REF-" not in str(content) for content in told)


def digits(value: float | None) -> str:
    """The first ten digits of a number, as every format writes them; empty for None."""
    return "" if value is None else repr(float(value))[:10]


def all_of(path: Path) -> str:
    """Everything that a file holds, as text: every part of a package, every page and tag of a PDF."""
    if path.suffix in (".csv", ".json"):
        return path.read_text(encoding="utf-8")
    if path.suffix != ".pdf":
        with ZipFile(path) as package:
            return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    with pikepdf.open(path) as held:
        said = "\n".join(str(one) for one in held.objects if isinstance(one, pikepdf.Dictionary))
        return said + "\n".join(page.text for page in pages_told(path.read_bytes()))
