"""A draw by strata, exclusions and weights is recorded so that anybody finds its plans again; plain draws stay."""

import hashlib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from service_world import count, faults, plan_row, register_of, write_rows

from audit_app.domain.cycles import Cycle
from audit_app.domain.draw import draw
from audit_app.domain.draw_design import Design, design_of
from audit_app.domain.features import Feature, Trait
from audit_app.domain.frame import FramePlan
from audit_app.domain.problems import AppError
from audit_app.services.register.importing import import_register
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, looked_at
from audit_app.services.samples.designed import ahead
from audit_app.services.samples.draw_frames import prospect
from audit_app.services.samples.places import replace_plan
from audit_app.services.samples.sampling import Sampled, sample
from audit_app.store.read_draws import draw_of, places_of
from audit_app.store.read_subject import plan_held
from audit_app.store.workspace import Workspace
from exports.content import DrawTold
from scoring.figures import Audience

ON = date(2026, 11, 23)
BY_PHASE = design_of([Feature.PHASE])


def weekly(workspace: Workspace, design: Design | None = None, seed: str = "47", size: int = 6) -> Sampled:
    return sample(workspace, cycle="weekly", size=size, seed=seed, on=ON, design=design)


def register(workspace: Workspace, folder: Path, plans: int = 40) -> None:
    """Half of them primary, a quarter each secondary and post-16; every eighth before the tribunal."""
    years = (3, 9, 4, 13)
    rows = [plan_row(n, year_group=years[n % 4], tribunal=int(n % 8 == 0)) for n in range(1, plans + 1)]
    import_register(workspace, write_rows(folder / "r.csv", rows))


def test_where_no_plan_is_left_before_any_choice_the_choices_are_not_blamed(
    workspace: Workspace, tmp_path: Path
) -> None:
    register(workspace, tmp_path, plans=8)
    weekly(workspace, seed="all", size=8)
    with pytest.raises(AppError, match="every entry is excluded"):
        weekly(workspace, BY_PHASE)
    register(workspace, tmp_path, plans=9)
    nothing = design_of(exclude=[Trait(Feature.TRIBUNAL, "yes"), Trait(Feature.TRIBUNAL, "no")])
    with pytest.raises(AppError, match="Your choices leave no plan"):
        weekly(workspace, nothing)


def test_each_stratum_of_the_record_gives_the_same_plans_by_the_rule(workspace: Workspace, tmp_path: Path) -> None:
    register(workspace, tmp_path)
    made = weekly(workspace, design_of([Feature.PHASE], weights=[(Trait(Feature.TRIBUNAL), 3)]))
    frames = {
        "primary": [n for n in range(1, 41) if n % 2 == 0],
        "secondary": [n for n in range(1, 41) if n % 4 == 1],
        "post-16": [n for n in range(1, 41) if n % 4 == 3],
    }
    recorded = dict(made.design["strata"])
    for name, numbers in frames.items():
        plans = [FramePlan(f"EHC-{n:03d}", 3 if n % 8 == 0 else 1) for n in numbers]
        alone = draw(plans, recorded[name]["seed"], recorded[name]["places"])
        there = [place for place in made.plans if place.stratum == name]
        assert [place.plan_ref for place in there] == [hit.plan_ref for hit in alone.hits]
        assert [Fraction(place.chance) for place in there] == [hit.chance for hit in alone.hits]
        spares = [place.plan_ref for place in made.reserve if place.stratum == name]
        assert spares == [spare.plan_ref for spare in alone.reserve]
        assert recorded[name]["frame_hash"] == alone.frame_hash
        assert recorded[name]["start"] == str(alone.start)
        assert recorded[name]["seed"] == f"47 / {name}"
    assert {name: recorded[name]["places"] for name in frames} == {"primary": 3, "secondary": 2, "post-16": 1}
    assert faults(workspace) == []


def test_the_record_holds_design_strata_weights_and_chances(workspace: Workspace, tmp_path: Path) -> None:
    register(workspace, tmp_path)
    design = design_of([Feature.PHASE], [("post-16", 2)], [Trait(Feature.TRIBUNAL)], [(Trait(Feature.YEAR_9), 2)])
    made = weekly(workspace, design)
    assert made.design["stratify"] == ["phase"]
    assert made.design["quotas"] == [["post-16", 2]]
    assert made.design["exclude"] == ["tribunal"]
    assert made.design["weights"] == [["year-9", 2]]
    assert made.design["left_out"] == [["tribunal", 5]]
    assert made.excluded["left_out_by_choice"] == 5
    assert (made.frame_size, made.weight_sum) == (35, 15 + 2 * 20)
    held = draw_of(workspace.conn, made.draw_id)
    assert held is not None
    assert held.design == made.design
    post = [place for place in made.plans if place.stratum == "post-16"]
    assert [(place.weight, place.chance) for place in post] == [(2, "1/5"), (2, "1/5")]
    assert all(place.chance for place in made.reserve)


def test_the_same_words_find_the_draw_and_other_words_make_another(workspace: Workspace, tmp_path: Path) -> None:
    register(workspace, tmp_path)
    first = weekly(workspace, BY_PHASE)
    changes = count(workspace, "change")
    again = weekly(workspace, BY_PHASE)
    assert (again.draw_id, again.is_new, again.plans) == (first.draw_id, False, first.plans)
    assert count(workspace, "change") == changes
    plain, by_need = weekly(workspace), weekly(workspace, design_of(exclude=[Trait(Feature.TRIBUNAL)]))
    assert len({first.draw_id, plain.draw_id, by_need.draw_id}) == 3
    assert weekly(workspace).draw_id == plain.draw_id


def test_a_draw_without_a_design_is_recorded_as_it_always_was(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, 50)
    made = weekly(workspace)
    held = workspace.conn.execute("SELECT design, note, start FROM draw").fetchall()
    assert [(design, note) for design, note, _ in held] == [(None, "")]
    assert workspace.conn.execute("SELECT count(*) FROM place WHERE weight IS NOT NULL").fetchone() == (0,)
    fields = {row[0] for row in workspace.conn.execute("SELECT DISTINCT field FROM op WHERE kind IN ('draw', 'place')")}
    assert fields == {"record", "assigned"}
    lines = "".join(f"EHC-{n:03d}\t1\n" for n in range(1, 51)).encode()
    key = "\n".join(("draw", "weekly", "2026-11-23", "47", "6", hashlib.sha256(lines).hexdigest()))
    raw = bytearray(hashlib.sha1(bytes.fromhex(workspace.id) + key.encode(), usedforsecurity=False).digest()[:16])
    raw[6], raw[8] = (raw[6] & 0x0F) | 0x50, (raw[8] & 0x3F) | 0x80  # UUIDv5, by RFC 9562
    assert made.draw_id == raw.hex()
    assert made.design == {}


def test_a_plan_is_replaced_from_its_own_stratum_until_that_is_used_up(workspace: Workspace, tmp_path: Path) -> None:
    register(workspace, tmp_path)
    made = weekly(workspace, BY_PHASE)
    place = next(place for place in made.plans if place.stratum == "post-16")
    new = replace_plan(workspace, place.id, "moved away")
    assert new.stratum == "post-16"
    with pytest.raises(AppError, match="reserve of the stratum post-16 is used up"):
        replace_plan(workspace, new.id, "moved away too")
    assert [one.plan_ref for one in places_of(workspace.conn, made.draw_id) if one.replaces] == [new.plan_ref]


def test_a_quota_over_what_there_is_leaves_a_shortfall_and_nobody_fills_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    register(workspace, tmp_path, 12)
    made = weekly(workspace, design_of([Feature.PHASE], [("post-16", 5)]))
    assert [place.stratum for place in made.plans].count("post-16") == 3
    assert len(made.plans) == 4
    assert "post-16: 3 of 5 plans, because no more could be drawn." in made.note


def test_a_quota_for_a_phase_that_no_plan_has_is_a_shortfall_of_all(workspace: Workspace, tmp_path: Path) -> None:
    register(workspace, tmp_path)
    made = weekly(workspace, design_of([Feature.PHASE], [("early years", 2)]))
    assert len(made.plans) == 4
    assert "early years: 0 of 2 plans, because no more could be drawn." in made.note


def test_a_sensitive_field_that_was_not_imported_cannot_be_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    rows = [plan_row(n, looked_after=n % 2) for n in range(1, 9)]
    import_register(workspace, write_rows(tmp_path / "r.csv", rows))
    design = design_of(weights=[(Trait(Feature.LOOKED_AFTER), 2)])
    with pytest.raises(AppError, match="does not say “Looked after”"):
        weekly(workspace, design, size=2)
    assert count(workspace, "draw") == 0


def test_before_drawing_each_choice_says_how_many_plans_it_holds(workspace: Workspace, tmp_path: Path) -> None:
    register(workspace, tmp_path)
    found = prospect(workspace.conn, Cycle.WEEKLY, ON, 12, "Mary")
    assert found.counts[Feature.PHASE] == {"primary": 20, "secondary": 10, "post-16": 10}
    assert found.counts[Feature.TRIBUNAL] == {"yes": 5, "no": 35}
    seen = ahead(found, design_of([Feature.PHASE], [("post-16", 3)], [Trait(Feature.TRIBUNAL)]), 6)
    assert (seen.plans, seen.left_out, seen.problem) == (35, 5, "")
    assert [(one.name, one.plans, one.places, one.by_quota) for one in seen.strata] == [
        ("early years", 0, 0, False),
        ("primary", 15, 2, False),
        ("secondary", 10, 1, False),
        ("post-16", 10, 3, True),
        ("post-19", 0, 0, False),
    ]
    assert "add up to 9 plans" in ahead(found, design_of([Feature.PHASE], [("post-16", 9)]), 6).problem


def test_a_report_tells_the_design_and_only_the_group_what_the_register_holds(
    workspace: Workspace, tmp_path: Path
) -> None:
    register(workspace, tmp_path)
    design = design_of([Feature.PHASE], [("post-16", 2)], [Trait(Feature.TRIBUNAL)], [(Trait(Feature.YEAR_9), 2)])
    sample(workspace, cycle="weekly", size=6, seed="7", on=date(2026, 11, 16), design=design)

    def told(audience: Audience) -> DrawTold:
        report = looked_at(workspace, ReportAsked("weekly", "2026-11", audience))
        return contents(workspace, report)[0].draws[0]

    group = told(Audience.GROUP)
    assert "Strata: Phase. primary: 2 places by its size, of 15 plans; start " in group.note
    assert (
        "Left out by choice: Tribunal registered (5 plans). Weights: Year 9 and over: 2 times as likely." in group.note
    )
    assert (group.start, group.weight_sum) == ("one in each stratum,", "55 in all")
    board = told(Audience.BOARD)
    assert "Left out by choice: Tribunal registered." in board.note
    assert "plans" not in board.note
    assert "EHC-" not in board.note


def test_everything_held_on_a_child_has_its_stratum_and_weight(workspace: Workspace, tmp_path: Path) -> None:
    register(workspace, tmp_path)
    made = weekly(workspace, design_of([Feature.PHASE], weights=[(Trait(Feature.YEAR_9), 2)]))
    place = next(place for place in made.plans if place.stratum == "secondary")
    (held,) = plan_held(workspace.conn, place.plan_id).draws
    assert (held["stratum"], held["weight"], held["chance"]) == ("secondary", 2, place.chance)
