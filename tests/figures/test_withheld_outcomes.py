"""Progress of outcomes for a board and the public: what is withheld, by area and agency too, cannot be worked out."""

from pathlib import Path
from random import Random

import pytest
from figure_workspace import written
from figure_world import AREAS, LEADS, PROGRESS, World, empty_world
from public_reader import certain, read, truths

from audit_app.services.reports.reporting import Report, ReportAsked, report
from scoring.figures import Audience, FigureId

YEAR = "2025-11..2026-10"


def area_of_outcomes(seed: int) -> World:
    """Forty plans reviewed in the year, most with several outcomes; one agency and one area have few plans."""
    random = Random(seed)  # noqa: S311  invented data, no secret
    world = empty_world([])
    for n in range(40):
        need = random.choices(("ASD", "SEMH", "HI"), (6, 4, 1))[0]
        entry = {"id": f"p{n:02}", "plan_ref": f"REF-{n:02}", "primary_need": need, "final_date": "2025-02-01"}
        world["entries"].append(entry | {"year_group": random.choices((5, 9, 12), (5, 4, 1))[0]})
        for number in range(random.choice((1, 2, 3, 4))):
            one = {"id": f"o{n}{number}", "plan": f"p{n:02}", "number": str(number + 1)}
            one |= {"area": random.choices(AREAS, (6, 5, 1))[0], "agency": random.choices(LEADS, (8, 3, 1))[0]}
            world["outcomes"].append(one | {"reviews": {"2026-05-04": random.choice(PROGRESS)}})
    return world


def figures(made: Report) -> dict[str, dict[str, object]]:
    return {str(row["id"]): row for row in made.rows() if str(row["id"]).startswith("progress.")}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.PUBLIC])
def test_no_withheld_count_of_outcomes_has_one_value_alone(seed: int, audience: Audience, tmp_path: Path) -> None:
    with written(tmp_path, area_of_outcomes(seed)) as workspace:
        true = figures(report(workspace, ReportAsked("quarterly", YEAR)))
        shown = figures(report(workspace, ReportAsked("quarterly", YEAR, audience)))
    known = truths([true])
    hidden = [
        id_ for id_, one in shown.items() if one["withheld"] and FigureId.parse(id_).base.startswith("progress.o")
    ]
    assert hidden
    names = [f"n {id_}" for id_ in hidden] + [f"outcomes reviewed@{id_.partition('@')[2]}" for id_ in hidden]
    small = [name for name in dict.fromkeys(names) if known.get(name)]  # 0 of 0 is no secret
    small = small if audience is Audience.BOARD else [name for name in small if 1 <= known[name] <= 5]
    assert small
    assert certain(read([shown]), small, known) == []


@pytest.mark.parametrize("seed", range(5))
def test_a_board_sees_no_group_of_under_six_plans(seed: int, tmp_path: Path) -> None:
    world = area_of_outcomes(seed)
    with written(tmp_path, world) as workspace:
        shown = figures(report(workspace, ReportAsked("quarterly", YEAR, Audience.BOARD)))
    for dimension in ("agency", "area"):
        for name in {one[dimension] for one in world["outcomes"]}:
            plans = {one["plan"] for one in world["outcomes"] if one[dimension] == name}
            figure = shown[f"progress.outcomes.some@{dimension}={name}"]
            assert figure["withheld"] == "c" or len(plans) >= 6


def test_the_whole_is_shown_whatever_its_parts_are(tmp_path: Path) -> None:
    with written(tmp_path, area_of_outcomes(0)) as workspace:
        shown = figures(report(workspace, ReportAsked("quarterly", YEAR, Audience.BOARD)))
    assert all(shown[f"progress.outcomes.{how}"]["value"] is not None for how in PROGRESS)
    assert (
        sum(int(str(shown[f"progress.outcomes.{how}"]["numerator"])) for how in PROGRESS)
        == (shown["progress.outcomes.some"]["denominator"])
    )
