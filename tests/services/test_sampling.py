"""A draw can be worked out by anybody, is recorded once, and what becomes of its places stands with a reason."""

import hashlib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from service_world import World, count, faults, plan_row, register_of, score_row, write_audits, write_rows

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.auditing import abandon, open_audit
from audit_app.services.past.audits import import_audits
from audit_app.services.register.importing import import_register
from audit_app.services.samples.sampling import Sampled, assign, close_week, recorded_draw, replace_plan, sample
from audit_app.store.read_draws import place_of, places_of
from audit_app.store.workspace import Workspace

ON = date(2026, 11, 23)


def weekly(workspace: Workspace, seed: str = "47", size: int = 6, on: date = ON) -> Sampled:
    return sample(workspace, cycle="weekly", size=size, seed=seed, on=on)


def by_hand(refs: list[str], seed: str, size: int) -> tuple[list[str], list[str]]:
    """Plans and reserve as the issue words them: weights are 1, hit where the count passes (start + k·W) ÷ n."""
    order = sorted(refs, key=lambda ref: hashlib.sha256(f"{seed}\n{ref}".encode()).hexdigest())
    start = int(hashlib.sha256(f"{seed}\nstart".encode()).hexdigest(), 16) % len(order)
    hits = [(start + k * len(order)) // size for k in range(size)]
    taken, reserve = set(hits), []
    for hit in hits:
        place = (hit + 1) % len(order)
        while place in taken:
            place = (place + 1) % len(order)
        taken.add(place)
        reserve.append(order[place])
    return [order[hit] for hit in hits], reserve


@pytest.mark.parametrize("seed", ["47", "winter", "é"])
def test_the_plans_are_those_that_anybody_works_out(workspace: Workspace, tmp_path: Path, seed: str) -> None:
    register_of(workspace, tmp_path, 50)
    drawn = weekly(workspace, seed)
    plans, reserve = by_hand([f"EHC-{n:03d}" for n in range(1, 51)], seed, 6)
    assert [place.plan_ref for place in drawn.plans] == plans
    assert [place.plan_ref for place in drawn.reserve] == reserve
    assert {place.chance for place in drawn.plans} == {"3/25"}
    assert (drawn.frame_size, drawn.weight_sum, drawn.is_new) == (50, 50, True)
    lines = "".join(f"EHC-{n:03d}\t1\n" for n in range(1, 51))
    assert drawn.frame_hash == hashlib.sha256(lines.encode()).hexdigest()
    assert faults(workspace) == []


def test_each_drawn_plan_is_assigned_to_who_drew_it_until_the_week_s_friday(
    workspace: Workspace, tmp_path: Path
) -> None:
    register_of(workspace, tmp_path)
    drawn = weekly(workspace)
    assert {(place.assigned_to, place.due) for place in drawn.plans} == {(workspace.person.id, "2026-11-27")}
    assert {place.assigned_to for place in drawn.reserve} == {""}
    assert [place.number for place in (*drawn.plans, *drawn.reserve)] == list(range(1, 13))


def test_a_draw_is_one_change_and_the_same_words_write_no_second(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 50)
    before = count(workspace, "change")
    first = weekly(workspace)
    assert count(workspace, "change") == before + 1
    again = weekly(workspace)
    assert again.is_new is False
    assert (again.draw_id, again.plans, again.reserve) == (first.draw_id, first.plans, first.reserve)
    assert count(workspace, "change") == before + 1


def test_the_same_words_find_the_draw_after_its_plans_were_audited_and_by_another_person(
    world: World, tmp_path: Path
) -> None:
    world.add("Tom", Role.CHAIR)
    with world.open() as workspace:
        rows = [plan_row(n, case_officer="Mary" if n < 5 else "Tom") for n in range(1, 31)]
        import_register(workspace, write_rows(tmp_path / "r.csv", rows))
        first = weekly(workspace)
        replace_plan(workspace, first.plans[0].id, "moved away")
        open_audit(workspace, place_id=first.plans[1].id)
    with world.open("Tom") as workspace:
        again = weekly(workspace)
    assert (again.draw_id, again.is_new) == (first.draw_id, False)


def test_the_same_words_find_the_draw_after_later_draws_and_closings(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 30)
    first = weekly(workspace)
    later = weekly(workspace, on=date(2026, 11, 30))
    close_week(workspace, first.draw_id, "illness")
    assert weekly(workspace).draw_id == first.draw_id
    assert weekly(workspace, on=date(2026, 11, 30)).draw_id == later.draw_id


def test_a_draw_whose_register_has_changed_says_so_and_another_seed_draws_anew(
    workspace: Workspace, tmp_path: Path
) -> None:
    register_of(workspace, tmp_path, 30)
    first = weekly(workspace)
    import_register(workspace, write_rows(tmp_path / "b.csv", [plan_row(99)]))
    again = weekly(workspace)
    assert (again.draw_id, again.is_new) == (first.draw_id, False)
    assert "Another seed" in again.note
    second = weekly(workspace, seed="48")
    assert second.is_new
    assert second.excluded["already_drawn"] == 6
    assert not {place.plan_ref for place in first.plans} & {place.plan_ref for place in second.plans}


def test_what_is_left_out_is_counted_by_reason(workspace: Workspace, tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        plan_row(1, ceased_date="2026-10-01"),
        plan_row(2, final_date=""),  # still in assessment
        plan_row(3, case_officer="mary"),
        plan_row(4, written_by="Mary"),
        plan_row(5),
        plan_row(6),
        plan_row(7, ceased_date="2026-12-01"),  # ceases after the draw
        plan_row(8),
        {"plan_ref": "EHC-009"},  # no dates at all: a plan
    ]
    import_register(workspace, write_rows(tmp_path / "r.csv", rows))
    audited = [score_row(5, "W1", 2, audit_date="2025-11-24"), score_row(6, "W1", 2, audit_date="2025-11-23")]
    import_audits(workspace, write_audits(tmp_path, audited))
    drawn = weekly(workspace, size=4)
    assert drawn.excluded == {
        "ceased": 1,
        "not_a_plan": 1,
        "audited_recently": 1,
        "own_case": 2,
        "already_drawn": 0,
    }
    assert {place.plan_ref for place in drawn.plans} == {"EHC-006", "EHC-007", "EHC-008", "EHC-009"}


def test_months_move_the_line_of_the_last_audit(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 10)
    import_audits(workspace, write_audits(tmp_path, [score_row(1, "W1", 2, audit_date="2026-08-22")]))
    drawn = sample(workspace, cycle="weekly", size=2, seed="x", on=ON, months=3)
    assert (drawn.frame_size, drawn.excluded["audited_recently"]) == (10, 0)
    other = sample(workspace, cycle="thematic", size=2, seed="x", on=ON, months=4)
    assert (other.frame_size, other.excluded["audited_recently"]) == (9, 1)


def test_a_plan_that_waits_in_an_open_place_is_not_drawn_again_in_its_cycle(
    workspace: Workspace, tmp_path: Path
) -> None:
    register_of(workspace, tmp_path, 20)
    first = weekly(workspace)
    replaced = first.plans[0]
    spare = replace_plan(workspace, replaced.id, "in tribunal")
    second = weekly(workspace, on=date(2026, 11, 30))
    assert second.excluded["already_drawn"] == 6
    waiting = {place.plan_ref for place in first.plans[1:]} | {spare.plan_ref}
    assert not waiting & {place.plan_ref for place in (*second.plans, *second.reserve)}
    other = sample(workspace, cycle="multi-agency", size=8, seed="47", on=ON)
    assert other.excluded["already_drawn"] == 0
    close_week(workspace, first.draw_id, "illness")
    close_week(workspace, second.draw_id, "illness")
    assert weekly(workspace, on=date(2026, 12, 7)).excluded["already_drawn"] == 0
    assert faults(workspace) == []


def test_a_frame_that_is_too_small_is_drawn_whole_and_said(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 4)
    drawn = weekly(workspace)
    assert (len(drawn.plans), drawn.reserve) == (4, ())
    assert {Fraction(place.chance) for place in drawn.plans} == {1}
    assert "Only 4 of 6" in drawn.note


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"size": 0}, "Ask for 1 or more"),
        ({"seed": " "}, "needs a seed"),
        ({"seed": "two\nlines"}, "one line"),
        ({"cycle": "daily"}, "no cycle"),
        ({"months": -1}, "Give 0 to 120"),
        ({"on": date(2020, 1, 1)}, "no plan to draw from"),
    ],
)
def test_a_draw_that_cannot_be_is_refused_in_words(
    workspace: Workspace, tmp_path: Path, asked: dict[str, object], words: str
) -> None:
    register_of(workspace, tmp_path)
    before = count(workspace, "change")
    wanted: dict[str, object] = {"cycle": "weekly", "size": 6, "seed": "1", "on": ON, **asked}
    with pytest.raises(AppError, match=words):
        sample(workspace, **wanted)  # type: ignore[arg-type]  # each case has one wrong argument of the right type
    assert count(workspace, "change") == before


def test_an_empty_register_is_told(workspace: Workspace) -> None:
    with pytest.raises(AppError, match="Import the register first"):
        weekly(workspace)


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR, Role.TEAM_MANAGER])
def test_who_may_not_draw_writes_nothing(world: World, tmp_path: Path, role: Role) -> None:
    world.add("Tom", role)
    with world.open() as workspace:
        register_of(workspace, tmp_path)
    with world.open("Tom") as workspace, pytest.raises(AppError, match="no right to draw"):
        weekly(workspace)


def test_a_plan_is_replaced_from_the_reserve_in_order_with_a_reason(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 40)
    drawn = weekly(workspace)
    first = replace_plan(workspace, drawn.plans[3].id, "moved to another area")
    second = replace_plan(workspace, drawn.plans[0].id, "in tribunal")
    assert [first.plan_ref, second.plan_ref] == [place.plan_ref for place in drawn.reserve[:2]]
    assert (first.replaces, first.due, first.assigned_to) == (
        drawn.plans[3].id,
        drawn.plans[3].due,
        workspace.person.id,
    )
    kept = place_of(workspace.conn, drawn.plans[3].id)
    assert kept is not None
    assert (kept.replaced_by, kept.replaced_reason) == (first.id, "moved to another area")
    third = replace_plan(workspace, first.id, "moved too")
    assert third.plan_ref == drawn.reserve[2].plan_ref
    in_sample = [place for place in places_of(workspace.conn, drawn.draw_id) if place.in_sample]
    assert len(in_sample) == 6
    assert [place.plan_ref for place in recorded_draw(workspace, drawn.draw_id).plans] == [
        place.plan_ref for place in drawn.plans
    ]
    assert faults(workspace) == []


def test_an_auditor_s_replacement_keeps_who_audits_it_and_when(world: World, tmp_path: Path) -> None:
    world.add("Tom", Role.AUDITOR)
    with world.open() as workspace:
        register_of(workspace, tmp_path)
        drawn = weekly(workspace)
        place = assign(workspace, drawn.plans[2].id, "Tom", date(2026, 12, 1))
    with world.open("Tom") as workspace:
        spare = replace_plan(workspace, place.id, "in tribunal")
    assert (spare.assigned_to, spare.due) == (place.assigned_to, "2026-12-01")


def test_what_cannot_be_replaced_says_why(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 7)
    drawn = weekly(workspace)
    one, two, three, *_ = (place.id for place in drawn.plans)
    with pytest.raises(AppError, match="needs a reason"):
        replace_plan(workspace, one, "  ")
    with pytest.raises(AppError, match="no such place"):
        replace_plan(workspace, f"{drawn.draw_id}.99", "gone")
    with pytest.raises(AppError, match="in reserve"):
        replace_plan(workspace, drawn.reserve[0].id, "gone")
    opened = open_audit(workspace, place_id=two)
    with pytest.raises(AppError, match="was begun"):
        replace_plan(workspace, two, "gone")
    abandon(workspace, opened.audit_id, "wrong plan")
    replace_plan(workspace, two, "gone")
    with pytest.raises(AppError, match="was replaced"):
        replace_plan(workspace, two, "gone")
    with pytest.raises(AppError, match="used up"):
        replace_plan(workspace, three, "gone")


def test_a_week_is_closed_with_a_reason_for_every_plan_not_audited(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path)
    drawn = weekly(workspace)
    spare = replace_plan(workspace, drawn.plans[0].id, "in tribunal")
    assert close_week(workspace, drawn.draw_id, "two auditors ill") == 6
    closed = {place.id for place in places_of(workspace.conn, drawn.draw_id) if place.closed_reason}
    assert closed == {spare.id, *(place.id for place in drawn.plans[1:])}
    with pytest.raises(AppError, match="nothing to close"):
        close_week(workspace, drawn.draw_id, "again")
    with pytest.raises(AppError, match="is closed: two auditors ill"):
        open_audit(workspace, place_id=spare.id)
    with pytest.raises(AppError, match="no such draw"):
        close_week(workspace, "0" * 32, "why")
    with pytest.raises(AppError, match="needs a reason"):
        close_week(workspace, drawn.draw_id, "")


def test_a_drawn_plan_whose_audit_was_imported_is_audited(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path)
    drawn = weekly(workspace)
    one, two = (int(place.plan_ref.removeprefix("EHC-")) for place in drawn.plans[:2])
    rows = [score_row(one, "W1", 2, audit_date="2026-11-23"), score_row(two, "W1", 2, audit_date="2026-11-22")]
    import_audits(workspace, write_audits(tmp_path, rows))
    assert [place.audited for place in places_of(workspace.conn, drawn.draw_id)[:2]] == [True, False]
    assert close_week(workspace, drawn.draw_id, "illness") == 5


def test_no_label_of_a_draw_names_a_plan(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path)
    drawn = weekly(workspace)
    replace_plan(workspace, drawn.plans[0].id, "in tribunal")
    assign(workspace, drawn.plans[1].id, "Mary", ON)
    open_audit(workspace, place_id=drawn.plans[1].id)
    labels = [row[0] for row in workspace.conn.execute("SELECT label FROM change")]
    assert not [label for label in labels if "EHC-" in label]


def test_nobody_is_given_their_own_case(world: World, tmp_path: Path) -> None:
    world.add("Tom", Role.AUDITOR)
    world.add("Rae", Role.READER)
    with world.open() as workspace:
        register_of(workspace, tmp_path, written_by="TOM")
        drawn = weekly(workspace)
        for name, words in {"Tom": "own case", "Rae": "no role that audits", "Zoe": "nobody called Zoe"}.items():
            with pytest.raises(AppError, match=words):
                assign(workspace, drawn.plans[0].id, name, ON)
