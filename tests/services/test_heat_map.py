"""Sections by agency: counted a second way from the scores themselves, and what each audience sees of it."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import fmean

import pytest
from agreement_support import Given, Held, write_rounds
from qt_support import light_workspace

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import parse_period
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.sections_by_agency import sections_by_agency
from audit_app.store.workspace import Workspace
from exports.heat import HeatTold
from exports.pages.report import document_of
from exports.report_files import report_pdf
from exports.sheets.report import book_of
from forms.model import read_framework
from resources.frameworks import framework_text, resolve
from scoring.figures import Audience

CORE = read_framework(framework_text("core-42"), resolve)
SECTION_OF = {marker.id: marker.section for marker in CORE.markers}
DAYS = {"R1": "2026-09-10", "R2": "2026-10-10", "R3": "2026-10-20"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with closing(light_workspace(tmp_path, plans=12).open()) as opened:
        yield opened


def scored() -> Iterator[Given]:
    """Nine plans by three agencies; two of them again later; a consensus; one that came too late; one still sealed."""
    for plan in range(1, 10):
        level = plan % 4
        f_by_health = {"F3": 1} if plan < 3 else {}
        yield Given("R1", plan, "education", {"E1": level, "E2": 3, "W4": 2, "B1": (plan * 7) % 4})
        yield Given("R1", plan, "health", {"E1": 3 - level, "C1": level, **f_by_health})
        yield Given("R1", plan, "health", {"E1": 2, "C1": 2}, source="sheet")
        yield Given("R1", plan, "social_care", {"E1": 1, "D1": 0}, source="table")
        yield Given("R1", plan, "", {"E1": 0, "D1": 3, "B1": 3}, kind="consensus")
    for plan in (1, 2):
        yield Given("R2", plan, "education", {"E1": 0, "B1": 3})
    yield Given("R1", 3, "social_care", {"E1": 3, "D1": 3}, is_late=True)
    yield Given("R3", 4, "education", {"E1": 3, "B1": 0})


def counted_again(workspace: Workspace) -> dict[tuple[str, str], tuple[float, int]]:
    """From the scores as they were given, not from the counted ones: plan means in plain Python."""
    rows = workspace.conn.execute(
        "SELECT a.plan_id, a.date, a.id, r.agency, s.marker, s.score FROM score s JOIN review r ON r.id = s.review_id "
        "JOIN audit a ON a.id = r.audit_id WHERE r.kind = 'single' AND r.state = 'submitted' "
        "AND coalesce(r.late, 0) = 0 AND a.round <> 'R3'"
    ).fetchall()
    latest: dict[str, tuple[str, str]] = {}
    for plan, day, audit, *_ in rows:
        latest[plan] = max(latest.get(plan, ("", "")), (day, audit))
    levels = defaultdict[tuple[str, str, str], list[int]](list)
    for plan, day, audit, agency, marker, score in rows:
        if latest[plan] == (day, audit) and str(score).isdigit():
            levels[SECTION_OF[marker], agency, plan].append(int(score))
    means = defaultdict[tuple[str, str], list[float]](list)
    for (section, agency, _), given in levels.items():
        means[section, agency].append(fmean(given))
    return {key: (fmean(values), len(values)) for key, values in means.items()}


def told(workspace: Workspace, audience: Audience, kind: str = "two-monthly") -> HeatTold | None:
    (content,) = contents(workspace, report(workspace, ReportAsked(kind, "2026-09..2026-10", audience)))
    return content.heat


def write(workspace: Workspace) -> None:
    write_rounds(workspace, DAYS, scored(), (Held("R1"), Held("R2"), Held("R3", state="open")))


def test_every_cell_is_what_the_scores_give_when_they_are_counted_another_way(workspace: Workspace) -> None:
    write(workspace)
    asked = Asked(parse_period("2026-09..2026-10"), Cycle.MULTI_AGENCY, date(2026, 11, 1))
    found = sections_by_agency(workspace.conn, asked, CORE.key, SECTION_OF)
    expected = counted_again(workspace)
    assert {(one.section, one.agency) for one in found} == set(expected)
    for one in found:
        mean, plans = expected[one.section, one.agency]
        assert one.plans == plans
        assert one.mean == pytest.approx(mean)


def test_a_sealed_round_and_a_late_review_do_not_count_and_a_plan_counts_once(workspace: Workspace) -> None:
    write(workspace)
    asked = Asked(parse_period("2026-09..2026-10"), Cycle.MULTI_AGENCY, date(2026, 11, 1))
    found = {(one.section, one.agency): one for one in sections_by_agency(workspace.conn, asked, CORE.key, SECTION_OF)}
    assert (found["D", "social_care"].mean, found["D", "social_care"].plans) == (0, 7)  # plans 1 and 2 are R2's
    assert found["B", "education"].plans == 9
    assert found["B", "education"].mean == pytest.approx((3 + 3 + sum((plan * 7) % 4 for plan in range(3, 10))) / 9)


def test_a_small_cell_shows_no_level_and_no_count_and_a_board_sees_none_of_under_six(workspace: Workspace) -> None:
    rounds = (Given("R1", plan, agency, {"E1": 2}) for plan in range(1, 6) for agency in ("education", "health"))
    few = (Given("R2", plan, "parent_carer", {"A1": 3}) for plan in (11, 12))
    write_rounds(workspace, DAYS, [*rounds, *few], (Held("R1"), Held("R2")))
    group, board = told(workspace, Audience.GROUP), told(workspace, Audience.BOARD)
    assert group is not None
    assert board is not None
    assert [(one.section, one.agency, one.mean, one.plans) for one in group.cells] == [
        ("A", "parent_carer", None, None), ("E", "education", 2.0, 5), ("E", "health", 2.0, 5),
    ]  # fmt: skip
    assert [one.mean for one in board.cells] == [None] * 3
    assert [one.plans for one in board.cells] == [None] * 3


def test_one_agency_alone_has_no_heat_map(workspace: Workspace) -> None:
    write_rounds(workspace, DAYS, [Given("R1", 1, "education", {"E1": 2})], (Held("R1"),))
    assert told(workspace, Audience.GROUP) is None


def test_the_public_and_other_kinds_of_report_have_no_heat_map(workspace: Workspace) -> None:
    write(workspace)
    assert told(workspace, Audience.PUBLIC) is None
    assert told(workspace, Audience.GROUP, "inspection") is None


def test_page_and_sheet_hold_the_same_levels(workspace: Workspace) -> None:
    write(workspace)
    (content,) = contents(workspace, report(workspace, ReportAsked("quarterly", "2026-09..2026-10")))
    assert content.heat is not None
    sheet = next(one for one in book_of(content).sheets if one.name == "Heat map")
    titles = [field.title for field in sheet.grid.fields]
    row = next(row for row in sheet.grid.rows if row[0] == "D")
    assert row[titles.index("Social care")] == 0
    assert row[titles.index("Social care, plans")] == 7
    assert any(
        "D Social care needs: Social care 0.00 (7 plans)." in str(block) for block in document_of(content).blocks
    )
    assert report_pdf(content) == report_pdf(content)
