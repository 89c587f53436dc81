"""Every figure of every kind of report against a second working-out, over invented workspaces from seeds."""

from pathlib import Path

import pytest
from figure_comparison import differences
from figure_reckoning import reckon
from figure_workspace import written
from figure_world import make_world

from audit_app.services.reports.reporting import ReportAsked, report

PERIODS = {
    "2026-W38": ("2026-09-14", "2026-09-20"),
    "2026-09": ("2026-09-01", "2026-09-30"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2026-11": ("2026-11-01", "2026-11-30"),
    "2026-09..2026-10": ("2026-09-01", "2026-10-31"),
    "2025-11-01..2026-10-31": ("2025-11-01", "2026-10-31"),
}
SEEDS = 8
REPORTS = (
    ("weekly", "2026-W38", ""),
    ("monthly", "2026-09", ""),
    ("monthly", "2024-02", ""),
    ("monthly", "2026-11", ""),
    ("two-monthly", "2026-09..2026-10", ""),
    ("two-monthly", "2026-09", "R1"),
    ("quarterly", "2025-11-01..2026-10-31", ""),
    ("inspection", "2025-11-01..2026-10-31", ""),
    ("you-said", "2026-09..2026-10", ""),
    ("team", "2026-09", ""),
    ("chase", "2026-09..2026-10", ""),
    ("chase", "2026-11", ""),
)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_figure_of_every_report_is_as_worked_out_a_second_time(seed: int, tmp_path: Path) -> None:
    world = make_world(seed)
    found = []
    with written(tmp_path, world) as workspace:
        for kind, period, round_ in REPORTS:
            if round_ and not any(audit["round"] == round_ for audit in world["audits"]):
                continue
            made = report(workspace, ReportAsked(kind, period, round=round_))
            expected = reckon(world, kind, *PERIODS[period], round_)
            figures = {figure.id: figure for figure in made.figures}
            assert len(figures) == len(made.figures)
            found += [f"{kind} {period} {round_}: {what}" for what in differences(expected, figures)]
    assert found == []


def test_pairs_of_agencies_over_many_plans_have_a_kappa_as_worked_out_a_second_time(tmp_path: Path) -> None:
    world = make_world(0, size=4)
    with written(tmp_path, world) as workspace:
        made = report(workspace, ReportAsked("two-monthly", "2026-09..2026-10"))
    expected = reckon(world, "two-monthly", *PERIODS["2026-09..2026-10"])
    figures = {figure.id: figure for figure in made.figures}
    assert differences(expected, figures) == []
    kappas = [one for id_, one in figures.items() if id_.startswith("agreement.kappa") and one.value is not None]
    assert len(kappas) >= 3
    assert any(one["late"] for one in world["reviews"])


def test_the_worlds_meet_what_the_figures_can_meet() -> None:
    """The comparison would prove little if no world had a coefficient, a tie, a draw or a framework beside the main."""
    met: set[str] = set()
    for seed in range(SEEDS):
        for kind, period, round_ in REPORTS:
            for id_, figure in reckon(make_world(seed), kind, *PERIODS[period], round_).items():
                base, _, parts = id_.partition("@")
                if figure["value"] is not None:
                    met |= {base, *(part.partition("=")[0] for part in parts.split("@") if part)}
                met |= {words.partition(" ")[2] for words in figure["says"]}
                met |= {f"{base} withheld {figure['withheld']}"} if figure["withheld"] else set()
                met |= {"corrected"} if figure["corrected"] else set()
    assert met >= {
        *("agreement.alpha_ordinal", "agreement.ac2_quadratic", "plans.drawn", "plans.audited", "plans.over_3_years"),
        *("timeliness.phase_transfer_15_feb", "timeliness.post16_transfer_31_mar", "timeliness.no_plan_16_weeks"),
        *("timeliness.review_decision_4_weeks", "timeliness.review_final_12_weeks", "timeliness.average_weeks"),
        *("presence.health_provision", "presence.social_care_provision", "score.section.J"),
        *("score.agency.parent_carer", "timeliness.advice_6_weeks.social_care withheld x"),
        *("cycle", "framework", "method", "source", "team", "need", "phase", "section", "pair", "marker", "round"),
        *("agreement.gap", "agreement.exact"),
        *("awaiting consensus", "Not graded", "NA", "NE", "unscored", "all NA", "abandoned", "without a grid"),
        *("replaced", "corrected", "not yet due", "maintain", "cease", "outcome unknown"),
        *("transferred in", "historical", "date missing", "impossible dates", "ceased before due", "without dates"),
    }
