"""What a board or the public must not see stands nowhere in any kind of report, with all that a report can print.

The area has audits of every cycle, measures of the performance framework, and actions: their pages are new places.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from figure_frameworks import framework, shipped_text
from figure_workspace import written
from figure_world import World, audited
from test_withheld_solver_board import all_of, busy_area, digits, tables

from audit_app.services.actions.opening import open_action
from audit_app.services.actions.proposing import propose
from audit_app.services.actions.seen import seen_in_review
from audit_app.services.measures.keeping import load_catalogue
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import KINDS, Report, ReportAsked, looked_at
from audit_app.store.workspace import Workspace
from exports.report_files import write_report
from forms.model import read_framework
from resources.frameworks import resolve
from scoring.figures import Audience

SPAN = "2026-09..2026-10"
OTHERS = (("multi-agency", "core-42/1"), ("annual-review", "annual-review-10/1"), ("advice", "advice-8/1"))


def full_area() -> World:
    """The busy area, where every plan was audited in another cycle too, and some in all of them."""
    random, world = Random(7), busy_area(4)  # noqa: S311  invented data, no secret
    known = {one["key"] for one in world["frameworks"]}
    world["frameworks"] += [framework(key) for _, key in OTHERS if key not in known]
    for entry in world["entries"]:
        for cycle, key in random.sample(OTHERS, random.choice((1, 1, 2))):
            markers = read_framework(shipped_text(key.partition("/")[0]), resolve).markers
            answers = {marker.id: random.randrange(4) for marker in markers}
            audited(world, entry["id"], answers, day=entry["final_date"], cycle=cycle, framework=key)
    return world


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with written(tmp_path_factory.mktemp("full"), full_area()) as made:
        load_catalogue(made)
        low = made.conn.execute("SELECT id FROM review ORDER BY id LIMIT 12").fetchall()
        for (review,) in low:
            if found := seen_in_review(made, review):
                open_action(made, propose(made, found[:2]), opened_on="2026-09-20")
        yield made


def files(made: Workspace, of: Report, folder: Path) -> dict[str, Path]:
    formats = ["xlsx", "docx", "pdf", "csv", "json"]
    return {path.name: path for path in write_report(folder, "r", of.head(), of.rows(), formats, contents(made, of))}


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.PUBLIC])
@pytest.mark.parametrize("kind", KINDS)
def test_no_file_of_any_kind_holds_a_withheld_number_or_a_plan(
    kind: str, audience: Audience, area: Workspace, tmp_path: Path
) -> None:
    asked = looked_at(area, ReportAsked(kind, SPAN, audience))
    group = {one.id: one for one in looked_at(area, ReportAsked(kind, asked.period.text)).figures}
    seen = {digits(value) for one in asked.figures for value in (one.value, one.lower, one.upper)}
    gone = {
        digits(value)
        for one in asked.figures
        if one.withheld == "c"
        for value in (group[one.id].value, group[one.id].lower, group[one.id].upper)
    } - seen
    secrets = {one for one in gone if len(one) > 9}  # a short number may stand for anything
    assert secrets or kind == "chase"
    for name, path in files(area, asked, tmp_path).items():
        text = all_of(path)
        assert "REF-" not in text, name
        assert [one for one in secrets if one in text] == [], name


@pytest.mark.parametrize("kind", ["monthly", "quarterly"])
def test_the_scorecard_tells_a_board_no_month_that_the_charts_beside_it_leave_out(
    kind: str, area: Workspace, tmp_path: Path
) -> None:
    books = {
        audience: tables(
            next(
                path
                for path in files(
                    area, looked_at(area, ReportAsked(kind, SPAN, audience, cycle="weekly")), tmp_path / audience
                ).values()
                if path.suffix == ".xlsx"
            )
        )
        for audience in (Audience.GROUP, Audience.BOARD)
    }
    charted = {audience: len(book.get("OverTime", ())) for audience, book in books.items()}
    assert charted[Audience.BOARD] < charted[Audience.GROUP]
    told = {
        audience: sum(row["Code"] == "plan_quality" for row in book["MeasuresOverTime"])
        for audience, book in books.items()
    }
    assert told[Audience.GROUP] == charted[Audience.GROUP]
    assert told[Audience.BOARD] <= charted[Audience.BOARD]


def test_a_board_reads_actions_without_plans_and_the_public_none(area: Workspace, tmp_path: Path) -> None:
    for audience, has_actions in ((Audience.BOARD, True), (Audience.PUBLIC, False)):
        told = contents(area, looked_at(area, ReportAsked("monthly", SPAN, audience)))
        assert (told[0].actions is not None) is has_actions
        assert all(not one.plans for one in (told[0].actions.current if told[0].actions else ()))
