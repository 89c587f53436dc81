"""By when a finding is to be put right: the rules as data, working days, grades, scores, kinds, several plans."""

from datetime import date

import pytest

from audit_app.domain.findings import Finding, FindingKind
from audit_app.domain.follow_up import DueBy, FollowUpRules, due, due_by
from audit_app.domain.follow_up_text import FollowUpError, read_follow_up
from forms.model import read_framework
from resources.follow_up import follow_up_text
from resources.frameworks import framework_text, resolve

SHIPPED = read_follow_up(follow_up_text())
CORE = read_framework(framework_text("core-42"), resolve)
MONDAY = date(2026, 11, 23)


def marker(id_: str = "F2", score: str = "1", plan: str = "p1", grade: str = "good") -> Finding:
    """A marker of a plan that falls short."""
    return Finding(FindingKind.MARKER, id_, plan_id=plan, framework="core-42/1", marker=id_, score=score, grade=grade)


def by(*findings: Finding, rules: FollowUpRules = SHIPPED, start: date = MONDAY) -> DueBy:
    """What the rules give, where they give something."""
    found = due_by(rules, findings, start, {"core-42/1": CORE})
    assert found is not None
    return found


def test_another_childs_data_is_acted_on_today() -> None:
    assert by(marker("W2", "0")).on == MONDAY
    assert "data protection officer" in by(marker("W2", "0")).action


def test_a_trivial_slip_in_w2_has_the_time_of_any_marker() -> None:
    assert by(marker("W2", "1")).on == date(2026, 12, 21)


def test_an_inadequate_plan_is_amended_in_ten_working_days_and_audited_again_within_three_months() -> None:
    found = by(marker(grade="inadequate"))
    assert (found.on, found.why) == (date(2026, 12, 7), "within 10 working days")
    assert found.then == ("Audit the plan again: within 3 months.",)


def test_requires_improvement_is_put_right_at_the_next_review_or_in_twenty_working_days() -> None:
    found = by(marker(grade="requires_improvement"))
    assert (found.on, found.why) == (date(2026, 12, 21), "at the next review, or within 20 working days")


def test_christmas_and_new_year_are_no_working_days() -> None:
    # 25 and 28 December (for Saturday 26) and 1 January are bank holidays in 2026/27
    assert by(marker(grade="inadequate"), start=date(2026, 12, 18)).on == date(2027, 1, 6)


def test_several_plans_with_one_defect_have_three_months() -> None:
    assert by(marker(plan="p1"), marker(plan="p2")).on == date(2027, 2, 23)


def test_several_plans_do_not_slow_another_childs_data() -> None:
    assert by(marker("W2", "0", "p1"), marker("W2", "0", "p2")).on == MONDAY


def test_nothing_is_due_for_nothing() -> None:
    assert due_by(SHIPPED, (), MONDAY, {}) is None


def test_rules_of_its_own_come_before_the_frameworks() -> None:
    own = read_follow_up('[[deadline]]\ngrade = "inadequate"\nwithin = 3\nunit = "days"\n', is_own=True)
    assert by(marker(grade="inadequate"), rules=own).on == date(2026, 11, 26)


def test_the_frameworks_rules_come_before_the_shipped_ones() -> None:
    shipped = read_follow_up('[[deadline]]\ngrade = "inadequate"\nwithin = 3\nunit = "days"\n')
    assert by(marker(grade="inadequate"), rules=shipped).on == date(2026, 12, 7)


@pytest.mark.parametrize("kind", tuple(FindingKind))
def test_every_kind_of_finding_has_a_deadline(kind: FindingKind) -> None:
    assert by(Finding(kind, "seen", plan_id="p1", pattern="x")).on >= MONDAY


@pytest.mark.parametrize(
    ("start", "within", "unit", "end"),
    [
        (date(2026, 11, 20), 1, "working_days", date(2026, 11, 23)),
        (date(2026, 11, 21), 1, "working_days", date(2026, 11, 23)),
        (date(2026, 11, 23), 20, "working_days", date(2026, 12, 21)),
        (date(2026, 11, 30), 3, "months", date(2027, 2, 28)),
        (date(2026, 11, 30), 0, "days", date(2026, 11, 30)),
        (date(2026, 12, 24), 1, "working_days", date(2026, 12, 29)),
        (date(2026, 12, 30), 5, "days", date(2027, 1, 4)),
    ],
)
def test_a_deadline_is_counted_in_its_unit(start: date, within: int, unit: str, end: date) -> None:
    assert due(start, within, unit) == end


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1", "The key “x” is not known"),
        ("", "There is no deadline"),
        ("[[deadline]]\nwithin = 3\nunit = 'days'\n", "one thing that it holds for"),
        ("[[deadline]]\nkind = 'marker'\nwithin = -3\nunit = 'days'\n", "whole number"),
        ("[[deadline]]\nkind = 'marker'\nwithin = true\nunit = 'days'\n", "whole number"),
        ("[[deadline]]\nkind = 'marker'\nwithin = 3\nunit = 'fortnights'\n", "one of days"),
        ("[[deadline]]\nkind = 'moods'\nwithin = 3\nunit = 'days'\n", "one of marker"),
        ("[[deadline]]\nmarker = 'W2'\nwithin = 3\nunit = 'days'\n", "belong together"),
        ("[[deadline]]\nkind = 'marker'\nwithin = 3\nunit = 'days'\n[agency.police]\nowner = 'x'\n", "is no agency"),
        ("due_soon_days = 1000\n[[deadline]]\nkind = 'marker'\nwithin = 3\nunit = 'days'\n", "0 to 90"),
        ("[[deadline]", "not valid TOML"),
        ("a = " + "[" * 3_000, "TOML"),
        ("#" * 60_000, "too long"),
    ],
)
def test_rules_with_a_fault_say_where(text: str, said: str) -> None:
    with pytest.raises(FollowUpError) as refused:
        read_follow_up(text)
    assert (
        any(said in one for one in refused.value.problems)
        or said in refused.value.problems[0]
        or "nests" in str(refused.value)
    )
