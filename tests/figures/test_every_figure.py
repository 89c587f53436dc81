"""Every figure of every kind of report against a second working-out, over invented workspaces from seeds."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from figure_expected import Expected
from figure_reckoning import reckon
from figure_workspace import written
from figure_world import make_world

from audit_app.services.reporting import ReportAsked, report
from scoring.figures import Figure

PERIODS = {
    "2026-W38": ("2026-09-14", "2026-09-20"),
    "2026-09": ("2026-09-01", "2026-09-30"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2026-11": ("2026-11-01", "2026-11-30"),
    "2026-09..2026-10": ("2026-09-01", "2026-10-31"),
    "2025-11-01..2026-10-31": ("2025-11-01", "2026-10-31"),
}
SEEDS = 10
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


def differences(expected: Mapping[str, Expected], figures: Mapping[str, Figure]) -> list[str]:
    """Everything in which a report differs from what it ought to be, in words."""
    found = [f"{id_} is missing" for id_ in expected.keys() - figures.keys()]
    found += [f"{id_} is not expected" for id_ in figures.keys() - expected.keys()]
    for id_ in expected.keys() & figures.keys():
        found += [f"{id_}: {what}" for what in _difference(expected[id_], figures[id_])]
    return sorted(found)


def _difference(expected: Expected, figure: Figure) -> list[str]:
    found = []
    for name in ("value", "numerator", "denominator", "lower", "upper"):
        want, has = expected[name], getattr(figure, name)
        if name in ("lower", "upper") and expected["bounds"] == "inside":
            continue
        if (want is None) != (has is None) or (want is not None and abs(want - has) > 1e-9):
            found.append(f"{name} {has!r} instead of {want!r}")
    found += [
        f"{name} {getattr(figure, name)!r} instead of {expected[name]!r}"
        for name in ("unit", "cycle", "framework", "withheld")
        if expected[name] != getattr(figure, name)
    ]
    found += _correction(expected, figure)
    if expected["bounds"] == "inside" and not _holds_its_value(figure):
        found.append(f"{figure.lower} to {figure.upper} does not hold {figure.value}")
    found += [f"the note lacks “{words}”: {figure.note}" for words in expected["says"] if words not in figure.note]
    if (figure.value is None) != bool(figure.reason):
        found.append(f"value {figure.value} with the reason “{figure.reason}”")
    return found


def _correction(expected: Expected, figure: Figure) -> list[str]:
    """Where a draw took more than a tenth of its frame the note gives the corrected interval, rounded; else none."""
    words = re.search(r"Corrected .* interval ([0-9.]+) to ([0-9.]+)", figure.note)
    if expected["corrected"] is None:
        return [] if words is None else [f"corrected without need: {figure.note}"]
    if words is None:
        return [f"not corrected: {figure.note}"]
    half = {"percent": 0.05, "level": 0.005}.get(figure.unit, 0.5) + 1e-9
    pairs = zip(expected["corrected"], (float(words[1]), float(words[2])), strict=True)
    return [f"corrected to {said} instead of {bound}" for bound, said in pairs if abs(bound - said) > half]


def _holds_its_value(figure: Figure) -> bool:
    if figure.value is None or figure.lower is None or figure.upper is None:
        return False
    return figure.lower <= figure.value <= figure.upper


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
        *(
            "presence.health_provision",
            "presence.social_care_provision",
            "score.section.J",
            "score.agency.parent_carer",
        ),
        *("cycle", "framework", "method", "source", "team", "need", "phase"),
        *(
            "awaiting consensus",
            "Not graded",
            "NA",
            "NE",
            "unscored",
            "all NA",
            "abandoned",
            "without a grid",
            "replaced",
            "not yet due",
            "corrected",
        ),
        *("transferred in", "historical", "date missing", "impossible dates", "ceased before due", "without dates"),
        *("maintain", "cease", "outcome unknown", "timeliness.advice_6_weeks.social_care withheld x"),
    }
