"""Who may do what: the table is walked whole, then the rules about whose review it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.people import RIGHTS, Act, Agency, Person, Role, Thing, holds_right, lasting_owners, may

OWNER, AUDITOR, MODERATOR = Role.OWNER, Role.AUDITOR, Role.MODERATOR
CHAIR, KEYHOLDER, TEAM_MANAGER, READER = Role.CHAIR, Role.KEYHOLDER, Role.TEAM_MANAGER, Role.READER
OWN = Thing(owner_person="ann")
ANOTHERS = Thing(owner_person="ben")
PERSONAL = {Act.SCORE, Act.SUBMIT, Act.REOPEN}

# Written out by hand, so that a slip in the product's table shows here.
EXPECTED: dict[Act, set[Role]] = {
    Act.MANAGE_PEOPLE: {OWNER},
    Act.EDIT_WORKSPACE: {OWNER},
    Act.EDIT_REGISTER: {OWNER, MODERATOR},
    Act.EDIT_FRAMEWORK: {OWNER, MODERATOR, CHAIR},
    Act.ADD_DOCUMENT: {OWNER, AUDITOR, MODERATOR, CHAIR, TEAM_MANAGER},
    Act.DRAW: {OWNER, MODERATOR, CHAIR},
    Act.ASSIGN: {OWNER, MODERATOR, CHAIR},
    Act.REPLACE_PLAN: {OWNER, AUDITOR, MODERATOR, CHAIR},
    Act.CLOSE_WEEK: {OWNER, MODERATOR, CHAIR},
    Act.OPEN_AUDIT: {OWNER, AUDITOR, MODERATOR, CHAIR, TEAM_MANAGER},
    Act.SCORE: {AUDITOR, MODERATOR, TEAM_MANAGER},
    Act.SUBMIT: {AUDITOR, MODERATOR, TEAM_MANAGER},
    Act.REOPEN: {AUDITOR, MODERATOR, TEAM_MANAGER},
    Act.OVERRIDE: {MODERATOR},
    Act.CONSENSUS: {MODERATOR, CHAIR},
    Act.IMPORT_AUDITS: {OWNER, AUDITOR, MODERATOR},
    Act.REPORT: set(Role),
    Act.ISSUE_REPORT: {OWNER, MODERATOR, CHAIR},
    Act.COMMENT: {OWNER, MODERATOR, CHAIR, TEAM_MANAGER},
    Act.EXPORT: set(Role) - {READER},
    Act.BACK_UP: set(Role) - {READER},
    Act.RESTORE: {OWNER},
    Act.ERASE: {OWNER},
    Act.SEE_FIND_CARD: {OWNER},
    Act.DECIDE_CONFLICT: {MODERATOR, OWNER},
    Act.OPEN_ROUND: {CHAIR},
    Act.RELEASE_ROUND: {KEYHOLDER},
    Act.CLOSE_ROUND: {CHAIR},
    Act.REVEAL: {CHAIR},
    Act.CHANGE_ORIGINAL: set(),
    Act.MANAGE_ACTIONS: {OWNER, MODERATOR, CHAIR, TEAM_MANAGER},
    Act.CLOSE_ACTION: {OWNER, MODERATOR, CHAIR, TEAM_MANAGER},
    Act.MANAGE_IMPROVEMENT: {OWNER, MODERATOR, CHAIR},
    Act.MANAGE_MEASURES: {OWNER, MODERATOR, CHAIR},
    Act.READ: set(Role),
}


def person(*roles: Role, who: str = "ann") -> Person:
    return Person(who, "Ann Other", Agency.EDUCATION, frozenset(roles), (), date(2026, 1, 1))


def test_every_act_has_its_roles_and_no_act_is_forgotten() -> None:
    assert set(RIGHTS) == set(Act) == set(EXPECTED)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("act", list(Act))
def test_each_role_may_do_exactly_what_the_table_says(act: Act, role: Role) -> None:
    thing = OWN if act is not Act.CLOSE_ACTION else ANOTHERS
    assert may(person(role), act, thing) is (role in EXPECTED[act])
    assert holds_right(person(role), act) is (role in EXPECTED[act])


@pytest.mark.parametrize("act", list(Act))
def test_somebody_without_a_role_may_do_nothing(act: Act) -> None:
    assert not may(person(), act, OWN)


@given(st.frozensets(st.sampled_from(Role)), st.frozensets(st.sampled_from(Role)), st.sampled_from(Act))
def test_another_role_never_takes_a_right_away(few: frozenset[Role], more: frozenset[Role], act: Act) -> None:
    assert may(person(*few), act, OWN) <= may(person(*few, *more), act, OWN)


def test_an_action_is_closed_by_another_person_than_asked_for_it() -> None:
    assert may(person(TEAM_MANAGER), Act.CLOSE_ACTION, ANOTHERS)
    assert not may(person(*Role), Act.CLOSE_ACTION, OWN)
    assert not may(person(*Role), Act.CLOSE_ACTION, Thing(owner_person=None))
    assert not may(person(*Role), Act.CLOSE_ACTION)


@pytest.mark.parametrize("act", sorted(PERSONAL))
def test_nobody_scores_or_submits_the_review_of_another(act: Act) -> None:
    assert not may(person(AUDITOR, TEAM_MANAGER, OWNER, CHAIR), act, Thing(owner_person="ben"))


@pytest.mark.parametrize("act", sorted(PERSONAL))
def test_a_review_of_no_person_belongs_to_nobody(act: Act) -> None:
    assert not may(person(AUDITOR), act, Thing(owner_person=None))


@pytest.mark.parametrize("act", sorted(PERSONAL))
def test_a_forgotten_thing_gives_no_right(act: Act) -> None:
    assert not may(person(*Role), act)


@pytest.mark.parametrize("act", [Act.SCORE, Act.SUBMIT])
def test_a_locked_review_is_not_scored_or_submitted_again(act: Act) -> None:
    assert not may(person(*Role), act, Thing(owner_person="ann", locked=True))


def test_a_submitted_review_is_reopened_by_its_reviewer_or_a_moderator() -> None:
    locked = Thing(owner_person="ann", locked=True)
    assert may(person(AUDITOR), Act.REOPEN, locked)
    assert may(person(MODERATOR, who="mo"), Act.REOPEN, locked)
    assert not may(person(AUDITOR, who="ben"), Act.REOPEN, locked)


def test_a_person_has_rights_to_the_end_of_their_last_day() -> None:
    ann = Person("ann", "Ann", Agency.HEALTH, frozenset({OWNER}), (), date(2026, 1, 5), date(2026, 3, 31))
    asked = {day: may(ann, Act.ERASE, on=day) for day in (date(2026, 1, 5), date(2026, 3, 31), date(2026, 4, 1))}
    assert list(asked.values()) == [True, True, False]
    assert not may(ann, Act.READ, on=date(2026, 4, 1))
    assert [ann.has_left(day) for day in asked] == [False, False, True]


def test_a_clock_that_was_set_back_takes_no_right_away() -> None:
    ann = person(OWNER)
    assert may(ann, Act.ERASE, on=date(2016, 1, 1))
    assert not ann.is_active(date(2016, 1, 1))


def test_an_owner_with_a_last_day_is_no_lasting_one() -> None:
    ann, ben, cy = person(OWNER, who="ann"), person(AUDITOR, who="ben"), person(OWNER, CHAIR, who="cy")
    ends = Person("dot", "Dot", Agency.HEALTH, frozenset({OWNER}), (), date(2026, 1, 5), date(2030, 3, 31))
    assert lasting_owners([ann, ben, cy, ends]) == (ann, cy)
    assert lasting_owners([ben, ends]) == ()
