"""The figures of the golden thread: only confirmed threads count, and every number is what a person counts by hand."""

from datetime import date
from pathlib import Path

import pytest
from service_world import plan_row, write_rows

from audit_app.services.auditing import give, open_audit, submit
from audit_app.services.register.importing import import_register
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.thread import items, links, saying, whole
from audit_app.services.thread.desk import Desk
from audit_app.services.thread.items import NewItem
from audit_app.store.read_thread import held_thread
from audit_app.store.workspace import Workspace
from exports.pages.report import document_of
from exports.sheets.report import book_of
from scoring.figures import Audience, Figure
from scoring.intervals import clustered, clusters
from scoring.thread.model import ItemRole, Link

SMART = ("specific", "measurable", "achievable", "realistic", "time_bound", "personal")
LINE = {"what": True, "who": True, "often": True, "long": True}


def audited(workspace: Workspace, plan: str, *, confirm: bool = True, whole_thread: bool = True) -> None:
    """One weekly audit: two needs (B, C), two outcomes, two lines (F, G); the second pair is linked when asked."""
    opened = open_audit(workspace, plan_ref=plan, cycle="weekly", on=date(2026, 11, 18))
    review = opened.review_id
    new = [
        NewItem(role, section, f"{role.value} in {section}", source=f"{plan}{role}{section}{at}")
        for at, (role, section) in enumerate(
            [
                (ItemRole.NEED, "B"),
                (ItemRole.NEED, "C"),
                (ItemRole.OUTCOME, "E"),
                (ItemRole.OUTCOME, "E"),
                (ItemRole.PROVISION, "F"),
                (ItemRole.PROVISION, "G"),
            ]
        )
    ]
    items.accept(Desk(workspace, review), new)
    ids = [held.item.id for held in held_thread(workspace.conn, review).items]
    b, c, e1, e2, f, g = ids
    links.link(Desk(workspace, review), {Link(b, e1): "hand", Link(e1, f): "hand"})
    if whole_thread:
        links.link(Desk(workspace, review), {Link(c, e2): "hand", Link(e2, g): "hand"})
    saying.rate(Desk(workspace, review), e1, dict.fromkeys(SMART, True))
    saying.rate(Desk(workspace, review), e2, {**dict.fromkeys(SMART, True), "measurable": not whole_thread})
    saying.check_line(Desk(workspace, review), f, LINE, countable=True)
    saying.check_line(Desk(workspace, review), g, {**LINE, "long": False}, countable=whole_thread)
    if confirm:
        whole.confirm(Desk(workspace, review))
    for marker in opened.framework.markers:
        if marker.id not in opened.not_applicable:
            give(workspace, review, marker.id, score=2)
    submit(workspace, review)


def figures_of(workspace: Workspace, audience: Audience = Audience.GROUP) -> dict[str, Figure]:
    asked = ReportAsked("weekly", "2026-11", audience)
    return {figure.id: figure for figure in report(workspace, asked).figures}


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    rows = [plan_row(n, casework_team="North" if n < 3 else "South") for n in range(1, 5)]
    import_register(workspace, write_rows(tmp_path / "r.csv", rows))
    audited(workspace, "EHC-001")
    audited(workspace, "EHC-002", whole_thread=False)
    audited(workspace, "EHC-003", confirm=False)
    return workspace


def part(figure: Figure) -> tuple[float | None, float | None]:
    return figure.numerator, figure.denominator


def test_only_confirmed_threads_are_counted(filled: Workspace) -> None:
    found = figures_of(filled)
    assert part(found["thread.needs"]) == (4, None)
    assert (found["outcomes.total"].value, found["provision.total"].value) == (4, 4)
    assert "2 plans with a confirmed thread" in found["thread.needs"].note
    assert "1 plan without one" in found["thread.needs"].note


def test_breaks_are_counted_over_items(filled: Workspace) -> None:
    found = figures_of(filled)
    assert part(found["thread.needs_without_outcome"]) == (1, 4)
    assert part(found["thread.needs_without_provision"]) == (1, 4)
    assert part(found["thread.outcomes_without_provision"]) == (1, 4)
    assert part(found["thread.provision_without_need"]) == (1, 4)
    assert part(found["thread.complete"]) == (1, 2)


def test_their_interval_keeps_the_items_of_a_plan_together(filled: Workspace) -> None:
    figure = figures_of(filled)["thread.needs_without_outcome"]
    bounds = clustered(clusters([(0, 2), (1, 2)]))
    assert bounds is not None
    assert (figure.lower, figure.upper) == (100 * bounds.lower, 100 * bounds.upper)


def test_outcomes_and_lines_count_what_the_auditor_said(filled: Workspace) -> None:
    found = figures_of(filled)
    assert part(found["outcomes.smart"]) == (3, 4)
    assert part(found["provision.specific_and_quantified"]) == (2, 3)


def test_sections_agencies_and_teams_stand_beside_the_whole(filled: Workspace) -> None:
    found = figures_of(filled)
    assert part(found["thread.needs_without_outcome@section=C"]) == (1, 2)
    assert part(found["thread.needs_without_outcome@agency=health"]) == (1, 2)
    assert part(found["provision.specific_and_quantified@section=F"]) == (2, 2)
    assert part(found["thread.complete@team=North"]) == (1, 2)
    assert "thread.complete@team=South" not in found


def test_the_board_sees_no_group_of_fewer_than_six_plans(filled: Workspace) -> None:
    found = figures_of(filled, Audience.BOARD)
    for name in ("thread.complete@team=North", "thread.needs_without_outcome@team=North"):
        assert found[name].value is None
        assert found[name].reason
    assert found["thread.complete"].value == 50


def test_health_provision_follows_the_confirmed_thread(filled: Workspace) -> None:
    assert part(figures_of(filled)["presence.health_provision"]) == (2, 3)


def test_without_a_confirmed_thread_the_figures_say_so(workspace: Workspace, tmp_path: Path) -> None:
    import_register(workspace, write_rows(tmp_path / "r.csv", [plan_row(1)]))
    audited(workspace, "EHC-001", confirm=False)
    figure = figures_of(workspace)["thread.needs"]
    assert figure.value is None
    assert figure.reason == "No plan of this period has a confirmed golden thread."


def test_a_report_tells_the_breaks_that_recur_and_names_plans_to_the_group_alone(filled: Workspace) -> None:
    told = {}
    for audience in Audience:
        made = report(filled, ReportAsked("weekly", "2026-11", audience))
        (whole_report,) = contents(filled, made)
        told[audience] = whole_report
    group, board = told[Audience.GROUP].recurring, told[Audience.BOARD].recurring
    assert group is not None
    assert board is not None
    assert told[Audience.PUBLIC].recurring is None
    first = group.breaks[0]
    assert (first.what, first.kind, first.times, first.plan_count, first.plans) == (
        *("Need without outcome", "Section C", 1, 1),
        ("EHC-002",),
    )
    assert [one.plans for one in board.breaks] == [()] * len(group.breaks)
    text = "\n".join(str(block) for block in document_of(told[Audience.GROUP]).blocks)
    assert "What recurs across plans" in text
    assert "Recurring" in [sheet.name for sheet in book_of(told[Audience.GROUP]).sheets]
