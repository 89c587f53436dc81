"""How long things are kept: rules in words, times within bounds, what is due, and what was erased before."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_world import World, count, faults, plan_row, score_row, write_audits, write_rows

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.domain.retention import BOUNDS, RULES, Kept, due_on, rules_of, time_words, within
from audit_app.services.erasing import due_today, erase
from audit_app.services.past.audits import import_audits
from audit_app.services.register.importing import import_register
from audit_app.services.retention import keep_for, retention_state
from audit_app.store.workspace import Workspace


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A plan that ceased two years ago, one that ceased lately, one in force; an audit of seven years ago."""
    rows = [
        plan_row(1, ceased_date="2024-11-01"),
        plan_row(2, ceased_date="2026-05-01"),
        plan_row(3, final_date="2019-05-20", request_date="2019-01-08"),
    ]
    import_register(workspace, write_rows(tmp_path / "register.csv", rows))
    import_audits(workspace, write_audits(tmp_path, [score_row(3, "A1", 2, audit_date="2019-10-05")]))
    return workspace


def test_the_rules_say_what_is_kept_how_long_and_how_much_is_due(filled: Workspace) -> None:
    state = retention_state(filled)
    told = {one.rule.kept: (one.rule.words, one.held, one.due) for one in state.rules}
    assert told == {
        Kept.DOCUMENTS: ("Plan documents: 30 days after the audit was closed", 0, 0),
        Kept.AUDITS: ("Audits: 6 years after the audit", 1, 1),
        Kept.CEASED_ENTRIES: ("Ceased register rows: 1 year after the plan ceased", 2, 1),
    }
    assert {one.rule.kept: one.next_on for one in state.rules}[Kept.CEASED_ENTRIES] == date(2027, 5, 1)
    assert sorted(one.plan_ref for one in state.due) == ["EHC-001", "EHC-003"]
    assert state.before == ()


def test_another_time_is_one_change_with_its_reason_and_what_is_due_follows(filled: Workspace) -> None:
    keep_for(filled, Kept.CEASED_ENTRIES, 36, "asked by the records manager")
    keep_for(filled, Kept.AUDITS, 108, "the same")
    assert due_today(filled) == ()
    words = [one.rule.words for one in retention_state(filled).rules]
    assert words[1:] == ["Audits: 9 years after the audit", "Ceased register rows: 3 years after the plan ceased"]
    row = filled.conn.execute("SELECT label, reason FROM change ORDER BY lamport DESC LIMIT 1").fetchone()
    assert row == ("Keep audits for 9 years", "the same")
    keep_for(filled, Kept.CEASED_ENTRIES, 6, "back")
    assert [one.plan_ref for one in due_today(filled)] == ["EHC-001", "EHC-002"]
    assert faults(filled) == []


def test_a_time_out_of_bounds_without_a_reason_or_by_another_is_refused(world: World) -> None:
    world.add("Max", Role.MODERATOR)
    with world.open() as workspace:
        before = count(workspace, "change")
        for number in (23, 121, 0, -1):
            with pytest.raises(AppError, match="2 years to 10 years"):
                keep_for(workspace, Kept.AUDITS, number, "why not")
        with pytest.raises(AppError, match="needs a reason"):
            keep_for(workspace, Kept.AUDITS, 24, " ")
        keep_for(workspace, Kept.AUDITS, 72, "as it is")
        assert count(workspace, "change") == before
    with world.open("Max") as workspace, pytest.raises(AppError, match="Max has no right"):
        keep_for(workspace, Kept.AUDITS, 24, "why not")


def test_an_erasure_is_on_record_with_its_reason_and_nothing_is_due_after(filled: Workspace) -> None:
    erase(filled, due_today(filled), "autumn round")
    state = retention_state(filled)
    assert state.due == ()
    (before,) = state.before
    assert (before.person, before.reason, before.records) == ("Mary", "autumn round", 3)


@given(st.dictionaries(st.sampled_from([*[kept.value for kept in Kept], "else"]), st.one_of(st.integers(), st.text())))
def test_whatever_was_set_the_rules_stay_within_their_bounds(chosen: dict[str, object]) -> None:
    for kept, rule in rules_of(chosen).items():
        bounds = BOUNDS[kept]
        assert within(bounds, rule.months if bounds.unit == "months" else rule.days)
        assert rule.months == 0 or rule.days == 0


def test_a_longer_time_never_makes_anything_due_earlier() -> None:
    start = date(2024, 2, 29)
    for kept, bounds in BOUNDS.items():
        days = [due_on(rules_of({kept.value: n})[kept], start) for n in range(bounds.least, bounds.most + 1)]
        assert days == sorted(days)
    assert rules_of({}) == RULES


def test_times_in_words() -> None:
    told = [time_words(*one) for one in ((1, "days"), (30, "days"), (6, "months"), (12, "months"), (72, "months"))]
    assert told == ["1 day", "30 days", "6 months", "1 year", "6 years"]
