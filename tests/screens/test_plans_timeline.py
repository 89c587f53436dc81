"""One plan in the drawer: its dates in order with gaps in words, what is late or due, and grades over time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from audit_app.domain.register import REGISTER_FIELDS, FieldKind
from audit_app.screens.plans.detail import PlanDrawer
from audit_app.screens.plans.history import review_words, trends
from audit_app.screens.plans.timeline import Light, gap_words, next_words, span_words, timeline
from audit_app.store.read_plans import PlanAudit, PlanDetail, PlanReview

TODAY = date(2026, 11, 22)
DATES = [field.name for field in REGISTER_FIELDS if field.kind is FieldKind.DATE]
PLAN: dict[str, str | int] = {
    "request_date": "2024-01-08",
    "request_outcome_date": "2024-02-26",
    "advice_requested_date": "2024-02-26",
    "health_advice_date": "2024-03-26",
    "final_date": "2024-06-20",
    "last_review_date": "2025-07-01",
    "review_outcome": "A",
    "phase_transfer_due": "2027-02-15",
}


def test_dates_stand_in_order_with_gaps_limits_and_what_is_due() -> None:
    told = [(one.what, one.said, one.gap, one.light) for one in timeline(PLAN, TODAY)]
    assert told == [
        ("Date of request", "", "", Light.DONE),
        ("Date of the request's outcome", "7 days beyond 6 weeks", "7 weeks later", Light.LATE),
        ("Advice asked for", "", "", Light.DONE),
        ("Health advice received", "Within 6 weeks", "4 weeks later", Light.DONE),
        ("Final plan sent", "24 days beyond 20 weeks", "12 weeks later", Light.LATE),
        ("Last review meeting", "", "1 year later", Light.DONE),
        ("Amended final plan", "Overdue by 1 year 1 month", "12 weeks later", Light.OVERDUE),
        ("Annual review", "Overdue by 20 weeks", "9 months later", Light.OVERDUE),
        ("Today", "", "20 weeks later", Light.TODAY),
        ("Plan for the phase transfer", "Due", "12 weeks later", Light.AHEAD),
    ]


def test_an_exception_stands_beside_the_late_plan() -> None:
    told = {one.what: one.said for one in timeline({**PLAN, "exception": "1"}, TODAY)}
    assert told["Final plan sent"] == "24 days beyond 20 weeks, with an exception"


def test_dates_that_cannot_be_right_are_marked_both() -> None:
    told = {one.what: one.light for one in timeline({"request_date": "2024-05-01", "final_date": "2024-01-01"}, TODAY)}
    assert (told["Date of request"], told["Final plan sent"]) == (Light.DOUBT, Light.DOUBT)


def test_no_dates_give_no_line() -> None:
    assert timeline({"primary_need": "ASD"}, TODAY) == ()


@pytest.mark.parametrize(
    ("fields", "said", "is_overdue"),
    [
        (PLAN, ("Amended final plan was due by 23 Sep 2025, 1 year 1 month ago.",
                "Annual review was due by 1 Jul 2026, 20 weeks ago."), True),
        ({"final_date": "2025-11-22"}, ("Annual review by 22 Nov 2026, today.",), False),
        ({"final_date": "2025-11-21"}, ("Annual review was due by 21 Nov 2026, 1 day ago.",), True),
        ({"request_date": "2026-11-01"}, ("Decision whether to assess by 13 Dec 2026, in 3 weeks.",), False),
        ({"request_date": "2026-08-20", "advice_requested_date": "2026-09-01", "health_advice_date": "2026-09-20"},
         ("Education, psychology and social care advice was due by 13 Oct 2026, 5 weeks ago.",), True),
        ({}, (), False),
    ],
)  # fmt: skip
def test_what_comes_next_is_said_and_whether_it_is_overdue(
    fields: dict[str, str | int], said: tuple[str, ...], is_overdue: bool
) -> None:
    assert next_words(fields, TODAY) == (said, is_overdue)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 days"), (1, "1 day"), (13, "13 days"), (14, "2 weeks"), (182, "26 weeks"), (183, "6 months"),
     (365, "11 months"), (366, "1 year"), (400, "1 year 1 month"), (800, "2 years 2 months")],
)  # fmt: skip
def test_spans_are_said_in_the_unit_that_one_would_say(days: int, words: str) -> None:
    assert span_words(date(2024, 1, 31), date(2024, 1, 31) + timedelta(days)) == words


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 9_000))
def test_every_gap_has_words_and_only_none_has_none(start: date, days: int) -> None:
    words = gap_words(start, start + timedelta(days))
    assert bool(words) is bool(days)
    assert not words.startswith("0 ")


@given(st.dictionaries(st.sampled_from(DATES), st.dates(date(2019, 1, 1), date(2027, 6, 1)), max_size=10))
def test_every_date_of_the_register_stands_on_the_line_once(dates: dict[str, date]) -> None:
    fields: dict[str, str | int] = {name: day.isoformat() for name, day in dates.items()}
    moments = timeline(fields, TODAY)
    happened = [one for one in moments if one.light not in (Light.AHEAD, Light.OVERDUE, Light.TODAY)]
    assert len(happened) == len(dates.keys() - {"phase_transfer_due"})
    assert [one.day for one in moments] == sorted(one.day for one in moments)


def audit(day: str, *grades: str, framework: str = "weekly-18/1", **more: object) -> PlanAudit:
    kinds = ["consensus", *["single"] * 9] if len(grades) > 1 else ["single"]
    reviews = tuple(
        PlanReview(f"r{day}{n}", "Ann" if n else "", "", "education", kind, "submitted" if grade else "open", grade, "")
        for n, (grade, kind) in enumerate(zip(grades, kinds, strict=False))
    )
    given: dict[str, object] = {"cycle": "weekly", "round": "", "purpose": "sample", "abandoned": "", **more}
    return PlanAudit(f"a{day}", day, framework=framework, is_sealed=False, reviews=reviews, **given)  # type: ignore[arg-type]  # plain texts


def test_a_grade_is_set_against_the_last_one_of_the_same_framework_alone() -> None:
    audits = [
        audit("2026-10-05", "good"),
        audit("2026-09-05", "outstanding", framework="core-42/1"),
        audit("2026-08-05", ""),
        audit("2026-07-05", "inadequate", "good"),
        audit("2026-06-05", "inadequate"),
        audit("2026-05-05", "not_graded"),
    ]
    assert list(trends(audits)) == [
        "Better than the time before: Inadequate", "", "", "As the time before", "", "",
    ]  # fmt: skip


def test_reviews_are_named_by_agency_and_person_with_their_grade() -> None:
    reviews = audit("2026-07-05", "good", "outstanding", "").reviews
    assert [review_words(one) for one in reviews] == [
        "Consensus: Good", "Education, Ann: Outstanding", "Education, Ann: in progress",
    ]  # fmt: skip


def test_the_drawer_shows_next_step_line_and_history(qtbot: QtBot) -> None:
    drawer = PlanDrawer()
    qtbot.addWidget(drawer)
    drawer.show_plan(PlanDetail("p", "EHC-1", PLAN, (audit("2026-07-05", "good"),), ()), TODAY)
    said = [one.text() for one in drawer.findChildren(QLabel)]
    assert "Annual review was due by 1 Jul 2026, 20 weeks ago." in said
    assert "7 days beyond 6 weeks" in said
    assert "20 Jun 2024" in said
    spoken = [one.accessibleName() for one in drawer.findChildren(QLabel)]
    assert "1 Jul 2026. Annual review. Overdue by 20 weeks. 9 months later" in spoken


def test_of_a_ceased_plan_nothing_is_due(qtbot: QtBot) -> None:
    drawer = PlanDrawer()
    qtbot.addWidget(drawer)
    fields: dict[str, str | int] = {**PLAN, "ceased_date": "2026-01-31"}
    drawer.show_plan(PlanDetail("p", "EHC-1", fields, (), ()), TODAY)
    said = [one.text() for one in drawer.findChildren(QLabel)]
    assert "It has ceased: nothing is due." in said
    assert not any("verdue" in one for one in said)
