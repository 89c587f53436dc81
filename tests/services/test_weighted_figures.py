"""Shares over draws with unequal chances are weighted back by hand-checked sums; all other figures stay as they are."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from service_world import plan_row, score_row, write_audits, write_rows

from audit_app.domain.draw_design import Design, design_of
from audit_app.domain.features import Feature, Trait
from audit_app.services.past.audits import import_audits
from audit_app.services.register.importing import import_register
from audit_app.services.reports.reporting import ReportAsked, looked_at
from audit_app.services.samples.sampling import Sampled, sample
from audit_app.store.workspace import Workspace
from forms.model import read_framework
from resources.frameworks import resolve
from scoring.figures import Audience, Figure
from scoring.intervals import kish, weighted_share, wilson_at

MARKERS = [marker.id for marker in read_framework(resolve("weekly-18/1") or "", resolve).markers]
HEAVY = design_of(weights=[(Trait(Feature.TRIBUNAL), 4)])


def register(workspace: Workspace, folder: Path, plans: int = 60) -> None:
    rows = [plan_row(n, tribunal=int(n % 4 == 0), casework_team=("North", "South")[n % 2]) for n in range(1, plans + 1)]
    import_register(workspace, write_rows(folder / "r.csv", rows))


def draw(workspace: Workspace, day: int, design: Design | None, size: int = 8) -> Sampled:
    return sample(workspace, cycle="weekly", size=size, seed=f"s{day}", on=date(2026, 11, day), design=design)


def audit(workspace: Workspace, folder: Path, made: Sampled, day: int) -> None:
    """Every drawn plan audited: those before the tribunal poor, the others sound."""
    rows = []
    for place in made.plans:
        number = int(place.plan_ref[-3:])
        score = 0 if number % 4 == 0 else 2
        rows += [score_row(number, marker, score, audit_date=f"2026-11-{day:02d}") for marker in MARKERS]
    import_audits(workspace, write_audits(folder, rows, f"audits{day}.csv"))


def figures(workspace: Workspace, audience: Audience = Audience.GROUP) -> dict[str, Figure]:
    return {figure.id: figure for figure in looked_at(workspace, ReportAsked("monthly", "2026-11", audience)).figures}


def is_heavy(ref: str) -> bool:
    return int(ref[-3:]) % 4 == 0


def test_a_share_over_a_weighted_draw_is_weighted_back_with_kishs_n(workspace: Workspace, tmp_path: Path) -> None:
    register(workspace, tmp_path)
    made = draw(workspace, 2, HEAVY)
    audit(workspace, tmp_path, made, 4)
    weights = [1 / Fraction(place.chance) for place in made.plans]
    heavy = [is_heavy(place.plan_ref) for place in made.plans]
    assert len(set(weights)) == 2
    assert any(heavy)
    share = sum((weight for weight, is_one in zip(weights, heavy, strict=True) if not is_one), Fraction(0)) / sum(
        weights
    )
    found = figures(workspace)
    bounds = wilson_at(float(share), kish(map(float, weights))).times(100)
    for name in ("plans.effective", "grade.good", f"marker.{MARKERS[0]}.sound"):
        figure = found[name]
        assert figure.value == pytest.approx(100 * float(share))
        assert figure.denominator == len(made.plans)
        assert figure.lower == pytest.approx(bounds.lower)
        assert figure.upper == pytest.approx(bounds.upper)
        assert "weighted by 1 ÷ chance of being drawn: 8 of 8 plans come from draws with unequal chances" in figure.note
        assert "Corrected for a draw" not in figure.note
    plain = sum(not is_one for is_one in heavy) / len(heavy)
    assert found["plans.effective"].value != pytest.approx(100 * plain)
    north = [at for at, place in enumerate(made.plans) if int(place.plan_ref[-3:]) % 2 == 0]
    of_north = weighted_share([weights[at] for at in north], [not heavy[at] for at in north])
    assert found["plans.effective@team=North"].value == pytest.approx(100 * float(of_north.share))


def test_averages_say_that_they_are_not_weighted_back(workspace: Workspace, tmp_path: Path) -> None:
    register(workspace, tmp_path)
    made = draw(workspace, 2, HEAVY)
    audit(workspace, tmp_path, made, 4)
    found = figures(workspace)
    for name in ("score.overall", f"marker.{MARKERS[0]}.mean", "presence.health"):
        assert "not weighted back, though plans were drawn with unequal chances" in found[name].note
    assert "weight" not in found["plans.audited"].note
    assert "weight" not in found["timeliness.20_weeks.including_exceptions"].note


def test_a_report_with_both_kinds_of_draws_counts_each_by_its_plans_and_says_so(
    workspace: Workspace, tmp_path: Path
) -> None:
    register(workspace, tmp_path)
    heavy, plain = draw(workspace, 2, HEAVY), draw(workspace, 9, None, 4)
    audit(workspace, tmp_path, heavy, 4)
    audit(workspace, tmp_path, plain, 11)
    raw = [1 / Fraction(place.chance) for place in heavy.plans]
    weights = [weight * len(raw) / sum(raw) for weight in raw] + [Fraction(1)] * 4
    refs = [place.plan_ref for place in (*heavy.plans, *plain.plans)]
    share = weighted_share(weights, [not is_heavy(ref) for ref in refs])
    effective = figures(workspace)["plans.effective"]
    assert effective.value == pytest.approx(100 * float(share.share))
    assert effective.denominator == 12
    assert "8 of 12 plans come from draws with unequal chances" in effective.note


@pytest.mark.parametrize(
    "design", [None, design_of(exclude=[Trait(Feature.TRIBUNAL, "no")])], ids=["plain", "exclusion alone"]
)
def test_where_chances_are_equal_nothing_changes(workspace: Workspace, tmp_path: Path, design: Design | None) -> None:
    register(workspace, tmp_path)
    draws = [draw(workspace, 2, design, 3)]
    if design is not None:
        draws.append(draw(workspace, 9, None, 5))  # another chance than the first, but one for all its plans
    for day, made in enumerate(draws, start=4):
        audit(workspace, tmp_path, made, day * 3)
    found = figures(workspace)
    refs = [place.plan_ref for made in draws for place in made.plans]
    assert found["plans.effective"].numerator == sum(not is_heavy(ref) for ref in refs)
    assert not [figure.id for figure in found.values() if "weight" in figure.note]


def test_the_public_sees_plain_counts_and_is_told_so(workspace: Workspace, tmp_path: Path) -> None:
    register(workspace, tmp_path)
    made = draw(workspace, 2, HEAVY, 24)
    audit(workspace, tmp_path, made, 4)
    shown = figures(workspace, Audience.PUBLIC)["plans.effective"]
    assert shown.numerator == sum(not is_heavy(place.plan_ref) for place in made.plans)
    assert "not weighted back" in shown.note


def test_equal_weights_give_the_plain_share_and_impossible_ones_are_refused() -> None:
    share = weighted_share([Fraction(5)] * 4, [True, False, False, True])
    assert share.share == Fraction(1, 2)
    assert share.effective == pytest.approx(4)
    assert weighted_share([Fraction(3), Fraction(1)], [True, False]).share == Fraction(3, 4)
    for weights in ([], [Fraction(0)]):
        with pytest.raises(ValueError, match="weight over 0"):
            weighted_share(weights, [True] * len(weights))
