"""One set of figures: the same bits in JSON, CSV and workbook, the same words on the screen and in the PDF.

Test U4, for every kind of report and every audience.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from qt_support import light_workspace

from audit_app.domain.cycles import Cycle
from audit_app.screens.reports.preview import preview
from audit_app.services.answering import Evidence, give
from audit_app.services.audit_opening import open_audit
from audit_app.services.auditing import submit
from audit_app.services.past.audits import import_audits
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import KINDS, Report, ReportAsked, looked_at, report
from audit_app.services.samples.sampling import sample
from audit_app.store.workspace import Workspace
from exports.pages.wording import lead_and_detail, short
from exports.pdf.pictures import pages_told
from exports.report_files import FORMATS, write_report
from forms.model import EvidenceKind
from scoring.figures import Audience, Figure, words

NUMBERS = ("value", "numerator", "denominator", "lower", "upper")
ON = date(2026, 10, 12)
NOT_FOUND = Evidence(EvidenceKind.NOT_FOUND, where="B")
NOTES = ("you-said",)
"""Kinds that are one page and tell some figures alone: these as they are counted."""
OF = re.compile(r"(?<!Page )\b(\d+) of (\d+)\b")
CASES = [(kind, audience) for audience in Audience for kind in KINDS]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Six plans audited in the week of 12 October, seven in a round, by two reviewers each."""
    base = tmp_path_factory.mktemp("figures")
    with light_workspace(base, plans=20).open() as made:
        drawn = sample(made, cycle=Cycle.WEEKLY.value, size=6, seed="s", on=ON)
        for number, place in enumerate(drawn.plans):
            opened = open_audit(made, place_id=place.id)
            markers = [marker.id for marker in opened.framework.markers if marker.id not in opened.not_applicable]
            for turn, marker in enumerate(markers):
                if (turn * 7 + number * 3) % 5:
                    give(made, opened.review_id, marker, score=2 + turn % 2, evidence=NOT_FOUND)
                else:
                    give(made, opened.review_id, marker, score=1, evidence=NOT_FOUND, cause="advice", note="Short.")
            submit(made, opened.review_id)
        import_audits(made, _round(base / "round.csv", made))
        yield made


def _round(path: Path, made: Workspace) -> Path:
    refs = [row[0] for row in made.conn.execute("SELECT plan_ref FROM entry ORDER BY plan_ref LIMIT 7")]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ("plan_ref", "audit_date", "cycle", "round", "reviewer", "agency", "framework", "marker", "score")
        )
        for number, ref in enumerate(refs):
            for shift, (who, agency) in enumerate(
                (("Ann", "education"), ("Ben", "health"), ("consensus", "education"))
            ):
                for turn, marker in enumerate(("W1", "A1", "B1", "C1", "D1", "E1", "F1", "F2", "F3", "G1", "K1")):
                    score = (turn + number * 2 + shift % 2) % 4
                    writer.writerow((ref, ON, "multi-agency", "Autumn", who, agency, "core-42", marker, score))
    return path


def asked(kind: str, audience: Audience) -> ReportAsked:
    return ReportAsked(kind, "2026-W42" if kind in ("weekly", "team") else "2026-09..2026-10", audience)


@pytest.mark.parametrize(("kind", "audience"), CASES)
def test_screen_and_every_format_say_the_same(
    kind: str, audience: Audience, workspace: Workspace, tmp_path: Path
) -> None:
    shown = preview(workspace, asked(kind, audience))
    made = looked_at(workspace, asked(kind, audience))  # not released: public reports of several kinds would collide
    told = contents(workspace, made)
    written = write_report(tmp_path, "r", made.head(), made.rows(), FORMATS, told)
    paths = [path for path in written if path.parent == tmp_path]  # those in a folder are lists, without figures
    by_suffix = {path.suffix: path for path in paths}
    figures = {one["id"]: Figure(**one) for one in json.loads(by_suffix[".json"].read_bytes())["figures"]}
    assert [figures[one.id] for one in made.figures] == list(made.figures)
    assert {row.id: row.words for row in shown.rows} == {id_: words(figure) for id_, figure in figures.items()}
    assert csv_numbers(by_suffix[".csv"]) == {id_: numbers(figure) for id_, figure in figures.items()}
    for path in (path for path in paths if path.suffix == ".xlsx"):
        assert sheet_numbers(path) == {id_: numbers(figure) for id_, figure in figures.items()}
    for path in (path for path in paths if path.suffix == ".pdf"):
        assert_pdf_says(path, made)


def numbers(figure: Figure) -> tuple[str | None, ...]:
    """The numbers by the shortest digits that give them back: two are alike only where every bit is."""
    return tuple(None if value is None else repr(float(value)) for value in (getattr(figure, name) for name in NUMBERS))


def csv_numbers(path: Path) -> dict[str, tuple[str | None, ...]]:
    rows = csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""))
    return {row["id"]: tuple(repr(float(row[name])) if row[name] else None for name in NUMBERS) for row in rows}


def sheet_numbers(path: Path) -> dict[str, tuple[str | None, ...]]:
    sheet = load_workbook(path)["Figures"]
    (table,) = sheet.tables.values()
    head, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    assert head == [field.name for field in fields(Figure)]
    at = [head.index(name) for name in NUMBERS]
    return {str(row[0]): tuple(_digits(row[place]) for place in at) for row in rows}


def _digits(value: Any) -> str | None:
    return None if value is None else repr(float(value))


def assert_pdf_says(path: Path, made: Report) -> None:
    """Every figure of the pages stands there in the words of the screen, its interval named by a column's title."""
    said = " ".join(" ".join(page.text for page in pages_told(path.read_bytes())).replace("\u00a0", " ").split())
    if made.kind in NOTES:
        counts = {(one.numerator, one.denominator) for one in made.figures}
        assert {(int(some), int(every)) for some, every in OF.findall(said)} <= counts
        return
    # a chase list is about no cycle of audits, and its pages tell of no grades
    for id_ in ("plans.audited", "plans.effective", "score.overall") if made.cycle else ():
        figure = next(one for one in made.figures if one.id == id_)
        if not path.stem.startswith("r_"):
            assert all(part in said for part in lead_and_detail(figure)), id_
    families = ("timeliness.", "presence.", "advice.", "grade.", "marker.")
    shared = [one for one in made.figures if one.id.startswith(families) and "@team" not in one.id]
    given = [one for one in shared if one.value is not None and not one.id.endswith(".mean") and "@" not in one.id]
    if made.audience is not Audience.PUBLIC and made.kind != "chase":
        assert len(given) > 10
    assert [one.id for one in given if short(one) not in said] == []


def test_there_is_something_to_compare(workspace: Workspace) -> None:
    weekly = {one.id: one for one in report(workspace, asked("weekly", Audience.GROUP)).figures}
    rounds = {one.id: one for one in report(workspace, asked("two-monthly", Audience.GROUP)).figures}
    assert weekly["plans.audited"].numerator == 6
    assert rounds["plans.audited"].value == 7
    assert sum(one.value is not None for one in weekly.values()) > 60
    assert rounds["agreement.exact"].value is not None
