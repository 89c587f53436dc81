"""What recurs across plans: counted by plans, narrowed by group and section, one cycle and framework at a time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from across_support import across_workspace

from audit_app.domain.period import parse_period
from audit_app.services.progress import Cancelled
from audit_app.services.reports.across_plans import across_plans
from audit_app.services.reports.recurring import Among, Recurring, gathered
from audit_app.services.reports.recurring_plans import Broken, PlanSeen, Said
from audit_app.store.read_care import LOW, CareSaid
from audit_app.store.workspace import Workspace
from scoring.plan.text import Place
from scoring.thread.breaks import BreakKind

PERIOD, TODAY = parse_period("2026-11"), date(2026, 11, 22)
OUTCOME, PROVISION = BreakKind.NEED_WITHOUT_OUTCOME, BreakKind.NEED_WITHOUT_PROVISION


def seen(ref: str, *breaks: Broken, team: str = "North", phrases: tuple[Said, ...] | None = None) -> PlanSeen:
    groups = {"team": team, "need": "ASD", "phase": "primary"}
    return PlanSeen(f"r{ref}", ref, "2026-11-18", groups, breaks, phrases)


def said(phrase: str, section: str, at: int) -> Said:
    return Said(phrase, "Conditional", section, Place("b1", at, at + len(phrase)))


THREE = (
    seen("1", Broken(OUTCOME, "B", "i1"), Broken(OUTCOME, "B", "i2"), phrases=(said("as required", "F", 3),)),
    seen("2", Broken(OUTCOME, "B", "i1"), Broken(OUTCOME, "C", "i9"), team="South"),
    seen("3", phrases=(said("as required", "G", 5), said("as required", "F", 40), said("regular", "F", 9))),
)


def lines(found: Recurring) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(f"{one.kind} {one.section}", one.items, one.plans) for one in found.breaks]


def test_lines_are_counted_by_plans_and_name_them() -> None:
    found = gathered(THREE)
    assert lines(found) == [(f"{OUTCOME} B", 3, ("1", "2")), (f"{OUTCOME} C", 1, ("2",))]
    assert [(one.phrase, one.times, one.plans) for one in found.phrases] == [
        ("as required", 3, ("1", "3")),
        ("regular", 1, ("3",)),
    ]
    assert (found.audited, found.threads, found.texts) == (3, 3, 2)


def test_each_plan_behind_a_line_leads_to_its_first_item_or_words() -> None:
    found = gathered(THREE)
    assert [(one.plan.review_id, one.times, one.item) for one in found.breaks[0].behind] == [
        ("r1", 2, "i1"),
        ("r2", 1, "i1"),
    ]
    assert [one.place for one in found.phrases[0].behind] == [Place("b1", 3, 14), Place("b1", 5, 16)]


def test_a_group_makes_the_plans_fewer_and_sections_only_the_lines() -> None:
    north = gathered(THREE, Among(team="North"))
    assert (lines(north), north.audited, north.threads) == ([(f"{OUTCOME} B", 2, ("1",))], 2, 2)
    health = gathered(THREE, Among(frozenset({"C", "G"})))
    assert (lines(health), health.audited) == ([(f"{OUTCOME} C", 1, ("2",))], 3)
    assert [(one.phrase, one.times, one.plans) for one in health.phrases] == [("as required", 1, ("3",))]


def test_what_concerns_the_whole_plan_is_listed_only_where_no_section_is_chosen() -> None:
    plans = [seen("1", Broken(BreakKind.ADULTHOOD_MISSING, "", ""))]
    assert len(gathered(plans).breaks) == 1
    assert gathered(plans, Among(frozenset({"E"}))).breaks == ()


def test_a_section_that_does_not_state_is_listed_with_the_plans_behind_it() -> None:
    cases = (
        (CareSaid("C", "unchecked_none", 1), CareSaid("D", "", 1)),
        (CareSaid("C", "checked_none", 0), CareSaid("D", "", None)),
        (CareSaid("C", "unchecked_none", None), CareSaid("D", "", 3)),
        (CareSaid("C", "blank", 3), CareSaid("D", "needs", 0)),
    )
    plans = [replace(seen(str(at)), care=care) for at, care in enumerate(cases, 1)]
    found = gathered(plans)
    assert [(one.section, one.lack, one.plans, one.of) for one in found.care] == [
        ("C", "unchecked_none", ("1", "3"), 4),
        ("C", "blank", ("4",), 4),
        ("D", LOW, ("1",), 3),
    ]
    assert (found.cared, {behind.opens for one in found.care for behind in one.behind}) == (4, {"audit"})
    assert [one.section for one in gathered(plans, Among(frozenset({"D", "H1"}))).care] == ["D"]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Read alone by the tests of this module, but for the last."""
    opened = across_workspace(tmp_path_factory.mktemp("across")).open()
    yield opened
    opened.close()


def test_the_weekly_audits_are_looked_at_unless_others_are_wanted(workspace: Workspace) -> None:
    found = across_plans(workspace, PERIOD, TODAY)
    assert [(one.cycle, one.framework, one.plans) for one in found.choices] == [
        ("weekly", "weekly-18/1", 3),
        ("advice", "advice-8/1", 1),
    ]
    assert found.chosen == found.choices[0]
    assert [(one.plan_ref, one.breaks is None, one.phrases is None) for one in found.plans] == [
        ("EHC-0001", False, False),
        ("EHC-0002", False, True),
        ("EHC-0003", True, True),
    ]
    advice = across_plans(workspace, PERIOD, TODAY, ("advice", "advice-8/1"))
    assert [one.plan_ref for one in advice.plans] == ["EHC-0003"]
    assert across_plans(workspace, PERIOD, TODAY, ("thematic", "core-42/1")).chosen == found.chosen


def test_a_period_without_audits_has_nothing_to_choose(workspace: Workspace) -> None:
    found = across_plans(workspace, parse_period("2020-01"), TODAY)
    assert (found.choices, found.chosen, found.plans) == ((), None, ())


def test_breaks_are_those_that_the_thread_shows_with_the_year_of_the_child(workspace: Workspace) -> None:
    found = gathered(across_plans(workspace, PERIOD, TODAY).plans)
    assert (f"{BreakKind.ADULTHOOD_MISSING} ", 1, ("EHC-0002",)) in lines(found)
    assert (f"{OUTCOME} B", 1, ("EHC-0002",)) in lines(found)
    assert (f"{OUTCOME} C", 2, ("EHC-0001", "EHC-0002")) in lines(found)


def test_progress_is_told_and_can_stop_it(workspace: Workspace) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        across_plans(workspace, PERIOD, TODAY, progress=stop)
    assert told == [(0, 3), (1, 3)]


def test_a_document_that_cannot_be_read_is_named_and_left_out(workspace: Workspace) -> None:
    for path in (workspace.folder / "documents").rglob("*"):
        if path.is_file():
            path.unlink()
    found = gathered(across_plans(workspace, PERIOD, TODAY).plans)
    assert (found.texts, found.unread, found.threads) == (0, ("EHC-0001",), 2)
