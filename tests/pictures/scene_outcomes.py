"""Outcomes in pictures: progress, reviews due and late, adulthood, the forms, a plan's own part, ten thousand, none."""

from dataclasses import replace
from datetime import date

from picture_stage import Stage

from audit_app.domain.outcomes import Likely, Outcome, Progress
from audit_app.screens.outcomes.view import ADULTHOOD, PROGRESS, REVIEWS, OutcomesView
from audit_app.screens.plans.view import PlansView
from audit_app.services.outcomes.adulthood import followed, note_adulthood
from audit_app.services.outcomes.progress import keep_outcome, note_progress
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace

LONG = (
    "By the end of key stage 4 they travel on their own to the college of further education, change buses at the "
    "interchange, ask the driver for help where a bus does not come, and let an adult know when they have arrived "
)
MANY = 10_000


def progress(stage: Stage) -> None:
    """Every outcome, those without progress first."""
    view = _shown(stage, PROGRESS)
    view.tables[PROGRESS].view.sortByColumn(2, view.tables[PROGRESS].view.horizontalHeader().sortIndicatorOrder())


def reviews(stage: Stage) -> None:
    """Annual reviews that are late or due."""
    _shown(stage, REVIEWS)


def adulthood(stage: Stage) -> None:
    """Young people near adulthood, those to look at first."""
    _shown(stage, ADULTHOOD)


def person(stage: Stage) -> None:
    """What is noted of one of them."""
    view = stage.screen(OutcomesView)
    stage.dialogs.acts.append(stage.dialogs.keep)
    view.change_button.click()


def long_words(stage: Stage) -> None:
    """An outcome, evidence and a note of as many letters as they take."""
    stage.window.session.write(_long)
    _shown(stage, ADULTHOOD)


def plan(stage: Stage) -> None:
    """The outcomes of a plan in its drawer, one of them with long words."""
    _in_view(stage, stage.screen(OutcomesView).tables[PROGRESS].model.rows[0].one.plan_ref)


def review(stage: Stage) -> None:
    """What a review meeting said of a plan's outcomes."""
    stage.dialogs.acts.append(stage.dialogs.keep)
    stage.screen(PlansView).drawer.outcomes.note_button.click()


def outcome(stage: Stage) -> None:
    """All fields of an outcome."""
    stage.dialogs.acts.append(stage.dialogs.keep)
    stage.screen(PlansView).drawer.outcomes.add_button.click()


def many(stage: Stage) -> None:
    """Ten thousand outcomes."""
    stage.window.session.write(_many)
    _shown(stage, PROGRESS)


def nothing(stage: Stage) -> None:
    """No outcome is held."""
    stage.window.go("outcomes", tab=PROGRESS)
    stage.settle()


def nobody(stage: Stage) -> None:
    """Nobody is near adulthood."""
    stage.window.go("outcomes", tab=ADULTHOOD)
    stage.settle()


def _shown(stage: Stage, tab: int) -> OutcomesView:
    stage.window.go("outcomes", tab=tab)
    stage.settle()
    view = stage.screen(OutcomesView)
    table = view.tables[tab]
    table.view.selectRow(0)
    table.view.setFocus()
    return view


def _in_view(stage: Stage, plan_ref: str) -> None:
    view = stage.go("plans", PlansView, plan_ref=plan_ref)
    stage.settle()
    inner = view.drawer.area.widget()
    assert inner is not None
    top = view.drawer.outcomes.mapTo(inner, view.drawer.outcomes.rect().topLeft()).y()
    view.drawer.area.verticalScrollBar().setValue(top - 40)


def _long(workspace: Workspace) -> None:
    row = workspace.conn.execute("SELECT id, date_of_birth FROM entry WHERE date_of_birth > '2009' ORDER BY plan_ref")
    plan_id = row.fetchone()[0]
    ref = workspace.conn.execute("SELECT plan_ref FROM entry WHERE id = ?", (plan_id,)).fetchone()[0]
    made = keep_outcome(workspace, Outcome("", "", ref, "0", (LONG * 6)[:1000], "independence", "social_care"))
    note_progress(workspace, made, date(2026, 5, 4), Progress.SOME, (LONG * 6)[:1000])
    (held,) = (one for one in followed(workspace) if one.plan_ref == ref)
    late = replace(held, care=Likely.YES, due=date(2026, 1, 5), referred=None, assessed=None, note=LONG * 4)
    note_adulthood(workspace, late)


def _many(workspace: Workspace) -> None:
    plans = [row[0] for row in workspace.conn.execute("SELECT id FROM entry WHERE plan_ref IS NOT NULL LIMIT 1000")]
    ids, ops = Ids(workspace.id), []
    for number in range(MANY):
        plan_id = plans[number % len(plans)]
        id_ = ids.ehc_outcome(plan_id, f"many {number}")
        record = {"plan_id": plan_id, "number": f"1{number:04}", "words": f"Reaches step {number} of the ladder."}
        record |= {"area": "independence", "agency": "education", "set_on": None, "target": "2026-07-31"}
        ops.append(Op("ehc_outcome", id_, "record", record))
        said = {"progress": list(Progress)[number % 5].value, "evidence": None, "source": "many.csv"}
        ops.append(Op("outcome_progress", f"{id_}.2026-06-0{number % 9 + 1}", "record", said))
    workspace.door.write("Import outcomes: ten thousand", ops)
