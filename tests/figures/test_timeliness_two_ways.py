"""The figures that SQL counts and the clock of each plan, over generated registers: they never disagree."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from figure_workspace import empty_workspace
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit_app.domain.period import Period
from audit_app.services.timeliness.counting import TimelinessAsked, timeliness
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.timeliness import timeliness_figures
from audit_app.store.workspace import Workspace
from scoring.figures import Figure, Scope
from scoring.timeliness.clock import Clock, clock
from scoring.timeliness.issued import Share, issued
from scoring.timeliness.limits import Stage
from scoring.timeliness.steps import Row, Step, steps

AS_OF = date(2024, 8, 20)
PERIOD = Period(date(2023, 10, 15), date(2024, 8, 31), "2023-10-15..2024-08-31")  # over 29 February, both clock changes
SCOPE = Scope(PERIOD.text, "", "")
TEAMS = ("North", None)
STEPS = (
    *("decision_6_weeks", "no_plan_16_weeks", "review_decision_4_weeks", "review_final_12_weeks"),
    *("phase_transfer_15_feb", "post16_transfer_31_mar", "advice_6_weeks.health", "advice_6_weeks.education"),
)

starts = st.integers(0, 300).map(lambda days: date(2023, 9, 20) + timedelta(days))
maybe = st.sampled_from([True, True, True, False])


def after(*limits: int) -> st.SearchStrategy[int]:
    """Days on a boundary, beside it, or anywhere."""
    near = [limit + step for limit in limits for step in (-1, 0, 1)]
    return st.one_of(st.sampled_from(near), st.sampled_from(near), st.integers(-3, 420))


@st.composite
def entries(draw: st.DrawFn) -> dict[str, str | int]:
    """One entry of the register with any of its dates, in any order."""
    start = draw(starts)
    dates = {
        "request_date": 0,
        "request_outcome_date": draw(after(42)),
        "assessment_outcome_date": draw(after(112)),
        "advice_requested_date": draw(st.integers(20, 60)),
        "education_advice_date": draw(after(60, 84, 102)),
        "health_advice_date": draw(after(60, 84, 102)),
        "draft_date": draw(after(112, 125)),
        "final_date": draw(after(140, 364)),
        "last_review_date": (AS_OF - start).days - draw(st.sampled_from((27, 28, 29, 83, 84, 85, 100, 200))),
    }
    dates["review_decision_date"] = dates["last_review_date"] + draw(after(28))
    dates["review_final_date"] = dates["last_review_date"] + draw(after(84))
    entry: dict[str, str | int | None] = {
        name: (start + timedelta(days)).isoformat() for name, days in dates.items() if draw(maybe)
    }
    entry |= {
        "ceased_date": draw(st.sampled_from(("2024-02-14", "2024-02-15", "2024-03-30", None, None, None))),
        "casework_team": draw(st.sampled_from(TEAMS)),
        "request_outcome": draw(st.sampled_from(("Y", "Y", "N", "H", None))),
        "assessment_outcome": draw(st.sampled_from(("Y", "Y", "N", "H", None))),
        "exception": draw(st.sampled_from((None, None, "1", "c"))),
        "review_outcome": draw(st.sampled_from(("A", "A", "M", None))),
        "transferred_in": draw(st.sampled_from((None, None, None, 1))),
        "phase_transfer_due": draw(st.sampled_from(("2024-02-15", "2024-03-31", None))),
        "phase_transfer_final": draw(st.sampled_from(("2024-02-15", "2024-02-16", "2024-04-01", "2024-08-21", None))),
    }
    return {name: value for name, value in entry.items() if value is not None}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One empty workspace for all registers of this module, each of which is taken back."""
    with empty_workspace(Path(tmp_path_factory.mktemp("two ways"))) as made:
        yield made


def fill(place: Workspace, register: list[dict[str, str | int]]) -> None:
    for number, row in enumerate(register):
        columns = {"id": f"p{number:03}", "plan_ref": f"P{number:03}", **row}
        marks = ", ".join("?" * len(columns))
        place.conn.execute(f"INSERT INTO entry ({', '.join(columns)}) VALUES ({marks})", tuple(columns.values()))  # noqa: S608 - our own names


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(entries(), min_size=8, max_size=20), st.sampled_from(("", "North", "not recorded")))
def test_sql_and_the_clock_of_each_plan_agree(
    place: Workspace, register: list[dict[str, str | int]], team: str
) -> None:
    place.conn.execute("SAVEPOINT register")
    try:
        fill(place, register)
        rows = [row for row in register if not team or row.get("casework_team", "not recorded") == team]
        asked = Asked(PERIOD, None, AS_OF, team=team)
        made = tuple(timeliness_figures(place.conn, asked, SCOPE))
        told = timeliness(place, TimelinessAsked(PERIOD, team, AS_OF))
    finally:
        place.conn.execute("ROLLBACK TO register")
        place.conn.execute("RELEASE register")
    figures = {one.id.removeprefix("timeliness."): one for one in made}
    assert told.figures == made
    every = [step for row in rows for step in steps(row, AS_OF) if PERIOD.contains(step.counted_on)]
    for name in STEPS:
        if figures[name].withheld != "x":
            agrees(figures[name], [step for step in every if step.id == name])
    issues_agree(figures, rows)
    service_agrees(figures, told.issued.including.within, told.issued.excluding.within, told.issued.exceptions)
    assert sum(month.issued.including.n for month in told.months) == told.issued.including.n
    late = [one for one in told.late if not one.clock.has_exception]
    assert told.delays.total.days_late == sum(one.clock.days_late for one in late)
    given = sum(told.delays.total.of_stage(stage) for stage in Stage)
    assert given + told.delays.total.unexplained == told.delays.total.days_late
    assert len(told.late) == told.issued.including.n - told.issued.including.within.count


def agrees(figure: Figure, found: list[Step]) -> None:
    """Numerator, denominator, and everything left out with its number in the note."""
    counted = [step for step in found if step.left_out is None]
    assert (figure.numerator, figure.denominator) == (sum(step.in_time for step in counted), len(counted)), figure.id
    for why, number in Counter(step.left_out for step in found if step.left_out is not None).items():
        assert f"{number} {why}" in figure.note


def issues_agree(figures: dict[str, Figure], rows: list[dict[str, str | int]]) -> None:
    """Twenty weeks with and without exceptions, the exception rate and the average."""
    here = [found for row in rows if (found := clock_of(row)) is not None]
    expected = issued(here)
    pair = expected.including.within, expected.excluding.within
    service_agrees(figures, *pair, expected.exceptions)
    average = figures["average_weeks"].value
    assert average == pytest.approx(expected.including.average) if here else average is None


def clock_of(row: Row) -> Clock | None:
    found = clock(row, AS_OF)
    return found if isinstance(found, Clock) and PERIOD.contains(found.final) else None


def service_agrees(figures: dict[str, Figure], including: Share, excluding: Share, exceptions: Share) -> None:
    for name, share in (
        ("20_weeks.including_exceptions", including),
        ("20_weeks.excluding_exceptions", excluding),
        ("exceptions", exceptions),
    ):
        assert (figures[name].numerator, figures[name].denominator) == (share.count, share.of)
        assert figures[name].value == share.percent
        if share.interval is not None:
            assert (figures[name].lower, figures[name].upper) == pytest.approx(share.interval)
